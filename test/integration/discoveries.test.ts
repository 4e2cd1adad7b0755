import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { findChanges } from '../../src/discoveries/changes.ts'
import { compareMonths, compareWeeks } from '../../src/discoveries/comparisons.ts'
import type { Discovery } from '../../src/discoveries/discovery.ts'
import { findPatterns } from '../../src/discoveries/patterns.ts'
import { readQuotes } from '../../src/discoveries/quotes.ts'
import { answersBehind, readDiscoveries } from '../../src/discoveries/read.ts'
import { dueRuns } from '../../src/discoveries/runs.ts'
import { sayDiscovery } from '../../src/discoveries/say.ts'
import { findThemes } from '../../src/discoveries/themes.ts'
import { rollUp } from '../../src/figures/rollUp.ts'
import { randomFrom } from '../../src/insight/random.ts'
import { jobs } from '../../src/jobs/jobs.ts'
import { listAnswers } from '../../src/lists/answers.ts'
import { staffWords } from '../../src/locales/staff.ts'
import { nextDay } from '../../src/zone.ts'
import { makeOrganisation, testDeps } from '../deps.ts'
import { makeCase, makeResponse, noon } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'
import { addAnswers, type Given, stockholm } from './discoveriesStage.ts'

let database: TestDatabase
let on: ReturnType<typeof testDeps>

beforeAll(async () => {
  database = await freshDatabase({ max: 10 })
  await makeOrganisation(database.db)
  await database.sql`update departments set since = '2025-01-01'`
})
afterAll(() => database.end())
beforeEach(async () => {
  on = testDeps(database.db, { log: (event, facts) => expect.fail(`${event} ${JSON.stringify(facts)}`) })
  await database.sql`truncate responses, discoveries, discovery_runs, rollups, stale_days cascade`
})

const READ = { timeZone: 'Europe/Stockholm' }
const MONDAY = '2026-03-09'
const add = (given: Given[]) =>
  addAnswers(database.db, { departmentKey: 'service', brandKey: 'nordly' }, given)
const found = () =>
  readDiscoveries(database.db, { departments: ['service'], from: '2025-01-01', to: '2027-01-01' })
const said = async (language = 'en') =>
  (await found()).map((one) => sayDiscovery(one, staffWords(language), READ))
const atNight = (date: string, time = '00:05') => stockholm(date, time)

/** So many answers of each day up to `last`, each the score that `of` gives. */
const daily = (
  last: string,
  days: number,
  perDay: number,
  of: (day: string, random: () => number) => Partial<Given>,
) => {
  const random = randomFrom(days * 1000 + perDay)
  return Array.from({ length: days }, (_, at) => nextDay(last, at - days + 1)).flatMap((day) =>
    Array.from({ length: perDay }, (): Given => {
      const at = stockholm(day, `${String(9 + Math.floor(random() * 8)).padStart(2, '0')}:30`)
      return { at, score: 5, ...of(day, random) }
    }),
  )
}

test('a fall of satisfaction is found once, on whatever day and as often as it is looked for', async () => {
  await add(
    daily(MONDAY, 120, 30, (day, random) => ({
      score: random() < (day > '2026-02-28' ? 0.45 : 0.2) ? 1 : 5,
    })),
  )
  // Asked in person: they are in no share
  await database.sql`update invitations set asked = 'personal' where id in (
    select invitation_id from responses where kind = 'dissatisfied' and answered_at > '2026-03-01' order by answered_at limit 5)`
  await rollUp(on.deps)
  const days = Array.from({ length: 10 }, (_, at) => nextDay('2026-02-28', at))
  for (const day of days) {
    const now = atNight(nextDay(day, 1))
    await Promise.all([findChanges(on.deps, { now }), findChanges(on.deps, { now })])
    await findChanges(on.deps, { now })
  }
  const all = await found()
  expect(all.filter(({ kind }) => kind === 'change')).toHaveLength(1)
  const [one] = all
  expect(one).toMatchObject({ kind: 'change', facts: { every: 'day', direction: 'worse' } })
  expect((await said())[0]).toMatch(
    /^\d+ .*(Feb|Mar): the share of dissatisfied answers rose from \d+% \(\d+ of [\d,]+\) to \d+% \(\d+ of \d+\)\.$/,
  )
  expect(await answersBehind(database.db, one!.id)).toHaveLength(
    (one!.facts as { after: { hits: number } }).after.hits,
  )
})

test('a run whose days are not counted yet waits', async () => {
  await add(daily(MONDAY, 60, 30, (day) => ({ score: day > '2026-02-28' ? 1 : 5 })))
  await rollUp(on.deps)
  await database.sql`insert into stale_days (department_key, day) values ('service', '2026-03-01')`
  await findChanges(on.deps, { now: atNight('2026-03-10') })
  expect(await found()).toHaveLength(0)
  await database.sql`truncate stale_days`
  await findChanges(on.deps, { now: atNight('2026-03-10') })
  expect(await found()).toHaveLength(1)
})

