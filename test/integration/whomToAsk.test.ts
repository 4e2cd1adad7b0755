import { createHmac, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Hono } from 'hono'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { AskRules, HelpdeskRules } from '../../db/schema/index.ts'
import { type Mail, MailError } from '../../integrations/mail/mail.ts'
import { contactsApi } from '../../src/api/contacts.ts'
import { helpdesksApi } from '../../src/api/helpdesks.ts'
import { invitationsApi } from '../../src/api/invitations.ts'
import { onError } from '../../src/api/problem.ts'
import { listOdd, sweepOdd } from '../../src/contacts/odd.ts'
import { unsubscribe } from '../../src/invitations/unsubscribe.ts'
import { handlers } from '../../src/jobs/handlers.ts'
import { linkOf } from '../../src/links.ts'
import { drain } from '../../src/outbox/drain.ts'
import { createKey } from '../../src/setup/keys.ts'
import { ask, makeOrganisation, testDeps } from '../deps.ts'
import { makeCase, noon } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

const SECRET = 'the secret of the webhook'
const DAY = 24 * 3600_000
let database: TestDatabase
let on: ReturnType<typeof testDeps>
let app: Hono
let key: string
let sent: Mail[]
let refuse: MailError | undefined
let gate: Promise<void> | undefined

beforeAll(async () => {
  database = await freshDatabase({ max: 20 })
  await makeOrganisation(database.db)
  await database.sql`
    insert into helpdesk_groups values ('zammad', 'Kundservice', 'nordly', 'service'), ('zammad', 'Support::*', 'nordly', 'service')`
  key = (await createKey(database, { name: 'shop', scopes: ['contacts:write'], now: noon })).key
})
afterAll(() => database.end())
beforeEach(async () => {
  sent = []
  refuse = gate = undefined
  const send = async (mail: Mail) => {
    await gate
    if (refuse) throw refuse
    sent.push(mail)
  }
  on = testDeps(database.db, { mail: { name: 'kept', send } })
  app = new Hono()
    .onError(onError(on.deps.log))
    .route('/v1/contacts', contactsApi(on.deps))
    .route('/v1/invitations', invitationsApi(on.deps))
    .route('/v1/helpdesks', helpdesksApi(on.deps, { ZAMMAD_WEBHOOK_SECRET: SECRET }))
  await rules({})
  await database.sql`delete from odd_contacts`
  await database.sql`update outbox set state = 'dropped' where state = 'waiting'`
  await database.sql`update destinations set next_at = '-infinity', faults = 0, problem = null`
})

const rules = (over: Partial<AskRules>, helpdesk: Partial<HelpdeskRules> = {}) =>
  database.sql`
    update organisation set ask = ${JSON.stringify({ ...ask, ...over })}::text::jsonb,
      helpdesks = ${JSON.stringify({ zammad: helpdesk })}::text::jsonb`
const contact = (over: object = {}) => ({
  source: 'shop',
  externalId: randomUUID(),
  channel: 'phone',
  brand: 'nordly',
  department: 'service',
  customer: { email: `${randomUUID()}@mail.example` },
  endedAt: '2026-03-11T10:00:00Z',
  ...over,
})
type Answer = {
  status: number
  contact: string
  recorded?: boolean
  reason?: string
  withdrawn?: boolean
  leftOut?: { field: string }[]
  title?: string
  errors?: { field: string; message: string }[]
  invitation: { id: string; state: string; reason?: string; plannedFor?: string }
}
const answer = async (response: Response): Promise<Answer> => ({
  status: response.status,
  ...((await response.json()) as object as Omit<Answer, 'status'>),
})
const authorization = () => ({ authorization: `Bearer ${key}` })
const post = async (over: object = {}) =>
  answer(
    await app.request('/v1/contacts', {
      method: 'POST',
      headers: { ...authorization(), 'content-type': 'application/json' },
      body: JSON.stringify(contact(over)),
    }),
  )
