import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { noon } from '../factories.ts'
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

const SENSITIVE = 'My son has epilepsy and had a seizure when the parcel was late.'
const PLAIN = 'The parcel came four days late.'
const noted = () =>
  on.sql`select kind, by_id, subject_id, facts from audit_log where kind in ('words.read', 'picture.read', 'report.exported')`
const say = (id: string, words: string) => on.sql`
  update responses r set answers = jsonb_build_object('score', 1, 'words', ${words}::text)
  from cases k where k.response_id = r.id and k.id = ${id}`

test('reading words that chat does not show is noted with who read and of which case; plain ones are not', async () => {
  const id = await on.open()
  await say(id, PLAIN)
  const anna = await on.signedIn(on.people.anna)
  await anna.go(`/desk/c/${id}`)
  expect(anna.text()).toContain(PLAIN)
  expect(await noted()).toEqual([])
  for (const words of [SENSITIVE, 'Charge it to my card 4111 1111 1111 1111.']) {
    await on.sql`truncate audit_log`
    await say(id, words)
    await anna.go(`/desk/c/${id}`)
    expect(anna.text()).toContain(words)
    expect(await noted()).toEqual([
      { kind: 'words.read', by_id: on.people.anna.id, subject_id: id, facts: {} },
    ])
  }
})

test('a list of cases shows sensitive words as chat does; a list of answers shows them, and that is noted', async () => {
  const id = await on.open()
  await say(id, SENSITIVE)
  const maja = await on.signedIn(on.people.maja)
  await maja.go('/desk/cases?state=any+open')
  expect(maja.text()).toContain('Sensitive: open the page')
  expect(maja.text()).not.toContain('epilepsy')
  expect(await noted()).toEqual([])
  await maja.go('/desk/answers')
  expect(maja.text()).toContain('epilepsy')
  const [{ answer }] =
    (await on.sql`select response_id as answer from cases where id = ${id}`) as unknown as [
      { answer: string },
    ]
  expect(await noted()).toEqual([
    { kind: 'words.read', by_id: on.people.maja.id, subject_id: null, facts: { answers: [answer] } },
  ])
})

test('people who may not see the case leave no entry of a read', async () => {
  const id = await on.open()
  await say(id, SENSITIVE)
  const eva = await on.signedIn(on.people.eva)
  expect((await eva.go(`/desk/c/${id}`)).status).toBe(403)
  expect(await noted()).toEqual([])
})

test('a report that is downloaded is noted with its departments', async () => {
  const maja = await on.signedIn(on.people.maja)
  expect((await maja.go('/desk/report.csv')).headers.get('content-type')).toContain('text/csv')
  await maja.go('/desk/report')
  await maja.go('/desk/report.csv?from=nonsense')
  expect(await noted()).toEqual([
    {
      kind: 'report.exported',
      by_id: on.people.maja.id,
      subject_id: null,
      facts: { departments: ['service'] },
    },
  ])
})

test('a card number is masked on every page of the desk and in the report’s CSV, but on the case’s own page', async () => {
  const NUMBER = '4111 1111 1111 1111'
  const words = `Charge it to my card ${NUMBER}.`
  const id = await on.open({ takenAt: noon, ownerId: on.people.anna.id, state: 'owned' })
  await on.sql`update responses r set answers = ${on.sql.json({ score: 1, words, wish: words, good: words, kudos: NUMBER })}
    from cases k where k.response_id = r.id and k.id = ${id}`
  await on.sql`insert into findings (case_id, by, at, cause, cause_words, factors, solution, prevention, people, departments)
    values (${id}, ${on.people.anna.id}, ${noon}, 'price or fee', ${words}, ${words}, ${words}, ${words}, '', '{}')`
  const card = {
    title: words,
    summary: words,
    tone: 'good' as const,
    actions: [],
    parts: [{ kind: 'quote' as const, text: words }],
  }
  await on.store.save({ channel: 'service', card, calls: [], key: 'thanks' }, noon)
  const maja = await on.signedIn(on.people.maja)
  const looks: Record<string, () => Promise<Response>> = {
    answers: () => maja.go('/desk/answers'),
    cases: () => maja.go('/desk/cases'),
    home: () => maja.go('/desk'),
    report: () => maja.go('/desk/report?from=2026-03-11&to=2026-03-11'),
    csv: () => maja.go('/desk/report.csv?from=2026-03-11&to=2026-03-11'),
    form: async () => {
      await maja.go(`/desk/c/${id}`)
      return maja.press('/desk/act', { verb: 'apologise' })
    },
    message: async () => {
      await maja.go('/desk')
      return maja.go(
        /href="(\/desk\/m\/[^"]+)"[^<]*<b class="t">Charge/.exec(maja.page().replace(/\s+/g, ' '))![1]!,
      )
    },
    found: async () => {
      await maja.go('/desk')
      return maja.press('/desk/say', { text: 'find card' })
    },
  }
  for (const [place, look] of Object.entries(looks)) {
    const text = await (await look()).text()
    expect(text, place).not.toContain(NUMBER)
    if (place !== 'found') expect(text, place).toContain('•••• 1111')
  }
  await maja.go(`/desk/c/${id}`)
  expect(maja.text()).toContain(NUMBER)
})
