import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Answer } from '../../integrations/inbound.ts'
import { casesToTakeBack, takeCasesBack } from '../../src/cases/takeCasesBack.ts'
import { act } from '../../src/staff/act.ts'
import { noon } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'
import { makeStage, type Stage } from './turnsStage.ts'

let database: TestDatabase
let on: Stage
beforeAll(async () => {
  database = await freshDatabase({ max: 10 })
  on = await makeStage(database)
})
afterAll(() => database.end())
beforeEach(async () => {
  on.clock.now = noon
  await on.clear()
  await on.sql`update people set away_since = null, language = 'en'`
})

const later = (minutes: number) => {
  on.clock.now = new Date(on.clock.now.getTime() + minutes * 60_000)
}
const say = (user: string, text: string) =>
  act(on.deps)({ kind: 'command', by: { platform: 'slack', workspace: 'T0001', user }, text })
const whose = async (id: string) => (await on.row(id)).accountable_id
const takeBack = (user = 'UANNA', subject: string = on.people.anna.id) =>
  on.click(user, 'take-cases-back', subject)
const buttons = (answer: Answer) =>
  (answer.kind === 'card' ? [answer.card] : answer.kind === 'home' ? answer.cards : []).flatMap(
    ({ actions }) => actions.map(({ label }) => label),
  )
/** Anna says by mistake that she is away, and a minute later that she is back. */
const mistake = async () => {
  await say('UANNA', 'out of office until Monday')
  later(1)
  const answer = await say('UANNA', 'back')
  later(1)
  return answer
}

test('"back" offers what went to others in this absence, and one click has it again', async () => {
  const ids = [await on.open(), await on.open(), await on.apologised(), await on.open()]
  const due = (await on.row(ids[2]!)).promise_due_at
  const answer = await mistake()
  expect(buttons(answer)).toEqual(['Take them back (4)'])
  expect(JSON.stringify(answer)).toContain('4 of your cases went to others while you were away')
  expect(buttons(await on.home('UANNA'))[0]).toBe('Take them back (4)')
  await on.send()
  const before = on.shown.length
  expect(await takeBack()).toMatchObject({
    kind: 'done',
    notice: expect.stringContaining('4 cases are yours again'),
  })
  for (const id of ids) expect(await whose(id)).toBe(on.people.anna.id)
  expect((await on.row(ids[2]!)).owner_id).toBe(on.people.anna.id)
  expect((await on.row(ids[2]!)).promise_due_at).toEqual(due)
  expect((await on.events(ids[0]!)).slice(-2)).toEqual(['reassigned', 'reassigned'])
  await on.send()
  const told = on.shown.slice(before).filter(({ to }) => to === 'UBO')
  expect(told.map(({ card }) => card.summary)).toEqual([
    'Anna Berg is back and took back 4 cases on which nobody had acted.',
  ])
  expect(await takeBack()).toMatchObject({ notice: expect.stringContaining('nothing to take back') })
  expect(buttons(await on.home('UANNA'))).not.toContain('Take them back (4)')
  await on.well()
})

test('a case that somebody acted on, or that went on, stays with them', async () => {
  const [acted, went, mine] = [await on.open(), await on.open(), await on.open()]
  await mistake()
  await on.click('UBO', 'take', acted)
  await on.sql`update cases set accountable_id = ${on.people.maja.id} where id = ${went}`
  expect(await takeBack()).toMatchObject({ notice: expect.stringContaining('One case is yours again') })
  expect(await Promise.all([acted, went, mine].map(whose))).toEqual([
    on.people.bo.id,
    on.people.maja.id,
    on.people.anna.id,
  ])
})

test('one that somebody acts on while the click waits for it stays; two clicks at once take each case once', async () => {
  const [busy, mine] = [await on.open(), await on.open()]
  await mistake()
  let waiting: Promise<number>
  await on.db.transaction(async (tx) => {
    await tx.execute(`select from cases where id = '${busy}' for update`)
    waiting = takeCasesBack(on.deps, { by: on.people.anna, now: on.clock.now })
    await expect
      .poll(
        async () =>
          (
            await on.sql`select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`
          ).length,
      )
      .toBe(1)
    await tx.execute(
      `insert into case_events (case_id, kind, by, at) values ('${busy}', 'progress', '${on.people.bo.id}', '${on.clock.now.toISOString()}')`,
    )
  })
  expect(await waiting!).toBe(1)
  expect(await Promise.all([busy, mine].map(whose))).toEqual([on.people.bo.id, on.people.anna.id])

  const more = [await on.open(), await on.open(), await on.open()]
  await mistake()
  const clicks = await Promise.all(
    [1, 2, 3].map(() => takeCasesBack(on.deps, { by: on.people.anna, now: on.clock.now })),
  )
  // Three, and the one that came back before
  expect(clicks.sort()).toEqual([0, 0, 4])
  for (const id of more) expect((await on.events(id)).filter((kind) => kind === 'reassigned')).toHaveLength(2)
})

test('nobody takes what went from somebody else, while away, from an earlier absence, or about themselves', async () => {
  const [id, about] = [await on.open(), await on.open()]
  await say('UANNA', 'out of office until Monday')
  expect(await takeBack()).toMatchObject({
    kind: 'notice',
    text: expect.stringContaining('say “back” first'),
  })
  await on.sql`
    update contacts set staff_member = jsonb_build_object('name', 'Anna Berg', 'email', ${on.people.anna.email}::text)
    where id = (select contact_id from cases where id = ${about})`
  await say('UANNA', 'back')
  for (const user of ['UBO', 'UMAJA', 'UEVA'])
    expect(await takeBack(user)).toMatchObject({ notice: expect.stringContaining('nothing to take back') })
  expect(await casesToTakeBack(on.deps, on.people.anna)).toBe(1)
  later(1)
  await say('UANNA', 'out of office until Monday')
  later(1)
  expect(buttons(await say('UANNA', 'back'))).toEqual([])
  expect(await Promise.all([id, about].map(whose))).toEqual([on.people.bo.id, on.people.bo.id])
})

test('an absence that is told again with another day goes on; Home’s button says where to take back', async () => {
  await on.open()
  await say('UANNA', 'out of office until Monday')
  later(1)
  await say('UANNA', 'out of office until Tuesday')
  later(1)
  expect(await on.click('UANNA', 'back', on.people.anna.id)).toMatchObject({
    notice: expect.stringMatching(/One of your cases went to somebody else.*Say “home”/),
  })
  expect(buttons(await on.home('UANNA'))[0]).toBe('Take it back')
})

test.each([
  ['sv', 'Ta tillbaka dem (2)', '2 ärenden är dina igen'],
  ['nb', 'Ta dem tilbake (2)', '2 saker er dine igjen'],
])('in the person’s language, %s', async (language, label, done) => {
  await on.sql`update people set language = ${language} where id = ${on.people.anna.id}`
  await on.open()
  await on.open()
  expect(buttons(await mistake())).toEqual([label])
  expect(await takeBack()).toMatchObject({ notice: expect.stringContaining(done) })
})
