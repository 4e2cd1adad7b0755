import type { Discovery } from './discovery.ts'

/** The strongest change of a department's week or month, with the others of it; anything else stands alone. */
export type Folded<T extends Discovery = Discovery> = { one: T; alike: T[] }

/**
 * One event shows in the department, its channels, brands and drivers at once. The strongest is told, in the place of the
 * first: the least p, then the interval that is farthest from no change. Pure.
 */
export const foldChanges = <T extends Discovery>(found: readonly T[]): Folded<T>[] => {
  const groups = new Map<string, T[]>()
  for (const one of found) {
    const key = keyOf(one)
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  return [...groups.values()].map((group) => {
    const [one, ...alike] = group.sort(byStrength)
    return { one: one!, alike }
  })
}

const keyOf = (one: Discovery): string =>
  one.kind === 'change' && one.facts.every !== 'day'
    ? [one.departmentKey, one.facts.every, one.to, one.facts.direction].join(' ')
    : one.id

const byStrength = (a: Discovery, b: Discovery): number => {
  const [one, other] = [strengthOf(a), strengthOf(b)]
  return one.p - other.p || other.least - one.least
}

const strengthOf = (found: Discovery) => {
  const { p = 1, low = 0, high = 0 } = (found.kind === 'change' && found.facts.tested) || {}
  return { p, least: Math.min(Math.abs(low), Math.abs(high)) }
}
