/**
 * How much more likely `hits` of `n` are where the odds are `odds` times those of `share`: the log-likelihood ratio that a
 * CUSUM adds up. S. H. Steiner, R. J. Cook, V. T. Farewell and T. Treasure (2000), Biostatistics 1, 441-452, equation 2.
 */
export const weigh = ({ hits, n }: { hits: number; n: number }, share: number, odds: number): number =>
  hits * Math.log(odds) - n * Math.log1p(share * (odds - 1))

/** How many times the odds of `share` those of `to` are. */
export const oddsRatio = (share: number, to: number): number => (to / (1 - to)) * ((1 - share) / share)
