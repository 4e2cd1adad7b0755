import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sweepSignIns } from '../../src/desk/signIn.ts'
import { applyOrganisation } from '../../src/setup/apply.ts'
import { noon } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'
import { makeDesk, ORIGIN, SESSION } from './deskStage.ts'

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
const DAY = 24 * 60 * MINUTE
const CHROME =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36'
const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1'

type Browser = Awaited<ReturnType<typeof on.signedIn>>
const signedIn = async (person: { email: string }, agent: string) => {
  const link = await on.mailedLink(person.email)
  const response = await on.request(link.split('?')[0]!, {
    method: 'POST',
    headers: { origin: ORIGIN, 'user-agent': agent },
    body: new URLSearchParams({ to: '/desk' }),
  })
  const one = on.browser()
  one.jar.set(SESSION, /=([\w-]{43});/.exec(response.headers.getSetCookie()[0]!)![1]!)
  return one
}
const cards = (one: Browser) =>
  one
    .page()
    .split('<article')
    .slice(1)
    .map((card) => card.split('</article>')[0]!)
const fieldIn = (card: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(card)![1]!
/** Presses the button of one card of the list. */
const end = (one: Browser, card: string) =>
  one.go('/desk/sessions/end', { key: fieldIn(card, 'key'), session: fieldIn(card, 'session') })
const noted = async () =>
  (await on.sql`select kind, facts, subject_id from audit_log where kind like 's%' order by at, id`).map(
    ({ kind, facts, subject_id }) => [kind, Object.values(facts), subject_id],
  )
const sessions = async () => (await on.sql`select from sessions`).length

test('a sweep that began before somebody signed in, as by a slower clock, leaves them signed in', async () => {
  const anna = await signedIn(on.people.anna, CHROME)
  on.later(-2000)
  await sweepSignIns(on.deps, { now: on.clock.now })
  await anna.go('/desk/sessions')
  expect(cards(anna)).toHaveLength(1)
})

describe('one’s own sessions', () => {
  test('are listed: since when, last used, how one signed in, and on what', async () => {
    await signedIn(on.people.anna, IPHONE)
    on.later(DAY)
    const anna = await signedIn(on.people.anna, CHROME)
    await signedIn(on.people.bo, CHROME)
    on.later(10 * MINUTE)
    await anna.go('/desk/sessions')
    expect(cards(anna)).toHaveLength(2)
    expect(cards(anna)[0]).toContain('Chrome on Windows')
    expect(cards(anna)[0]).toContain('This device')
    expect(cards(anna)[1]).toContain('Safari on iPhone')
    expect(cards(anna)[1]).not.toContain('This device')
    expect(cards(anna)[1]).toContain('Signed in Wed 11 Mar, 12:00, by a mailed link')
    expect(cards(anna)[0]).toContain('Last used Thu 12 Mar, 12:10')
  })

  test('can each be ended by their owner, and nothing else', async () => {
    const phone = await signedIn(on.people.anna, IPHONE)
    const anna = await signedIn(on.people.anna, CHROME)
    await anna.go('/desk/sessions')
    await end(anna, cards(anna).find((card) => card.includes('iPhone'))!)
    expect(anna.text()).toContain('That device is signed out.')
    expect((await phone.go('/desk')).status).toBe(401)
    expect((await anna.go('/desk')).status).toBe(200)
    await anna.go('/desk/sessions')
    await end(anna, cards(anna)[0]!)
    expect(anna.at()).toBe('/desk/sign-in')
    expect(await sessions()).toBe(0)
  })

  test('of somebody else can’t be ended, whatever is sent', async () => {
    const bo = await signedIn(on.people.bo, CHROME)
    const anna = await signedIn(on.people.anna, CHROME)
    const [{ id }] =
      (await on.sql`select id from sessions where person_id = ${on.people.bo.id}`) as never as [
        { id: string },
      ]
    await anna.go('/desk/sessions')
    const key = fieldIn(cards(anna)[0]!, 'key')
    for (const session of [id, '', 'x', on.people.bo.id, "'--"]) {
      await anna.go('/desk/sessions/end', { key, session })
      expect(anna.text()).toContain('That device was signed out already.')
    }
    expect((await bo.go('/desk')).status).toBe(200)
  })

  test('can all be ended at once, but for this one', async () => {
    for (let n = 0; n < 3; n++) {
      await signedIn(on.people.anna, IPHONE)
      on.later(20 * MINUTE)
    }
    const bo = await signedIn(on.people.bo, IPHONE)
    const anna = await signedIn(on.people.anna, CHROME)
    await anna.go('/desk/sessions')
    await anna.press('/desk/sessions/end-others')
    expect(anna.text()).toContain('3 other devices are signed out.')
    expect(cards(anna)).toHaveLength(1)
    expect((await bo.go('/desk')).status).toBe(200)
  })

  test.each([
    ['en', 'Where you are signed in'],
    ['sv', 'Här är du inloggad'],
    ['nb', 'Her er du innlogget'],
  ])('are listed in %s', async (language, title) => {
    const anna = await signedIn(on.people.anna, CHROME)
    await on.sql`update people set language = ${language} where id = ${on.people.anna.id}`
    await anna.go('/desk/sessions')
    await on.sql`update people set language = 'en'`
    expect(anna.text()).toContain(title)
  })

  test('are not ended by a form from elsewhere', async () => {
    const anna = await signedIn(on.people.anna, CHROME)
    await anna.go('/desk/sessions')
    const body = new URLSearchParams({ key: fieldIn(cards(anna)[0]!, 'key') })
    const cookie = `${SESSION}=${anna.jar.get(SESSION)}`
    const headers = { cookie, origin: 'https://evil.example' }
    await signedIn(on.people.anna, IPHONE)
    const foreign = await on.request('/desk/sessions/end-others', { method: 'POST', headers, body })
    expect([foreign.status, await sessions()]).toEqual([403, 2])
  })
})

describe('everybody’s sessions', () => {
  test('are listed for management, who can end those of one person with their mailed links', async () => {
    const anna = await signedIn(on.people.anna, CHROME)
    const bo = await signedIn(on.people.bo, CHROME)
    const link = await on.mailedLink(on.people.anna.email)
    const boss = await signedIn(on.people.boss, CHROME)
    await boss.go('/desk/sessions')
    expect(boss.page()).toContain('href="/desk/sessions/all"')
    await boss.go('/desk/sessions/all')
    expect(cards(boss).map((card) => /<h2>([^<]+)/.exec(card)![1])).toEqual([
      'Anna Berg',
      'Bo Dahl',
      'Per Falk',
    ])
    const card = cards(boss)[0]!
    await boss.go('/desk/sessions/end-person', { key: fieldIn(card, 'key'), person: fieldIn(card, 'person') })
    expect(boss.text()).toContain('Anna Berg is signed out everywhere.')
    expect((await anna.go('/desk')).status).toBe(401)
    expect((await bo.go('/desk')).status).toBe(200)
    expect((await on.request(link)).status).toBe(410)
    expect(await noted()).toEqual([
      ['signin.done', ['mail'], on.people.anna.id],
      ['signin.done', ['mail'], on.people.bo.id],
      ['signin.done', ['mail'], on.people.boss.id],
      ['session.ended', ['management', 1], on.people.anna.id],
    ])
  })

  test('are nobody else’s to see or to end', async () => {
    await signedIn(on.people.boss, CHROME)
    for (const person of [on.people.anna, on.people.maja]) {
      const one = await signedIn(person, CHROME)
      expect((await one.go('/desk/sessions/all')).status).toBe(403)
      await one.go('/desk/sessions')
      expect(one.page()).not.toContain('/desk/sessions/all')
      const key = fieldIn(cards(one)[0]!, 'key')
      expect((await one.go('/desk/sessions/end-person', { key, person: on.people.boss.id })).status).toBe(403)
    }
    expect(await sessions()).toBe(3)
  })

  test('come 50 people a page', async () => {
    await on.sql`
      with made as (
        insert into people (email, name) select 'many' || n || '@nordly.example', 'Same Name' from generate_series(1, 120) n
        returning id
      ) insert into sessions (hash, person_id, created_at, last_seen_at, expires_at)
      select decode(md5(id::text), 'hex'), id, ${noon}, ${noon}, '2027-01-01' from made`
    const boss = await signedIn(on.people.boss, CHROME)
    const seen: string[] = []
    for (let path: string | undefined = '/desk/sessions/all'; path; ) {
      await boss.go(path)
      seen.push(...cards(boss).map((card) => fieldIn(card, 'person')))
      path = /href="(\/desk\/sessions\/all\?after=[^"]+)"/.exec(boss.page())?.[1]
    }
    expect([seen.length, new Set(seen).size]).toEqual([121, 121])
    await on.sql`delete from sessions`
    await on.sql`delete from people where name = 'Same Name'`
  })
})

