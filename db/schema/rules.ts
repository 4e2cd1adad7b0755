export type AskRules = {
  delayMinutes: number
  window: { from: string; to: string }
  restDays: number
  reminderDays: number
  expiryDays: number
  excludedChannels: string[]
  // What follows came later: rows of before lack it, and src/invitations/rules.ts fills it in.
  maxAgeDays?: number
  notCustomers?: { addresses: string[]; domains: string[]; ownDomains: boolean }
  /** The domains of brands and people, but those of public mailboxes: found when the file is applied. */
  ownDomains?: string[]
  excludedTags?: string[]
  subAddresses?: 'one' | 'separate'
  letterCase?: 'ignored' | 'kept'
  internationalAddresses?: boolean
}
/** What a helpdesk's states and tickets mean; names may hold `*`. */
export type HelpdeskRules = {
  ignoredGroups: string[]
  states: { closed: string[]; open: string[] }
  excludedTags: string[]
  outbound: 'ask' | 'skip'
  autoClosed: 'ask' | 'skip'
}
