import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { MailError } from '../../integrations/mail/mail.ts'
import { diskPictures } from '../../integrations/pictures/disk.ts'
import { sweepDeadlines } from '../../src/jobs/deadlines/sweep.ts'
import { linkOf } from '../../src/links.ts'
import { pictureRoutes } from '../../src/pages/case/pictureRoutes.ts'
import { casePages } from '../../src/pages/case/routes.ts'
import { partnerPages } from '../../src/pages/partner/routes.ts'
import { caseRecord } from '../../src/records/caseRecord.ts'
import { noon } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'
import { makeStage, type Stage } from './turnsStage.ts'

const folder = mkdtempSync(join(tmpdir(), 'amends-partners-'))
let database: TestDatabase
let on: Stage

beforeAll(async () => {
  database = await freshDatabase({ max: 10 })
  on = await makeStage(database)
  on.deps.pictures = diskPictures(folder)
  on.deps.chat.desk = on.deps.chat.slack!
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await database.end()
})
beforeEach(async () => {
  await on.clear()
  on.clock.now = noon
  await on.sql`truncate partners cascade`
  await partner(['reference', 'phone'])
})

const partner = (shares: string[], over: object = {}) =>
  on.sql`insert into partners ${on.sql({ key: 'courier', name: 'Nordfrakt', address: 'ops@nordfrakt.example', language: 'nb', shares, ...over })}
    on conflict (key) do update set shares = excluded.shares`
const DEED = 'Please find parcel 77 and bring it tomorrow.'
const ask = async (over: object = {}) => {
  const id = await on.taken()
  const values = { department: 'partner courier', deed: DEED, due: '2026-03-12', ...over }
  expect(await on.submit('UANNA', 'request', id, values)).toEqual({ kind: 'done' })
  const { id: request } = await on.proposal(id, 'request')
  return { id, request: request as string, path: new URL(await linkOf(on.deps, 'partner', request)).pathname }
}
const get = (path: string) => partnerPages(on.deps).request(path)
const post = async (path: string, form: Record<string, string>) =>
  await partnerPages(on.deps).request(path, {
    method: 'POST',
    body: new URLSearchParams({ form: randomUUID(), ...form }),
  })
const upload = (path: string, words: string, count = 1) => {
  const body = new FormData()
  body.set('form', randomUUID())
  body.set('words', words)
  for (let n = 0; n < count; n++)
    body.append(
      'pictures',
      new File([readFileSync(join(import.meta.dirname, '../fixtures/pictures/plain.jpg'))], 'door.jpg'),
    )
  return partnerPages(on.deps).request(path, { method: 'POST', body })
}
const state = async (request: string) =>
  (await on.sql`select state from proposals where id = ${request}`)[0]!.state
const threads = () => JSON.stringify(on.shown.filter(({ thread }) => thread).map(({ card }) => card))
const caseMails = async () => on.sql`select from outbox where kind = 'case mail'`

test('a partner is mailed in their language, accepts with a date, and says that it is done', async () => {
  const { id, request, path } = await ask()
  await on.send()
  expect(on.mails).toHaveLength(1)
  const [mail] = on.mails
  expect(mail).toMatchObject({
    to: 'ops@nordfrakt.example',
    subject: expect.stringContaining('ber om hjelp'),
  })
  expect(mail!.text).toContain(DEED)
  expect(mail!.text).toContain(path)
  const page = await (await get(path)).text()
  expect(page).toContain('<html lang="nb">')
  expect(page).toContain(DEED)
  expect(await state(request)).toBe('waiting')
  const accepted = await post(path, { step: 'accept', due: '2026-03-13' })
  expect([accepted.status, await accepted.text()]).toEqual([
    200,
    expect.stringContaining('Dere har takket ja'),
  ])
  expect(await on.proposal(id, 'request')).toMatchObject({
    state: 'accepted',
    deed_due_at: new Date('2026-03-13T16:00:00Z'),
  })
  const [link] = await on.sql`select expires_at from links where subject_id = ${request}`
  expect(link!.expires_at).toEqual(new Date('2026-03-20T16:00:00Z'))
  expect((await post(path, { step: 'done', words: 'Levert til naboen.' })).status).toBe(200)
  expect(await state(request)).toBe('done')
  await on.send()
  for (const words of [
    'Nordfrakt accepted the request',
    'Nordfrakt did what was asked',
    'Levert til naboen.',
  ])
    expect(threads()).toContain(words)
  expect(on.mails).toHaveLength(1)
  expect(await caseMails()).toHaveLength(0)
})

