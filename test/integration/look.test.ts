import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Answer } from '../../integrations/inbound.ts'
import { act } from '../../src/staff/act.ts'
import { makeOrganisation, testDeps } from '../deps.ts'
import { makeCase, makePerson } from '../factories.ts'
import { ownWords } from '../ownWords.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

let database: TestDatabase
let on: ReturnType<typeof testDeps>
let people: Awaited<ReturnType<typeof makeOrganisation>>

beforeAll(async () => {
  database = await freshDatabase({ max: 5 })
  people = await makeOrganisation(database.db)
  await makePerson(database.db, { slackUser: 'UELSE' })
})
afterAll(() => database.end())
beforeEach(() => {
  on = testDeps(database.db)
})

const by = (user: string) => ({ platform: 'slack', workspace: 'T0001', user })
const look = (user: string, subject: string) => act(on.deps)({ kind: 'look', by: by(user), subject })
const open = async (over: object = {}) =>
  (
    await makeCase(database.db, {
      brandKey: 'nordly',
      departmentKey: 'service',
      accountableId: people.anna.id,
      ...over,
    })
  ).id
const thread = (answer: Answer) =>
  answer.kind === 'card' ? answer.thread?.map(({ parts }) => JSON.stringify(parts)) : undefined

test('a case is looked at with what happened to it, oldest first, each with its time', async () => {
  const id = await open()
  await act(on.deps)({ kind: 'click', by: by('UANNA'), verb: 'take', subject: id })
  for (const [verb, text] of [
    ['apologise', ownWords('your parcel came late')],
    ['progress', 'The parcel is with the carrier now.'],
  ] as const)
    await act(on.deps)({
      kind: 'submit',
      by: by('UANNA'),
      verb,
      subject: id,
      formId: randomUUID(),
      values: { text, next: '2026-03-12' },
    })
  const answer = await look('UBO', id)
  expect(answer).toMatchObject({ kind: 'card', card: { subject: id } })
  const told = thread(answer)!.filter((one) => /apologised|how it goes/.test(one))
  expect(told).toEqual([
    expect.stringMatching(/Wed,? 11 Mar.*Anna Berg apologised.*parcel came late/),
    expect.stringMatching(/Anna Berg told the customer how it goes.*with the carrier/),
  ])
})

test('management sees every case, an outsider none', async () => {
  const id = await open()
  expect(await look('UPER', id)).toMatchObject({ kind: 'card' })
  expect(await look('UELSE', id)).toMatchObject({
    kind: 'notice',
    text: expect.stringContaining('Customer Service'),
  })
})

test('the person whom the case is about does not see it', async () => {
  const id = await open({ aboutId: people.bo.id })
  expect(await look('UBO', id)).toMatchObject({ kind: 'notice', text: expect.stringContaining('about') })
})

test('what is no case is said to be none', async () => {
  expect(await look('UANNA', 'nothing')).toMatchObject({ kind: 'notice' })
})
