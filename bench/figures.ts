const sorted = (values: number[]): number[] => [...values].sort((a, b) => a - b)

/** The smallest value that at least the share `q` of all is not above. */
export const quantile = (values: number[], q: number): number =>
  sorted(values)[Math.max(0, Math.ceil(q * values.length) - 1)] ?? Number.NaN

export const median = (values: number[]): number => quantile(values, 0.5)

export const round = (value: number, digits = 0): string => value.toFixed(digits)

/** "0.71 (0.65 to 0.78)": median and spread of the rounds. */
export const spread = (values: number[], digits = 2): string =>
  `${round(median(values), digits)} (${round(Math.min(...values), digits)} to ${round(Math.max(...values), digits)})`

export type Figure = { what: string; measured: string; target?: string; kept?: boolean }

/** One line a figure, its target beside it. */
export function print(figures: Figure[]): void {
  const wide = (pick: (figure: Figure) => string) => Math.max(...figures.map((figure) => pick(figure).length))
  const [what, measured, target] = [wide((f) => f.what), wide((f) => f.measured), wide((f) => f.target ?? '')]
  for (const f of figures) {
    const verdict = f.kept === undefined ? '' : f.kept ? 'kept' : 'MISSED'
    console.log(
      `  ${f.what.padEnd(what)}  ${f.measured.padEnd(measured)}  ${(f.target ?? '').padEnd(target)}  ${verdict}`.trimEnd(),
    )
  }
}
