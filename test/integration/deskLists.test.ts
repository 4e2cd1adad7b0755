import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { DECISION } from '../../src/cases/deadlines/rules.ts'
import { shownOf } from '../../src/desk/views/figures.ts'
import { listFindings } from '../../src/lists/findings.ts'
import { staffWords } from '../../src/locales/staff.ts'
import { makeCase, makeContact, makeInvitation, makeResponse, noon } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'
import { makeDesk } from './deskStage.ts'

let database: TestDatabase
let on: Awaited<ReturnType<typeof makeDesk>>
beforeAll(async () => {
  database = await freshDatabase({ max: 20 })
  on = await makeDesk(database)
})
afterAll(() => database.end())
beforeEach(async () => {
  await on.clear()
  on.clock.now = noon
})

const answer = async (score: number, said: object, departmentKey = 'service') => {
  const contact = await makeContact(on.db, { brandKey: 'nordly', departmentKey })
  const invitation = await makeInvitation(on.db, { contactId: contact.id, customerId: contact.customerId })
  return makeResponse(on.db, { invitationId: invitation.id, score, answers: { score: score as 1, ...said } })
}

test('the navigation names the lists a person may read', async () => {
  const anna = await on.signedIn(on.people.anna)
  expect(anna.page()).toContain('href="/desk/cases"')
  expect(anna.page()).not.toContain('href="/desk/answers"')
  const maja = await on.signedIn(on.people.maja)
  expect(maja.page()).toContain('href="/desk/answers"')
  expect(maja.page()).toContain('href="/desk/report"')
})

test('a manager reads what customers wrote, satisfied and neutral ones too, and it stays text', async () => {
  await answer(5, { good: '<script>alert(1)</script> Lovely', kudos: 'Anna' })
  await answer(3, { words: 'Fine, but slow' })
  await answer(5, { good: 'Elsewhere' }, 'stores')
  const maja = await on.signedIn(on.people.maja)
  await maja.go('/desk/answers')
  expect(maja.page()).toContain('&lt;script&gt;alert(1)&lt;/script&gt; Lovely')
  expect(maja.text()).toContain('Fine, but slow')
  expect(maja.text()).toContain('Thanks to Anna')
  expect(maja.text()).not.toContain('Elsewhere')
  expect(maja.text()).toContain('2 answers')
  await maja.go('/desk/answers?q=lovely')
  expect(maja.text()).not.toContain('Fine, but slow')
})

test('a liaison lists the cases of the department, and is told who reads answers', async () => {
  const id = await on.open()
  const anna = await on.signedIn(on.people.anna)
  await anna.go('/desk/cases?state=any+open')
  expect(anna.page()).toContain(`href="/desk/c/${id}"`)
  await anna.go('/desk/cases?state=any+end')
  expect(anna.text()).toContain('Nothing matches these filters.')
  await anna.go('/desk/answers')
  expect(anna.text()).toContain('Answers are for managers of a department and for management.')
  const eva = await on.signedIn(on.people.eva)
  await eva.go('/desk/cases')
  expect(eva.text()).toContain('No case here yet.')
})

test('a manager lists what is overdue: every case that says so, however old, and no other', async () => {
  const days = (n: number) => new Date(noon.getTime() + n * 24 * 3_600_000)
  const open = (openedAt: Date, over: object = {}) =>
    makeCase(on.db, { brandKey: 'nordly', departmentKey: 'service', openedAt, ...over })
  const old = await open(days(-300), { state: 'owned', promiseDueAt: days(-299) })
  const untaken = await open(days(-2))
  const decision = { state: 'awaiting customer', promise: DECISION } as const
  const silent = await open(days(-9), { ...decision, promiseDueAt: days(-1) })
  await open(days(-2), { state: 'owned', promiseDueAt: days(1) })
  await open(days(-2), { state: 'awaiting customer', promise: 'your answer', promiseDueAt: days(-1) })
  await open(days(-2), { state: 'unconfirmed', endedAt: days(-1) })
  await open(days(-2), { departmentKey: 'stores' })
  const maja = await on.signedIn(on.people.maja)
  const listed = async (more = '') => {
    await maja.go(`/desk/cases?state=overdue${more}`)
    return [...maja.page().matchAll(/href="\/desk\/c\/([^"]+)"/g)].map(([, id]) => id)
  }
  expect(await listed()).toEqual([untaken.id, silent.id, old.id])
  expect(maja.text().match(/overdue since/g)).toHaveLength(3)
  expect(await listed('&from=2026-03-01')).toEqual([untaken.id, silent.id])
  expect(await listed('&by=due')).toEqual([])
  expect(await listed(`&q=${old.number}`)).toEqual([old.id])
})

