import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { callBacks, proposals } from '../../db/schema/index.ts'
import type { Card } from '../../integrations/chat.ts'
import { act } from '../../src/staff/act.ts'
import { makeOrganisation, testDeps } from '../deps.ts'
import { makeCase, makeMember, makePerson, noon } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

let database: TestDatabase
let on: ReturnType<typeof testDeps>
let people: Awaited<ReturnType<typeof makeOrganisation>>

beforeAll(async () => {
  database = await freshDatabase({ max: 10 })
  people = await makeOrganisation(database.db)
})
afterAll(() => database.end())
beforeEach(async () => {
  on = testDeps(database.db)
  await database.sql`truncate cases cascade`
  await database.sql`update people set away_until = null`
})

const hour = (n: number) => new Date(noon.getTime() + n * 3_600_000)
const by = (user: string) => ({ platform: 'slack', workspace: 'T0001', user })
const home = async (user: string): Promise<Card[]> => {
  const answer = await act(on.deps)({ kind: 'home', by: by(user) })
  if (answer.kind !== 'home') throw new Error(JSON.stringify(answer))
  return answer.cards
}
const text = async (user: string) => JSON.stringify(await home(user))
const open = async (over: object = {}) =>
  makeCase(database.db, {
    brandKey: 'nordly',
    departmentKey: 'service',
    accountableId: people.anna.id,
    ...over,
  })
const propose = async (caseId: string, over: object) => {
  const [made] = await database.db
    .insert(proposals)
    .values({
      caseId,
      kind: 'approval',
      by: people.anna.id,
      words: 'Please.',
      data: {
        offer: {
          kind: 'refund',
          amount: '900',
          currency: 'SEK',
          words: 'You get 900 kr back.',
          due: hour(48).toISOString(),
          statutory: false,
          ground: null,
          insteadOf: null,
        },
        authority: '500 SEK a case',
        goodwill: 'none',
      },
      createdAt: noon,
      destination: { platform: 'slack', workspace: 'T0001', channel: 'UMAJA' },
      ...over,
    })
    .returning()
  return made!
}

test('cases stand by due time, with a link and the button that comes next', async () => {
  const later = await open({
    state: 'recovering',
    apologisedAt: noon,
    ownerId: people.anna.id,
    promiseDueAt: hour(5),
  })
  const first = await open({ takeDueAt: hour(1) })
  const waiting = await open({ state: 'awaiting customer', ownerId: people.anna.id })
  const [head, ...cards] = await home('UANNA')
  expect(head!.title).toBe('Your cases by due time: 3')
  expect(cards.map(({ subject }) => subject)).toEqual([first.id, later.id, waiting.id])
  expect(cards[0]!.actions.map(({ verb }) => verb)).toEqual(['ask', 'take', 'held', 'more'])
  expect(cards[1]!.actions.map(({ verb }) => verb)).toEqual(['progress', 'done', 'held', 'more'])
  expect(cards[0]!.parts.at(-1)).toMatchObject({
    kind: 'link',
    url: `http://127.0.0.1:8787/desk/c/${first.id}`,
  })
})

test('more cases than are shown are counted', async () => {
  for (let n = 0; n < 14; n++) await open({ takeDueAt: hour(n) })
  const cards = await home('UANNA')
  expect(cards[0]!.title).toBe('Your cases by due time: 14')
  expect(JSON.stringify(cards.at(-1))).toContain('and 2 more')
})

test('an approval waits for the manager it was asked of, and for nobody else', async () => {
  const { id } = await open()
  const asked = await propose(id, { toPerson: people.maja.id })
  expect((await home('UMAJA')).map(({ subject, title }) => subject ?? title)).toEqual([
    'Waiting for your approval: 1',
    asked.id,
    'Your cases by due time',
    // Her digests
    people.maja.id,
  ])
  expect(await text('UANNA')).not.toContain('approval')
})

test('a handover and a request to one’s department wait too; what is answered does not', async () => {
  const { id } = await open()
  await propose(id, { kind: 'handover', toPerson: people.bo.id })
  const request = await propose(id, { kind: 'request', toDepartment: 'service', deedDueAt: hour(30) })
  const done = await propose(id, { kind: 'request', toDepartment: 'service', state: 'done' })
  const seen = await text('UBO')
  expect(seen).toContain('Handed over to you, if you accept: 1')
  expect(seen).toContain('Requests to your departments: 1')
  expect(seen).toContain(request.id)
  expect(seen).not.toContain(done.id)
})

test('a call-back shows when, whom and where', async () => {
  const { id, number } = await open()
  await database.db.insert(callBacks).values({
    caseId: id,
    departmentKey: 'service',
    at: hour(3),
    seat: 0,
    phone: '+46701234567',
    bookedAt: noon,
  })
  expect(await text('UANNA')).toMatch(new RegExp(`Wed,? 11 Mar.*15:00.*\\+46701234567, case ${number}`))
})

test('nothing of a case about the person appears', async () => {
  const about = await open({ aboutId: people.anna.id })
  await propose(about.id, { toPerson: people.anna.id })
  expect(await home('UANNA')).toMatchObject([{ title: 'Nothing waits for you' }])
})

test('out of office is shown with a way back', async () => {
  await database.sql`update people set away_until = ${hour(48)} where id = ${people.anna.id}`
  const [away] = await home('UANNA')
  expect(away).toMatchObject({
    title: expect.stringContaining('out of office until'),
    actions: [{ verb: 'back' }],
  })
  on.later(49 * 3_600_000)
  expect(await text('UANNA')).not.toContain('out of office')
})

test('a person of no department has an empty view', async () => {
  await makePerson(database.db, { slackUser: 'UNEW' })
  await makeMember(database.db, { departmentKey: 'service' })
  expect(await home('UNEW')).toMatchObject([{ title: 'Nothing waits for you' }])
})

test('in a Slack Grid a person listed by hand under their home workspace is known, another one is not', async () => {
  const grid = await makePerson(database.db, { slackWorkspace: 'T0HOME', slackUser: 'W0GRID' })
  await makeMember(database.db, { departmentKey: 'service', personId: grid.id })
  const ask = (user: string, home: string) =>
    act(on.deps)({ kind: 'home', by: { platform: 'slack', workspace: 'T0001', user, home } })
  expect(await ask('W0GRID', 'T0HOME')).toMatchObject({ kind: 'home' })
  expect(await ask('W0GRID', 'T0THEIRS')).toMatchObject({
    kind: 'notice',
    text: expect.stringContaining('not known'),
  })
  expect(await ask('W0ELSE', 'T0HOME')).toMatchObject({
    kind: 'notice',
    text: expect.stringContaining('not known'),
  })
})
