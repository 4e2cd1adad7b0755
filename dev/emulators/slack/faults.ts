import type { FaultRule } from './types.ts'

type Armed = FaultRule & { left: number }

export function armFaults() {
  let rules: Armed[] = []
  let seed = 0x5eed
  // A fixed sequence (mulberry32), so that a faulty run can be repeated.
  const chance = () => {
    seed = (seed + 0x6d2b79f5) | 0
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  return {
    add: (rule: FaultRule) => {
      rules.push({ ...rule, left: rule.times ?? Number.POSITIVE_INFINITY })
    },
    clear: () => {
      rules = []
    },
    remove: (kind: string) => {
      rules = rules.filter((rule) => rule.kind !== kind)
    },
    list: (): readonly FaultRule[] => rules,
    /** The fault this call meets, if any; counts it. */
    meet: (method: string, channel?: string): FaultRule | undefined => {
      for (const rule of rules) {
        if (rule.left <= 0) continue
        if (rule.method ? rule.method !== method : method === 'response_url') continue
        if (rule.channel && rule.channel !== channel) continue
        if (rule.rate !== undefined && chance() >= rule.rate) continue
        rule.left -= 1
        return rule
      }
      return undefined
    },
  }
}
export type Faults = ReturnType<typeof armFaults>
