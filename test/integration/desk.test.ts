import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Card } from '../../integrations/chat.ts'

import { callOnCall } from '../../src/desk/callOnCall.ts'
import { notify } from '../../src/desk/notify.ts'
import { noon } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'
import { makeDesk } from './deskStage.ts'

let database: TestDatabase
let on: Awaited<ReturnType<typeof makeDesk>>
beforeAll(async () => {
  database = await freshDatabase({ max: 20 })
  on = await makeDesk(database)
})
afterAll(() => database.end())
beforeEach(async () => {
  await on.clear()
  on.clock.now = noon
})

const MINUTE = 60_000
const APOLOGY = 'I am sorry that nobody called you back on Tuesday, although Robin had promised it.'
/** Where the customer gave words, they can be apologised for at once. */
const openWithWords = async () => {
  const id = await on.open()
  await on.sql`update responses set answers = answers || '{"words":"Nobody called me back."}'`
  return id
}
const kindsOf = async (id: string) =>
  (await on.sql`select kind from case_events where case_id = ${id} order by id`).map(({ kind }) => kind)
const stateOf = async (id: string) => (await on.sql`select state from cases where id = ${id}`)[0]!.state
const card = (over: Partial<Card> = {}): Card => ({
  title: 'To approve',
  summary: 'Something to approve',
  tone: 'waiting',
  parts: [{ kind: 'quote', text: 'The customer’s own words' }],
  actions: [{ verb: 'approve', label: 'Approve', opens: 'nothing' }],
  subject: 'proposal',
  ...over,
})
let keys = 0
const post = (channel: string, over?: Partial<Card>, key = `k${++keys}`) =>
  on.deps.chat.desk!.post({ platform: 'desk', workspace: 'desk', channel }, card(over), key)
/** Who was told by mail that something waits, since the last time. */
const called = async () => {
  on.mails.length = 0
  await on.send()
  return on.mails.filter(({ subject }) => /on the desk/.test(subject)).map(({ to }) => to)
}

