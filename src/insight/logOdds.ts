/** How often a phrase came among all words of a group. */
export type Counts = { count: number; of: number }

/**
 * How many standard errors a phrase is more common in one group than in the other, with a Dirichlet prior in which it comes
 * `prior` times among `priorOf` words: 0 where both say the same, and rare phrases are drawn towards it.
 * B. L. Monroe, M. P. Colaresi and K. M. Quinn (2008), Political Analysis 16, 372-403, equations 16 and 20 to 22.
 */
export function logOddsZ(one: Counts, other: Counts, prior: number, priorOf: number): number {
  const log = ({ count, of }: Counts) => Math.log(count + prior) - Math.log(of + priorOf - count - prior)
  return (log(one) - log(other)) / Math.sqrt(1 / (one.count + prior) + 1 / (other.count + prior))
}