const withdraw = async (id: string, query = '') =>
  answer(await app.request(`/v1/invitations/${id}${query}`, { method: 'DELETE', headers: authorization() }))
const why = async (over: object) => {
  const { invitation } = await post(over)
  return invitation.reason ?? invitation.state
}
const to = (email: string) => ({ customer: { email } })
const drainAt = async (days: number) => {
  on.later(days * DAY)
  await drain(on.deps, handlers)
}
const mails = (email: string) => sent.filter((mail) => mail.to === email).length

describe('who is not asked', () => {
  test('a contact that ended more than a week ago, or long before, is too old; the days are a setting', async () => {
    const ago = (days: number) => new Date(noon.getTime() - days * DAY).toISOString()
    expect(await Promise.all([6.9, 7.1, 400].map((days) => why({ endedAt: ago(days) })))).toEqual([
      'planned',
      'too old',
      'too old',
    ])
    expect(await why({ endedAt: '2001-01-01T00:00:00Z' })).toBe('too old')
    await rules({ maxAgeDays: 500 })
    expect(await why({ endedAt: ago(400) })).toBe('planned')
  })

  test('a brand’s own mailbox, a colleague, the contact’s own staff member and a machine are no customers', async () => {
    const [colleague] = await database.sql`select email from people limit 1`
    for (const email of [
      'care@nordly.example',
      'Care+orders@Nordly.example',
      colleague!.email,
      'noreply@shop.example',
      'shopnoreply@shop.example',
      'do-not-respond@shop.example',
      'svara-ej@shop.example',
      'order.notifications@shop.example',
      'bounced+kim=mail.example@shop.example',
      'kim@users.noreply.shop.example',
      'kim@bounces.shop.example',
      'kim@shop.invalid',
      'no-reply@shop.example',
      'do_not_reply@shop.example',
      'billing-noreply@shop.example',
      'MAILER-DAEMON@mx.example',
      'postmaster@mx.example',
      'bounces+42@mx.example',
      'svar-ej@x.example',
      'ikke-svar@x.example',
      'notifications@x.example',
    ])
      expect([email, await why(to(email))]).toEqual([email, 'not a customer'])
    expect(
      await why({ ...to('robin@agency.example'), staffMember: { name: 'R', email: 'Robin@agency.example' } }),
    ).toBe('not a customer')
  })

  test('names that only look like a machine’s are customers', async () => {
    for (const email of ['noreplyson', 'rootes', 'daemonsson', 'bouncer.kim', 'kim.postmaster2'])
      expect([email, await why(to(`${email}@mail.example`))]).toEqual([email, 'planned'])
  })

  test('listed addresses and domains are no customers, nor are the organisation’s own unless it says so', async () => {
    const notCustomers = {
      addresses: ['test-*@mail.example'],
      domains: ['partner.example'],
      ownDomains: true,
    }
    await rules({ notCustomers, ownDomains: ['nordly.example'] })
    expect(
      await Promise.all(
        [
          'test-7@mail.example',
          'kim@partner.example',
          'kim@se.partner.example',
          'kim@notpartner.example',
          'x@nordly.example',
        ].map((email) => why(to(email))),
      ),
    ).toEqual(['not a customer', 'not a customer', 'not a customer', 'planned', 'not a customer'])
    await rules({ notCustomers: { ...notCustomers, ownDomains: false }, ownDomains: ['nordly.example'] })
    expect(await why(to('y@nordly.example'))).toBe('planned')
  })

  test('tags and a field opt a contact out; staff began it; a rule closed it', async () => {
    expect(
      await Promise.all(
        [
          { tags: ['vip', 'Spam'] },
          { tags: ['no_csat'] },
          { tags: ['No-Survey'] },
          { optedOut: true },
          { outbound: true },
          { autoClosed: true },
          { tags: ['spammer', 'csat'] },
        ].map(why),
      ),
    ).toEqual(['opted out', 'opted out', 'opted out', 'opted out', 'outbound', 'auto-closed', 'planned'])
    await rules({ excludedTags: ['internal::*'] })
    expect(await Promise.all([{ tags: ['internal::it'] }, { tags: ['spam'] }].map(why))).toEqual([
      'opted out',
      'planned',
    ])
  })

  test('an address that only SMTPUTF8 can carry is recorded, and asked where the organisation says its provider can', async () => {
    expect(await why(to('jörg@example.com'))).toBe('address not supported')
    await rules({ internationalAddresses: true })
    expect(await why(to('jürgen@example.com'))).toBe('planned')
    expect(await why(to('kim@müller.example'))).toBe('planned')
  })

  test('an unsubscribe stops what waits for another sub-address of the mailbox', async () => {
    const name = randomUUID()
    const [email, other] = [`${name}@mail.example`, `${name}+shop@mail.example`]
    const first = await post(to(email))
    await rules({ restDays: 0 })
    expect((await post(to(other))).invitation.state).toBe('planned')
    const token = (await linkOf(on.deps, 'unsubscribe', first.invitation.id)).split('/').at(-1)!
    await unsubscribe(on.deps, { token, now: on.clock.now })
    await drainAt(1)
    expect([mails(email), mails(other)]).toEqual([0, 0])
  })

  test('a sub-address is the same customer, unless the organisation says otherwise', async () => {
    const name = randomUUID()
    const planned = await post(to(`${name}+shop@mail.example`))
    expect(await why(to(`${name}@mail.example`))).toBe('rest period')
    await drainAt(1)
    const token = (await linkOf(on.deps, 'unsubscribe', planned.invitation.id)).split('/').at(-1)!
    await unsubscribe(on.deps, { token, now: on.clock.now })
    on.clock.now = noon
    expect(
      await Promise.all(['', '+other', '+shop'].map((end) => why(to(`${name}${end}@mail.example`)))),
    ).toEqual(['suppressed', 'suppressed', 'suppressed'])
    await rules({ subAddresses: 'separate' })
    expect(await why(to(`${name}+third@mail.example`))).toBe('planned')
    const kim = randomUUID()
    await rules({ letterCase: 'kept' })
    expect(
      await Promise.all([`${kim}@mail.example`, `Kim${kim}@mail.example`].map((email) => why(to(email)))),
    ).toEqual(['planned', 'planned'])
  })
})

