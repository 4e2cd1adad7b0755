import { afterAll, beforeAll, expect, test } from 'vitest'
import { ofDriver } from '../../src/improvements/reason.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'
import { makeDesk, ORIGIN } from './deskStage.ts'

let database: TestDatabase
let on: Awaited<ReturnType<typeof makeDesk>>
let cookie: string
beforeAll(async () => {
  database = await freshDatabase({ max: 10 })
  on = await makeDesk(database)
  const browser = await on.signedIn(on.people.boss)
  cookie = [...browser.jar].map(([name, value]) => `${name}=${value}`).join('; ')
})
afterAll(() => database.end())

/** The page as it comes, piece by piece. */
const pieces = async () => {
  const response = await on.app.fetch(new Request(`${ORIGIN}/desk/report`, { headers: { cookie } }))
  expect(response.status).toBe(200)
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  return async () => (await reader.read()).value
}

test('the beginning of the report is sent before its numbers are read, and the whole page follows', async () => {
  const { next } = await on.sql.begin(async (sql) => {
    await sql`lock table rollups in access exclusive mode`
    const next = await pieces()
    const begins = await next()
    expect(begins).toContain('Report: All departments')
    expect(begins).toContain('name="department"')
    expect(begins).not.toContain('<h2>')
    return { next }
  })
  const rest = await next()
  expect(rest).toContain('<h2>What customers say</h2>')
  expect(rest).toMatch(/<\/html>$/)
  expect(await next()).toBeUndefined()
})

test('where the numbers can’t be read the page says so, and is whole', async () => {
  await on.sql`alter table rollups rename to gone`
  const next = await pieces()
  expect(await next()).toContain('Report: All departments')
  const rest = await next()
  expect(rest).toMatch(/role="alert">Something is wrong on our side.*<\/html>$/s)
  await on.sql`alter table gone rename to rollups`
})

test('what is made from the report is confirmed on it, and stands there with its figures and their answers', async () => {
  const maja = await on.signedIn(on.people.maja)
  await maja.go('/desk/report')
  const key = /name="key" value="([^"]*)"/.exec(maja.page())![1]!
  const subject = ofDriver('service', 'delivery-late')
  await maja.go('/desk/act', { key, verb: 'improve', subject, back: '/desk/report' })
  await maja.fill({
    what: 'A second person checks the label.',
    owner: `service:${on.people.maja.id}`,
    dueOn: '2026-04-01',
    driver: 'delivery-late',
    channel: 'any',
  })
  expect(maja.text()).toContain('Report:')
  expect(maja.page()).toMatch(/<p class="told t" role="status">[^<]*Improvement \d/)
  expect(maja.text()).toMatch(/Improvement \d+: A second person checks the label\.\s*Before: /)
  expect(maja.page()).toContain('href="/desk/answers?department=service&amp;driver=delivery-late')
  await maja.go('/desk/report')
  expect(maja.page()).not.toContain('class="told t"')
})

test('what stands out is ordered by the answers beyond what was expected, and the page says so', async () => {
  const period = (n: number, hits: number) => ({ from: '2026-03-02', to: '2026-03-08', n, hits })
  const of = { among: {}, driver: null }
  const tested = { p: 0.002, comparisons: 1840 }
  const at = { from: '2026-03-05T09:00:00Z', seen: '2026-03-05T09:30:00Z', to: '2026-03-05T11:00:00Z' }
  const theme = { ...of, phrase: 'wet parcel', language: 'en', count: 8, before: 5, quotes: [], answers: [] }
  const week = { days: 'all', from: 9, hours: 2 }
  const pattern = { ...of, ...tested, trailing: null, week, inside: 9, cases: 12, expected: 3, answers: [] }
  const change = { ...of, every: 'day', direction: 'better', before: period(100, 40), after: period(100, 20) }
  const burst = { ...of, ...at, incident: '', ended: 'back', n: 20, hits: 14, usual: 0.2 }
  const found = Object.entries({ theme, pattern, change, burst })
  for (const [nth, [kind, facts]] of found.entries())
    await on.sql`
      insert into discoveries (kind, department_key, found_at, once_key, from_day, to_day, facts)
      values (${kind}, 'service', ${new Date(Date.UTC(2026, 2, 10 - nth))}, ${kind}, '2026-03-02', '2026-03-08', ${on.sql.json(facts as never)})`
  const maja = await on.signedIn(on.people.maja)
  await maja.go('/desk/report')
  const text = maja.text()
  expect(text).toContain('First comes what differs by the most answers from what was to be expected.')
  // 20 fewer, 10 more, 6 more, 3 more
  const places = ['fell from', '14 of 20', '9 of 12', 'wet parcel'].map((words) => text.indexOf(words))
  expect(places).not.toContain(-1)
  expect(places).toEqual(places.toSorted((a, b) => a - b))
  expect(text).not.toContain('Customer Service: ')
  const boss = await on.signedIn(on.people.boss)
  await boss.go('/desk/report')
  expect(boss.text()).toContain('Customer Service: 9 of 12')
})
