import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { tick } from '../../src/jobs/jobs.ts'
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
const count = async (table: string) =>
  Number((await on.sql.unsafe(`select count(*) from ${table}`))[0]!.count)
const press = async (link: string, headers: Record<string, string> = { origin: ORIGIN }) =>
  on.request(link.split('?')[0]!, { method: 'POST', headers, body: new URLSearchParams({ to: '/desk' }) })

describe('signing in', () => {
  test('a link is mailed, its page has one button, and that leads back to where one was', async () => {
    const anna = on.browser()
    const id = await on.open()
    on.mails.length = 0
    expect((await anna.go(`/desk/c/${id}`)).status).toBe(401)
    expect(anna.text()).not.toContain('Case')
    await anna.press('/desk/sign-in', { email: ` ${on.people.anna.email.toUpperCase()} ` })
    expect(anna.text()).toContain('Look at your mail')
    await on.send()
    const [mail, ...more] = on.mails
    expect(more).toEqual([])
    expect(mail).toMatchObject({ to: on.people.anna.email, subject: 'Your link to sign in' })
    await anna.go(on.linkIn(mail))
    expect(anna.page().match(/<button/g)).toHaveLength(1)
    await anna.press(anna.at().split('?')[0]!)
    expect(anna.at()).toBe(`/desk/c/${id}`)
    expect(anna.page()).toContain('Anna Berg')
  })

  test('the answer is the same for an address nobody has, and nothing is stored or mailed', async () => {
    const [known, unknown] = [on.browser(), on.browser()]
    await known.go('/desk/sign-in', { email: on.people.anna.email })
    await on.sql`truncate outbox, sign_ins`
    await unknown.go('/desk/sign-in', { email: 'nobody@nordly.example' })
    expect(unknown.page()).toBe(known.page())
    expect(await count('sign_ins')).toBe(0)
    expect(await count('outbox')).toBe(0)
  })

  test('a scanner that opens the link uses nothing up', async () => {
    const link = await on.mailedLink(on.people.anna.email)
    for (const method of ['GET', 'HEAD', 'GET', 'OPTIONS']) await on.request(link, { method })
    expect(await count('sessions')).toBe(0)
    expect((await press(link)).status).toBe(303)
  })

  test('a link works once, also of two presses at the same moment', async () => {
    const link = await on.mailedLink(on.people.anna.email)
    const statuses = (await Promise.all(Array.from({ length: 10 }, () => press(link)))).map(
      ({ status }) => status,
    )
    expect(statuses.sort()).toEqual([303, ...Array.from({ length: 9 }, () => 410)])
    expect((await press(link)).status).toBe(410)
    expect((await on.request(link)).status).toBe(410)
    expect(await count('sessions')).toBe(1)
  })

  test('a link ends after 15 minutes, and is not mailed once it has', async () => {
    const link = await on.mailedLink(on.people.anna.email)
    on.later(15 * MINUTE)
    expect((await press(link)).status).toBe(410)
    await on.browser().go('/desk/sign-in', { email: on.people.bo.email })
    on.later(15 * MINUTE)
    on.mails.length = 0
    await on.send()
    expect(on.mails).toEqual([])
    expect(await count('sessions')).toBe(0)
  })

  test('a guessed link is refused like an old one', async () => {
    for (const token of ['x', 'a'.repeat(43), '..%2f', "'--"])
      expect((await on.request(`/desk/sign-in/${token}`)).status).toBe(410)
    expect((await press(`/desk/sign-in/${'a'.repeat(43)}`)).status).toBe(410)
  })

  test('at most three links an hour and person, however they are asked for', async () => {
    await Promise.all(
      Array.from({ length: 12 }, () => on.browser().go('/desk/sign-in', { email: on.people.anna.email })),
    )
    await on.send()
    expect(on.mails).toHaveLength(3)
    on.later(61 * MINUTE)
    expect(await on.mailedLink(on.people.anna.email)).not.toBe('')
  })

  test('asking in somebody’s name does not keep them from a link for long: once the mailed ones are over, one more is sent', async () => {
    const asks = () => on.browser().go('/desk/sign-in', { email: on.people.anna.email })
    for (let times = 0; times < 3; times++) await asks()
    await on.send()
    expect(await on.mailedLink(on.people.anna.email)).toBe('')
    on.later(16 * MINUTE)
    const link = await on.mailedLink(on.people.anna.email)
    expect(link).not.toBe('')
    expect((await press(link)).status).toBe(303)
    // However often they ask: one a quarter of an hour
    on.mails.length = 0
    for (let minutes = 0; minutes < 40; minutes += 4) {
      await asks()
      on.later(4 * MINUTE)
    }
    await on.send()
    expect(on.mails.length).toBeLessThanOrEqual(3)
  })

  test('who is not active gets no link, and one from before is useless', async () => {
    const link = await on.mailedLink(on.people.bo.email)
    await on.sql`update people set active = false where id = ${on.people.bo.id}`
    expect(await on.mailedLink(on.people.bo.email)).toBe('')
    expect((await press(link)).status).toBe(410)
  })

  test('nothing that is stored signs anybody in', async () => {
    const link = await on.mailedLink(on.people.anna.email)
    const anna = on.browser()
    await anna.go(link)
    await anna.press(anna.at().split('?')[0]!)
    const secrets = [link.split('/').at(-1)!.split('?')[0]!, anna.jar.get(SESSION)!]
    const rows = JSON.stringify([
      await on.sql`select o.*, o::text as row from outbox o`,
      await on.sql`select encode(hash, 'escape') as h, encode(nonce, 'escape') as n, s::text as row from sign_ins s`,
      await on.sql`select encode(hash, 'escape') as h, s::text as row from sessions s`,
    ])
    for (const secret of secrets) {
      expect(secret).toMatch(/^[\w-]{43}$/)
      expect(rows).not.toContain(secret)
      expect(rows).not.toContain(Buffer.from(secret, 'base64url').toString('hex'))
    }
  })

  test('what is no address is told at once', async () => {
    const anna = on.browser()
    expect((await anna.go('/desk/sign-in', { email: 'anna' })).status).toBe(422)
    expect(anna.page()).toContain('value="anna"')
  })

  test.each(['//evil.example', 'https://evil.example', '/desk/c/../../evil', '/desk/sign-out', '\\evil'])(
    'nobody is led elsewhere: %s',
    async (to) => {
      const link = await on.mailedLink(on.people.anna.email, to)
      const anna = on.browser()
      await anna.go(link)
      await anna.press(anna.at().split('?')[0]!, { to })
      expect(anna.at()).toBe('/desk')
    },
  )
})

