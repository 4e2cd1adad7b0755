import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cases, remedies, responses } from '../../db/schema/index.ts'
import type { Card, ChatPlatform, MessageRef } from '../../integrations/chat.ts'
import { careful } from '../../src/care/careful.ts'
import { loadCase } from '../../src/cases/caseFile.ts'
import type { Message } from '../../src/outbox/entry.ts'
import { goodwillGiven } from '../../src/remedies/authority.ts'
import { card, escalation } from '../../src/render/announce.ts'
import { makeOrganisation, testDeps } from '../deps.ts'
import { makeCase, makeCustomer, noon } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

let database: TestDatabase
let house: Awaited<ReturnType<typeof makeOrganisation>>
beforeAll(async () => {
  database = await freshDatabase()
  house = await makeOrganisation(database.db)
})
afterAll(() => database.end())

const DAY = 86_400_000
const ago = (days: number) => new Date(noon.getTime() - days * DAY)
const open = (over: Partial<typeof cases.$inferInsert> = {}) =>
  makeCase(database.db, {
    brandKey: 'nordly',
    departmentKey: 'service',
    accountableId: house.anna.id,
    ...over,
  })

test('what a customer wrote about a child and a card reaches the channel as a link and four digits', async () => {
  const shown: Card[] = []
  const ref: MessageRef = { platform: 'slack', workspace: 'T0001', channel: 'C0001', id: '1.1' }
  const slack = {
    name: 'slack',
    find: async () => undefined,
    post: async (_to: unknown, drawn: Card) => {
      shown.push(drawn)
      return ref
    },
    update: async (_ref: unknown, drawn: Card) => void shown.push(drawn),
  } as unknown as ChatPlatform
  const { deps } = testDeps(database.db)
  const chat = careful({ slack }, deps.publicUrl)
  const found = await open()
  await database.db
    .update(responses)
    .set({
      answers: { score: 1, words: 'Min dotter fick vänta', wish: 'Pengarna till kort 4111 1111 1111 1111' },
    })
    .where(eq(responses.id, found.responseId!))
  const entry = { id: 1, payload: { case: found.id }, createdAt: noon } as never
  const posted = (await escalation({ ...deps, chat }, entry, noon)) as Message
  await posted.send()
  await database.db.update(cases).set({ message: ref }).where(eq(cases.id, found.id))
  const again = (await card({ ...deps, chat }, entry, noon)) as Message
  await again.send()
  expect(shown).toHaveLength(2)
  for (const drawn of shown) {
    expect(JSON.stringify(drawn)).not.toMatch(/dotter|4111/)
    expect(drawn.parts).toContainEqual({ kind: 'note', text: 'What went wrong. Sensitive: open the page' })
    expect(drawn.parts).toContainEqual({
      kind: 'link',
      label: 'Open the page',
      url: `${deps.publicUrl}/desk/c/${found.id}`,
    })
    expect(drawn.parts).toContainEqual(
      expect.objectContaining({
        kind: 'quote',
        label: 'What would put it right',
        text: 'Pengarna till kort •••• 1111',
      }),
    )
  }
})

test('a case carries the goodwill given to its customer over all cases, rights and withdrawn ones left out', async () => {
  const customer = await makeCustomer(database.db)
  const [old, now] = [
    await open({ customerId: customer.id, openedAt: ago(200), state: 'documented', endedAt: ago(190) }),
    await open({ customerId: customer.id }),
  ]
  const give = (caseId: string, amount: string, over: Partial<typeof remedies.$inferInsert> = {}) =>
    database.db.insert(remedies).values({
      caseId,
      kind: 'refund',
      amount,
      currency: 'SEK',
      words: 'x',
      by: house.anna.id,
      promisedAt: ago(100),
      dueAt: noon,
      ...over,
    })
  await give(old.id, '100.50')
  await give(now.id, '49.50', { promisedAt: noon })
  await give(now.id, '7.00', { currency: 'NOK' })
  await give(now.id, '1000', { statutory: true })
  await give(now.id, '1000', { withdrawnAt: noon })
  await give(old.id, '1000', { promisedAt: ago(400) })
  const { goodwill } = await loadCase(database.db, now.id)
  expect(goodwill).toEqual([
    { currency: 'NOK', amount: 7, times: 1 },
    { currency: 'SEK', amount: 150, times: 2 },
  ])
  expect(await goodwillGiven(database.db, customer.id, noon)).toEqual(goodwill)
})

test('a case knows how many its customer had in 90 days, and where it goes on', async () => {
  const customer = await makeCustomer(database.db)
  const made = []
  for (const [days, state] of [
    [91, 'documented'],
    [80, 'documented'],
    [40, 'withdrawn'],
    [30, 'answered by mistake'],
    [0, 'open'],
  ] as const)
    made.push(await open({ customerId: customer.id, openedAt: ago(days), state }))
  const last = made.at(-1)!
  const merged = await open({
    customerId: customer.id,
    openedAt: ago(10),
    state: 'merged',
    mergedInto: last.id,
  })
  expect(await loadCase(database.db, last.id)).toMatchObject({ recentCases: 3, mergedNumber: null })
  expect(await loadCase(database.db, made[1]!.id)).toMatchObject({ recentCases: 2 })
  expect(await loadCase(database.db, merged.id)).toMatchObject({ mergedNumber: last.number })
})