test('declining needs what they can do instead; a form sent twice counts once; it is answered once', async () => {
  const { id, request, path } = await ask()
  const refused = await post(path, { step: 'decline', words: 'Nei' })
  expect([refused.status, await refused.text()]).toEqual([
    422,
    expect.stringContaining('Skriv minst 10 tegn'),
  ])
  expect(await state(request)).toBe('waiting')
  const form = { form: randomUUID(), step: 'decline', words: 'Vi kan hente den på mandag.' }
  expect([(await post(path, form)).status, (await post(path, form)).status]).toEqual([200, 200])
  expect((await on.events(id)).filter((kind) => kind === 'request declined')).toHaveLength(1)
  expect((await post(path, { step: 'accept', due: '2026-03-13' })).status).toBe(409)
  expect(await state(request)).toBe('declined')
  const late = await Promise.all(
    [1, 2, 3].map(() => ask().then(({ path: other }) => post(other, { step: 'done' }))),
  )
  expect(late.map(({ status }) => status)).toEqual([200, 200, 200])
})

test('a date that is past, too far or none is refused, and what was typed stays', async () => {
  const { path, request } = await ask()
  for (const due of ['2026-03-01', '2026-12-01', 'soon', '']) {
    const answer = await post(path, { step: 'accept', due })
    expect([due, answer.status]).toEqual([due, 422])
  }
  expect(await state(request)).toBe('waiting')
})

test('GET, HEAD and what is not known change nothing', async () => {
  const { path, request, id } = await ask()
  const before = await on.sql`select * from proposals where id = ${request}`
  const app = partnerPages(on.deps)
  for (const method of ['GET', 'HEAD']) await app.request(`${path}?step=accept&due=2026-03-13`, { method })
  expect((await app.request(path, { method: 'PUT' })).status).toBe(405)
  expect((await post(path, { step: 'nonsense' })).status).toBe(400)
  expect((await post(`${path.slice(0, -1)}_`, { step: 'done' })).status).toBe(404)
  expect(await on.sql`select * from proposals where id = ${request}`).toEqual(before)
  expect(await on.events(id)).toEqual(['taken', 'request sent'])
})

describe('what is shared', () => {
  const told = async () =>
    on.sql`update customers set name = 'Karin Olsson', phone = '+46701112233', email = 'karin@mail.example'`
  const words = (text: string) =>
    on.sql`update responses set answers = answers || ${on.sql.json({ words: text })}::jsonb`
  const seen = async (path: string) => (await get(path)).text()

  test('nothing is, that the setting does not name', async () => {
    const { path, id } = await ask()
    await told()
    await words('The lid was broken.')
    await on.sql`update contacts set customer_name = 'Karin Olsson'`
    const found =
      await on.sql`select c.reference from contacts c join cases k on k.contact_id = c.id where k.id = ${id}`
    const all = ['Karin Olsson', '+46701112233', 'karin@mail.example', 'The lid was broken.']
    await partner([])
    for (const secret of [...all, `${found[0]!.reference}`]) expect(await seen(path)).not.toContain(secret)
    await partner(['name'])
    const page = await seen(path)
    expect(all.map((secret) => page.includes(secret))).toEqual([true, false, false, false])
    await partner(['name', 'phone', 'email', 'words', 'reference'])
    const whole = await seen(path)
    expect(all.map((secret) => whole.includes(secret))).toEqual([true, true, true, true])
    await on.send()
    for (const secret of all) expect(on.mails[0]!.text).not.toContain(secret)
  })

  test('numbers are masked; sensitive and abusive words, and who may not be contacted, are left out', async () => {
    const { path, id } = await ask()
    await told()
    await partner(['words', 'phone', 'email'])
    await words('My card is 4111 1111 1111 1111.')
    expect(await seen(path)).toContain('•••• 1111')
    await words('I have cancer and my daughter is six.')
    expect(await seen(path)).not.toContain('cancer')
    await words('You idiots lost it.')
    await on.sql`update cases set abusive_at = ${noon} where id = ${id}`
    expect(await seen(path)).not.toContain('idiots')
    await on.sql`update responses set answers = answers || '{"reach":{"may":false}}'`
    for (const secret of ['+46701112233', 'karin@mail.example'])
      expect(await seen(path)).not.toContain(secret)
  })

  test('the form says what each partner reads', async () => {
    const id = await on.taken()
    const answer = await on.click('UANNA', 'request', id)
    expect(JSON.stringify(answer)).toContain('Nordfrakt, partner outside')
    expect(JSON.stringify(answer)).toContain(
      'Nordfrakt reads the deed, and the reference and the customer’s telephone number.',
    )
  })
})

