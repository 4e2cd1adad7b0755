import type { Interval } from './wilson.ts'

/** Answers by whether they name the driver and are satisfied. */
export type Named = {
  named: { satisfied: number; n: number }
  others: { satisfied: number; n: number }
}
/** `impact` in shares: -0.03 is 3 points lost. */
export type Impact = { impact: number } & Interval

/**
 * What a driver costs: the share satisfied, less the share without the answers that name it. The interval is by the
 * delta method: the variance of each answer's influence on the figure (F. R. Hampel (1974), Journal of the American
 * Statistical Association 69, 383-393). Null where no answer names it or none does not. `z` 1.96 covers 95 %.
 */
export function driverImpact({ named, others }: Named, z = 1.96): Impact | null {
  const n = named.n + others.n
  if (named.n === 0 || others.n === 0) return null
  const share = (named.satisfied + others.satisfied) / n
  const without = others.satisfied / others.n
  const weight = n / others.n
  // An answer moves the first share by (satisfied - share), and the second by (satisfied - without) * weight.
  const cells: [count: number, influence: number][] = [
    [named.satisfied, 1 - share],
    [named.n - named.satisfied, -share],
    [others.satisfied, 1 - share - (1 - without) * weight],
    [others.n - others.satisfied, -share + without * weight],
  ]
  const variance = cells.reduce((sum, [count, influence]) => sum + count * influence ** 2, 0) / n
  const half = z * Math.sqrt(variance / n)
  const impact = share - without
  return { impact, low: impact - half, high: impact + half }
}

/** One group of answers (a channel, a department) before and after. */
export type Group = { before: { satisfied: number; n: number }; after: { satisfied: number; n: number } }

/**
 * Why a share changed: `volume`, since groups had another part of all answers, and `level`, since the shares within
 * them changed; the two add up to `change`. A group without answers on one side counts with its level of the other
 * side, so that it changes volume alone.
 * E. M. Kitagawa (1955), Journal of the American Statistical Association 50, 1168-1194: two components, averages as weights.
 */
export function splitChange(groups: readonly Group[]): { change: number; volume: number; level: number } {
  const all = (side: 'before' | 'after') => groups.reduce((sum, group) => sum + group[side].n, 0)
  const [was, is] = [all('before'), all('after')]
  let [volume, level] = [0, 0]
  for (const { before, after } of groups) {
    if (before.n === 0 && after.n === 0) continue
    const [part, partNow] = [before.n / (was || 1), after.n / (is || 1)]
    const rate = before.n > 0 ? before.satisfied / before.n : after.satisfied / after.n
    const rateNow = after.n > 0 ? after.satisfied / after.n : rate
    volume += ((partNow - part) * (rate + rateNow)) / 2
    level += ((rateNow - rate) * (part + partNow)) / 2
  }
  return { change: volume + level, volume, level }
}

/**
 * Why a driver's impact changed: `volume`, since another part of all answers names it, and `level`, since those that do
 * lie farther from the others, or nearer. The impact is that part times that distance, so Kitagawa's two components are
 * taken of the answers that name it, with nothing in the other group. Null where every answer of a period names it.
 */
export function splitImpact(before: Named, after: Named): ReturnType<typeof splitChange> | null {
  if (before.others.n === 0 || after.others.n === 0) return null
  const distance = ({ named, others }: Named) => ({
    n: named.n,
    satisfied: named.satisfied - (named.n * others.satisfied) / others.n,
  })
  const rest = ({ others }: Named) => ({ n: others.n, satisfied: 0 })
  return splitChange([
    { before: distance(before), after: distance(after) },
    { before: rest(before), after: rest(after) },
  ])
}
