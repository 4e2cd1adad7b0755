import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { MailError } from '../../integrations/mail/mail.ts'
import { loadCase } from '../../src/cases/caseFile.ts'
import { handlers } from '../../src/jobs/handlers.ts'
import { staff as en } from '../../src/locales/en/staff/index.ts'
import { drain } from '../../src/outbox/drain.ts'
import { renderCard } from '../../src/render/card.ts'
import { makeCustomer, makeMatter } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'
import { makeStage, type Stage } from './turnsStage.ts'

let database: TestDatabase
let on: Stage

beforeAll(async () => {
  database = await freshDatabase({ max: 20 })
  on = await makeStage(database)
})
afterAll(() => database.end())
beforeEach(() => on.clear())

const correct = (id: string, email: string, user = 'UANNA') =>
  on.submit(user, 'correct-address', id, { email })
const faults = (message: RegExp) => ({ kind: 'faults', faults: { email: expect.stringMatching(message) } })

test('staff correct a customer’s address: what waits goes there, nothing is sent again, and the thread says so', async () => {
  const id = await on.apologised()
  const { email } = await loadCase(on.db, id)
  await on.send()
  expect(on.mails.map(({ to }) => to)).toEqual([email])
  await on.submit('UANNA', 'progress', id, {
    text: 'Your parcel left our store this morning.',
    next: '2026-03-13',
  })
  expect(await correct(id, ' Kim.Berg@Right.example ')).toEqual({ kind: 'done' })
  await on.send()
  expect(on.mails.map(({ to }) => to)).toEqual([email, 'kim.berg@right.example'])
  expect((await on.events(id)).at(-1)).toBe('address corrected')
  const thread = JSON.stringify(on.shown.filter(({ thread }) => thread))
  expect(thread).toContain('corrected the customer’s e-mail address from c…@mail.example to k…@right.example')
  expect(thread).not.toContain('kim.berg@right.example')
})

test('links sent to the old address end; the next mail brings one that works', async () => {
  const id = await on.apologised()
  await correct(id, 'kim@right.example')
  const links =
    await on.sql`select expires_at > ${on.clock.now} as works from links where subject_id = ${id} order by works`
  expect(links.map(({ works }) => works)).toEqual([false, true])
})

test('a mail that was drawn for the old address and not begun goes to the new one', async () => {
  for (let round = 0; round < 15; round++) {
    await on.clear()
    const id = await on.apologised()
    const { email } = await loadCase(on.db, id)
    await on.sql`update destinations set pace_ms = 0, next_at = '-infinity'`
    const draining = drain(on.deps, handlers)
    await new Promise((done) => setTimeout(done, round))
    expect(await correct(id, 'kim@right.example')).toEqual({ kind: 'done' })
    await draining
    await on.send()
    expect(on.mails.map(({ to }) => to)).toEqual([on.mails[0]?.to === email ? email : 'kim@right.example'])
  }
})

test('an address that is another customer’s makes the case theirs; with the same reference it is refused', async () => {
  const id = await on.taken()
  const { reference } = await loadCase(on.db, id)
  const other = await makeCustomer(on.db, { email: 'other@right.example' })
  expect(await correct(id, 'other@right.example')).toEqual({ kind: 'done' })
  expect((await on.row(id)).customer_id).toBe(other.id)
  expect(
    await on.sql`
    select distinct c.customer_id, i.customer_id as invited, m.customer_id as matter
    from cases k join contacts c on c.id = k.contact_id join invitations i on i.contact_id = c.id
    join matters m on m.id = k.matter_id where k.id = ${id}`,
  ).toEqual([{ customer_id: other.id, invited: other.id, matter: other.id }])
  const third = await makeCustomer(on.db, { email: 'third@right.example' })
  await makeMatter(on.db, { customerId: third.id, reference: reference ?? 'none' })
  expect(await correct(id, 'third@right.example')).toMatchObject({ kind: 'notice' })
  expect((await on.row(id)).customer_id).toBe(other.id)
})

test('who wanted no surveys at the old address wants none at the new one', async () => {
  const id = await on.taken()
  const { email } = await loadCase(on.db, id)
  await on.sql`insert into suppressions values (${email}, 'invitations', 'unsubscribed', ${on.clock.now})`
  await correct(id, 'kim@right.example')
  expect(await on.sql`select scope, reason from suppressions where address = 'kim@right.example'`).toEqual([
    { scope: 'invitations', reason: 'unsubscribed' },
  ])
})

test('only the owner and the managers may; what is no address, and the same one, is refused at the field', async () => {
  const id = await on.taken()
  expect(await correct(id, 'kim@right.example', 'UBO')).toMatchObject({ kind: 'notice' })
  expect(await correct(id, 'kim at home')).toMatchObject(faults(/not an e-mail address/))
  const { email } = await loadCase(on.db, id)
  expect(await correct(id, email!)).toMatchObject(faults(/already/))
  expect(await correct(id, 'jörg@right.example')).toMatchObject(faults(/mail server/))
  expect(await on.events(id)).not.toContain('address corrected')
  expect(await correct(id, 'kim@right.example', 'UMAJA')).toEqual({ kind: 'done' })
})

test('a mail refused for good is on the card, with what to do, until the address is corrected', async () => {
  const id = await on.apologised()
  const { send } = on.deps.mail
  on.deps.mail.send = async () => {
    throw new MailError('bug', '550 5.7.1 Not here', { answer: { domain: 'mail.example', ours: false } })
  }
  try {
    await on.send()
  } finally {
    on.deps.mail.send = send
  }
  const card = () => JSON.stringify(renderCard(loaded, en, on.clock.now))
  let loaded = await loadCase(on.db, id)
  expect(card()).toContain('The customer did not get our mail: it was refused for good')
  await on.send()
  expect(JSON.stringify(on.shown)).toContain('The customer did not get our mail')
  expect(await correct(id, 'kim@right.example')).toEqual({ kind: 'done' })
  loaded = await loadCase(on.db, id)
  expect(card()).not.toContain('did not get our mail')
})
