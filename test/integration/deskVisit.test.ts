import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { act } from '../../src/staff/act.ts'
import { noon } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'
import { makeDesk, ORIGIN } from './deskStage.ts'

let database: TestDatabase
let on: Awaited<ReturnType<typeof makeDesk>>
beforeAll(async () => {
  database = await freshDatabase({ max: 20 })
  on = await makeDesk(database)
})
afterAll(() => database.end())
beforeEach(async () => {
  await on.clear()
  await on.sql`truncate visits`
  on.clock.now = noon
})

const MINUTE = 60_000
const from = ({ id }: { id: string }) => ({ platform: 'desk', workspace: 'desk', user: id })
const linkFor = async (person: { id: string }, subject = '') => {
  const answer = await act(on.deps)({ kind: 'click', by: from(person), verb: 'report', subject })
  if (answer.kind !== 'form') throw new Error(JSON.stringify(answer))
  return urlIn(answer.form.intro)
}
const urlIn = (parts: { kind: string; url?: string }[]) =>
  parts.find(({ kind }) => kind === 'link')!.url!.slice(ORIGIN.length)
const command = (person: { id: string }, text: string) =>
  act(on.deps)({ kind: 'command', by: from(person), text })

test('a manager’s link opens the report, and nothing else of the desk', async () => {
  const visitor = on.browser()
  const link = await linkFor(on.people.maja, 'service')
  await visitor.go(link)
  expect(visitor.page()).toContain('Open the report')
  const opened = await visitor.press(link)
  expect([opened.status, visitor.at()]).toEqual([200, '/desk/report?department=service'])
  expect((await visitor.go('/desk/report?from=2026-03-01')).status).toBe(200)
  expect(visitor.page()).not.toContain('action="/desk/act"')
  expect((await visitor.go('/desk/report.csv')).headers.get('content-type')).toContain('text/csv')
  for (const path of ['/desk', '/desk/cases', '/desk/answers', '/desk/reports', '/desk/report/x']) {
    const response = await visitor.go(path)
    expect([401, 404], path).toContain(response.status)
  }
  expect(visitor.jar.has('__Host-amends-session')).toBe(false)
  await visitor.go('/desk/cases')
  expect(visitor.text()).toContain('Your link opened the report alone.')
  expect((await visitor.go('/desk/say', { text: 'cases', key: '' })).status).toBe(401)
})

test('it works once: of two presses at the same moment one wins', async () => {
  const link = await linkFor(on.people.maja)
  const presses = await Promise.all(
    Array.from({ length: 8 }, () =>
      on.request(link, {
        method: 'POST',
        headers: { origin: ORIGIN, accept: 'text/html' },
        body: new URLSearchParams(),
      }),
    ),
  )
  expect(presses.map(({ status }) => status).sort()).toEqual([303, ...Array(7).fill(410)])
  expect((await on.browser().go(link)).status).toBe(410)
  expect(await on.sql`select 1 from visits`).toHaveLength(1)
})

test('looking at it uses nothing up, and after 5 minutes it is over', async () => {
  const link = await linkFor(on.people.maja)
  for (const method of ['GET', 'HEAD']) expect((await on.request(link, { method })).status).toBe(200)
  expect(await on.sql`select 1 from visits`).toHaveLength(0)
  on.later(5 * MINUTE)
  expect((await on.browser().go(link)).status).toBe(410)
  expect((await on.browser().go(link, {})).status).toBe(410)
})

test('the visit ends after 30 minutes, and with the person', async () => {
  const visitor = on.browser()
  const link = await linkFor(on.people.maja)
  await visitor.go(link)
  await visitor.press(link)
  on.later(29 * MINUTE)
  expect((await visitor.go('/desk/report')).status).toBe(200)
  await on.sql`update people set active = false where id = ${on.people.maja.id}`
  expect((await visitor.go('/desk/report')).status).toBe(401)
  await on.sql`update people set active = true`
  on.later(MINUTE)
  expect((await visitor.go('/desk/report')).status).toBe(401)
})

test('somebody who is signed in stays who they are, and another person’s link is not used by them', async () => {
  const boss = await on.signedIn(on.people.boss)
  const link = await linkFor(on.people.maja)
  expect((await boss.go(link)).status).toBe(403)
  expect(boss.text()).toContain('This link is for somebody else. You are signed in as Per Falk.')
  expect((await boss.go(link, {})).status).toBe(403)
  expect(await on.sql`select 1 from visits`).toHaveLength(0)
  const maja = await on.signedIn(on.people.maja)
  await maja.go(link)
  await maja.press(link)
  expect(maja.at()).toBe('/desk/report')
  expect((await maja.go('/desk/cases')).status).toBe(200)
})

test('a changed, foreign or endless token opens nothing', async () => {
  const link = await linkFor(on.people.maja)
  const [payload, seal] = link.slice('/desk/open/'.length).split('.')
  const said = JSON.parse(Buffer.from(payload!, 'base64url').toString()) as unknown[]
  const forged = Buffer.from(JSON.stringify([on.people.boss.id, ...said.slice(1)])).toString('base64url')
  for (const token of [
    `${forged}.${seal}`,
    payload!,
    `${payload}.`,
    `.${seal}`,
    'x'.repeat(5000),
    `${payload}.${'A'.repeat(43)}`,
  ])
    expect((await on.browser().go(`/desk/open/${token}`)).status, token.slice(0, 40)).toBe(410)
  const other = await on.request(link, {
    method: 'POST',
    headers: { origin: 'https://elsewhere.example' },
    body: new URLSearchParams(),
  })
  expect(other.status).toBe(403)
})

test('people who manage nothing get a word in place of a link, on the desk too', async () => {
  const answer = await act(on.deps)({
    kind: 'click',
    by: from(on.people.anna),
    verb: 'report',
    subject: 'service',
  })
  expect(answer).toMatchObject({
    kind: 'notice',
    text: expect.stringContaining('The report is for managers of a department'),
  })
  const anna = await on.signedIn(on.people.anna)
  expect((await anna.go('/desk/report')).status).toBe(403)
  const eva = await on.signedIn(on.people.eva)
  expect((await eva.go('/desk/report?department=service')).status).toBe(403)
  const maja = await on.signedIn(on.people.maja)
  expect((await maja.go('/desk/report?department=stores')).status).toBe(422)
})

test.each(['report', '/amends report', 'Rapport', 'visa rapporten', 'vis rapporten'])(
  '“%s” is understood',
  async (text) => {
    const answer = await command(on.people.maja, text)
    if (answer.kind !== 'card') throw new Error(JSON.stringify(answer))
    expect(urlIn(answer.card.parts)).toMatch(/^\/desk\/open\//)
  },
)
