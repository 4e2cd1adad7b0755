import { audit } from '../../audit/audit.ts'
import { causeOf } from '../../errors.ts'
import type { Slice } from '../../figures/slice.ts'
import { daysIn, isAmong, type Known, knownOf } from '../../lists/filters.ts'
import { readerOf, seesMore } from '../../lists/reader.ts'
import { localDate, nextDay } from '../../zone.ts'
import { asViewer } from '../caller.ts'
import { type Chosen, chosenOf, type FilterField, reportFields, withGiven } from '../filterFields.ts'
import { type Desk, type DeskContext, finish, takeFlash } from '../guard.ts'
import {
  FlashView,
  HEADERS,
  html,
  htmlInTwo,
  Later,
  NoticePage,
  type Viewer,
  wordsOf,
} from '../views/layout.tsx'
import { ReportBody, ReportPage } from '../views/report/page.tsx'
import { reportCsv } from './csv.ts'
import { type Report, readReport } from './read.ts'

/** The longest period, in days: three years. */
const MOST = 1096
/** The length of the period that is shown where none was chosen. It ends yesterday, the last whole day. */
const USUAL = 28

type Asked = {
  fields: FilterField[]
  chosen: Chosen
  /** Whose figures, by name. */
  of: string
  /** The reader sees cases of other departments too. */
  elsewhere: boolean
  /** None where the address can't be used. */
  found?: { slice: Slice; read: () => Promise<Report> }
}

/** What the address asks for; undefined for people who have no figures to read. */
const askedFor = async (desk: Desk, c: DeskContext, viewer: Viewer): Promise<Asked | undefined> => {
  const words = wordsOf({ viewer })
  const now = desk.now()
  const reader = await readerOf(desk.db, viewer)
  const keys = reader.report
  if (keys.length === 0) return undefined
  const known = await knownOf(desk.db.$client, keys)
  const fields = withGiven(c.req.url, reportFields(known, words))
  const chosen = chosenOf(c.req.url, fields, MOST)
  const asked = { fields, chosen, of: '', elsewhere: seesMore(reader) }
  if (chosen.faults.length > 0) return asked
  const slice = sliceOf(chosen.values, keys, localDate(viewer.timeZone, now))
  if ('fault' in slice) return { ...asked, chosen: { ...chosen, faults: [slice.fault] } }
  const departments = known.departments.filter(({ key }) => slice.departments.includes(key))
  const wordless = !slice.departments.every((key) => reader.answers.includes(key))
  const read = () => readReport(desk.db, { reader, slice, departments, wordless, now })
  return {
    ...asked,
    of: nameOf(departments, known, reader.everywhere, words.report),
    found: { slice, read },
  }
}

const nameOf = (
  departments: Known['departments'],
  known: Known,
  everywhere: boolean,
  say: { all: string; yours: string },
): string => {
  if (departments.length < known.departments.length || departments.length === 1)
    return departments.map(({ name }) => name).join(', ')
  return everywhere ? say.all : say.yours
}

/** One end of a period given alone makes the other: the usual length, ending yesterday at the latest where it can. */
const sliceOf = (
  { department, brand, channel, driver, survey, ...period }: Record<string, string>,
  keys: string[],
  today: string,
): Slice | { fault: Chosen['faults'][number] } => {
  const yesterday = nextDay(today, -1)
  const to = period.to ?? (period.from && period.from > yesterday ? period.from : yesterday)
  const from = period.from ?? nextDay(to, 1 - USUAL)
  if (daysIn(from, to) > MOST) return { fault: { name: 'from', fault: 'too long', given: from } }
  return {
    departments: keys.filter((key) => isAmong(key, department)),
    from,
    to,
    brand,
    channel,
    driver,
    survey,
  }
}

export const showReport = (desk: Desk) => async (c: DeskContext, viewer: Viewer) => {
  const asked = await askedFor(desk, c, viewer)
  if (!asked) return onlyManagers(viewer)
  const { found } = asked
  if (!found) return html(ReportPage({ viewer, most: MOST, ...asked }), 422)
  if (c.req.method === 'HEAD') return html('') // nobody would read what is written
  const flash = takeFlash(desk, c)
  const { response, sent } = htmlInTwo(
    ReportPage({ viewer, most: MOST, ...asked, slice: found.slice, flash, children: Later() }),
    found
      .read()
      .then((report) => String(ReportBody({ report, viewer, now: desk.now(), ...asked })))
      .catch((error: Error) => {
        desk.log('desk.failed', { path: c.req.routePath, cause: causeOf(error) })
        return String(FlashView({ text: wordsOf({ viewer }).desk.faults.failedText, bad: true }))
      }),
  )
  c.env.background(sent)
  return finish(c, response)
}

/** What the page shows, as CSV. */
export const downloadReport = (desk: Desk) => async (c: DeskContext, viewer: Viewer) => {
  const asked = await askedFor(desk, c, viewer)
  if (!asked) return onlyManagers(viewer)
  if (!asked.found) return html(ReportPage({ viewer, most: MOST, ...asked }), 422)
  const { from, to, departments } = asked.found.slice
  if (c.req.method === 'GET') {
    const as = asViewer(c, viewer)
    await audit(desk.db, { kind: 'report.exported', ...as, facts: { departments }, now: desk.now() })
  }
  return new Response(reportCsv(await asked.found.read(), wordsOf({ viewer })), {
    headers: {
      ...HEADERS,
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="report-${from}-${to}.csv"`,
    },
  })
}

const onlyManagers = (viewer: Viewer): Response => {
  const say = wordsOf({ viewer }).report
  return html(NoticePage({ viewer, title: say.title, text: say.onlyManagers }), 403)
}
