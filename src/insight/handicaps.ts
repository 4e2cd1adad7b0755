/** The trailing periods that are searched: so many days, and so many cases. */
export const DAYS = [7, 14, 28]
export const CASES = [5, 10]

/**
 * How much more striking something narrow must be: half of the chance of a false finding is kept for the broadest slice,
 * outcome and period each, and what is left is shared by the others. Fixed before the outcomes are looked at.
 * C. R. Genovese, K. Roeder and L. Wasserman (2006), Biometrika 93, 509-524.
 */
export function handicapsOf(
  slicesOf: number[][],
  slices: number,
  outcomesOf: number[][],
  outcomes: number,
): Float64Array {
  const narrow = (lists: number[][], count: number) => {
    const sizes = new Array<number>(count).fill(0)
    for (const list of lists) for (const one of list) sizes[one]!++
    const broadest = sizes.indexOf(Math.max(...sizes))
    return sizes.map((_, at) => (at === broadest || count === 1 ? 0 : Math.log(count - 1)))
  }
  const [slice, outcome] = [narrow(slicesOf, slices), narrow(outcomesOf, outcomes)]
  return Float64Array.from(
    { length: slices * outcomes },
    (_, cell) => slice[Math.floor(cell / outcomes)]! + outcome[cell % outcomes]!,
  )
}

/** The handicap of each period: 28 days are the broadest. */
export const LATER = [...DAYS, ...CASES].map((period) =>
  period === 28 ? 0 : Math.log(DAYS.length + CASES.length - 1),
)
