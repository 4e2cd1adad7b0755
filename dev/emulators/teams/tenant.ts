import type { armFaults } from '../faults.ts'

export type TeamsUser = {
  id: string
  name: string
  email?: string
  guest?: boolean
  bot?: boolean
  left?: boolean
  tenant?: string
  appMissing?: boolean
}
export type TeamsChannel = { id: string; name: string; private?: boolean; appMissing?: boolean }
export type TeamsMessage = {
  channel: string
  id: string
  root?: string
  activity: Record<string, unknown>
  /** The one person who sees it. */
  to?: string
  deleted?: boolean
}
type Call = { method: string; channel: string; status: string; at: number }

export type Tenant = {
  id: string
  appId: string
  password: string
  now: () => number
  channels: TeamsChannel[]
  users: TeamsUser[]
  messages: TeamsMessage[]
  calls: Call[]
  /** Members a page; small ones show that a client reads on. */
  page: number
  lastId: number
  keysDown: boolean
  keyReads: number
  strictRate: boolean
  /** Messages for one person within a channel are refused. */
  noTargeted: boolean
}

export function addMessage(
  tenant: Tenant,
  channel: string,
  activity: Record<string, unknown>,
  root?: string,
): TeamsMessage {
  tenant.lastId = Math.max(tenant.lastId + 1, tenant.now())
  const made = { channel, id: String(tenant.lastId), ...(root && { root }), activity }
  tenant.messages.push(made)
  return made
}

/** Seconds to wait by the documented limits of a bot in one conversation; here a channel counts as one. */
const LIMITS = [
  [7, 1],
  [8, 2],
  [60, 30],
  [1800, 3600],
] as const

export function tooFast({ calls, now, strictRate }: Tenant, method: string, channel: string): number {
  if (!strictRate || method === 'members') return 0
  const at = now()
  const recent: number[] = []
  for (let i = calls.length - 1; i >= 0 && at - calls[i]!.at < 3_600_000; i--) {
    const call = calls[i]!
    if (call.channel === channel && call.method !== 'members' && call.status !== '429') recent.push(call.at)
  }
  for (const [most, seconds] of LIMITS)
    if (recent.filter((one) => at - one < seconds * 1000).length >= most) return Math.min(seconds, 30)
  return 0
}

export type TeamsFault = {
  /** All calls to the connector unless named; the token's only by name. */
  method?: 'post' | 'send' | 'update' | 'members' | 'token'
  channel?: string
  /** 'drop' carries the call out and cuts the line; '403' is MessageWritesBlocked; '401' a lost token. */
  kind: '429' | '500' | '401' | '403' | '502' | 'slow' | 'drop'
  times?: number
  rate?: number
  retryAfter?: number
  ms?: number
  /** With 5xx: carried out all the same, as a gateway's time-out may be. */
  accepted?: boolean
}
export type Faults = ReturnType<typeof armFaults<TeamsFault>>
