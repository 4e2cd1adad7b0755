import type { Db, Tx } from '../../../db/client.ts'
import { departments as departmentRows } from '../../../db/schema/index.ts'
import type { Discovery } from '../../discoveries/discovery.ts'
import { type Folded, foldChanges } from '../../discoveries/fold.ts'
import { readDiscoveries } from '../../discoveries/read.ts'
import { answersBeyond } from '../../discoveries/weight.ts'
import type { AnswerFigures } from '../../figures/answers.ts'
import type { Comparison } from '../../figures/compare.ts'
import type { DayCounts } from '../../figures/days.ts'
import { type Figures, readCompared } from '../../figures/figures.ts'
import type { Slice } from '../../figures/slice.ts'
import { type Improvement, readImprovements } from '../../improvements/improvement.ts'
import type { Named } from '../../lists/filters.ts'
import { type ListedFinding, listFindings } from '../../lists/findings.ts'

/** Everything the report shows of one slice, read at one moment. */
export type Report = {
  slice: Slice
  /** For a reader: numbers alone, without anybody's words and the lists that hold them. */
  wordless: boolean
  figures: Figures
  /** What customers said in as many days before. */
  before: AnswerFigures
  comparison: Comparison
  days: DayCounts[]
  /** Each department, where there are several. */
  departments: (Named & { figures: AnswerFigures })[]
  /** What concerns the most answers first. `timeZone` of their department. */
  found: Folded<Discovery & { timeZone: string }>[]
  improvements: Improvement[]
  findings: ListedFinding[]
  findingsInAll: number
}

const MOST_FOUND = 30

/**
 * Reads in one transaction, so that all numbers are of the same moment. Cases and answers about the reader are in none of
 * them, as in no list.
 */
export const readReport = (
  db: Db,
  {
    reader,
    slice,
    departments,
    wordless,
    now,
  }: { reader: { id: string }; slice: Slice; departments: Named[]; wordless: boolean; now: Date },
): Promise<Report> =>
  db.transaction(
    async (tx) => {
      const [compared, found, zones, improvements, { findings, inAll: findingsInAll }] = await Promise.all([
        readCompared(tx, { ...slice, reader: reader.id }, now),
        readDiscoveries(tx, slice),
        zonesOf(tx),
        wordless ? [] : readImprovements(tx, slice),
        wordless ? { findings: [], inAll: 0 } : listFindings(tx, reader, slice),
      ])
      const { figures, before, days, of } = compared
      // A theme is a phrase of customers; the other kinds are numbers
      const shown = found.filter(({ kind }) => !wordless || kind !== 'theme')
      return {
        slice,
        wordless,
        figures,
        before,
        comparison: figures.comparison,
        days,
        departments:
          departments.length > 1 ? departments.map((one) => ({ ...one, figures: of(one.key) })) : [],
        found: foldChanges(shown.map((one) => ({ ...one, timeZone: zones.get(one.departmentKey) ?? 'UTC' })))
          .sort((a, b) => answersBeyond(b.one) - answersBeyond(a.one))
          .slice(0, MOST_FOUND),
        improvements,
        findings,
        findingsInAll,
      }
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  )

const zonesOf = async (tx: Tx): Promise<Map<string, string>> =>
  new Map(
    (
      await tx.select({ key: departmentRows.key, timeZone: departmentRows.timeZone }).from(departmentRows)
    ).map(({ key, timeZone }) => [key, timeZone]),
  )
