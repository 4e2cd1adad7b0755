import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { digestNow } from '../../src/digests/now.ts'
import { sweepDeadlines } from '../../src/jobs/deadlines/sweep.ts'
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
})

const hours = (n: number) => new Date(noon.getTime() + n * 3_600_000)
const at = async (time: Date) => {
  on.clock.now = time
  await sweepDeadlines(on.deps, { now: time })
  await on.send()
}
const heard = async (id: string) =>
  (await on.sql`select data from case_events where case_id = ${id} and kind = 'reminded' order by id`).map(
    ({ data }) => [data.timer, data.level, data.to],
  )
/** The labels of the buttons in the thread, newest last. */
const buttons = () =>
  on.shown
    .filter(({ thread }) => thread)
    .flatMap(({ card }) => card.actions.map(({ verb, label }) => [verb, label]))
const snooze = (user: string, id: string) => on.click(user, 'snooze', id)

test('a reminder is put off once, until the promised date at most, and the manager hears after that', async () => {
  const id = await on.open({ promiseDueAt: hours(4) })
  await at(hours(1))
  expect(await heard(id)).toEqual([['take', 1, 'Anna Berg']])
  expect(buttons()).toEqual([['snooze', 'Snooze until Wed 11 Mar, 16:00']])
  expect(await snooze('UBO', id)).toMatchObject({
    kind: 'notice',
    text: expect.stringContaining('Anna Berg has'),
  })
  expect(await snooze('UANNA', id)).toMatchObject({ kind: 'done', notice: expect.stringContaining('16:00') })
  expect(await snooze('UANNA', id)).toMatchObject({
    kind: 'notice',
    text: expect.stringContaining('nothing to put off'),
  })
  await at(hours(3))
  expect(await heard(id)).toHaveLength(1)
  await at(hours(4))
  expect((await heard(id)).slice(1)).toContainEqual(['take', 1, 'Anna Berg'])
  expect(buttons()).toHaveLength(1)
  expect(await snooze('UANNA', id)).toMatchObject({ kind: 'notice' })
  await at(hours(28))
  expect(await heard(id)).toContainEqual(['take', 2, 'Maja Ek'])
})

test('where no date was promised it is put off until the next business morning, and everybody sees so', async () => {
  const id = await on.taken({
    promiseDueAt: hours(200),
    promise: 'next word',
    apologisedAt: noon,
    takenAt: noon,
  })
  await on.sql`insert into remedies (case_id, kind, words, by, promised_at, due_at, done_at)
    values (${id}, 'explanation', 'We explained it.', ${on.people.anna.id}, ${noon}, ${noon}, ${noon})`
  await on.submit('UANNA', 'progress', id, {
    text: 'We sent the letter as we said we would.',
    next: '2026-03-20',
  })
  await at(hours(24.1))
  expect(await heard(id)).toEqual([['ask confirmation', 1, 'Anna Berg']])
  expect(buttons().at(-1)).toEqual(['snooze', 'Snooze until Fri 13 Mar, 09:00'])
  await snooze('UANNA', id)
  await on.send()
  const card = on.shown.find(({ to, thread }) => to === 'C0001' && !thread)!.card
  expect(JSON.stringify(card)).toContain('Anna Berg put a reminder off until Fri 13 Mar, 09:00.')
  const told = JSON.stringify(on.shown.filter(({ thread }) => thread).map((one) => one.card))
  expect(told).toContain('Anna Berg put this off until Fri 13 Mar, 09:00')
  await on.sql`update cases set promise_due_at = ${hours(25)} where id = ${id}`
  const { card: drawn } = await digestNow(on.deps, { department: 'service', now: hours(26) })
  expect(JSON.stringify(drawn)).toContain('(put off by Anna Berg until Fri 13 Mar, 09:00)')
  // Another severity or a pause does not bring it back before its time
  await on.submit('UANNA', 'severity', id, { severity: '3', reason: 'It is a small thing.' })
  await at(hours(30))
  expect((await heard(id)).filter(([timer]) => timer === 'ask confirmation')).toHaveLength(1)
  await at(new Date('2026-03-13T08:01:00Z'))
  expect((await heard(id)).filter(([timer]) => timer === 'ask confirmation')).toEqual([
    ['ask confirmation', 1, 'Anna Berg'],
    ['ask confirmation', 1, 'Anna Berg'],
  ])
})

test('a promised date, a severe case and what a colleague waits for are not put off', async () => {
  const promised = await on.open({ promiseDueAt: hours(1) })
  await at(hours(1))
  expect(await heard(promised)).toHaveLength(1)
  expect(buttons()).toEqual([])
  on.clock.now = noon
  await on.clear()
  const severe = await on.open({ promiseDueAt: hours(4), severity: 1 })
  await at(hours(1))
  expect((await heard(severe)).length).toBeGreaterThan(0)
  expect(buttons()).toEqual([])
  expect(await snooze('UANNA', severe)).toMatchObject({ kind: 'notice' })
})