describe('a case of a department on the desk', () => {
  test('is posted there, and who is accountable hears by mail, without a word of the customer', async () => {
    const id = await on.open()
    const calls = await on.sql`select 1 from outbox where kind = 'desk call'`
    expect(calls).toHaveLength(1)
    await on.send()
    const [mail, ...more] = on.mails
    expect(more).toEqual([])
    expect(mail).toMatchObject({ to: on.people.anna.email, subject: 'A message waits for you on the desk' })
    expect(mail!.text).toContain('https://amends.example/desk')
    expect(`${mail!.subject} ${mail!.text}`).not.toMatch(/case|customer|score|\d of 5/i)
    const bo = await on.signedIn(on.people.bo)
    await bo.go('/desk')
    expect(bo.text()).toMatch(/Case \d+: .*1 of 5/)
    const [{ message }] = (await on.sql`select message from cases where id = ${id}`) as unknown as [
      { message: object },
    ]
    expect(message).toMatchObject({ platform: 'desk', channel: 'service' })
  })

  test('is taken by its button; the page and the message are current, a late click is told who has it', async () => {
    const id = await openWithWords()
    const [anna, bo] = [await on.signedIn(on.people.anna), await on.signedIn(on.people.bo)]
    await anna.go(`/desk/c/${id}`)
    await bo.go('/desk')
    await bo.go(/\/desk\/m\/[\w-]+/.exec(bo.page())![0])
    await anna.press('/desk/act', { verb: 'take' })
    expect(anna.at()).toBe(`/desk/c/${id}`)
    expect(anna.text()).toContain('Done.')
    expect(anna.page()).toContain('value="apologise"')
    expect(await stateOf(id)).toBe('owned')
    await bo.press('/desk/act', { verb: 'take' })
    expect(bo.at()).toMatch(/^\/desk\/m\//)
    expect(bo.text()).toMatch(/Anna Berg already has case \d+/)
    await on.send()
    expect(await kindsOf(id)).toEqual(['taken'])
    const [{ card: kept }] =
      (await on.sql`select card from desk_messages where thread is null`) as unknown as [{ card: Card }]
    expect(kept.actions.map(({ verb }) => verb)).toContain('apologise')
  })

  test('where the customer gave no words, the question stands first and the apology behind "More…"', async () => {
    const id = await on.open({ state: 'owned', ownerId: on.people.anna.id })
    const anna = await on.signedIn(on.people.anna)
    await anna.go(`/desk/c/${id}`)
    expect(anna.page()).toMatch(/class="primary" name="verb" value="ask"/)
    expect(anna.page()).not.toContain('value="apologise"')
    await anna.press('/desk/act', { verb: 'more' })
    expect(anna.page()).toContain('<option value="apologise">')
  })

  test('an apology: faults stand at their fields, words stay, and a second submit does nothing', async () => {
    const id = await on.open({ state: 'owned', ownerId: on.people.anna.id })
    const anna = await on.signedIn(on.people.anna)
    await anna.go(`/desk/c/${id}`)
    await anna.press('/desk/act', { verb: 'apologise' })
    expect(anna.page()).toMatch(/<input[^>]*type="date"[^>]*value="2026-03-12"/)
    const refused = await anna.fill({ text: 'Sorry\r\n<b>you</b>', next: '2026-03-12' })
    expect(refused.status).toBe(422)
    expect(anna.text()).toContain('Please write at least 20 characters.')
    expect(anna.page()).toContain('\nSorry\n&lt;b&gt;you&lt;/b&gt;</textarea>')
    expect(anna.page()).toMatch(/<textarea[^>]*aria-invalid="true"/)
    await anna.fill({ text: APOLOGY, next: '2026-03-12' })
    expect(anna.at()).toBe(`/desk/c/${id}`)
    expect(anna.text()).toContain(APOLOGY)
    expect(await kindsOf(id)).toEqual(['apology'])

    await anna.press('/desk/act', { verb: 'progress' })
    const twice = { text: 'The fee is being taken off.', next: '2026-03-12' }
    const page = anna.page()
    await anna.fill(twice)
    const again = on.browser()
    for (const [name, value] of anna.jar) again.jar.set(name, value)
    const form = Object.fromEntries(
      [...page.matchAll(/name="(key|back|form)" value="([^"]*)"/g)].map(([, name, value]) => [
        name!,
        value!
          .replaceAll('&quot;', '"')
          .replaceAll('&lt;', '<')
          .replaceAll('&gt;', '>')
          .replaceAll('&#39;', "'")
          .replaceAll('&amp;', '&'),
      ]),
    )
    await again.go('/desk/form', { ...form, 'v.text': twice.text, 'v.next': twice.next })
    expect(again.at()).toBe(`/desk/c/${id}`)
    expect(await kindsOf(id)).toEqual(['apology', 'progress'])
  })

  test('"More…" leads on to the form that was chosen', async () => {
    const id = await on.open({ state: 'owned', ownerId: on.people.anna.id })
    const anna = await on.signedIn(on.people.anna)
    await anna.go(`/desk/c/${id}`)
    await anna.press('/desk/act', { verb: 'more' })
    expect(anna.page()).toMatch(/<optgroup label="Grave[^"]*"><option value="abusive">/)
    await anna.fill({ verb: 'severity' })
    expect(anna.page()).toMatch(/name="form" value="[^"]*&quot;verb&quot;:&quot;severity&quot;/)
    expect(anna.page()).toContain(`value="/desk/c/${id}"`)
  })

  test('"More…" of a case that nobody has taken says what can be done after that, and its page tells who took it', async () => {
    const id = await on.open()
    const anna = await on.signedIn(on.people.anna)
    await anna.go(`/desk/c/${id}`)
    await anna.press('/desk/act', { verb: 'more' })
    expect(anna.text()).toContain('Once somebody has taken the case')
    await anna.go(`/desk/c/${id}`)
    await anna.press('/desk/act', { verb: 'take' })
    await anna.go(`/desk/c/${id}`)
    expect(anna.text()).toContain('Anna Berg took the case.')
    await anna.press('/desk/act', { verb: 'more' })
    expect(anna.text()).not.toContain('Once somebody has taken the case')
  })

  test('is kindly refused to other departments, and to the person whom it is about', async () => {
    const id = await on.open({ aboutId: on.people.bo.id })
    for (const person of [on.people.eva, on.people.bo]) {
      const one = await on.signedIn(person)
      expect((await one.go(`/desk/c/${id}`)).status).toBe(403)
      expect(one.text()).toMatch(/is with Customer Service|a colleague handles it/)
      expect(one.text()).not.toContain('1 of 5')
    }
    const eva = await on.signedIn(on.people.eva)
    await eva.go('/desk')
    expect(eva.text()).not.toMatch(/Case \d/)
    const [{ id: message }] = (await on.sql`select id from desk_messages`) as unknown as [{ id: string }]
    const bo = await on.signedIn(on.people.bo)
    expect((await bo.go(`/desk/m/${message}`)).status).toBe(403)
    expect(bo.text()).toContain('a colleague handles it')
    await bo.go('/desk')
    expect(bo.text()).not.toMatch(/Case \d/)
    expect((await eva.go(`/desk/m/${message}`)).status).toBe(403)
    await eva.go('/desk')
    const key = /name="key" value="([^"]+)"/.exec(eva.page())![1]!
    await eva.go('/desk/act', { key, verb: 'take', subject: id, message, back: '/desk' })
    expect(eva.text()).toContain('Only its liaisons and managers can act on it')
    expect(await stateOf(id)).toBe('open')
  })

  test('nobody can name a message they can’t see', async () => {
    const { id: message } = await post('service')
    const id = await on.open()
    await on.sql`update cases set message = null`
    const eva = await on.signedIn(on.people.eva)
    await eva.go('/desk')
    const key = /name="key" value="([^"]+)"/.exec(eva.page())![1]!
    await eva.go('/desk/act', { key, verb: 'take', subject: id, message, back: '/desk' })
    expect(await on.sql`select message from cases`).toEqual([{ message: null }])
  })

  test('one’s own cases wait on the desk, with their buttons', async () => {
    await on.open({ state: 'owned', ownerId: on.people.anna.id })
    const anna = await on.signedIn(on.people.anna)
    await anna.go('/desk')
    expect(anna.text()).toContain('Your cases by due time')
    await anna.press('/desk/act', { verb: 'apologise' })
    expect(anna.page()).toContain('action="/desk/form"')
    await anna.fill({ text: APOLOGY, next: '2026-03-12' })
    expect(anna.at()).toBe('/desk')
  })
})

