import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { named } from '../../src/covers/ask.ts'
import { jobs } from '../../src/jobs/jobs.ts'
import { act } from '../../src/staff/act.ts'
import { coverIn, swapIn } from '../../src/staff/swap.ts'
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
  await on.sql`truncate covers`
  await on.clear()
})

const say = (user: string, text: string) =>
  act(on.deps)({ kind: 'command', by: { platform: 'slack', workspace: 'T0001', user }, text })
const cover = async () => (await on.sql`select * from covers order by asked_at desc limit 1`)[0]!
const whose = async (id: string) => (await on.row(id)).accountable_id
const at = async (time: string) => {
  on.clock.now = new Date(time)
  await jobs.covers!(on.deps, { now: on.clock.now })
  await jobs['promises in an absence']!(on.deps, { now: on.clock.now })
  await on.send()
}
const told = (to: string) => JSON.stringify(on.shown.filter((one) => one.to === to).map(({ card }) => card))
/** One that owes something in an absence, and would go to who is on call. */
const dueSoon = (over: object = {}) =>
  on.taken({
    apologisedAt: noon,
    promise: 'next word',
    promiseDueAt: new Date(noon.getTime() + 24 * 3_600_000),
    ...over,
  })

test('a colleague takes mine until Thursday: nothing moves before they accept, and all come back', async () => {
  const [first, second] = [await dueSoon(), await on.taken()]
  expect(await say('UANNA', 'Bo takes mine until Friday')).toMatchObject({
    kind: 'card',
    card: { title: 'Bo Dahl is asked to take your cases' },
  })
  await on.send()
  const card = () => on.shown.find(({ to }) => to === 'UBO')!.card
  expect(card().actions.map(({ verb }) => verb)).toEqual(['accept-cover', 'decline-cover'])
  expect(JSON.stringify(card())).not.toContain('00:00')
  expect(await Promise.all([first, second].map(whose))).toEqual([on.people.anna.id, on.people.anna.id])
  const { id } = await cover()
  expect(await on.click('UMAJA', 'accept-cover', id)).toMatchObject({
    kind: 'notice',
    text: expect.stringContaining('somebody else'),
  })
  expect(await on.click('UBO', 'accept-cover', id)).toMatchObject({
    kind: 'done',
    notice: expect.stringContaining('2 cases are yours'),
  })
  const home = JSON.stringify(await say('UANNA', 'home'))
  expect(home).toContain('Until then Bo Dahl has your cases and gets new ones')
  expect(home).not.toContain('the person on call gets new cases')
  expect(await on.click('UBO', 'accept-cover', id)).toMatchObject({ kind: 'notice' })
  expect(await Promise.all([first, second].map(whose))).toEqual([on.people.bo.id, on.people.bo.id])
  await on.send()
  expect(card().actions).toEqual([])
  expect(told('UANNA')).toContain('Bo Dahl has your 2 cases until')
  expect(await on.events(first)).toEqual(['taken', 'covered'])
  // Bo writes to one customer, who knows Bo from then on
  await on.submit('UBO', 'progress', second, {
    text: 'We looked into it and found the parcel.',
    next: '2026-03-16',
  })
  await at('2026-03-12T22:59:00Z')
  expect(await whose(first)).toBe(on.people.bo.id)
  await at('2026-03-12T23:00:00Z')
  expect(await Promise.all([first, second].map(whose))).toEqual([on.people.anna.id, on.people.bo.id])
  expect(told('UANNA')).toContain('1 case came back to you from Bo Dahl. 1 case stayed with Bo Dahl')
  expect(told('UBO')).toContain('1 case went back to Anna Berg. 1 case stayed with you.')
  await at('2026-03-13T10:00:00Z')
  expect((await on.events(first)).filter((kind) => kind === 'covered')).toHaveLength(2)
  await on.well()
})