test('a driver that more of a week’s answers name than of the four before is said with its interval', async () => {
  await add(
    daily('2026-03-08', 35, 30, (day, random) =>
      random() < 0.25
        ? { score: 1, drivers: [day > '2026-03-01' && random() < 0.6 ? 'delivery-late' : 'other'] }
        : {},
    ),
  )
  await rollUp(on.deps)
  for (let time = 0; time < 2; time++) await compareWeeks(on.deps, { now: atNight(MONDAY) })
  const late = (await found()).filter(({ facts }) => 'driver' in facts && facts.driver === 'delivery-late')
  expect(late).toHaveLength(1)
  expect(sayDiscovery(late[0]!, staffWords('en'), READ)).toMatch(
    /^2.–.8 Mar: the share of answers about “Late delivery” rose from 0% \(0 of 840\) in the four weeks before to \d+% \(\d+ of 210\), by \d+ to \d+ points \([\d.]+% interval, p < 0.0001 after 3 comparisons\)\.$/,
  )
})

test.each([
  ['of which a few days are covered', 35, 0],
  ['that is covered', 50, 1],
])('a month is compared with one before %s', async (_, days, changes) => {
  // Down to 24 January, or to 9 January: of the month before February 8 days, or 23
  await add(
    daily('2026-02-28', days + 1, 30, (day, random) => ({
      score: random() < (day > '2026-01-31' ? 0.4 : 0.1) ? 1 : 5,
    })),
  )
  await rollUp(on.deps)
  await compareMonths(on.deps, { now: atNight('2026-03-01') })
  expect(await found()).toHaveLength(changes)
})

test('hours that let customers down are found over several ticks, once, with the answers behind them', async () => {
  const random = randomFrom(5)
  const given = daily('2026-03-08', 28, 30, () => {
    const bad = random() < 0.15
    return { score: bad ? 1 : 5, ...(bad && { drivers: ['other'] }) }
  })
  const late = Array.from({ length: 24 }, (_, at): Given => {
    const day = nextDay('2026-02-09', 7 * Math.floor(at / 6) + (at % 5))
    const ended = stockholm(day, at % 2 ? '16:20' : '17:40')
    return {
      at: stockholm(nextDay(day, 1)),
      ended,
      score: at < 16 ? 1 : 5,
      ...(at < 16 && { drivers: ['delivery-late'] }),
    }
  })
  await add([...given, ...late])
  const now = atNight(MONDAY)
  let ticks = 0
  for (; ticks < 60; ticks++) {
    await Promise.all([findPatterns(on.deps, { now }), findPatterns(on.deps, { now })])
    const [run] = await database.sql`select done_at from discovery_runs where kind = 'pattern'`
    if (run?.doneAt ?? run?.done_at) break
  }
  const [one, ...more] = await found()
  expect(more).toEqual([])
  expect(one).toMatchObject({ kind: 'pattern', facts: { driver: 'delivery-late', inside: 16, cases: 16 } })
  expect((await said())[0]).toMatch(
    /^16 of 16 dissatisfied answers about “Late delivery” are about contacts that ended between 16 and 18 on (weekdays|all days), where 0\.\d in 16 would be expected \(p (< )?0\.\d+ after [\d,]+ comparisons\)\.$/,
  )
  expect((await said('sv'))[0]).toMatch(
    /^16 av 16 missnöjda svar om ”.+” gäller kontakter som avslutades mellan kl\. 16 och 18 /,
  )
  expect((await said('nb'))[0]).toMatch(
    /^16 av 16 misfornøyde svar om «.+» gjelder kontakter som ble avsluttet mellom kl\. 16 og 18 /,
  )
  expect(await answersBehind(database.db, one!.id)).toHaveLength(16)
  // The week after it still stands, and is no news
  for (let tick = 0; tick < 60; tick++) await findPatterns(on.deps, { now: atNight('2026-03-16') })
  expect(await found()).toHaveLength(1)
})

test('the answers of an incident are no pattern, unless incidents are the rule', async () => {
  const random = randomFrom(9)
  const given = daily('2026-03-08', 28, 20, () => ({ score: random() < 0.1 ? 1 : 5 }))
  const outage = Array.from({ length: 12 }, (_, at): Given => {
    const ended = stockholm('2026-02-24', `13:${10 + at}`)
    return { at: new Date(ended.getTime() + 1_800_000), ended, score: 1 }
  })
  await add([...given, ...outage])
  const incident = (date: string) => database.sql`
    insert into incidents (department_key, from_at, seen_at, closed_at, n, hits, usual)
    values ('service', ${stockholm(date, '13:30')}, ${stockholm(date, '13:35')}, ${stockholm(date, '14:30')}, 12, 12, 0.1)`
  await incident('2026-02-24')
  const search = async () => {
    await database.sql`truncate discoveries, discovery_runs`
    for (let tick = 0; tick < 30; tick++) await findPatterns(on.deps, { now: atNight(MONDAY) })
    return found()
  }
  expect(await search()).toEqual([])
  await incident('2026-02-25')
  await incident('2026-02-26')
  expect(await search()).toMatchObject([{ kind: 'pattern' }])
})