describe('words and pictures of a partner', () => {
  test('reach the thread and their own page, and never the customer', async () => {
    const { id, path, request } = await ask()
    const answer = await upload(path, 'Slik ser døren ut. Kort 4111 1111 1111 1111.')
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `${path}?saved`])
    await on.send()
    expect(threads()).toContain('Nordfrakt writes to us alone, with a picture')
    expect(await (await get(path)).text()).toContain('Slik ser døren ut.')
    const [picture] = await on.sql`select id, proposal_id from pictures where case_id = ${id}`
    expect(picture!.proposal_id).toBe(request)
    expect((await get(`${path}?picture=${picture!.id}`)).status).toBe(200)
    const customer = new URL(await linkOf(on.deps, 'case', id)).pathname
    expect((await pictureRoutes(on.deps).request(`${customer}?picture=${picture!.id}`)).status).toBe(404)
    const page = await (await casePages(on.deps).request(customer)).text()
    for (const secret of ['Nordfrakt', 'Slik ser', DEED, picture!.id]) expect(page).not.toContain(secret)
    expect(await caseMails()).toHaveLength(0)
    const record = await caseRecord(on.deps, id)
    expect(JSON.stringify(record)).not.toContain('Slik ser')
    expect(
      record.events.map(({ kind, ...event }) => [kind, JSON.stringify(event).includes('Nordfrakt')]),
    ).toEqual(expect.arrayContaining([['partner said', true]]))
  })

  test('see the customer’s pictures where those are shared, and of no other request', async () => {
    const { id, path } = await ask()
    const other = await ask()
    await upload(other.path, 'En annen dør.')
    const [stranger] = await on.sql`select id from pictures`
    expect((await get(`${path}?picture=${stranger!.id}`)).status).toBe(404)
    const key = `${id}/theirs`
    await on.deps.pictures.put(key, new Uint8Array([1]), 'image/jpeg')
    const [event] =
      await on.sql`insert into case_events (case_id, kind, at) values (${id}, 'customer said', ${noon}) returning id`
    const [mine] = await on.sql`insert into pictures (case_id, event_id, key, type, bytes, width, height, at)
      values (${id}, ${event!.id}, ${key}, 'image/jpeg', 1, 1, 1, ${noon}) returning id`
    expect((await get(`${path}?picture=${mine!.id}`)).status).toBe(404)
    await partner(['pictures'])
    expect((await get(`${path}?picture=${mine!.id}`)).status).toBe(200)
    expect(await (await get(path)).text()).toContain(`?picture=${mine!.id}`)
  })

  test('meet limits of their own, which take none of the customer’s room', async () => {
    const { id, path } = await ask()
    const sent = []
    for (let n = 0; n < 21; n++) sent.push((await upload(path, `Bilde ${n}`, 1)).headers.get('location'))
    expect(sent.filter((one) => one === `${path}?saved`)).toHaveLength(20)
    expect(sent.at(-1)).toBe(null)
    const [{ count }] = (await on.sql`select count(*)::int from pictures where case_id = ${id}`) as [
      { count: number },
    ]
    expect(count).toBe(20)
    on.clock.now = new Date(noon.getTime() + 2 * 3600_000)
    expect((await upload(path, 'Ett til', 1)).headers.get('location')).toBe(`${path}?saved&pictures=refused`)
    expect((await upload(path, '', 4)).headers.get('location')).toBe(`${path}?pictures=refused`)
  })
})

