import { unzipSync } from 'fflate'
import type { Hono } from 'hono'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addLink } from '../../src/invitations/plan.ts'
import { jobs } from '../../src/jobs/jobs.ts'
import { linkOf } from '../../src/links.ts'
import { eraseCustomer } from '../../src/personalData/erase.ts'
import type { Export } from '../../src/personalData/export.ts'
import { purge } from '../../src/privacy/purge/purge.ts'
import { makeCase, makeContact, makeCustomer } from '../factories.ts'
import { pages } from '../pages.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'
import { type Canary, type CanaryStage, canaryStage } from './canaryStage.ts'

const OPERATOR = { by: { kind: 'operator' }, from: { door: 'command line' } } as const
const MINUTE = 60_000
const LATER = new Date('2027-01-01T00:00:00Z')

let database: TestDatabase
let stage: CanaryStage
let canary: Canary
let app: Hono
beforeAll(async () => {
  database = await freshDatabase()
  stage = await canaryStage(database)
  canary = await stage.livedThrough()
  app = pages(stage.deps)
})
afterAll(() => database.end())

const pass = (ms: number) => {
  stage.clock.now = new Date(stage.clock.now.getTime() + ms)
}
const get = (path: string, method = 'GET') => app.request(path, { method })
const post = (path: string, fields: Record<string, string>) =>
  app.request(path, { method: 'POST', body: new URLSearchParams(fields) })
const pathOf = async (caseId: string) => new URL(await linkOf(stage.deps, 'case', caseId)).pathname
const mailTo = (email: string) => stage.mails.filter((mail) => mail.to === email).at(-1)!
const linkIn = (mail: { text: string }) => /http\S+(\/d\/[\w-]{43})/.exec(mail.text)![1]!
const rows = () =>
  database.sql`select what, confirmed_at, done_at, again_at from data_requests order by asked_at`
const written = async () => {
  const [row] = await database.sql`
    select (select count(*) from audit_log)::int as audited, (select count(*) from case_events)::int as events,
      (select count(*) from outbox)::int as outbox, (select count(*) from data_requests where confirmed_at is not null)::int as yes,
      (select count(*) from customers where erased_at is not null)::int as erased`
  return row
}

/** A customer with a case that has ended, and its page's path. */
const somebody = async (name: string, over: object = {}) => {
  const email = `${name}@mail.example`
  const customer = await makeCustomer(stage.db, { email, name, ...over })
  const contact = await makeContact(stage.db, {
    brandKey: 'nordly',
    departmentKey: 'service',
    customerId: customer.id,
    language: 'en',
  })
  const { id } = await makeCase(stage.db, {
    customerId: customer.id,
    contactId: contact.id,
    accountableId: stage.people.anna.id,
    departmentKey: 'service',
    brandKey: 'nordly',
    state: 'confirmed',
    confirmedAt: stage.clock.now,
    message: { platform: 'slack', workspace: 'T0001', channel: 'C0001', id: `posted ${name}` },
  })
  await addLink(stage.deps, stage.db, 'case', id, LATER)
  return { email, customer, id, path: await pathOf(id) }
}

