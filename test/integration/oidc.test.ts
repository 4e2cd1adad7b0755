import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { SignInProvider } from '../../integrations/oidc/oidc.ts'
import type { ProviderKind } from '../../integrations/oidc/settings.ts'
import { signInWorks } from '../../src/doctor/signIn.ts'
import { noon } from '../factories.ts'
import { knownAs, startForger } from '../oidc.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'
import { makeDesk, ORIGIN, SESSION } from './deskStage.ts'

const TENANT = '0b5d1f3c-5f0e-4f0e-9d4c-6d1f0e2a7b10'
const OTHER_TENANT = '1c6e204d-6a1f-4a1f-8e5d-7e2a1f3b8c21'
const OBJECT = '2d7f315e-7b2a-4b2a-9f6e-8f3b2a4c9d32'
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

let database: TestDatabase
let on: Awaited<ReturnType<typeof makeDesk>>
let forger: Awaited<ReturnType<typeof startForger>>
const provider: { kind: ProviderKind } = { kind: 'other' }

beforeAll(async () => {
  database = await freshDatabase({ max: 20 })
  forger = await startForger()
  const known = knownAs(forger.issuer)
  const oidc: SignInProvider = {
    ...known,
    get kind() {
      return provider.kind
    },
  }
  on = await makeDesk(database, ORIGIN, oidc)
})
afterAll(async () => {
  forger.close()
  await database.end()
})
beforeEach(async () => {
  await on.clear()
  on.clock.now = noon
  provider.kind = 'other'
  forger.said.next = {}
  forger.said.claims = { email: on.people.anna.email, email_verified: true }
  await rules({ domains: ['nordly.example'], tenants: [] })
  await on.sql`update people set oidc_subject = null`
})

const rules = (oidc: { domains: string[]; tenants: string[] } | null, mailedLinks: boolean | null = null) =>
  on.sql`update organisation set sign_in = ${on.sql.json({ sessionDays: 30, idleDays: 7, mailedLinks, oidc })}`

type Browser = ReturnType<typeof on.browser>
/** Goes to the provider, which leads back at once, and gives the address it leads to. */
const atProvider = async (one: Browser, path = '/desk/oidc?to=%2Fdesk') => {
  const headers = { cookie: [...one.jar].map(([name, value]) => `${name}=${value}`).join('; ') }
  const begun = await on.request(path, { headers })
  for (const set of begun.headers.getSetCookie()) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
    if (value) one.jar.set(name, value)
  }
  const sent = new URL(begun.headers.get('location')!)
  const back = await fetch(sent, { redirect: 'manual' })
  return { sent, back: back.headers.get('location')!.replace(ORIGIN, '') }
}
const signIn = async (one = on.browser(), path?: string) => {
  const { back } = await atProvider(one, path)
  const response = await one.go(back)
  return { one, status: response.status, text: one.text(), at: one.at() }
}
const sessions = async () => (await on.sql`select from sessions`).length
const links = async () => on.sql`select subject, person_id from sign_in_subjects`
const REFUSED = {
  untrusted: 'was not as it should be',
  unknown: 'This account has no access here.',
  domain: 'not one of this organisation',
  tenant: 'belongs to another organisation',
  unverified: 'has not verified',
  begun: 'began in another browser',
  over: 'was used already',
}
const expectRefused = async (why: keyof typeof REFUSED, status: number, found = signIn()) => {
  const got = await found
  expect(got.text).toContain(REFUSED[why])
  expect(got.status).toBe(status)
  expect([got.one.jar.has(SESSION), await sessions()]).toEqual([false, 0])
}