test('a manager lists the cases whose finding is still to be written, however old', async () => {
  const days = (n: number) => new Date(noon.getTime() + n * 24 * 3_600_000)
  const ended = (n: number, over: object = {}) => {
    const at = { openedAt: days(n - 3), endedAt: days(n) }
    return makeCase(on.db, {
      brandKey: 'nordly',
      departmentKey: 'service',
      state: 'unconfirmed',
      ...at,
      ...over,
    })
  }
  const owes = async (id: string) =>
    on.sql`insert into timers (case_id, kind, subject_id, department_key, from_at, due_at)
      values (${id}, 'finding', ${id}, (select department_key from cases where id = ${id}), ${noon}, ${noon})`
  const [old, elsewhere] = [await ended(-200), await ended(-9, { departmentKey: 'stores' })]
  const confirmed = await ended(-2, { state: 'confirmed', endedAt: null, confirmedAt: days(-2) })
  await ended(-1, { state: 'documented' })
  for (const { id } of [old, elsewhere, confirmed]) await owes(id)
  const maja = await on.signedIn(on.people.maja)
  await maja.go('/desk/cases?outcome=undocumented')
  const listed = [...maja.page().matchAll(/href="\/desk\/c\/([^"]+)"/g)].map(([, id]) => id)
  expect(listed).toEqual([confirmed.id, old.id])
})

test('a manager lists the cases whose finding was written on certain days', async () => {
  const made = (departmentKey = 'service') =>
    makeCase(on.db, { brandKey: 'nordly', departmentKey, state: 'documented', openedAt: noon, endedAt: noon })
  const found = async (id: string, day: string) =>
    on.sql`insert into findings (case_id, cause, cause_words, factors, people, departments, solution, prevention, by, at)
      values (${id}, 'other', 'A seal', '', '', '{}', '', 'Checked', ${on.people.maja.id}, ${`${day}T12:00:00Z`})`
  const [within, before, elsewhere] = [await made(), await made(), await made('stores')]
  await found(within.id, '2026-02-20')
  await found(before.id, '2026-02-10')
  await found(elsewhere.id, '2026-02-20')
  const maja = await on.signedIn(on.people.maja)
  await maja.go('/desk/cases?by=documented&from=2026-02-12&to=2026-02-28')
  expect([...maja.page().matchAll(/href="\/desk\/c\/([^"]+)"/g)].map(([, id]) => id)).toEqual([within.id])
})

test.each([
  ['state=none', 'State: there is no “none” to choose.'],
  ['department=stores', 'Department: there is no “stores” to choose.'],
  ['from=2026-02-30', 'From: “2026-02-30” is no date such as 2026-03-11.'],
  ['from=2026-03-11&to=2026-03-10', 'The period ends before it begins.'],
  ['after=nonsense', 'This page is not known: please begin again at the newest.'],
])('an odd filter %s is refused in words, and nothing is listed in its place', async (query, words) => {
  const id = await on.open()
  const maja = await on.signedIn(on.people.maja)
  const response = await maja.go(`/desk/cases?${query}`)
  expect(response.status).toBe(422)
  expect(maja.text()).toContain(words)
  expect(maja.page()).not.toContain(id)
})

test('a second page goes on where the first ended, with the same filters', async () => {
  for (let n = 0; n < 52; n++) await answer(5, { good: `Good ${n}` })
  const maja = await on.signedIn(on.people.maja)
  await maja.go('/desk/answers?kind=satisfied')
  expect(maja.text()).toContain('The newest 50 are shown.')
  const older = /href="(\/desk\/answers\?[^"]*after=[^"]*)"/.exec(maja.page())?.[1] ?? ''
  expect(older).toContain('kind=satisfied')
  await maja.go(older.replaceAll('&amp;', '&'))
  expect(maja.text()).toContain('2 more are shown.')
  expect(maja.page()).not.toContain('after=')
  // As a number of the report leads here
  await maja.go('/desk/answers?kind=satisfied&from=2026-03-01&to=2026-03-31')
  expect(maja.text()).toContain('The newest 50 of 52 are shown.')
})

test('findings say how many there are, beyond those that are listed', async () => {
  for (let n = 0; n < 2; n++)
    await on.sql`insert into findings (case_id, by, at, cause, cause_words, factors, solution, prevention, people, departments)
      values (${await on.open()}, ${on.people.anna.id}, ${noon}, 'price-or-fee', 'why', '', '', '', '', '{}')`
  const filter = { departments: ['service'], from: '2026-03-01', to: '2026-03-31' }
  const read = (limit: number) =>
    on.db.transaction((tx) => listFindings(tx, { id: on.people.maja.id }, filter, limit))
  expect(await read(1)).toMatchObject({ findings: [{ causeWords: 'why' }], inAll: 2 })
  expect(await read(50)).toMatchObject({ inAll: 2 })
  expect(shownOf(50, 118, staffWords('en'))).toBe('50 of 118')
  expect(shownOf(50, 2_001, staffWords('en'))).toBe('50 of more than 2,000')
  expect(shownOf(50, 50, staffWords('en'))).toBe('50')
})

test('a list asked for without a session comes after signing in', async () => {
  const stranger = on.browser()
  expect((await stranger.go('/desk/cases?state=any+open&severity=1')).status).toBe(401)
  expect(stranger.page()).toContain('value="/desk/cases?state=any+open&amp;severity=1"')
})