test('runs are forgotten after 62 days of their department, and none is looked for again', async () => {
  const now = new Date('2026-05-31T21:30:00Z')
  for (const [kind, period] of [
    ['month', '2026-03-29'],
    ['month', '2026-03-30'],
    ['month', '2026-04-30'],
    ['day', '2026-03-01'],
    ['day', '2026-05-30'],
  ] as const)
    await database.sql`
      insert into discovery_runs (department_key, kind, period, slices, started_at, done_at)
      values ('service', ${kind}, ${period}, 1, ${now}, ${now})`
  const due = () => dueRuns(database.db, 'month', 'month', now)
  expect((await due()).map(({ key }) => key)).not.toContain('service')
  for (let time = 0; time < 2; time++) await jobs['old discovery runs']!(on.deps, { now })
  const left = await database.sql`select kind, period::text from discovery_runs order by kind, period`
  expect(left.map(({ kind, period }) => `${kind} ${period}`)).toEqual([
    'day 2026-05-30',
    'month 2026-03-30',
    'month 2026-04-30',
  ])
  expect((await due()).map(({ key }) => key)).not.toContain('service')
})

test('what dissatisfied customers write about is a theme, told once', async () => {
  const given = daily('2026-03-08', 56, 12, (day, random) => {
    const now = day > '2026-02-08'
    if (random() < 0.6)
      return { score: 5, good: `Quick and friendly, thank you, all fine (${Math.floor(random() * 99)})` }
    return now && random() < 0.4
      ? {
          score: 1,
          drivers: ['delivery-wrong-or-lost'],
          words: `The wrong parcel came to us, order ${Math.floor(random() * 99)}`,
        }
      : { score: 1, words: `I waited far too long on the telephone number ${Math.floor(random() * 99)}` }
  })
  await add(given)
  for (const now of [atNight(MONDAY), atNight(MONDAY, '10:00'), atNight('2026-03-16')])
    await findThemes(on.deps, { now })
  const themes = (await found()).filter(({ kind }) => kind === 'theme')
  const parcels = themes.filter(({ facts }) => 'phrase' in facts && /wrong parcel/i.test(facts.phrase))
  expect(parcels).toHaveLength(1)
  const [one] = parcels
  expect(sayDiscovery(one!, staffWords('en'), READ)).toMatch(
    /^“wrong parcel.*” is in \d+ dissatisfied comments, in 0 of the 28 days before; most of them name “.+”\.$/i,
  )
  expect(await answersBehind(database.db, one!.id)).toHaveLength((one!.facts as { count: number }).count)
  const reader = {
    id: randomUUID(),
    name: 'Maja',
    email: 'maja@nordly.example',
    cases: ['service'],
    answers: ['service'],
    report: [],
    everywhere: false,
  }
  const { rows } = await listAnswers(database.sql, reader, { discovery: one!.id })
  expect(rows.length).toBe(Math.min(50, (one!.facts as { count: number }).count))
  expect(rows.every(({ answers }) => /wrong parcel/.test(answers.words ?? ''))).toBe(true)
})

test('quotes are masked, and leave out what is sensitive, abusive or about one of us', async () => {
  const { db, sql } = database
  const words = [
    'The wrong parcel came. My card is 4111 1111 1111 1111.',
    'The wrong parcel came, and my daughter has asthma.',
    'The wrong parcel came, you idiots.',
    'The wrong parcel came because of Bo.',
  ]
  const ids: string[] = []
  for (const text of words) {
    const response = await makeResponse(db, {
      score: 1,
      answers: { score: 1, words: text } as never,
      contact: { brandKey: 'nordly', departmentKey: 'service' },
    })
    const [invitation] = await sql`select contact_id from invitations where id = ${response.invitationId}`
    await makeCase(db, {
      contactId: invitation!.contact_id,
      responseId: response.id,
      ...(/idiots/.test(text) && { abusiveAt: noon }),
    })
    ids.push(response.id)
  }
  const [bo] = await sql`select id from people where name = 'Bo Dahl'`
  await sql`insert into case_exclusions (case_id, person_id) select id, ${bo!.id} from cases where response_id = ${ids[3]!}`
  const theme = { kind: 'theme', facts: { quotes: ids } } as unknown as Discovery
  const masked = 'The wrong parcel came. My card is •••• 1111.'
  expect(await readQuotes(db, theme)).toEqual([masked])
  expect(await readQuotes(db, theme, { reader: bo!.id })).toEqual([masked])
  expect(await readQuotes(db, theme, { reader: randomUUID() })).toEqual([masked, words[3]])
})

test('an answer whose words say the opposite of its score is flagged in the list', async () => {
  await add([
    { at: stockholm(MONDAY), score: 5, good: 'Absolutely terrible, I am furious' },
    { at: stockholm(MONDAY, '13:00'), score: 5, good: 'Great help' },
  ])
  const reader = {
    id: randomUUID(),
    name: 'Maja',
    email: 'maja@nordly.example',
    cases: ['service'],
    answers: ['service'],
    report: [],
    everywhere: false,
  }
  const { rows } = await listAnswers(database.sql, reader, {})
  expect(rows.map(({ check }) => check)).toEqual([false, true])
})