describe('at the identity provider', () => {
  test('one signs in with PKCE, state and nonce, and comes back to where one was', async () => {
    const anna = on.browser()
    await anna.go('/desk/cases')
    expect(anna.page()).toContain('href="/desk/oidc?to=%2Fdesk%2Fcases"')
    const { sent, back } = await atProvider(anna, '/desk/oidc?to=%2Fdesk%2Fcases')
    const asked = Object.fromEntries(sent.searchParams)
    expect(asked).toMatchObject({
      response_type: 'code',
      scope: 'openid profile email',
      code_challenge_method: 'S256',
      redirect_uri: `${ORIGIN}/desk/oidc/callback`,
    })
    for (const name of ['state', 'nonce', 'code_challenge']) expect(asked[name]).toMatch(/^[\w-]{43}$/)
    await anna.go(back)
    expect(anna.at()).toBe('/desk/cases')
    expect(anna.page()).toContain('Anna Berg')
    await anna.go('/desk/sessions')
    expect(anna.text()).toContain('with your work account')
  })

  test.each<[string, object]>([
    ['another issuer', { claims: { iss: 'https://evil.example' } }],
    ['another audience', { claims: { aud: 'somebody-else' } }],
    ['another nonce', { claims: { nonce: 'a'.repeat(43) } }],
    ['no nonce', { without: ['nonce'] }],
    ['an end that has passed', { claims: { iat: 1_700_000_000, exp: 1_700_000_300 } }],
    ['no end', { without: ['exp'] }],
    ['no signature (alg: none)', { how: 'none' }],
    ['the signature of another key', { how: 'other key' }],
    ['no subject', { without: ['sub'] }],
  ])('an ID token with %s signs nobody in', async (_, next) => {
    forger.said.next = next
    await expectRefused('untrusted', 403)
    expect(await links()).toEqual([])
  })

  test('the state of another browser signs nobody in: neither who began, nor who was led here', async () => {
    const [anna, other] = [on.browser(), on.browser()]
    const { back } = await atProvider(anna)
    await expectRefused(
      'begun',
      400,
      (async () => {
        const { status } = await other.go(back)
        return { one: other, status, text: other.text(), at: other.at() }
      })(),
    )
    await atProvider(other)
    await expectRefused(
      'begun',
      400,
      (async () => {
        const { status } = await other.go(back)
        return { one: other, status, text: other.text(), at: other.at() }
      })(),
    )
  })

  test('an answer is good once: neither our page nor the provider takes it twice', async () => {
    const anna = on.browser()
    const { back } = await atProvider(anna)
    const flow = [...anna.jar].find(([name]) => name.includes('oidc'))!
    await anna.go(back)
    expect(await sessions()).toBe(1)
    await anna.go(back)
    expect(anna.text()).toContain(REFUSED.begun)
    const thief = on.browser()
    thief.jar.set(...flow)
    expect((await thief.go(back)).status).toBe(400)
    expect(thief.text()).toContain(REFUSED.over)
    expect(await sessions()).toBe(1)
  })

  test('an answer after ten minutes is too late, and a forged cookie is none', async () => {
    const anna = on.browser()
    const { back } = await atProvider(anna)
    on.later(10 * MINUTE)
    expect((await anna.go(back)).status).toBe(400)
    const again = await atProvider(anna)
    const [name, value] = [...anna.jar].find(([one]) => one.includes('oidc'))!
    anna.jar.set(
      name,
      value.replace(/^./, (first) => (first === 'W' ? 'X' : 'W')),
    )
    expect((await anna.go(again.back)).status).toBe(400)
    expect(await sessions()).toBe(0)
  })

  test.each([
    ['access_denied', 400, 'cancelled before it was done'],
    ['temporarily_unavailable', 503, 'does not answer at the moment'],
  ])('what the provider refuses is said: %s', async (error, status, words) => {
    const anna = on.browser()
    const { sent } = await atProvider(anna)
    const query = new URLSearchParams({ error, state: sent.searchParams.get('state')!, iss: forger.issuer })
    expect((await anna.go(`/desk/oidc/callback?${query}`)).status).toBe(status)
    expect(anna.text()).toContain(words)
  })
})