test('a customer has a copy of all they gave once they confirm it from the mail, and nobody else', async () => {
  const path = await pathOf(canary.caseId)
  expect(await (await get(`${path}?data`)).text()).toContain('Send me a copy')
  expect((await post(path, { step: 'copy' })).status).toBe(200)
  // A second press at once sends nothing more
  await post(path, { step: 'copy' })
  expect(await rows()).toHaveLength(1)
  await stage.send()
  const link = linkIn(mailTo(canary.email))

  const before = await written()
  for (const [to, method] of [
    [link, 'GET'],
    [link, 'HEAD'],
    [`${link}?as=json`, 'GET'],
    [`${link}?as=zip`, 'HEAD'],
  ] as const)
    await get(to, method)
  expect(await written()).toEqual(before)
  expect((await get(`${link}?as=json`)).status).toBe(410)

  expect(await (await post(link, { step: 'confirm' })).text()).toContain('Your copy is ready')
  const after = await written()
  await post(link, { step: 'confirm' })
  const copy = (await (await get(`${link}?as=json`)).json()) as Export
  const page = await get(`${link}?as=page`)
  expect(await written()).toEqual(after)
  const all = JSON.stringify(copy)
  expect(canary.marks.filter((mark) => !all.includes(mark))).toEqual([])
  for (const secret of canary.internal) expect(all).not.toContain(secret)
  const picture = copy.tables.pictures![0] as { link: string }
  expect(picture).toMatchObject({
    sha256: '4bf5122f344554c53bde2ebb8cd2b7e3d1600ad631c385a5d7cce23c7785459a',
  })
  const shown = await get(picture.link.replace(stage.deps.publicUrl, ''))
  expect([...new Uint8Array(await shown.arrayBuffer())]).toEqual([1])
  const html = await page.text()
  expect(html).toContain(`src="${picture.link}"`)
  // No column stands under its own name, and no brand or department under its key
  expect([...html.matchAll(/<dt>([a-z_]+[^<]*)/g)].map(([, label]) => label)).toEqual([])
  expect(html).not.toMatch(/>(nordly|service|awaiting customer|not asked|true|false)</)
  const files = unzipSync(new Uint8Array(await (await get(`${link}?as=zip`)).arrayBuffer()))
  expect(Object.keys(files)).toEqual(['data.json', 'data.html', 'pictures/1.png'])
  expect([...files['pictures/1.png']!]).toEqual([1])

  const [audited] = await database.sql`
    select kind, by_kind, door from audit_log where kind = 'customer.exported' order by id desc limit 1`
  expect(audited).toEqual({ kind: 'customer.exported', by_kind: 'customer', door: 'case page' })
  const [event] = await database.sql`select case_id, text, data from case_events where kind = 'data asked'`
  expect(event).toEqual({ case_id: canary.caseId, text: null, data: { what: 'copy' } })
  pass(7 * 24 * 60 * MINUTE)
  expect((await get(`${link}?as=json`)).status).toBe(410)
  expect((await get(`/d/${'x'.repeat(43)}?as=json`)).status).toBe(404)
})

test('a picture of somebody else is not to be had by a link to a copy', async () => {
  const one = await somebody('kim')
  await post(one.path, { step: 'copy' })
  await stage.send()
  const link = linkIn(mailTo(one.email))
  await post(link, { step: 'confirm' })
  const [theirs] = await database.sql`select id from pictures limit 1`
  expect((await get(`${link}?picture=${theirs!.id}`)).status).toBe(404)
  expect((await get(`${link}?picture=none`)).status).toBe(404)
})

test('an erasure waits while something is owed, says what, and is done by itself once it is not', async () => {
  const one = await somebody('lo')
  await database.sql`insert into remedies (case_id, kind, amount, currency, words, by, promised_at, due_at)
    values (${one.id}, 'refund', 100, 'SEK', 'Money back', ${stage.people.anna.id}, ${stage.clock.now}, ${stage.clock.now})`
  await post(one.path, { step: 'erasure' })
  await stage.send()
  const link = linkIn(mailTo(one.email))
  expect(await (await get(link)).text()).toContain('can’t be undone')
  const told = await (await post(link, { step: 'confirm' })).text()
  expect(told).toContain('Refund, SEK')
  const erased = async () =>
    (await database.sql`select erased_at from customers where id = ${one.customer.id}`)[0]!
  const look = () => jobs['erasures that customers asked for']!(stage.deps, { now: stage.clock.now })
  pass(11 * MINUTE)
  await look()
  expect((await erased()).erased_at).toBeNull()
  await database.sql`update remedies set done_at = ${stage.clock.now} where case_id = ${one.id}`
  pass(11 * MINUTE)
  await look()
  expect((await erased()).erased_at).not.toBeNull()
  const end = await (await get(link)).text()
  expect(end).toContain('Your data is erased')
  expect(end).toContain('Refund, SEK')
  const [audited] = await database.sql`
    select by_kind, by_id, door from audit_log where kind = 'customer.erased' and subject_id = ${one.customer.id}`
  expect(audited).toEqual({ by_kind: 'customer', by_id: one.customer.id, door: 'clock' })
  expect(await database.sql`select from data_requests where again_at is not null`).toHaveLength(0)
})