describe('a person who is taken out of the set-up', () => {
  const place = `timeZone: Europe/Stockholm
    hours: { mon-fri: 09:00-17:00 }
    destination: { platform: desk }
    digestHour: 8`
  const file = (names: ('anna' | 'bo' | 'maja' | 'boss')[]) => `
name: Nordly
brands:
  nordly: { name: Nordly, sender: { name: Nordly, address: care@nordly.example }, replyTo: care@nordly.example, colour: "#1f4e79", language: en }
departments:
  service:
    name: Customer Service
    ${place}
    liaisons: [${names
      .filter((name) => name === 'anna' || name === 'bo')
      .map((name) => on.people[name].email)
      .join(', ')}]
    managers: [${on.people.maja.email}]
management:
    ${place}
    people: [${on.people.boss.email}]
people:
${names.map((name) => `  - { name: ${on.people[name].name}, email: ${on.people[name].email}, desk: true }`).join('\n')}
`
  const apply = (names: Parameters<typeof file>[0]) =>
    applyOrganisation(
      { db: database.db, chat: on.deps.chat, pause: async () => {} },
      { text: file(names), now: on.clock.now },
    )

  test('loses every session, visit and mailed link with it; a set-up that fails ends nothing', async () => {
    await apply(['anna', 'bo', 'maja', 'boss'])
    const anna = await signedIn(on.people.anna, CHROME)
    const bo = await signedIn(on.people.bo, CHROME)
    const link = await on.mailedLink(on.people.anna.email)
    await on.sql.unsafe(`
      create function refuse() returns trigger language plpgsql as $$ begin raise 'refused'; end $$;
      create trigger refuse before delete on department_people execute function refuse()`)
    await expect(apply(['bo', 'maja', 'boss'])).rejects.toThrow()
    expect((await anna.go('/desk')).status).toBe(200)
    expect(await sessions()).toBe(2)
    await on.sql.unsafe('drop trigger refuse on department_people; drop function refuse()')
    await apply(['bo', 'maja', 'boss'])
    const left = await on.sql`
      select (select count(*)::int from sessions where person_id = p.id) as sessions,
        (select count(*)::int from sign_ins where person_id = p.id) as links, active from people p where id = ${on.people.anna.id}`
    expect(left[0]).toEqual({ sessions: 0, links: 0, active: false })
    expect((await anna.go('/desk')).status).toBe(401)
    expect((await bo.go('/desk')).status).toBe(200)
    await apply(['anna', 'bo', 'maja', 'boss'])
    expect((await anna.go('/desk')).status).toBe(401)
    expect((await on.request(link)).status).toBe(410)
  })

  test('in the middle of a form: nothing is stored, what was typed is shown, and it is said kindly', async () => {
    await apply(['anna', 'bo', 'maja', 'boss'])
    const anna = await signedIn(on.people.anna, CHROME)
    const id = await on.open({ state: 'owned', ownerId: on.people.anna.id })
    await anna.go(`/desk/c/${id}`)
    await anna.press('/desk/act', { verb: 'apologise' })
    await apply(['bo', 'maja', 'boss'])
    const before = await on.sql`select count(*) from case_events where case_id = ${id}`
    const words = 'I am sorry that nobody called you back.'
    const response = await anna.fill({ text: words })
    expect(response.status).toBe(401)
    expect(anna.text()).toContain(words)
    expect(anna.text()).toContain('nothing was saved')
    expect(await on.sql`select count(*) from case_events where case_id = ${id}`).toEqual(before)
  })
})