describe('by address and subject', () => {
  test('a verified address in a listed domain matches once; from then on the subject does', async () => {
    forger.said.claims.sub = 'anna-1'
    expect((await signIn()).at).toBe('/desk')
    expect(await links()).toEqual([{ subject: 'anna-1', person_id: on.people.anna.id }])
    const noted = await on.sql`select kind, subject_id from audit_log order by at, id`
    expect(noted).toEqual([
      { kind: 'signin.linked', subject_id: on.people.anna.id },
      { kind: 'signin.done', subject_id: on.people.anna.id },
    ])
    forger.said.claims = { sub: 'anna-1', email: 'new-name@elsewhere.example', email_verified: false }
    expect((await signIn()).at).toBe('/desk')
    // Somebody else who has got her address since
    await on.sql`delete from sessions`
    forger.said.claims = { sub: 'anna-2', email: on.people.anna.email, email_verified: true }
    await expectRefused('unknown', 403)
  })

  test('of two accounts with her address at the same moment one is hers', async () => {
    const open = await Promise.all(
      Array.from({ length: 6 }, async () => {
        const one = on.browser()
        return { one, back: (await atProvider(one)).back }
      }),
    )
    let n = 0
    Object.defineProperty(forger.said.claims, 'sub', { get: () => `anna-${n++}`, enumerable: true })
    await Promise.all(open.map(({ one, back }) => one.go(back)))
    expect([(await links()).length, await sessions()]).toEqual([1, 1])
  })

  test.each<[string, object, 'unverified' | 'domain' | 'unknown']>([
    ['an unverified address', { email_verified: false }, 'unverified'],
    ['a word for verified', { email_verified: 'true' }, 'unverified'],
    ['nothing about verified', { email_verified: undefined }, 'unverified'],
    ['another domain', { email: 'anna@evil.example' }, 'domain'],
    ['a domain below it', { email: 'anna@x.nordly.example' }, 'domain'],
    ['no address', { email: undefined }, 'domain'],
    ['an address of nobody', { email: 'nobody@nordly.example' }, 'unknown'],
  ])('%s signs nobody in', async (_, claims, why) => {
    forger.said.next = { claims: claims as never }
    await expectRefused(why, 403)
    expect(await links()).toEqual([])
  })

  test('the page is the same for an address of nobody and for a person who was removed', async () => {
    forger.said.claims.email = 'nobody@nordly.example'
    const nobody = await signIn()
    forger.said.claims.email = on.people.anna.email
    await on.sql`update people set active = false where id = ${on.people.anna.id}`
    const removed = await signIn()
    expect([removed.status, removed.one.page()]).toEqual([nobody.status, nobody.one.page()])
    expect(await sessions()).toBe(0)
  })

  test('a person whom an administrator linked is known by that subject alone', async () => {
    await on.sql`update people set oidc_subject = 'by-hand' where id = ${on.people.anna.id}`
    await expectRefused('unknown', 403)
    forger.said.claims = { sub: 'by-hand' }
    expect((await signIn()).at).toBe('/desk')
  })

  test('Google’s accounts have to be of the organisation, each time', async () => {
    provider.kind = 'google'
    await expectRefused('domain', 403)
    forger.said.claims.hd = 'nordly.example'
    expect((await signIn()).at).toBe('/desk')
    await on.sql`delete from sessions`
    forger.said.claims.hd = 'evil.example'
    await expectRefused('domain', 403)
  })
})

