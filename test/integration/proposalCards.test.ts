import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Card, ChatPlatform, MessageRef } from '../../integrations/chat.ts'
import { loadCase } from '../../src/cases/caseFile.ts'
import { inChange } from '../../src/cases/change.ts'
import { postProposal, propose, withdrawProposals } from '../../src/cases/proposals.ts'
import { handlers } from '../../src/jobs/handlers.ts'
import { drain } from '../../src/outbox/drain.ts'
import { makeOrganisation, testDeps } from '../deps.ts'
import { makeCase, noon } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

let database: TestDatabase
let people: Awaited<ReturnType<typeof makeOrganisation>>
beforeAll(async () => {
  database = await freshDatabase()
  people = await makeOrganisation(database.db)
})
afterAll(() => database.end())

test('an approval that went on to the next manager is drawn anew with both once it no longer waits', async () => {
  const shown: Record<string, Card> = {}
  const chat = {
    name: 'slack',
    post: async (to: MessageRef, card: Card) => {
      shown[to.channel] = card
      return { ...to, id: `message to ${to.channel}` }
    },
    update: async (ref: MessageRef, card: Card) => {
      shown[ref.channel] = card
    },
  } as unknown as ChatPlatform
  const on = testDeps(database.db, { chat: { slack: chat } })
  const { anna, maja } = people
  const { id: caseId } = await makeCase(database.db, {
    brandKey: 'nordly',
    departmentKey: 'service',
    ownerId: anna.id,
    state: 'recovering',
  })
  const found = await loadCase(database.db, caseId)
  const at = (user: string) => ({ platform: 'slack', workspace: 'T0001', channel: user })
  const offer = {
    kind: 'refund',
    ground: 'goodwill',
    amount: '900.00',
    currency: 'SEK',
    words: 'All of it.',
    due: noon.toISOString(),
    insteadOf: null,
    replaces: null,
  }
  const data = { offer, authority: 'none', goodwill: 'none' }
  const asked = {
    kind: 'approval',
    by: anna.id,
    toPerson: maja.id,
    words: 'A lamp.',
    data,
    destination: at('UMAJA'),
  } as const
  const id = await inChange(database.db, noon, (change) => propose(change, found, asked))
  const again = { id, caseId, destination: at('UPER') }
  await database.db.transaction((tx) => postProposal(tx, again, noon, ':2'))
  await drain(on.deps, handlers)
  expect(Object.keys(shown).sort()).toEqual(['UMAJA', 'UPER'])
  expect(shown.UMAJA!.actions.length).toBeGreaterThan(0)
  await database.db.transaction((tx) => withdrawProposals(tx, caseId, noon))
  on.later(2000)
  await drain(on.deps, handlers)
  expect([shown.UMAJA!.actions, shown.UPER!.actions]).toEqual([[], []])
})
