import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { reap } from '../../src/outbox/settle.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'
import { makeStage, type Stage } from './turnsStage.ts'

let database: TestDatabase
let on: Stage

beforeAll(async () => {
  database = await freshDatabase({ max: 10 })
  on = await makeStage(database)
})
afterAll(() => database.end())
beforeEach(() => on.clear())

const cardOf = async (user: string, id: string) => {
  const look = await on.look(user, id)
  if (look.kind !== 'card') throw new Error(JSON.stringify(look))
  return { text: JSON.stringify(look.card), verbs: look.card.actions.map(({ verb }) => verb) }
}

test('a mail that may have arrived stands on the case’s card, with the button that sends it again', async () => {
  const id = await on.apologised()
  await on.sql`update outbox set state = 'sending', lease_until = '2026-03-01' where kind = 'case mail'`
  await on.send()
  await on.sql`update outbox set state = 'sending', lease_until = '2026-03-01' where kind = 'case mail'`
  await reap(on.db, on.clock.now)
  expect(await on.sql`select state from outbox where kind = 'case mail'`).toEqual([{ state: 'uncertain' }])
  await on.send()
  const channel = on.shown.find(({ to, thread }) => to === 'C0001' && !thread)
  expect(JSON.stringify(channel?.card)).toContain('may not have arrived')
  const { text, verbs } = await cardOf('UANNA', id)
  expect(text).toContain('A mail to the customer may not have arrived')
  expect(verbs).toContain('send-again')
  on.mails.length = 0
  expect(await on.click('UBO', 'send-again', id)).toMatchObject({ kind: 'notice' })
  expect(await on.click('UANNA', 'send-again', id)).toEqual({ kind: 'done' })
  expect(await on.click('UANNA', 'send-again', id)).toMatchObject({ kind: 'notice' })
  await on.send()
  expect(on.mails).toHaveLength(1)
  expect((await cardOf('UANNA', id)).verbs).not.toContain('send-again')
  expect(await on.events(id)).toContain('mail sent again')
})

test.each([
  ['unreachable', 'refused for good'],
  ['complained', 'reported it as unwanted'],
])('an address that is %s is said, with the button that mends it', async (reason, says) => {
  const id = await on.taken()
  expect((await cardOf('UANNA', id)).verbs).not.toContain('correct-address')
  await on.sql`
    insert into suppressions (address, scope, reason, created_at)
    select email, 'all', ${reason}, ${on.clock.now} from customers`
  const { text, verbs } = await cardOf('UANNA', id)
  expect(text).toContain(says)
  expect(verbs).toContain('correct-address')
  expect(await on.submit('UANNA', 'correct-address', id, { email: 'kim.ny@example.com' })).toEqual({
    kind: 'done',
  })
  expect((await cardOf('UANNA', id)).text).not.toContain(says)
})

test('what the customer wrote stands once on a page: in the card, and not again in its history', async () => {
  const id = await on.apologised()
  await on.sql`insert into case_events (case_id, kind, at, data, text) values
    (${id}, 'answered', ${on.clock.now}, '{"answer":"not yet"}', 'The lamp still flickers.')`
  const look = await on.look('UANNA', id)
  const shown = JSON.stringify(look)
  expect(shown.match(/still flickers/g)).toHaveLength(1)
  expect(shown).not.toMatch(/Not yet[^"]*:"/)
})
