import type { AskRules, HelpdeskRules } from '../../db/schema/index.ts'

/** Tags that helpdesks and people use for "don't ask". */
export const EXCLUDED_TAGS = [
  'spam',
  'junk',
  'phishing',
  'no?csat',
  'no?survey',
  'no?feedback',
  'csat?opt?out',
  'survey?opt?out',
  'do?not?survey',
  'don?t?survey',
  'do?not?ask',
  'opt?out',
  'opted?out',
  'unsubscribed',
  'ingen?enkät',
  'ingen?undersökning',
  'ingen?undersøkelse',
]

/** The organisation's rules, with today's defaults for what an older `apply` did not store. */
export const rulesOf = (stored: AskRules): Required<AskRules> => ({
  maxAgeDays: 7,
  notCustomers: { addresses: [], domains: [], ownDomains: true },
  ownDomains: [],
  excludedTags: EXCLUDED_TAGS,
  subAddresses: 'one',
  letterCase: 'ignored',
  internationalAddresses: false,
  ...stored,
})

export const helpdeskRulesOf = (
  stored: Record<string, HelpdeskRules> | undefined,
  helpdesk: string,
): HelpdeskRules => ({
  ignoredGroups: [],
  states: { closed: [], open: [] },
  excludedTags: [],
  outbound: 'skip',
  autoClosed: 'skip',
  ...stored?.[helpdesk],
})

/** Mailboxes for everybody: where a small organisation has its own there, its neighbours are still customers. */
const PUBLIC =
  /^(gmail|googlemail|outlook|hotmail|live|msn|yahoo|ymail|rocketmail|icloud|me|mac|aol|gmx|web|freenet|t-online|proton|protonmail|pm|tutanota|tuta|zoho|fastmail|hey|mail|yandex|telia|telenor|tele2|comhem|bredband|bredband2|bahnhof|spray|glocalnet|swipnet|home|passagen|online|broadpark|getmail|lyse|altibox|c2i|frisurf|start|mailbox|orange|wanadoo|free|laposte|sfr|libero|tiscali|virgilio|btinternet|virginmedia|sky|ziggo|kpnmail|xs4all|wp|onet|o2|seznam|suomi24|kolumbus|elisanet|jubii|stofanet|tdcadsl)\.(co\.)?[a-z]{2,3}$/

/** The domains that brands send from and people work at, but public ones. */
export const ownDomains = (file: {
  brands: Record<string, { sender: { address: string }; replyTo: string }>
  people: { email: string }[]
}): string[] => {
  const addresses = [
    ...Object.values(file.brands).flatMap(({ sender, replyTo }) => [sender.address, replyTo]),
    ...file.people.map(({ email }) => email),
  ]
  const domains = addresses.map((address) => address.slice(address.lastIndexOf('@') + 1))
  return [...new Set(domains)].filter((domain) => !PUBLIC.test(domain)).sort()
}