test('a hold keeps an erasure back and the customer is told that a legal matter does', async () => {
  const one = await somebody('mo')
  await database.sql`insert into holds (customer_id, reason, by, at)
    values (${one.customer.id}, 'Court file', ${stage.people.boss.id}, ${stage.clock.now})`
  await post(one.path, { step: 'erasure' })
  await stage.send()
  const link = linkIn(mailTo(one.email))
  const page = await (await post(link, { step: 'confirm' })).text()
  expect(page).toContain('A legal matter')
  expect(page).not.toContain('Court file')
  await database.sql`update holds set lifted_at = ${stage.clock.now}, lifted_by = by, lift_reason = 'over'`
  pass(11 * MINUTE)
  await jobs['erasures that customers asked for']!(stage.deps, { now: stage.clock.now })
  expect(await (await get(link)).text()).toContain('Your data is erased')
})

test('who stopped all messages gets the mail; where mail comes back the page says why there is none', async () => {
  const one = await somebody('no')
  await database.sql`insert into suppressions (address, scope, reason, created_at)
    values (${one.email}, 'all', 'unsubscribed', ${stage.clock.now})`
  await post(one.path, { step: 'copy' })
  await stage.send()
  expect(mailTo(one.email).subject).toContain('copy of your data')
  await database.sql`update suppressions set reason = 'unreachable' where address = ${one.email}`
  const asked = await rows()
  expect(await (await post(one.path, { step: 'erasure' })).text()).toContain('have come back')
  expect(await rows()).toEqual(asked)
  const two = await somebody('po', { email: null, phone: '+46701740699' })
  expect(await (await post(two.path, { step: 'copy' })).text()).toContain('no e-mail address')
})

test('three mails a day, two presses at once one, and an old link does nothing any more', async () => {
  const one = await somebody('ro')
  await Promise.all([1, 2, 3, 4].map(() => post(one.path, { step: 'copy' })))
  const asked = () => database.sql`select id from data_requests where customer_id = ${one.customer.id}`
  expect(await asked()).toHaveLength(1)
  pass(11 * MINUTE)
  await post(one.path, { step: 'copy' })
  pass(11 * MINUTE)
  await post(one.path, { step: 'erasure' })
  expect((await post(one.path, { step: 'erasure' })).status).toBe(200)
  pass(11 * MINUTE)
  expect((await post(one.path, { step: 'copy' })).status).toBe(429)
  expect(await asked()).toHaveLength(3)
  await stage.send()
  const link = linkIn(mailTo(one.email))
  pass(25 * 60 * MINUTE)
  const before = await written()
  expect((await post(link, { step: 'confirm' })).status).toBe(410)
  expect(await written()).toEqual(before)
  expect((await post(link, { step: 'erase' })).status).toBe(400)
})

test('an erasure that the canary asked for leaves nothing of them, and their link says what is kept', async () => {
  const path = await pathOf(canary.caseId)
  await post(path, { step: 'erasure' })
  await stage.send()
  const link = linkIn(mailTo(canary.email))
  expect(await (await post(link, { step: 'confirm' })).text()).toContain('We still owe you something')
  // Management decides that it is not fulfilled
  await eraseCustomer(stage.deps, { customer: canary.id, force: true, now: stage.clock.now, ...OPERATOR })
  await stage.settle()
  const copy = await stage.textOf()
  const shown = JSON.stringify(stage.shown)
  for (const mark of [...canary.marks, ...canary.internal])
    expect((copy + shown).includes(mark) && stage.where(copy, mark)).toBe(false)
  const page = await (await get(link)).text()
  expect(page).toContain('Your data is erased')
  expect(page).toContain('e-mails that we sent you')
  expect((await get(`${link}?as=json`)).status).toBe(410)
  const left =
    await database.sql`select from data_requests where customer_id = ${canary.id} and done_at is null`
  expect(left).toHaveLength(0)
})

test('what was asked for goes with the period of words, but for an erasure that still waits', async () => {
  const one = await somebody('so')
  await database.sql`insert into data_requests (customer_id, case_id, what, asked_at, confirmed_at, done_at, again_at) values
    (${one.customer.id}, ${one.id}, 'copy', '2020-01-01', '2020-01-01', '2020-01-01', null),
    (${one.customer.id}, ${one.id}, 'erasure', '2020-01-02', '2020-01-02', null, '2030-01-01')`
  await purge({ db: stage.db, now: () => stage.clock.now }, { now: stage.clock.now })
  const old = await database.sql`select what from data_requests where asked_at < '2021-01-01'`
  expect(old).toEqual([{ what: 'erasure' }])
})
