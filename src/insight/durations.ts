import { zAt } from './distributions.ts'

/** How long something took, or has taken so far where it has not `ended`. Any unit, such as business minutes. */
export type Duration = { time: number; ended: boolean }
/** At `time`: how many were still under way, how many ended then, and the share that lasts longer, with its standard error. */
export type Step = { time: number; atRisk: number; ended: number; lasting: number; error: number }
/** Null where the curve, or its band, never comes down to one half: "longer than anything seen". */
export type Median = {
  n: number
  ended: number
  median: number | null
  low: number | null
  high: number | null
}

/**
 * The share that lasts longer than each time, open ones counted as long as they were seen.
 * E. L. Kaplan and P. Meier (1958), Journal of the American Statistical Association 53, 457-481; error by M. Greenwood (1926).
 */
export function lastingCurve(durations: readonly Duration[]): Step[] {
  const steps: Step[] = []
  let [lasting, sum] = [1, 0]
  for (const { time, atRisk, ends } of instants(
    durations.map((one) => ({ ...one, end: one.ended ? '' : null })),
  )) {
    const ended = total(ends)
    if (ended === 0) continue
    lasting *= 1 - ended / atRisk
    sum += ended / (atRisk * (atRisk - ended))
    steps.push({ time, atRisk, ended, lasting, error: lasting === 0 ? 0 : lasting * Math.sqrt(sum) })
  }
  return steps
}

/**
 * The median time with its interval: the times at which a band around the curve, on the scale log(-log), holds one half.
 * R. Brookmeyer and J. Crowley (1982), Biometrics 38, 29-41; the scale by O. Borgan and K. Liestøl (1990), Scandinavian
 * Journal of Statistics 17, 35-41, as SAS's LIFETEST and R's survfit(conf.type = "log-log") do.
 */
export function medianTime(durations: readonly Duration[], level = 0.95): Median {
  const z = zAt(level)
  const steps = lastingCurve(durations)
  const first = (share: (step: Step) => number) =>
    steps.find((step) => share(step) <= 0.5 + 1e-12)?.time ?? null
  /** One end of the band: the share lasting, raised to a power. */
  const edge = (sign: number) => (step: Step) =>
    step.lasting === 0
      ? 0
      : step.lasting ** Math.exp((sign * z * step.error) / (step.lasting * -Math.log(step.lasting)))
  return {
    n: durations.length,
    ended: durations.filter(({ ended }) => ended).length,
    median: first(({ lasting }) => lasting),
    low: first(edge(1)),
    high: first(edge(-1)),
  }
}

/** How something ended, after `time`; null while it has not. */
export type Ending = { time: number; end: string | null }
/** At `time`: the share that has not ended, and the share that ended each way by then. Together they are 1. */
export type Ended = { time: number; open: number; by: Record<string, number> }

/**
 * The share that has ended in each of several ways by each time, where one end rules out the others: a case that was
 * withdrawn can no longer be confirmed, and does not count as open either.
 * O. O. Aalen and S. Johansen (1978), Scandinavian Journal of Statistics 5, 141-150.
 */
export function endedBy(endings: readonly Ending[]): Ended[] {
  const kinds = [...new Set(endings.flatMap(({ end }) => (end === null ? [] : [end])))].sort()
  const by = Object.fromEntries(kinds.map((kind) => [kind, 0]))
  let open = 1
  return instants(endings).flatMap(({ time, atRisk, ends }) => {
    const ended = total(ends)
    if (ended === 0) return []
    for (const [kind, count] of ends) by[kind] = by[kind]! + (open * count) / atRisk
    open *= 1 - ended / atRisk
    return [{ time, open, by: { ...by } }]
  })
}

/** Each time at which anything ended or was last seen, with how many were under way until then. Ends come before open ones. */
function instants(endings: readonly Ending[]) {
  const sorted = [...endings].sort((a, b) => a.time - b.time)
  const found: { time: number; atRisk: number; ends: Map<string, number> }[] = []
  sorted.forEach(({ time, end }, at) => {
    if (!(time >= 0)) throw new RangeError(`${time} is no duration`)
    if (found.at(-1)?.time !== time) found.push({ time, atRisk: sorted.length - at, ends: new Map() })
    const { ends } = found.at(-1)!
    if (end !== null) ends.set(end, (ends.get(end) ?? 0) + 1)
  })
  return found
}
const total = (ends: Map<string, number>) => [...ends.values()].reduce((sum, count) => sum + count, 0)