describe('by Entra’s tenant and object', () => {
  beforeEach(async () => {
    provider.kind = 'entra'
    await rules({ domains: ['nordly.example'], tenants: [TENANT] })
    await on.sql`delete from person_accounts where platform = 'teams'`
    await on.sql`insert into person_accounts values (${on.people.anna.id}, 'teams', ${TENANT}, ${OBJECT})`
  })

  test('a stored Teams account signs in, whatever the address says', async () => {
    forger.said.claims = { tid: TENANT, oid: OBJECT, email: on.people.bo.email, email_verified: true }
    const { one } = await signIn()
    expect(one.page()).toContain('Anna Berg')
  })

  test('an address never matches, verified or not, nor does a preferred name', async () => {
    const { email } = on.people.bo
    for (const claims of [
      { email, email_verified: true, xms_edov: true },
      { preferred_username: email, upn: email },
    ]) {
      forger.said.claims = { tid: TENANT, oid: '3e8a426f-8c3b-4c3b-8a7f-9a4c3b5d0e43', ...claims }
      await expectRefused('unknown', 403)
    }
    expect(await links()).toEqual([])
  })

  test.each([
    ['another tenant', { tid: OTHER_TENANT, oid: OBJECT }],
    ['no tenant', { oid: OBJECT }],
    ['no object', { tid: TENANT }],
  ])('%s signs nobody in', async (_, claims) => {
    forger.said.claims = { email: on.people.anna.email, email_verified: true, ...claims }
    await expectRefused('tenant', 403)
  })

  test('an object that an administrator linked signs in, and the Teams account no longer', async () => {
    const object = '4f9b5370-9d4c-4d4c-9b8a-0b5d4c6e1f54'
    await on.sql`update people set oidc_subject = ${object} where id = ${on.people.anna.id}`
    forger.said.claims = { tid: TENANT, oid: OBJECT }
    await expectRefused('unknown', 403)
    forger.said.claims = { tid: TENANT, oid: object.toUpperCase() }
    expect((await signIn()).at).toBe('/desk')
  })
})

describe('mailed links, where there is a provider', () => {
  test('are off: neither asked for, nor used, and their sessions end', async () => {
    await rules(null)
    const anna = await on.signedIn(on.people.anna)
    const link = await on.mailedLink(on.people.bo.email)
    await rules({ domains: ['nordly.example'], tenants: [] })
    expect((await anna.go('/desk')).status).toBe(401)
    expect(anna.page()).not.toContain('action="/desk/sign-in"')
    const bo = on.browser()
    expect((await bo.go('/desk/sign-in', { email: on.people.bo.email })).status).toBe(403)
    expect(bo.text()).toContain('Links by e-mail are not used here.')
    expect((await bo.go(link.split('?')[0]!, { to: '/desk' })).status).toBe(410)
    expect((await on.sql`select from sign_ins`).length).toBe(2)
  })

  test('are never for administrators, even where they stay: asked for or mailed before', async () => {
    await rules(null)
    const link = await on.mailedLink(on.people.anna.email)
    expect(link).not.toBe('')
    await rules({ domains: ['nordly.example'], tenants: [] }, true)
    await on.sql`insert into person_roles (person_id, role) values (${on.people.anna.id}, 'administrator')`
    expect(await on.mailedLink(on.people.anna.email)).toBe('')
    expect((await on.browser().go(link.split('?')[0]!, { to: '/desk' })).status).toBe(410)
    expect(await on.mailedLink(on.people.bo.email)).not.toBe('')
    expect(await sessions()).toBe(0)
    await on.sql`delete from person_roles`
  })

  test('stay where the set-up says so, beside the provider', async () => {
    await rules({ domains: ['nordly.example'], tenants: [] }, true)
    const anna = await on.signedIn(on.people.anna)
    expect((await anna.go('/desk')).status).toBe(200)
    const page = on.browser()
    await page.go('/desk/sign-in')
    expect(page.page()).toContain('action="/desk/sign-in"')
    expect(page.page()).toContain('Sign in with your work account')
  })
})