describe('the end of a link', () => {
  test('the owner takes the request back: the link ends, and the partner hears so', async () => {
    const { id, request, path } = await ask()
    await on.send()
    const form = await on.click('UANNA', 'take-back', id)
    expect(form).toMatchObject({ form: { fields: [{ name: 'request', initial: request }, { name: 'why' }] } })
    expect(await on.submit('UBO', 'take-back', id, { request })).toMatchObject({ kind: 'notice' })
    expect(await on.submit('UANNA', 'take-back', id, { request, why: 'The parcel came.' })).toEqual({
      kind: 'done',
    })
    await on.send()
    expect(on.mails.map(({ subject }) => subject)).toEqual([
      expect.stringContaining('ber om hjelp'),
      expect.stringContaining('trengs ikke lenger'),
    ])
    expect(on.mails[1]!.text).not.toContain('The parcel came.')
    const page = await get(path)
    const text = await page.text()
    expect([page.status, text.includes(DEED)]).toEqual([410, false])
    expect((await post(path, { step: 'accept', due: '2026-03-13' })).status).toBe(410)
    expect((await upload(path, 'Hei')).status).toBe(410)
    expect(await state(request)).toBe('withdrawn')
    expect(await on.click('UANNA', 'take-back', id)).toMatchObject({ kind: 'notice' })
    expect(threads()).toContain('took back the request to Nordfrakt')
  })

  test('so it does with the case, a week after its date, and with the partner’s place in the set-up', async () => {
    const ended = await ask()
    await on.submit('UANNA', 'end', ended.id, {
      end: 'withdrawn',
      reason: 'The customer wrote that all is well.',
    })
    expect([await state(ended.request), (await get(ended.path)).status]).toEqual(['withdrawn', 410])
    await on.send()
    // It was never sent, so there is nothing to call off
    expect(on.mails.filter(({ to }) => to.includes('nordfrakt'))).toHaveLength(0)
    const { path } = await ask()
    on.clock.now = new Date('2026-03-19T15:59:00Z')
    expect((await get(path)).status).toBe(200)
    on.clock.now = new Date('2026-03-19T16:00:00Z')
    expect((await get(path)).status).toBe(410)
    on.clock.now = noon
    await on.sql`update partners set active = false`
    expect((await get(path)).status).toBe(410)
    await on.sql`update partners set active = true`
  })

  test('a partner gets in nowhere else', async () => {
    const { path } = await ask()
    const token = path.split('/')[2]!
    const customer = await casePages(on.deps).request(`/c/${token}`)
    expect(customer.status).toBe(404)
    const { id } = await ask()
    const theirs = new URL(await linkOf(on.deps, 'case', id)).pathname.split('/')[2]!
    expect((await get(`/p/${theirs}`)).status).toBe(404)
  })
})

describe('lateness', () => {
  const later = async (time: string) => {
    on.clock.now = new Date(time)
    await sweepDeadlines(on.deps, { now: on.clock.now })
    await on.send()
  }
  const reminded = async (id: string) =>
    (
      await on.sql`select data from case_events where case_id = ${id} and kind = 'reminded'
      and data ->> 'timer' = 'request' order by id`
    ).map(({ data }) => [data.level, data.to, data.whose, data.refused])

  test('of an answer and of a deed goes to the owner, then to the owner’s manager', async () => {
    const { id, path } = await ask()
    await later('2026-03-12T11:01:00Z')
    expect(await reminded(id)).toEqual([[1, 'Anna Berg', 'Nordfrakt', undefined]])
    expect(threads()).toContain('Nordfrakt was to answer a request')
    await later('2026-03-12T15:01:00Z')
    expect((await reminded(id)).at(-1)).toEqual([2, 'Maja Ek', 'Nordfrakt', undefined])
    await post(path, { step: 'accept', due: '2026-03-13' })
    await later('2026-03-13T16:01:00Z')
    expect((await reminded(id)).at(-1)).toEqual([1, 'Anna Berg', 'Nordfrakt', undefined])
    expect(threads()).toContain('Nordfrakt was to do by')
  })

  test('so does a mail that is refused for good, at once', async () => {
    const { id } = await ask()
    const { mail } = on.deps
    on.deps.mail = {
      name: 'refusing',
      send: async () => {
        throw new MailError('address', 'There is no such mailbox: 550 5.1.1', {
          answer: { domain: 'nordfrakt.example', ours: false },
        } as never)
      },
    }
    await on.send()
    on.deps.mail = mail
    expect((await on.proposal(id, 'request')).failed_at).toEqual(noon)
    await later('2026-03-11T11:01:00Z')
    expect(await reminded(id)).toEqual([[1, 'Anna Berg', 'Nordfrakt', true]])
    expect(threads()).toContain('Nordfrakt did not get the request')
    const card = on.shown.find(({ to, thread }) => to === 'C0001' && !thread)!.card
    expect(JSON.stringify(card)).toContain('Nordfrakt did not get our request')
    await later('2026-03-11T15:01:00Z')
    expect((await reminded(id)).at(-1)).toEqual([2, 'Maja Ek', 'Nordfrakt', true])
  })
})
