type Rule = {
  /** All calls unless named. */
  method?: string
  channel?: string
  kind: string
  /** Without end unless said. */
  times?: number
  /** Share of the matching calls, 0 to 1, from a fixed sequence so that a run can be repeated. */
  rate?: number
}

/** What a call to an emulator may meet. A fault of a method that is `byName` has to name it. */
export function armFaults<R extends Rule>(byName: R['method']) {
  let rules: (R & { left: number })[] = []
  let seed = 0x5eed
  // mulberry32
  const chance = () => {
    seed = (seed + 0x6d2b79f5) | 0
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  return {
    add: (rule: R) => void rules.push({ ...rule, left: rule.times ?? Number.POSITIVE_INFINITY }),
    clear: () => {
      rules = []
    },
    remove: (kind: R['kind']) => {
      rules = rules.filter((rule) => rule.kind !== kind)
    },
    list: (): readonly R[] => rules,
    /** The fault this call meets, if any; counts it. */
    meet: (method: NonNullable<R['method']>, channel?: string): R | undefined => {
      for (const rule of rules) {
        if (rule.left <= 0 || (rule.method ? rule.method !== method : method === byName)) continue
        if (rule.channel && rule.channel !== channel) continue
        if (rule.rate !== undefined && chance() >= rule.rate) continue
        rule.left -= 1
        return rule
      }
      return undefined
    },
  }
}
