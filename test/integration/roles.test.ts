import { afterAll, beforeAll, expect, test } from 'vitest'
import { personRoles } from '../../db/schema/index.ts'
import { makeContact, makeInvitation, makePerson, makeResponse, noon } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'
import { makeDesk } from './deskStage.ts'

let database: TestDatabase
let on: Awaited<ReturnType<typeof makeDesk>>
let caseId: string
const person = async (name: string, role: 'administrator' | 'reader', departments: string[] | null) => {
  const made = await makePerson(on.db, { name, slackUser: null, slackWorkspace: null })
  await on.db.insert(personRoles).values({ personId: made.id, role, departments })
  return made
}
beforeAll(async () => {
  database = await freshDatabase({ max: 20 })
  on = await makeDesk(database)
  on.clock.now = noon
  for (const departmentKey of ['service', 'stores']) {
    const contact = await makeContact(on.db, { brandKey: 'nordly', departmentKey })
    const invitation = await makeInvitation(on.db, {
      contactId: contact.id,
      customerId: contact.customerId,
    })
    await makeResponse(on.db, {
      invitationId: invitation.id,
      score: 2,
      answers: { score: 2, words: 'The parcel was wet' },
    })
  }
  caseId = await on.open({ state: 'documented' })
  await on.sql`
    insert into findings (case_id, cause, cause_words, factors, people, departments, solution, prevention, by, at)
    values (${caseId}, 'other', 'Nobody read the note', '', '{}', '{}', 'New shelf', 'A roof', ${on.people.anna.id}, ${noon})`
})
afterAll(() => database.end())

test('a reader has the numbers of the departments named, without words and without ways to them', async () => {
  const kim = await on.signedIn(await person('Kim Nord', 'reader', ['stores']))
  expect(kim.page()).toContain('href="/desk/report"')
  expect(kim.page()).not.toContain('href="/desk/cases"')
  await kim.go('/desk/report?from=2026-01-01&to=2026-12-31')
  expect(kim.text()).toContain('Report: Stores')
  expect(kim.text()).toContain('Numbers alone')
  expect(kim.page()).not.toMatch(/href="\/desk\/(answers|cases|c\/)/)
  expect((await kim.go('/desk/report?department=service')).status).toBe(422)
})

test('every link of a reader’s report opens', async () => {
  for (const departments of [['stores'], null]) {
    const one = await on.signedIn(await person(`Ebba ${departments}`, 'reader', departments))
    const seen = new Set<string>()
    const walk = async (path: string) => {
      if (seen.has(path)) return
      seen.add(path)
      const { status } = await one.go(path)
      expect(status, path).toBe(200)
      if (!path.startsWith('/desk/report')) return
      const page = one.page()
      for (const [, to] of page.matchAll(/href="(\/[^"]*)"/g)) await walk(to!.replaceAll('&amp;', '&'))
    }
    await walk('/desk/report?from=2026-01-01&to=2026-12-31')
    expect([...seen].some((path) => path.startsWith('/desk/report.csv'))).toBe(true)
    expect([...seen].some((path) => path.includes('department=stores'))).toBe(departments === null)
  }
})

test('a reader of all departments never reads a finding, on the page or as CSV', async () => {
  const liv = await on.signedIn(await person('Liv Strand', 'reader', null))
  const year = 'from=2026-01-01&to=2026-12-31'
  await liv.go(`/desk/report?${year}`)
  expect(liv.text()).toContain('Report: All departments')
  expect(liv.page()).not.toMatch(/wet|read the note/)
  const csv = await (await liv.go(`/desk/report.csv?${year}`)).text()
  expect(csv).toContain('opened')
  expect(csv).not.toMatch(/wet|read the note/)
  const maja = await on.signedIn(on.people.maja)
  await maja.go(`/desk/report?${year}`)
  expect(maja.page()).toContain('Nobody read the note')
})

test('an administrator reads no words of customers by that role alone', async () => {
  const ida = await on.signedIn(await person('Ida Sand', 'administrator', null))
  for (const path of ['/desk/cases', '/desk/answers', '/desk/report', `/desk/c/${caseId}`, '/desk/unsent'])
    expect((await ida.go(path)).status, path).toBe(403)
  await ida.go('/desk')
  await ida.press('/desk/say', { text: 'find parcel' })
  expect(ida.page()).not.toContain('wet')
})

test('a person who is removed in the middle of a form gets the words back, and nothing is stored', async () => {
  const anna = await on.signedIn(on.people.anna)
  const key = /name="key" value="([^"]+)"/.exec(anna.page())![1]!
  await on.sql`update people set active = false where id = ${on.people.anna.id}`
  const rows = () =>
    on.sql`select (select count(*) from case_events) as events, (select count(*) from outbox) as sent`
  const before = await rows()
  const said = 'We are very sorry about the wet parcel'
  const form = { key, verb: 'progress', subject: caseId, 'v.words': said, back: `/desk/c/${caseId}` }
  expect((await anna.go('/desk/form', form)).status).toBe(401)
  expect(anna.text()).toContain(said)
  expect(await rows()).toEqual(before)
})
