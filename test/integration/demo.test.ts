import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { diceFrom } from '../../dev/demo/dice.ts'
import { type Filled, fillDemo } from '../../dev/demo/fill.ts'
import { type Calendars, planContacts } from '../../dev/demo/plan.ts'
import { startLocalSlack } from '../../dev/emulators/slack/server.ts'
import { peopleOf } from '../../dev/start/people.ts'
import { platforms } from '../../integrations/index.ts'
import { applyOrganisation } from '../../src/setup/apply.ts'
import { testDeps } from '../deps.ts'
import { weekdays } from '../factories.ts'
import { holds } from '../invariants.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

/** A Monday morning after the digests' hour. */
const monday = new Date('2026-03-09T08:30:00Z')
const example = join(import.meta.dirname, '../../organisation.yaml')

let database: TestDatabase
let filled: Filled
beforeAll(async () => {
  database = await freshDatabase({ max: 6 })
  const slack = await startLocalSlack({
    signingSecret: 'secret',
    botToken: 'xoxb-test',
    ...peopleOf(example),
  })
  const env = { SLACK_BOT_TOKEN: 'xoxb-test', SLACK_API_URL: `${slack.url}/api/` }
  const chat = platforms({ env, fetch, now: () => monday, log: () => {} })
  const deps = { db: database.db, chat, pause: async () => {} }
  await applyOrganisation(deps, { text: readFileSync(example, 'utf8'), now: monday })
  await slack.close()
  filled = await fillDemo(database.db, { ...testDeps(database.db).deps, now: monday })
}, 480_000)
afterAll(() => database?.end(), 60_000)

test('the product refuses nothing of what people do in the demo', () => {
  expect(filled.refused).toEqual([])
})

test('the demo has about 4,000 answers and 300 cases, in every state that a case can end in', async () => {
  expect(filled.answers).toBeGreaterThan(3500)
  expect(filled.answers).toBeLessThan(4500)
  expect(filled.cases).toBeGreaterThan(250)
  expect(filled.cases).toBeLessThan(380)
  const states = await database.sql<{ state: string }[]>`select distinct state from cases`
  expect(states.map(({ state }) => state)).toEqual(
    expect.arrayContaining([
      ...['recovering', 'awaiting customer', 'confirmed', 'documented', 'unconfirmed', 'withdrawn'],
      ...['answered by mistake', 'contact declined', 'not agreed', 'merged'],
    ]),
  )
})

test('what holds for every case holds for those of the demo', async () => {
  expect(await holds(database.sql)).toEqual([])
})

test('no mail is left to be sent for the past, and nothing looks overdue', async () => {
  const waiting = await database.sql<{ kind: string; due: Date }[]>`
    select distinct kind, min(due_at) as due from outbox where state = 'waiting' group by 1`
  expect(waiting.length).toBeGreaterThan(3)
  expect(waiting.filter(({ due }) => due < monday)).toEqual([])
  expect(
    waiting.map(({ kind }) => kind).filter((kind) => /mail|invitation|reminder|call/.test(kind)),
  ).toEqual([])
})

test('the late tour of the parcels is found as a pattern', async () => {
  const [found] = await database.sql`
    select facts from discoveries where kind = 'pattern' and department_key = 'store'`
  expect(found?.facts).toMatchObject({ week: { from: 16, hours: 2 } })
})

test('the failed payment page is one incident that is over', async () => {
  const rows = await database.sql`select department_key, closed_at is not null as over from incidents`
  expect(rows.map((row) => ({ ...row }))).toEqual([{ department_key: 'billing', over: true }])
})

test('one improvement worked, one did not, and one is planned', async () => {
  const rows = await database.sql`
    select look ->> 'verdict' as verdict, state, in_place_on is null as planned from improvements order by due_on`
  expect(rows.map((row) => ({ ...row }))).toEqual([
    { verdict: 'no halving', state: 'open', planned: false },
    { verdict: 'better', state: 'closed', planned: false },
    { verdict: 'too early', state: 'open', planned: true },
  ])
})

test('each department’s newest digest waits to be posted, and no older one', async () => {
  const rows = await database.sql`select payload ->> 'department' as of, payload ->> 'date' as date
    from outbox where kind = 'digest' and state = 'waiting' order by 1`
  expect(rows.map((row) => ({ ...row }))).toEqual(
    ['billing', 'management', 'store'].map((of) => ({ of, date: '2026-03-09' })),
  )
})

test('the same seed plans the same customers, words and answers', () => {
  const stockholm = { timeZone: 'Europe/Stockholm', hours: weekdays, holidays: [] }
  const calendars: Calendars = { billing: stockholm, store: stockholm }
  const plan = (seed: number) => JSON.stringify(planContacts(diceFrom(seed), calendars, monday))
  expect(plan(1)).toBe(plan(1))
  expect(plan(1)).not.toBe(plan(2))
})
