import type { Child } from 'hono/jsx'
import type { Share } from '../../../figures/share.ts'
import { MANAGED } from '../../../lists/caseFilter.ts'
import type { StaffWords } from '../../../locales/staff.ts'
import { addressOf, type Chosen } from '../../filterFields.ts'
import type { Report } from '../../report/read.ts'
import { countOf, percentOf } from '../figures.ts'
import type { Viewer } from '../layout.tsx'

/** `here`: the address of what is shown. */
export type PartProps = {
  report: Report
  words: StaffWords
  ways: Ways
  /** To the lists of the period that it is compared with. */
  waysBefore: Ways
  now: Date
  viewer: Viewer
  here: string
}

/** Where the numbers lead: the lists, with the report's own filters. Answers are counted whatever driver they name. */
export type Ways = Record<
  'cases' | 'answers',
  (more: Record<string, string | undefined>) => string | undefined
>

/** For a reader of numbers alone: they lead nowhere. */
export const NO_WAYS: Ways = { cases: () => undefined, answers: () => undefined }

/** A number, and the way to what it counts where its reader may go there. */
export const Way = ({ to, children }: { to: string | undefined; children?: Child }) =>
  to ? <a href={to}>{children}</a> : <span>{children}</span>

/** `elsewhere`: the list of cases would hold those of other departments too. */
export const waysOf = (
  { values }: Chosen,
  { from, to }: { from: string; to: string },
  elsewhere: boolean,
): Ways => {
  const { department, brand, channel, driver, survey } = values
  const same = { department, brand, channel, driver, survey, from, to }
  return {
    cases: (more) =>
      addressOf('/desk/cases', {
        ...same,
        ...(elsewhere && !department && { department: MANAGED }),
        ...more,
      }),
    answers: (more) => addressOf('/desk/answers', { ...same, driver: undefined, asked: 'routine', ...more }),
  }
}

/** One figure large, what it is, and what it rests on. */
export const Tile = ({ label, value, href, notes }: TileProps) => (
  <div class="tile">
    <dt>{label}</dt>
    <dd class="big">
      <Way to={href}>{value}</Way>
    </dd>
    {notes.filter(Boolean).map((note) => (
      <dd class="soft">{note}</dd>
    ))}
  </div>
)
type TileProps = { label: string; value: string; href?: string | undefined; notes: (Child | undefined)[] }

/** "86 %", or "6 of 8" where there are too few to say more. */
export const shareText = ({ share, count, n }: Share, words: StaffWords): string =>
  n === 0
    ? words.report.chart.none
    : share === null
      ? words.report.of(countOf(count, words), countOf(n, words))
      : percentOf(share * 100, words)

/** What a share rests on: its range and its counts; empty where the counts say it all. */
export const shareNote = ({ share, low, high, count, n }: Share, words: StaffWords): string => {
  if (share === null || low === null || high === null) return ''
  const say = words.report
  const range = say.interval(percentOf(low * 100, words), percentOf(high * 100, words))
  return `${range} · ${say.of(countOf(count, words), countOf(n, words))}`
}
