import type { DayCounts } from '../../figures/days.ts'
import { FEWEST, plainShare } from '../../figures/share.ts'
import type { StaffWords } from '../../locales/staff.ts'
import { weekdayOf } from '../../zone.ts'
import type { Series } from '../views/chart.tsx'
import { dayOf, monthOf } from '../views/figures.ts'

const DAYS = 35
const WEEKS = 32 * 7

const SIZES = ['day', 'week', 'month'] as const
type Bucket = DayCounts & { label: string }

/** Days put together so that a chart can be read: by day, by week from Monday, or by month. */
const bucketsOf = (days: readonly DayCounts[], by: (typeof SIZES)[number], words: StaffWords): Bucket[] => {
  const buckets: Bucket[] = []
  for (const one of days) {
    const begins = by === 'day' || (by === 'week' ? weekdayOf(one.day) === 1 : one.day.endsWith('-01'))
    const last = buckets.at(-1)
    if (begins || !last)
      buckets.push({ ...one, label: by === 'month' ? monthOf(one.day, words) : dayOf(one.day, words, false) })
    else for (const key of ['n', 'satisfied', 'neutral', 'dissatisfied'] as const) last[key] += one[key]
  }
  return buckets
}

/** As long as most days or weeks have too few answers for a share, longer ones. */
const sharedOf = (days: readonly DayCounts[], first: number, words: StaffWords): Bucket[] => {
  const sizes = SIZES.slice(first).map((by) => bucketsOf(days, by, words))
  const few = (buckets: Bucket[]) => buckets.filter(({ n }) => n > 0 && n < FEWEST).length
  return sizes.find((buckets) => few(buckets) * 2 <= buckets.length) ?? sizes.at(-1)!
}

/** The share satisfied with its interval, and the answers by kind. */
export const chartsOf = (
  days: readonly DayCounts[],
  words: StaffWords,
): { trend: Series[]; volume: Series[] } => {
  const say = words.report
  const first = days.length <= DAYS ? 0 : days.length <= WEEKS ? 1 : 2
  const buckets = bucketsOf(days, SIZES[first]!, words)
  const shared = sharedOf(days, first, words)
  const shares = shared.map(({ satisfied, n }) => plainShare(satisfied, n))
  const points = (of: (at: number) => number | null, from = shared) =>
    from.map(({ label }, at) => ({ label, value: of(at) }))
  const percent = (share: number | null) => (share === null ? null : share * 100)
  return {
    trend: [
      { name: say.low, points: points((at) => percent(shares[at]!.low)) },
      { name: say.share, points: points((at) => percent(shares[at]!.share)) },
      { name: say.high, points: points((at) => percent(shares[at]!.high)) },
    ],
    volume: (['dissatisfied', 'neutral', 'satisfied'] as const).map((kind) => ({
      name: say[kind],
      points: points((at) => buckets[at]![kind], buckets),
    })),
  }
}