describe('a withdrawn invitation', () => {
  test('is never sent, says why, and is withdrawn once; another contact may be asked then', async () => {
    const email = `${randomUUID()}@mail.example`
    const { invitation, contact: id } = await post(to(email))
    expect(await withdraw(invitation.id)).toMatchObject({
      status: 200,
      contact: id,
      invitation: { id: invitation.id, state: 'not asked', reason: 'reopened' },
    })
    expect(await withdraw(invitation.id, '?reason=opted%20out')).toMatchObject({
      invitation: { reason: 'reopened' },
    })
    expect(await why(to(email))).toBe('planned')
    await drainAt(1)
    expect(mails(email)).toBe(1)
  })

  test('goes by the contact’s id as well, and by a reason', async () => {
    const { contact: id } = await post()
    expect(await withdraw(id, '?reason=opted%20out')).toMatchObject({
      status: 200,
      invitation: { reason: 'opted out' },
    })
  })

  test('is refused once the mail has gone or may have, for an unknown one, another reason and without a key', async () => {
    const { invitation } = await post()
    await drainAt(1)
    expect(await withdraw(invitation.id)).toMatchObject({
      status: 409,
      title: expect.stringContaining('has gone out'),
    })
    expect(await withdraw(randomUUID())).toMatchObject({ status: 404 })
    expect(await withdraw('nothing')).toMatchObject({ status: 404 })
    expect(await withdraw(invitation.id, '?reason=mood')).toMatchObject({ status: 422 })
    expect((await app.request(`/v1/invitations/${invitation.id}`, { method: 'DELETE' })).status).toBe(401)
    on.clock.now = noon
    refuse = new MailError('ambiguous', 'no answer after the message')
    const uncertain = await post()
    await drainAt(1)
    expect(await withdraw(uncertain.invitation.id)).toMatchObject({
      status: 409,
      title: expect.stringContaining('may have'),
    })
  })

  test('wins against a send up to the commit of "about to send", and never after', {
    timeout: 240_000,
  }, async () => {
    let withdrawn = 0
    for (let round = 0; round < 30; round++) {
      on.clock.now = noon
      const email = `${randomUUID()}@mail.example`
      const { invitation } = await post(to(email))
      on.later(DAY)
      const draining = drain(on.deps, handlers)
      await new Promise((done) => setTimeout(done, round % 20))
      const { status } = await withdraw(invitation.id)
      await draining
      await drain(on.deps, handlers)
      expect([status, mails(email)]).toEqual(status === 200 ? [200, 0] : [409, 1])
      withdrawn += status === 200 ? 1 : 0
    }
    console.log(`30 races of withdrawing and sending: ${withdrawn} withdrawn, ${30 - withdrawn} sent, 0 both`)
  })
})