describe('a session', () => {
  test('its cookie is for this host alone, for no script, and for 30 days', async () => {
    const response = await press(await on.mailedLink(on.people.anna.email))
    const [set] = response.headers.getSetCookie()
    expect(set).toMatch(
      /^__Host-amends-session=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    )
  })

  test('ends after 30 days, however it is used', async () => {
    const anna = await on.signedIn(on.people.anna)
    for (let day = 6; day < 30; day += 6) {
      on.later(6 * DAY)
      expect((await anna.go('/desk')).status).toBe(200)
    }
    on.later(6 * DAY - MINUTE)
    expect((await anna.go('/desk')).status).toBe(200)
    on.later(MINUTE)
    expect((await anna.go('/desk')).status).toBe(401)
  })

  test('ends when nobody used it for 7 days, and a look puts that off', async () => {
    const anna = await on.signedIn(on.people.anna)
    on.later(7 * DAY - MINUTE)
    expect((await anna.go('/desk')).status).toBe(200)
    on.later(7 * DAY - MINUTE)
    expect((await anna.go('/desk')).status).toBe(200)
    on.later(7 * DAY)
    expect((await anna.go('/desk')).status).toBe(401)
  })

  test('ends by shorter limits of the set-up too, where it began before them', async () => {
    const anna = await on.signedIn(on.people.anna)
    on.later(2 * DAY)
    expect((await anna.go('/desk')).status).toBe(200)
    await on.sql`update organisation set sign_in = sign_in || '{"sessionDays": 2}'`
    expect((await anna.go('/desk')).status).toBe(401)
    await on.sql`update organisation set sign_in = sign_in || '{"sessionDays": 30}'`
  })

  test('is written to once in five minutes, however often it is used', async () => {
    const anna = await on.signedIn(on.people.anna)
    const seen = async () => (await on.sql`select last_seen_at, xmin::text from sessions`)[0]!
    const first = await seen()
    on.later(4 * MINUTE)
    await anna.go('/desk')
    expect(await seen()).toEqual(first)
    on.later(MINUTE)
    await Promise.all([anna.go('/desk'), anna.go('/desk')])
    expect((await seen()).last_seen_at).toEqual(on.clock.now)
  })

  test('ends when the person is set inactive, and does not come back with them', async () => {
    const anna = await on.signedIn(on.people.anna)
    await on.sql`update people set active = false where id = ${on.people.anna.id}`
    expect((await anna.go('/desk')).status).toBe(401)
    await tick(on.deps)
    await on.sql`update people set active = true`
    expect((await anna.go('/desk')).status).toBe(401)
  })

  test('ends when one signs out, for good', async () => {
    const anna = await on.signedIn(on.people.anna)
    const secret = anna.jar.get(SESSION)!
    await anna.press('/desk/sign-out')
    expect(anna.at()).toBe('/desk/sign-in')
    anna.jar.set(SESSION, secret)
    expect((await anna.go('/desk')).status).toBe(401)
  })

  test('a forged cookie is nobody’s', async () => {
    const anna = await on.signedIn(on.people.anna)
    const secret = anna.jar.get(SESSION)!
    const forged = [
      '',
      'x',
      secret.slice(1),
      `${secret}A`,
      secret.toLowerCase(),
      'a'.repeat(43),
      on.people.anna.id,
    ]
    for (const cookie of forged) {
      anna.jar.set(SESSION, cookie)
      expect((await anna.go('/desk')).status).toBe(401)
    }
  })

  test('what was typed when it ended is shown, and nothing is done', async () => {
    const anna = await on.signedIn(on.people.anna)
    const id = await on.open({ state: 'owned', ownerId: on.people.anna.id })
    await anna.go(`/desk/c/${id}`)
    await anna.press('/desk/act', { verb: 'apologise' })
    on.later(8 * DAY)
    const words = 'I am sorry <b>that</b> nobody called you back.'
    const response = await anna.fill({ text: words })
    expect(response.status).toBe(401)
    expect(anna.text()).toContain(words)
    expect(anna.page()).toContain(`value="/desk/c/${id}"`)
    expect(await on.sql`select from case_events where case_id = ${id}`).toEqual([])
  })

  test('what has ended is swept', async () => {
    await on.signedIn(on.people.anna)
    on.later(8 * DAY)
    await tick(on.deps)
    expect([await count('sessions'), await count('sign_ins')]).toEqual([0, 0])
  })
})

