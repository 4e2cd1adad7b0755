import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect, type Db } from '../../db/client.ts'
import { readDiscoveries } from '../../src/discoveries/read.ts'
import { linkOf } from '../../src/links.ts'
import { atLocal, localDate, nextDay, weekdayOf } from '../../src/zone.ts'
import { addAnswers, type Given } from '../integration/discoveriesStage.ts'
import { type Stack, startStack, until } from './stack.ts'

let stack: Stack
let db: Db
let key: string
let today: string
let count = 0

beforeAll(async () => {
  stack = await startStack()
  db = connect(stack.databaseUrl)
  const made = await stack.cli('keys', 'create', 'journey', '--scope', 'contacts:write')
  key = /amends_[\w-]{43}/.exec(made.text)![0]
  today = localDate(stack.zone, new Date())
  await addAnswers(db, { departmentKey: 'service', brandKey: 'nordly' }, past())
})
afterAll(async () => {
  await db?.$client.end()
  await stack?.stop()
})

const at = (day: string, time: string) => atLocal(stack.zone, day, time)
/** The weeks before the last Sunday: one answer of ten is dissatisfied, but late deliveries between 16 and 18. */
const past = (): Given[] => {
  const sunday = nextDay(today, -weekdayOf(today))
  const days = Array.from({ length: 34 }, (_, n) => nextDay(today, n - 34))
  const usual = days.flatMap((day) =>
    Array.from({ length: 20 }, (_, n): Given => {
      const ended = at(day, `${String(8 + (n % 8)).padStart(2, '0')}:15`)
      return { at: ended, ended, score: n % 10 === weekdayOf(day) ? 1 : 5 }
    }),
  )
  const late = Array.from({ length: 20 }, (_, n): Given => {
    const ended = at(nextDay(sunday, -(n % 28) - 1), n % 2 ? '16:20' : '17:40')
    return n < 14
      ? { at: ended, ended, score: 1, drivers: ['delivery-late'] }
      : { at: ended, ended, score: 5 }
  })
  return [...usual, ...late]
}

const answer = async (score: number) => {
  const sent = await fetch(`${stack.url}/v1/contacts`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      source: 'shop',
      externalId: `outage-${++count}`,
      channel: 'web',
      brand: 'nordly',
      department: 'service',
      customer: { email: `customer-${count}@mail.example`, name: `Customer ${count}` },
      endedAt: new Date(Date.now() - 60_000).toISOString(),
      language: 'en',
    }),
  })
  expect(sent.status).toBe(202)
  const [invitation] = await stack.sql<{ id: string }[]>`
    select i.id from invitations i join contacts c on c.id = i.contact_id where c.external_id = ${`outage-${count}`}`
  const link = await linkOf(
    { db, tokenKey: stack.tokenKey, publicUrl: stack.url } as never,
    'survey',
    invitation!.id,
  )
  const answered = await fetch(link, {
    method: 'POST',
    body: new URLSearchParams({ step: 'score', score: String(score) }),
  })
  expect(answered.status).toBe(200)
}
const tick = async () => expect(await stack.workers.tick()).toBe(true)
/** A channel takes a message a second, and each case is one: the clock ticks on meanwhile. */
const ticking = async <T>(what: string, ask: () => T | Promise<T>) => {
  for (let n = 0; n < 60 && !(await ask()); n++) {
    await tick()
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  return until(what, ask)
}
const found = () =>
  readDiscoveries(db, { departments: ['service'], from: nextDay(today, -1), to: nextDay(today, 1) })
const messages = () => stack.slack.messages('C0SERVICE')
const incident = () =>
  messages().find((message) => !message.thread_ts && /\bIncident\b/.test(JSON.stringify(message.blocks)))

test('a planted pattern is found by the Worker’s clock', async () => {
  await ticking(
    'the search for patterns',
    async () =>
      (await stack.sql`select from discovery_runs where kind = 'pattern' and done_at is not null`).length > 0,
  )
  const patterns = (await found()).filter(({ kind }) => kind === 'pattern')
  expect(patterns).toMatchObject([{ facts: { driver: 'delivery-late', inside: 14, cases: 14 } }])
})

test('a burst gets one card that calls, gathers its cases, and closes itself', async () => {
  for (let n = 0; n < 14; n++) await answer(1)
  const card = await ticking('the incident’s card', incident)
  expect(JSON.stringify(card.blocks)).toContain('"user_id":"U0ANNA"')
  expect(JSON.stringify(card.blocks)).toMatch(/1[4-9] of 1[4-9] answers are dissatisfied/)
  await answer(1)
  await ticking('the last case among the others', () =>
    JSON.stringify(incident()!.blocks).includes('Cases (15)'),
  )
  for (let n = 0; n < 16; n++) await answer(5)
  await ticking('the end in its thread', () =>
    messages().find(
      (message) => message.thread_ts === card.ts && JSON.stringify(message.blocks).includes('rate is back'),
    ),
  )
  await ticking('the card that says so', () => JSON.stringify(incident()!.blocks).includes('Incident over'))
  expect((await found()).filter(({ kind }) => kind === 'burst')).toMatchObject([{ state: 'over' }])
})