describe('who has work waiting hears of it', () => {
  test('a message to a person alone leads to one mail an hour, and what comes in between to the next', async () => {
    const { anna } = on.people
    await post(anna.id)
    await post(anna.id)
    expect(await called()).toEqual([anna.email])
    on.later(10 * MINUTE)
    await post(anna.id)
    await post(anna.id)
    expect(await called()).toEqual([])
    on.later(50 * MINUTE)
    expect(await called()).toEqual([anna.email])
    on.later(120 * MINUTE)
    expect(await called()).toEqual([])
  })

  test('what was answered meanwhile is not told', async () => {
    const { anna } = on.people
    await post(anna.id)
    await called()
    on.later(10 * MINUTE)
    const ref = await post(anna.id)
    await on.deps.chat.desk!.update(ref, card({ actions: [] }))
    on.later(60 * MINUTE)
    expect(await called()).toEqual([])
  })

  test('of many messages at the same moment one mail comes', async () => {
    const { anna } = on.people
    await Promise.all(Array.from({ length: 12 }, () => post(anna.id)))
    expect(await called()).toEqual([anna.email])
    expect(await on.sql`select from desk_messages`).toHaveLength(12)
  })

  test('nor two where the hour changes between them', async () => {
    const { anna } = on.people
    const at = [
      new Date(noon.getTime() - 1),
      noon,
      new Date(noon.getTime() - 2),
      new Date(noon.getTime() + 1),
    ]
    await Promise.all(at.map((now) => on.db.transaction((tx) => notify(tx, [anna.id], now))))
    expect(await on.sql`select from outbox where kind = 'desk call'`).toHaveLength(1)
  })

  test('a mention calls the person, a word in a thread without one calls nobody', async () => {
    const { anna, bo } = on.people
    const ref = await post(anna.id)
    await called()
    on.later(120 * MINUTE)
    await on.deps.chat.desk!.reply(ref, card({ parts: [{ kind: 'text', text: 'so it goes' }] }), 'r1')
    expect(await called()).toEqual([])
    const person = { platform: 'desk', workspace: 'desk', user: bo.id }
    await on.deps.chat.desk!.reply(
      ref,
      card({ parts: [{ kind: 'mention', name: 'Bo', text: 'look', person }] }),
      'r2',
    )
    expect(await called()).toEqual([bo.email])
  })

  test('what a department gets and that names nobody, as its digest, is for its managers', async () => {
    await post('service', { subject: undefined, actions: [] })
    expect(await called()).toEqual([on.people.maja.email])
  })

  test('an untaken case of a department in chat: who is accountable and has none hears of it, once', async () => {
    const { bo } = on.people
    const id = await on.open({
      accountableId: bo.id,
      destination: { platform: 'slack', workspace: 'T0001', channel: 'C0001' },
    })
    await on.sql`truncate desk_messages, outbox`
    for (const _ of [1, 2]) await callOnCall(on.deps, { now: on.clock.now })
    expect(await called()).toEqual([bo.email])
    expect(await on.sql`select channel from desk_messages`).toEqual([{ channel: bo.id }])
    const one = await on.signedIn(bo)
    await one.go('/desk')
    await one.go(/\/desk\/m\/[\w-]+/.exec(one.page())![0])
    await one.press('/desk/act', { verb: 'take' })
    expect(await stateOf(id)).toBe('owned')
    on.later(120 * MINUTE)
    await callOnCall(on.deps, { now: on.clock.now })
    expect(await called()).toEqual([])
  })

  test('who sees the case’s own message on the desk is not told twice', async () => {
    await on.open()
    await callOnCall(on.deps, { now: on.clock.now })
    expect(await on.sql`select channel from desk_messages`).toEqual([{ channel: 'service' }])
  })

  test('nobody who is not active is called', async () => {
    await post('service', {
      parts: [
        {
          kind: 'mention',
          name: 'Bo',
          text: '',
          person: { platform: 'desk', workspace: 'desk', user: on.people.bo.id },
        },
      ],
    })
    await on.sql`update people set active = false where id = ${on.people.bo.id}`
    expect(await called()).toEqual([])
  })

  test('a message that is said twice is kept once, as it was said last, and calls once', async () => {
    const { anna } = on.people
    const first = await post(anna.id, {}, 'same')
    await called()
    on.later(120 * MINUTE)
    expect(await post(anna.id, { title: 'Newer' }, 'same')).toEqual(first)
    expect(await called()).toEqual([])
    expect(await on.sql`select card->>'title' as title from desk_messages`).toEqual([{ title: 'Newer' }])
    expect(await on.sql`select from outbox where kind = 'desk call'`).toHaveLength(1)
  })
})