test('out of office names who covers: the colleague who accepts, and nobody before that', async () => {
  const id = await dueSoon()
  const untaken = await on.open()
  const answer = await say('UANNA', 'out of office until Monday, Maja covers')
  expect(answer).toMatchObject({
    kind: 'card',
    card: { title: expect.stringContaining('out of office until') },
  })
  expect(JSON.stringify(answer)).toContain('Maja Ek is asked to take your cases')
  expect(JSON.stringify(answer)).toContain('Meanwhile Bo Dahl is on call')
  await at('2026-03-11T11:30:00Z')
  // A new one that nobody has taken is not for who is away
  expect([await whose(id), await whose(untaken)]).toEqual([on.people.anna.id, on.people.bo.id])
  await on.click('UMAJA', 'accept-cover', (await cover()).id)
  expect(await whose(id)).toBe(on.people.maja.id)
  expect(JSON.stringify(await say('UANNA', 'back'))).toContain('Welcome back')
  expect([await whose(id), (await cover()).state]).toEqual([on.people.anna.id, 'ended'])
})

test('declined or unanswered, a leave goes on and who is on call has what falls due; a swap changes nothing', async () => {
  const away = await dueSoon()
  await say('UANNA', 'away until Monday, covered by bo')
  await on.click('UBO', 'decline-cover', (await cover()).id)
  expect(await whose(away)).toBe(on.people.bo.id)
  await on.send()
  expect(told('UANNA')).toContain('Bo Dahl can’t take your cases. The person on call')
  await say('UANNA', 'back')
  const here = await dueSoon()
  on.clock.now = new Date(noon.getTime() + 60_000)
  await say('UANNA', 'Bo takes mine until Monday')
  await at('2026-03-12T08:00:00Z')
  expect([(await cover()).state, await whose(here)]).toEqual(['timed out', on.people.anna.id])
  expect(told('UANNA')).toContain('Bo Dahl did not answer whether they take your cases. They stay with you.')
})

test('cases that the colleague may not have go to who is next in line; asked twice is refused', async () => {
  const about = await dueSoon({ aboutId: on.people.bo.id })
  const other = await dueSoon()
  await say('UANNA', 'Bo takes mine until Monday')
  expect(await say('UANNA', 'Maja takes mine until Monday')).toMatchObject({
    kind: 'notice',
    text: expect.stringContaining('asked already'),
  })
  await on.click('UBO', 'accept-cover', (await cover()).id)
  expect(await whose(other)).toBe(on.people.bo.id)
  expect(await whose(about)).toBe(on.people.maja.id)
})

test('who is meant, and until when, is asked where it is not clear', async () => {
  const ask = async (text: string) => JSON.stringify(await say('UANNA', text))
  expect(await ask('Zoe takes mine until Monday')).toContain('Nobody in your departments is called “Zoe”')
  expect(await ask('Eva takes mine until Monday')).toContain('Nobody in your departments')
  expect(await ask('Bo takes mine until someday')).toContain('is not a day I understand')
  await on.sql`update people set away_until = ${new Date('2026-03-20T00:00:00Z')} where name = 'Bo Dahl'`
  expect(await ask('Bo takes mine until Monday')).toContain('Bo Dahl is out of office until')
  expect(await on.sql`select from covers`).toHaveLength(0)
})

test('names and sentences are read in each language', () => {
  const one = (name: string) => ({
    id: name,
    name,
    email: `${name[0]}@x.example`.toLowerCase(),
    awayUntil: null,
    user: null,
  })
  const all = [one('Björn Ek'), one('Björn Alm'), { ...one('Maja Ek'), user: 'U9' }]
  expect(named('bjorn', all)).toHaveLength(2)
  expect(named('björn ek', all).map(({ name }) => name)).toEqual(['Björn Ek'])
  expect(named('<@U9|maja>', all).map(({ name }) => name)).toEqual(['Maja Ek'])
  expect(named('m@x.example', all)).toHaveLength(1)
  expect(swapIn('Björn tar mina till torsdag')).toEqual({ colleague: 'Björn', day: 'torsdag' })
  expect(swapIn('Björn takes my cases until 1 December')).toEqual({ colleague: 'Björn', day: '1 December' })
  expect(coverIn('Monday, Björn covers')).toEqual({ day: 'Monday', colleague: 'Björn' })
  expect(coverIn('måndag, täcks av Björn Ek')).toEqual({ day: 'måndag', colleague: 'Björn Ek' })
  expect(coverIn('1 December 2026')).toEqual({ day: '1 December 2026' })
})