describe('the same contact sent again', () => {
  const again = async (over: object, later: object) => {
    const externalId = randomUUID()
    const first = await post({ externalId, ...over })
    return { first, second: await post({ externalId, ...over, ...later }) }
  }
  test('with the right address is asked there, and there alone', async () => {
    const [wrong, right] = [`${randomUUID()}@mail.example`, `${randomUUID()}@mail.example`]
    const { first, second } = await again(to(wrong), to(right))
    expect([second.contact, second.invitation]).toEqual([first.contact, first.invitation])
    await drainAt(1)
    expect([mails(wrong), mails(right)]).toEqual([0, 1])
    expect(await database.sql`select id from customers where email = ${wrong}`).toEqual([])
  })
  test('with an address, a colleague’s or a good one, is decided again', async () => {
    const none = await again({ customer: { phone: '+46701234567' } }, to(`${randomUUID()}@mail.example`))
    expect([none.first.invitation.reason, none.second.invitation.state]).toEqual(['no address', 'planned'])
    const email = `${randomUUID()}@mail.example`
    const ours = await again(to(email), to('care@nordly.example'))
    expect([ours.first.invitation.state, ours.second.invitation.reason]).toEqual([
      'planned',
      'not a customer',
    ])
    await drainAt(1)
    expect(sent.map((mail) => mail.to)).not.toContain(email)
    expect(sent.map((mail) => mail.to)).not.toContain('care@nordly.example')
  })
  test('changes nothing once the mail has gone, nor what it does not name', async () => {
    const [email, other] = [`${randomUUID()}@mail.example`, `${randomUUID()}@mail.example`]
    const externalId = randomUUID()
    await post({ externalId, ...to(email), language: 'sv' })
    await post({ externalId, customer: {}, language: null })
    await drainAt(1)
    expect(sent.filter((mail) => mail.to === email).map(({ language }) => language)).toEqual(['sv'])
    expect(await post({ externalId, ...to(other) })).toMatchObject({ invitation: { state: 'sent' } })
    await drainAt(1)
    expect(mails(other)).toBe(0)
  })
  test('reaches the right address even while the mail to the wrong one is being drawn', {
    timeout: 240_000,
  }, async () => {
    for (let round = 0; round < 30; round++) {
      on.clock.now = noon
      const externalId = randomUUID()
      const [wrong, right] = [`${randomUUID()}@mail.example`, `${randomUUID()}@mail.example`]
      await post({ externalId, ...to(wrong) })
      on.later(DAY / 24)
      const draining = drain(on.deps, handlers)
      await new Promise((done) => setTimeout(done, round % 10))
      const { invitation } = await post({ externalId, ...to(right) })
      await draining
      await drain(on.deps, handlers)
      expect([mails(wrong), mails(right), invitation.state]).toEqual(
        mails(wrong) ? [1, 0, expect.any(String)] : [0, 1, 'planned'],
      )
    }
  })
  test('after it was reopened and ended once more is asked about its later end', async () => {
    const externalId = randomUUID()
    const email = `${randomUUID()}@mail.example`
    const first = await post({ externalId, ...to(email) })
    await withdraw(first.invitation.id)
    expect((await post({ externalId, ...to(email) })).invitation).toMatchObject({
      state: 'not asked',
      reason: 'reopened',
    })
    on.later(DAY)
    const later = await post({ externalId, ...to(email), endedAt: '2026-03-12T10:00:00Z' })
    expect(later).toMatchObject({ contact: first.contact, invitation: { state: 'planned' } })
    await drainAt(1)
    expect(mails(email)).toBe(1)
  })
  test('is left alone where staff opened a case on it', async () => {
    const externalId = randomUUID()
    const first = await post({ externalId })
    const opened = await makeCase(database.db)
    await database.sql`update cases set contact_id = ${first.contact} where id = ${opened.id}`
    const email = `${randomUUID()}@mail.example`
    await post({ externalId, ...to(email) })
    expect(await database.sql`select id from customers where email = ${email}`).toEqual([])
  })
})