describe('what needs a fresh sign-in', () => {
  const endAnna = async (boss: Browser) => {
    await boss.go('/desk/sessions/all')
    const key = /name="key" value="([^"]*)"/.exec(boss.page())![1]!
    return boss.go('/desk/sessions/end-person', { key, person: on.people.anna.id })
  }

  test('is done within 15 minutes of it, and asks for another one after', async () => {
    await signIn()
    forger.said.claims = { sub: 'boss', email: on.people.boss.email, email_verified: true }
    const { one: boss } = await signIn()
    on.later(15 * MINUTE - 1)
    expect((await endAnna(boss)).status).toBe(200)
    expect(await sessions()).toBe(1)
    on.later(1)
    expect((await endAnna(boss)).status).toBe(403)
    expect(boss.text()).toContain('Please confirm that it is you')
    expect(boss.text()).toContain('Nothing was changed.')
    const path = /href="(\/desk\/oidc[^"]+)"/.exec(boss.page())![1]!.replaceAll('&amp;', '&')
    const { sent, back } = await atProvider(boss, path)
    expect(sent.searchParams.get('prompt')).toBe('login')
    await boss.go(back)
    expect(boss.at()).toBe('/desk/sessions/all')
    expect((await endAnna(boss)).status).toBe(200)
    // One session a browser
    expect(await sessions()).toBe(1)
  })

  test('of the console: the set-up, and enabling a webhook', async () => {
    const { sql } = database
    await sql`insert into person_roles (person_id, role) values (${on.people.boss.id}, 'administrator') on conflict do nothing`
    await sql`insert into webhooks (key, url, events, disabled_at) values ('crm', 'https://crm.example/h', '{remedy.enacted}', ${noon})`
    forger.said.claims = { sub: 'boss', email: on.people.boss.email, email_verified: true }
    const { one: boss } = await signIn()
    const enable = async () => {
      await boss.go('/desk/console/webhooks')
      return boss.press('/desk/console/webhooks', { endpoint: 'crm', do: 'enable' })
    }
    expect((await boss.go('/desk/console/setup')).status).toBe(200)
    on.later(15 * MINUTE)
    expect((await enable()).status).toBe(403)
    expect(boss.text()).toContain('Please confirm that it is you')
    expect((await sql`select disabled_at from webhooks`)[0]!.disabledAt).not.toBeNull()
    expect((await boss.go('/desk/console/setup')).status).toBe(403)
    await boss.go('/desk/console/webhooks')
    const key = /name="key" value="([^"]*)"/.exec(boss.page())![1]!
    expect(
      (await boss.go('/desk/console/setup', { key, do: 'back', person: on.people.anna.id })).status,
    ).toBe(403)
    await sql`delete from webhooks`
    await sql`delete from person_roles`
  })

  test('is not fresh because the provider still knew them: when they signed in there counts', async () => {
    const hoursAgo = Math.floor(noon.getTime() / 1000) - 3 * 3600
    forger.said.claims = {
      sub: 'boss',
      email: on.people.boss.email,
      email_verified: true,
      auth_time: hoursAgo,
    }
    const { one: boss } = await signIn()
    expect((await endAnna(boss)).status).toBe(403)
  })

  test('is not asked for where there is no provider, and not given to a mailed link', async () => {
    await rules(null)
    const plain = await on.signedIn(on.people.boss)
    expect((await endAnna(plain)).status).toBe(200)
    await rules({ domains: ['nordly.example'], tenants: [] }, true)
    expect((await endAnna(plain)).status).toBe(403)
  })
})

test('the doctor says what is missing of a provider, and whether it answers', async () => {
  const { db } = database
  const look = async (oidc?: SignInProvider) =>
    (await signInWorks({ db, publicUrl: ORIGIN, oidc })).map(({ state, says }) => `${state}: ${says}`)
  const known = knownAs(forger.issuer)
  expect(await look(known)).toEqual(['good: the identity provider answers'])
  expect(await look({ ...known, kind: 'entra' })).toEqual([expect.stringContaining('signIn.oidc.tenants')])
  expect(await look()).toEqual([expect.stringContaining('OIDC_CLIENT_SECRET are not set')])
  expect(await look(knownAs(`${forger.issuer}/nowhere`))).toEqual([
    expect.stringContaining('look at OIDC_ISSUER'),
  ])
  await rules(null)
  expect(await look(known)).toEqual([expect.stringContaining('lacks signIn.oidc')])
  expect(await look()).toEqual([])
})

test('a session by the provider has the limits of the others', async () => {
  const { one: anna } = await signIn()
  on.later(7 * DAY)
  expect((await anna.go('/desk')).status).toBe(401)
})