describe('pages', () => {
  test('a button that wants to be sure is pressed twice', async () => {
    const anna = await on.signedIn(on.people.anna)
    const actions = [
      { verb: 'end', label: 'End it', opens: 'nothing', confirm: 'This can’t be undone.' } as const,
    ]
    const { id } = await post(on.people.anna.id, { actions })
    await anna.go(`/desk/m/${id}`)
    expect(anna.page()).toMatch(
      /<details><summary[^>]*>End it<\/summary><p[^>]*>This can’t be undone\.<\/p><button type="submit" name="verb" value="end">/,
    )
  })

  test('after an approval is given one is back at one’s work, not at a card that is not drawn anew yet', async () => {
    const { maja } = on.people
    const id = await on.open({ state: 'owned', ownerId: on.people.anna.id })
    const anna = await on.signedIn(on.people.anna)
    await anna.go(`/desk/c/${id}`)
    await anna.press('/desk/act', { verb: 'remedy' })
    const what = { kind: 'refund', ground: 'goodwill' }
    await anna.fill(what)
    await anna.fill({
      ...what,
      amount: '900',
      words: 'You get 900 kr back, on your card.',
      due: '2026-03-13',
      why: 'It was our fault throughout.',
    })
    await on.send()
    const one = await on.signedIn(maja)
    const [{ id: message }] = (await on.sql`
      select id from desk_messages where channel = ${maja.id}`) as unknown as [{ id: string }]
    await one.go(`/desk/m/${message}`)
    const verb = /name="verb" value="([^"]*approve[^"]*)"/.exec(one.page())![1]!
    await one.press('/desk/act', { verb })
    if (one.page().includes('action="/desk/form"')) await one.fill({})
    expect(one.at()).toBe('/desk')
    expect(await on.sql`select state from proposals`).toEqual([{ state: 'accepted' }])
    expect(one.page()).not.toContain(`value="${verb}"`)
  })

  test('something said is answered, help where nothing is understood', async () => {
    const anna = await on.signedIn(on.people.anna)
    await anna.go('/desk')
    await anna.press('/desk/say', { text: 'due' })
    expect(anna.text()).toMatch(/due/i)
    await anna.press('/desk/say', { text: '  ' })
    expect(anna.text()).toMatch(/my cases/)
  })

  test('older messages are found behind the newest', async () => {
    const anna = await on.signedIn(on.people.anna)
    for (let n = 1; n <= 35; n++) {
      on.later(MINUTE)
      await post(on.people.anna.id, { title: `Message ${n}.` })
    }
    await anna.go('/desk')
    expect(anna.text()).toContain('Message 35.')
    expect(anna.text()).not.toContain('Message 5.')
    await anna.go(/\/desk\?before=[^"]+/.exec(anna.page())![0])
    expect(anna.text()).toContain('Message 5.')
    expect(anna.text()).not.toContain('Message 35.')
  })

  test('what is no form of the desk is refused and changes nothing', async () => {
    const anna = await on.signedIn(on.people.anna)
    await anna.go('/desk')
    const key = /name="key" value="([^"]+)"/.exec(anna.page())![1]!
    const bad = [
      '',
      '{}',
      '[]',
      'null',
      '{"id":1}',
      JSON.stringify({ id: 'x', verb: 'take', fields: [{ kind: 'evil' }] }),
    ]
    for (const form of bad) expect((await anna.go('/desk/form', { key, form })).status).toBe(400)
    expect((await anna.go('/desk/act', { key })).status).toBe(400)
    expect((await anna.go('/desk/act', { key, verb: 'x'.repeat(500), subject: '' })).status).toBe(400)
    expect((await anna.go('/desk/nowhere')).status).toBe(404)
    expect((await anna.go('/desk/act', { key, verb: 'take', subject: "'; drop table cases" })).status).toBe(
      200,
    )
    expect(anna.text()).toContain('There is no such case.')
  })

  test('a picture is shown to who has rights on its case, and can not run', async () => {
    const id = await on.open()
    const [event] = await on.sql`
      insert into case_events (case_id, kind, at) values (${id}, 'customer said', ${noon}) returning id`
    const [picture] = await on.sql`
      insert into pictures (case_id, event_id, key, type, bytes, width, height, at)
      values (${id}, ${event!.id}, 'p1', 'image/png', 3, 1, 1, ${noon}) returning id`
    on.deps.pictures.get = async () => new Uint8Array([1, 2, 3])
    const [anna, eva] = [await on.signedIn(on.people.anna), await on.signedIn(on.people.eva)]
    await anna.go(`/desk/c/${id}`)
    expect(anna.page()).toContain(`src="/desk/p/${picture!.id}"`)
    const shown = await anna.go(`/desk/p/${picture!.id}`)
    expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/png'])
    expect(shown.headers.get('content-security-policy')).toContain('sandbox')
    expect((await eva.go(`/desk/p/${picture!.id}`)).status).toBe(403)
    expect((await on.request(`/desk/p/${picture!.id}`)).status).toBe(401)
    expect(await on.sql`select by_id, subject_id, facts from audit_log where kind = 'picture.read'`).toEqual([
      { by_id: on.people.anna.id, subject_id: picture!.id, facts: { case: id } },
    ])
  })
})
