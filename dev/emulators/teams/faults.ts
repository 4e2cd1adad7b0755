export type TeamsFault = {
  /** All calls to the connector unless named. */
  method?: 'post' | 'send' | 'update' | 'members' | 'token'
  channel?: string
  /** 'drop' carries the call out and cuts the line; '403' is MessageWritesBlocked; '401' a lost token. */
  kind: '429' | '500' | '401' | '403' | '502' | 'slow' | 'drop'
  times?: number
  /** Share of the matching calls, from a fixed sequence so that a run can be repeated. */
  rate?: number
  retryAfter?: number
  ms?: number
  /** With 5xx: carried out all the same, as a gateway's time-out may be. */
  accepted?: boolean
}

export function armFaults() {
  let rules: (TeamsFault & { left: number })[] = []
  let seed = 0x7ea5
  const chance = () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
    return seed / 2 ** 32
  }
  return {
    add: (rule: TeamsFault) => void rules.push({ ...rule, left: rule.times ?? Number.POSITIVE_INFINITY }),
    clear: () => {
      rules = []
    },
    meet: (method: NonNullable<TeamsFault['method']>, channel?: string): TeamsFault | undefined => {
      for (const rule of rules) {
        if (rule.left <= 0 || (rule.method ? rule.method !== method : method === 'token')) continue
        if (rule.channel && rule.channel !== channel) continue
        if (rule.rate !== undefined && chance() >= rule.rate) continue
        rule.left -= 1
        return rule
      }
      return undefined
    },
  }
}