describe('forms from elsewhere', () => {
  const act = async (headers: Record<string, string>, over: Record<string, string> = {}) => {
    const anna = await on.signedIn(on.people.anna)
    const id = await on.open()
    await anna.go(`/desk/c/${id}`)
    const key = /name="key" value="([^"]+)"/.exec(anna.page())![1]!
    const response = await on.request('/desk/act', {
      method: 'POST',
      headers: { cookie: `${SESSION}=${anna.jar.get(SESSION)}`, ...headers },
      body: new URLSearchParams({ key, verb: 'take', subject: id, ...over }),
    })
    const [{ state }] = (await on.sql`select state from cases where id = ${id}`) as unknown as [
      { state: string },
    ]
    return { status: response.status, state }
  }

  test('the desk’s own is heard', async () => {
    expect(await act({ origin: ORIGIN })).toEqual({ status: 303, state: 'owned' })
  })
  test.each([
    ['another site', { origin: 'https://evil.example' }],
    ['a site beside ours', { origin: 'https://x.amends.example' }],
    ['no TLS', { origin: 'http://amends.example' }],
    ['a frame without origin', { origin: 'null' }],
    ['nobody knows where', {}],
    ['another site, by the browser’s word', { 'sec-fetch-site': 'cross-site' }],
    ['a site beside ours, by the browser’s word', { 'sec-fetch-site': 'same-site' }],
  ])('%s: refused, and nothing changes', async (_, headers) => {
    expect(await act(headers as Record<string, string>)).toEqual({ status: 403, state: 'open' })
  })
  test('another session’s key: refused, and nothing changes', async () => {
    const bo = await on.signedIn(on.people.bo)
    await bo.go('/desk')
    const key = /name="key" value="([^"]+)"/.exec(bo.page())![1]!
    expect(await act({ origin: ORIGIN }, { key })).toEqual({ status: 401, state: 'open' })
  })
  test('a sign-in from elsewhere is refused, so that nobody acts as somebody else unawares', async () => {
    const link = await on.mailedLink(on.people.anna.email)
    expect((await press(link, { origin: 'https://evil.example' })).status).toBe(403)
    expect((await press(link, {})).status).toBe(403)
    expect(await count('sessions')).toBe(0)
  })
})

describe('every page', () => {
  test('runs no script, is kept by nobody, and tells nobody where one came from', async () => {
    const anna = await on.signedIn(on.people.anna)
    const id = await on.open()
    for (const path of ['/desk', '/desk/sign-in', `/desk/c/${id}`, '/desk/nowhere']) {
      const { headers } = await anna.go(path)
      expect(headers.get('content-security-policy')).toMatch(
        /^default-src 'none'; style-src 'sha256-[^ ]+'; /,
      )
      expect(headers.get('content-security-policy')).not.toMatch(/script|unsafe/)
      expect(headers.get('cache-control')).toBe('no-store')
      expect(headers.get('referrer-policy')).toBe('same-origin')
      expect(headers.get('x-robots-tag')).toContain('noindex')
      expect(anna.page()).toContain('name="robots" content="noindex')
      expect(anna.page()).not.toMatch(/<script|javascript:| on\w+=| style="/)
    }
  })

  test('a look changes nothing', async () => {
    const id = await on.open()
    const anna = await on.signedIn(on.people.anna)
    await anna.go('/desk')
    const message = /\/desk\/m\/[\w-]+/.exec(anna.page())![0]
    const rows = async () => {
      const tables = await on.sql`select tablename from pg_tables where schemaname = 'public'`
      return Promise.all(
        tables.map(async ({ tablename }) => [
          tablename,
          await on.sql.unsafe(`select count(*), max(xmin::text::bigint) from ${tablename}`),
        ]),
      )
    }
    const before = await rows()
    for (const path of [
      '/desk',
      `/desk/c/${id}`,
      message,
      '/desk/sign-in',
      '/desk/act',
      '/desk/form',
      '/desk/sign-out',
    ])
      await anna.go(path)
    expect(await rows()).toEqual(before)
  })
})
