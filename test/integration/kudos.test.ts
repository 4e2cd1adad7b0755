import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Card, ChatPlatform, MessageRef } from '../../integrations/chat.ts'
import type { Mail } from '../../integrations/mail/mail.ts'
import { contactInput } from '../../src/contacts/input.ts'
import { recordContact } from '../../src/contacts/record.ts'
import { handlers as kinds } from '../../src/jobs/handlers.ts'
import { linkOf } from '../../src/links.ts'
import { drain } from '../../src/outbox/drain.ts'
import { submitResponse } from '../../src/responses/submit.ts'
import { act } from '../../src/staff/act.ts'
import { makeOrganisation, testDeps } from '../deps.ts'
import { makePerson } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

let database: TestDatabase
let on: ReturnType<typeof testDeps>
let posted: Card[]
let updated: Card[]
let mails: Mail[]
let count = 0

beforeAll(async () => {
  database = await freshDatabase({ max: 20 })
  await makeOrganisation(database.db)
  await makePerson(database.db, { slackUser: 'UELSE' })
})
afterAll(() => database.end())
beforeEach(async () => {
  posted = []
  updated = []
  mails = []
  const slack = {
    name: 'slack',
    post: async (to: object, card: Card) => {
      posted.push(card)
      return { ...to, id: String(posted.length) }
    },
    update: async (_: MessageRef, card: Card) => void updated.push(card),
    find: async () => undefined,
  } as unknown as ChatPlatform
  on = testDeps(database.db, {
    chat: { slack },
    mail: { name: 'kept', send: async (mail: Mail) => void mails.push(mail) } as never,
  })
  await database.sql`truncate kudos, outbox, destinations cascade`
})

const MIA = { name: 'Mia Holm', email: 'mia@nordly.example' }
/** A survey link for a contact that Mia handled. */
const invite = async (over: object = {}) => {
  const input = contactInput.parse({
    source: 'test',
    externalId: `kudos-${++count}`,
    channel: 'phone',
    brand: 'nordly',
    department: 'service',
    staffMember: MIA,
    customer: { email: `secret-${count}@mail.example`, name: 'Hidden Name' },
    endedAt: '2026-03-11T10:00:00Z',
    ...over,
  })
  const { contact } = await on.deps.db.transaction((tx) => recordContact(on.deps, tx, input, on.clock.now))
  await database.sql`delete from outbox where kind = 'invitation'`
  const [row] = await database.sql`select id from invitations where contact_id = ${contact}`
  return (await linkOf(on.deps, 'survey', row!.id)).split('/').at(-1)!
}
const say = (token: string, step: object) => submitResponse(on.deps, { token, step, now: on.clock.now })
const send = async () => {
  on.later(5_000)
  await drain(on.deps, kinds, { workers: 1, goOn: () => true })
}
const press = (subject: string, user = 'UANNA') =>
  act(on.deps)({
    kind: 'click',
    by: { platform: 'slack', workspace: 'T0001', user },
    verb: 'pass-on-thanks',
    subject,
  })
const thanks = async (step: object = { good: 'Mia found my parcel.', kudos: 'Mia' }, over: object = {}) => {
  const token = await invite(over)
  await say(token, { score: 5 })
  await say(token, step)
  await send()
  return token
}

describe('a satisfied customer’s thanks', () => {
  test('are posted once to the department, without who the customer is', async () => {
    const token = await thanks()
    await say(token, { good: 'Mia found my parcel at once.', kudos: 'Mia' })
    await send()
    expect(posted).toHaveLength(1)
    const card = JSON.stringify(posted[0])
    expect(card).toContain('Mia found my parcel')
    expect(card).not.toMatch(/secret-|Hidden Name/)
    expect(posted[0]!.actions).toMatchObject([{ verb: 'pass-on-thanks', opens: 'nothing' }])
  })

  test('come with the first answer too', async () => {
    const token = await invite()
    await say(token, { score: 5, good: 'All of it.' })
    await send()
    expect(posted).toHaveLength(1)
  })

  test.each([
    ['a score alone', { score: 5 }],
    ['a neutral answer', { score: 3, good: 'The lights' }],
    ['a dissatisfied one', { score: 1, good: 'Nothing' }],
  ])('%s posts none', async (_name, step) => {
    await say(await invite(), step)
    expect(await database.sql`select from kudos`).toHaveLength(0)
  })

  test('severe words are posted as no thanks', async () => {
    await thanks({ good: 'Robin was kind. My daughter was bitten by your dog in the shop, I will sue you.' })
    expect(posted).toEqual([])
  })

  test('taken back before they went, they are not posted', async () => {
    const token = await invite()
    await say(token, { score: 5, good: 'Fine' })
    await say(token, { score: 1 })
    await send()
    expect(JSON.stringify(posted)).not.toContain('Fine')
  })
})

describe('pass on the thanks', () => {
  test('mails the staff member in the name of who does, and the card says so', async () => {
    await thanks()
    expect(await press(posted[0]!.subject!)).toMatchObject({
      kind: 'done',
      notice: 'The thanks go to Mia Holm by mail, in your name.',
    })
    await send()
    expect(mails).toMatchObject([{ to: 'mia@nordly.example', subject: 'A customer says thank you' }])
    expect(mails[0]!.text).toMatch(/Hello Mia Holm,[\s\S]*Mia found my parcel\.[\s\S]*Anna Berg/)
    expect(JSON.stringify(updated.at(-1))).toContain('Anna Berg passed on the thanks by mail to Mia Holm')
    expect(updated.at(-1)!.actions).toEqual([])
  })

  test('is done once: the others who click are told who did', async () => {
    await thanks()
    const id = posted[0]!.subject!
    const answers = await Promise.all(
      ['UANNA', 'UBO', 'UMAJA', 'UPER', 'UANNA'].map((user) => press(id, user)),
    )
    expect(answers.filter(({ kind }) => kind === 'done')).toHaveLength(1)
    expect(JSON.stringify(answers)).toContain('has taken on these thanks already')
    await send()
    expect(mails).toHaveLength(1)
  })

  test('with no address known it is noted, and nobody is mailed', async () => {
    await thanks({ kudos: 'the man at the door' })
    expect(await press(posted[0]!.subject!)).toMatchObject({ notice: expect.stringContaining('in person') })
    await send()
    expect(mails).toEqual([])
    expect(JSON.stringify(updated.at(-1))).toContain('Anna Berg is to pass on the thanks in person')
  })

  test('a colleague who is named exactly is thanked, not the one who handled the contact', async () => {
    await thanks({ kudos: 'Bo Dahl' })
    expect(await press(posted[0]!.subject!)).toMatchObject({ notice: expect.stringContaining('Bo Dahl') })
  })

  test('nobody passes on their own, and no outsider any', async () => {
    await thanks({ kudos: 'Bo Dahl' })
    expect(await press(posted[0]!.subject!, 'UBO')).toMatchObject({ text: expect.stringContaining('yours') })
    expect(await press(posted[0]!.subject!, 'UELSE')).toMatchObject({
      text: expect.stringContaining('Customer Service'),
    })
    expect(await database.sql`select from kudos where passed_by is not null`).toHaveLength(0)
  })
})