describe('Zammad', () => {
  const fixture = JSON.parse(readFileSync(`${import.meta.dirname}/../fixtures/zammad/closed.json`, 'utf8'))
  let id = 5000
  const send = async (over: object = {}, customer: object = {}) => {
    const body = JSON.stringify({
      ...fixture,
      ticket: {
        ...fixture.ticket,
        id: ++id,
        group: { name: 'Kundservice' },
        customer: { ...fixture.ticket.customer, email: `${randomUUID()}@mail.example`, ...customer },
        ...over,
      },
    })
    return answer(
      await app.request('/v1/helpdesks/zammad', {
        method: 'POST',
        body,
        headers: { 'x-hub-signature': `sha1=${createHmac('sha1', SECRET).update(body).digest('hex')}` },
      }),
    )
  }
  const odd = async () =>
    (await listOdd(database, {})).rows.map(({ kind, detail, times }) => [kind, detail, times])

  test('a state of an unknown name that came with the close time is a closed one', async () => {
    for (const state of ['fechado', 'erledigt', 'solved', 'Løst', 'afgehandeld', 'Fertig ✓', '完了'])
      expect([state, (await send({ state })).invitation?.state]).toEqual([state, 'planned'])
    expect(await odd()).toEqual([])
  })
  test('a state by its type, or by the organisation’s list, is what they say', async () => {
    await rules({}, { states: { closed: ['klart *'], open: ['Solved (waiting)'] } })
    const old = { updated_at: '2026-03-11T09:59:00Z' }
    expect((await send({ state: 'KLART för nu', ...old })).invitation?.state).toBe('planned')
    expect(await send({ state: 'solved (waiting)' })).toMatchObject({ recorded: false })
    expect((await send({ state: 'XY', state_type: 'closed', ...old })).invitation?.state).toBe('planned')
    expect(
      (await send({ state: { name: 'XY', state_type: { name: 'closed' } }, ...old })).invitation?.state,
    ).toBe('planned')
    expect(await send({ state: 'fechado', state_type: 'pending reminder' })).toMatchObject({
      recorded: false,
    })
  })
  test('an unread state and an unmapped group are told, counted and listed', async () => {
    const unread = { state: 'Hm', updated_at: '2026-03-11T10:59:00Z' }
    for (let times = 0; times < 3; times++)
      expect(await send(unread)).toMatchObject({
        status: 202,
        recorded: false,
        reason: expect.stringContaining('"Hm"'),
      })
    expect(await send({ group: { name: 'Sales' } })).toMatchObject({
      recorded: false,
      reason: expect.stringContaining('Sales'),
    })
    expect((await odd()).sort()).toEqual([
      ['unknown group', 'Sales', 1],
      ['unknown state', 'Hm', 3],
    ])
    await rules({}, { ignoredGroups: ['Sal*'] })
    expect(await send({ group: { name: 'Sales' } })).toMatchObject({ recorded: false })
    expect((await odd()).find(([, detail]) => detail === 'Sales')).toEqual(['unknown group', 'Sales', 1])
    await sweepOdd(database, { now: new Date(noon.getTime() + 31 * DAY) })
    expect(await odd()).toEqual([])
  })
  test('a group is mapped by its name or by a pattern', async () => {
    expect((await send({ group: { name: 'Support::Level 2::Nights' } })).invitation?.state).toBe('planned')
    expect(await send({ group: { name: 'Support' } })).toMatchObject({ recorded: false })
  })
  test('tags, an agent’s first word and a rule’s close keep it from being asked; each is a setting', async () => {
    const reasons = async () =>
      Promise.all(
        [
          { tags: 'vip, spam' },
          { tags: ['no_csat'] },
          { tags: ['internal'] },
          { create_article_sender: 'Agent' },
          { create_article_sender: 'System', last_contact_customer_at: null },
          { updated_by_id: 1, updated_by: { id: 1 } },
        ].map(async (over) => {
          const { invitation } = await send(over)
          return invitation.reason ?? invitation.state
        }),
      )
    expect(await reasons()).toEqual([
      'opted out',
      'opted out',
      'planned',
      'outbound',
      'outbound',
      'auto-closed',
    ])
    await rules({}, { excludedTags: ['internal'], outbound: 'ask', autoClosed: 'ask' })
    expect(await reasons()).toEqual(['opted out', 'opted out', 'opted out', 'planned', 'planned', 'planned'])
  })
  test('the customer’s own language is used', async () => {
    const { contact: id } = await send({}, { preferences: { locale: 'sv-se' } })
    expect((await database.sql`select language from contacts where id = ${id}`)[0]).toEqual({
      language: 'sv',
    })
  })
  test('an odd optional field never costs the contact, and is told', async () => {
    const two = await send({}, { mobile: '', phone: '030 123456 / 0170 1234567' })
    expect([two.invitation.state, two.leftOut]).toEqual(['planned', undefined])
    const short = await send({}, { phone: '12 34', mobile: null })
    expect([short.invitation.state, short.leftOut]).toMatchObject(['planned', [{ field: 'customer.phone' }]])
    const many = await send(
      {
        created_at: 'yesterday',
        owner: { ...fixture.ticket.owner, email: 'astrid' },
        create_article_type: 7,
      },
      { email: 'kim at home', phone: 12, preferences: { locale: 'swedish please' } },
    )
    expect(many.invitation).toMatchObject({ state: 'not asked', reason: 'no address' })
    expect(many.leftOut?.map(({ field }) => field).sort()).toEqual([
      'customer.email',
      'language',
      'staffMember.email',
      'startedAt',
    ])
    expect((await odd()).map(([kind]) => kind)).toEqual(Array(5).fill('left out'))
  })
  test('reopened before its mail has gone withdraws the invitation, whatever came between', async () => {
    const email = `${randomUUID()}@mail.example`
    const closed = await send({ id: 7001 }, { email })
    expect(closed.invitation.state).toBe('planned')
    expect(
      await send({ id: 7001, state: 'open', updated_at: '2026-03-11T10:30:00Z' }, { email }),
    ).toMatchObject({
      recorded: false,
      withdrawn: true,
    })
    await drainAt(1)
    expect(mails(email)).toBe(0)
    const again = {
      id: 7001,
      last_close_at: '2026-03-12T09:00:00.000Z',
      updated_at: '2026-03-12T09:00:00.010Z',
    }
    expect((await send(again, { email })).invitation.state).toBe('planned')
    await drainAt(1)
    expect(mails(email)).toBe(1)
    expect(await send({ ...again, state: 'open' }, { email })).not.toHaveProperty('withdrawn')
  })
  test('a webhook that is not as documented is refused, counted and listed', async () => {
    expect(await send({ group: {} })).toMatchObject({ status: 422, errors: [{ field: 'ticket.group.name' }] })
    expect((await odd())[0]?.[0]).toBe('refused')
  })
})
