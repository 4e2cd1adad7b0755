import { readDiscovery } from '../discoveries/read.ts'
import { sayDiscovery } from '../discoveries/say.ts'
import { isUuid } from '../ids.ts'
import { type AnswerFilter, type ListedAnswer, listAnswers } from '../lists/answers.ts'
import type { CaseFilter } from '../lists/caseFilter.ts'
import { type ListedCase, listCases } from '../lists/cases.ts'
import { cursorText, type Known, knownOf, readCursor } from '../lists/filters.ts'
import type { Cursor, Page } from '../lists/page.ts'
import { type Reader, readerOf } from '../lists/reader.ts'
import { tidied } from '../lists/search.ts'
import type { StaffWords } from '../locales/staff.ts'
import { addressOf, answerFields, caseFields, chosenOf, type FilterField, withGiven } from './filterFields.ts'
import type { Desk, DeskContext } from './guard.ts'
import { AnswerRows } from './views/answerRows.tsx'
import { whenOf } from './views/figures.ts'
import { html, type Viewer, wordsOf } from './views/layout.tsx'
import { CaseRows, ListPage } from './views/lists.tsx'
import { noteAnswersRead } from './wordsRead.ts'

type Given = { values: Record<string, string>; after?: Cursor; now: Date }
/** A list of the desk: its filters, its rows and how they look. A further table is one more of these. */
type List<Row> = {
  here: 'cases' | 'answers'
  departments: (reader: Reader) => string[]
  fields: (known: Known, words: StaffWords, reader: Reader) => FilterField[]
  read: (desk: Desk, reader: Reader, given: Given) => Promise<Page<Row>>
  /** Notes what of the rows chat would not show. */
  note?: (desk: Desk, c: DeskContext, viewer: Viewer, rows: Row[]) => Promise<void>
  rows: (props: { rows: Row[]; viewer: Viewer; now: Date }) => unknown
}

const showList =
  <Row>({ here, departments, fields: fieldsOf, read, note, rows: Rows }: List<Row>) =>
  (desk: Desk) =>
  async (c: DeskContext, viewer: Viewer): Promise<Response> => {
    const words = wordsOf({ viewer })
    const now = desk.now()
    const reader = await readerOf(desk.db, viewer)
    const keys = departments(reader)
    const fields = withGiven(c.req.url, fieldsOf(await knownOf(desk.db.$client, keys), words, reader))
    const chosen = chosenOf(c.req.url, fields)
    const typed = tidied(c.req.query('q') ?? '')
    const mark = c.req.query('after') ?? ''
    const after = readCursor(mark)
    if (mark && !after) chosen.faults.push({ name: 'after', fault: 'no page', given: mark })
    const discovery = here === 'answers' ? (c.req.query('discovery') ?? '') : ''
    const found = isUuid(discovery)
      ? await readDiscovery(desk.db, { id: discovery, departments: keys })
      : undefined
    const values: Record<string, string> = {
      ...chosen.values,
      ...(typed && { q: typed }),
      ...(isUuid(discovery) && { discovery }),
    }
    const page =
      keys.length > 0 && chosen.faults.length === 0
        ? await read(desk, reader, { values, now, ...(after && { after }) })
        : { rows: [] }
    const { rows, next, lookedTo, inAll }: Page<Row> = page
    await note?.(desk, c, viewer, rows)
    return html(
      ListPage({
        viewer,
        here,
        fields,
        chosen,
        typed,
        ...(found && { about: sayDiscovery(found, words, { timeZone: found.timeZone, now }) }),
        none: keys.length === 0,
        shown: rows.length,
        ...(inAll !== undefined && { inAll }),
        first: !after,
        ...(next && { older: addressOf(`/desk/${here}`, { ...values, after: cursorText(next) }) }),
        ...(lookedTo && { lookedTo: whenOf(lookedTo, viewer.timeZone, now, words) }),
        children: Rows({ rows, viewer, now }) as never,
      }),
      chosen.faults.length > 0 ? 422 : 200,
    )
  }

export const showCases = showList<ListedCase>({
  here: 'cases',
  departments: ({ cases }) => cases,
  fields: caseFields,
  read: ({ db }, reader, { values, ...more }) => listCases(db.$client, reader, values as CaseFilter, more),
  rows: CaseRows,
})

export const showAnswers = showList<ListedAnswer>({
  here: 'answers',
  departments: ({ answers }) => answers,
  fields: answerFields,
  read: ({ db }, reader, { values, after }) =>
    listAnswers(db.$client, reader, values as AnswerFilter, { after }),
  note: noteAnswersRead,
  rows: AnswerRows,
})
