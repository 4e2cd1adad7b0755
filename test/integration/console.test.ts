import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { api } from '../../src/api/routes.ts'
import { OPERATOR } from '../../src/audit/audit.ts'
import { authenticate, createKey } from '../../src/setup/keys.ts'
import { makePerson, noon } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'
import { makeDesk } from './deskStage.ts'

let database: TestDatabase
let on: Awaited<ReturnType<typeof makeDesk>>
let admin: Awaited<ReturnType<typeof on.signedIn>>
beforeAll(async () => {
  database = await freshDatabase({ max: 20 })
  on = await makeDesk(database)
})
afterAll(() => database.end())
beforeEach(async () => {
  await on.clear()
  on.clock.now = noon
  await database.sql`truncate api_keys cascade`
  admin = await on.signedIn(await administrator())
})

const administrator = async () => {
  const ada = await makePerson(database.db, { slackUser: null, slackWorkspace: null })
  await database.sql`insert into person_roles (person_id, role) values (${ada.id}, 'administrator')`
  return ada
}
const entry = async (over: { state: string; due?: Date; cause?: string; destination?: string }) => {
  const { state, due = noon, cause = null, destination = 'mail' } = over
  const { sql } = database
  await sql`insert into destinations (key) values (${destination}) on conflict do nothing`
  const [row] = await sql`
    insert into outbox (kind, destination, state, due_at, created_at, cause, payload)
    values ('webhook', ${destination}, ${state}, ${due}, ${noon}, ${cause}, '{}') returning id::int`
  return row!.id as number
}
const post = (path: string, values: Record<string, string | string[]>) => {
  const key = /name="key" value="([^"]+)"/.exec(admin.page())?.[1] ?? ''
  return admin.go(path, { key, ...values })
}
const stateOf = async (id: number) =>
  (await database.sql`select state, cause from outbox where id = ${id}`)[0]

test('the console is for administrators: nobody else sees it or finds it', async () => {
  for (const person of [on.people.anna, on.people.maja, on.people.boss]) {
    const one = await on.signedIn(person)
    expect(one.page()).not.toContain('/desk/console')
    expect((await one.go('/desk/console/keys')).status).toBe(403)
    expect((await one.go('/desk/console/outbox')).status).toBe(403)
  }
  await admin.go('/desk')
  expect(admin.page()).toContain('href="/desk/console"')
  await admin.go('/desk/console')
  expect(admin.at()).toBe('/desk/console/outbox')
})

test('an administrator retries one entry of the outbox and drops another', async () => {
  const failed = await entry({ state: 'failed', cause: '550 no' })
  const uncertain = await entry({ state: 'uncertain' })
  const waiting = await entry({ state: 'waiting', due: new Date(noon.getTime() - 60_000) })
  await entry({ state: 'sent' })
  await admin.go('/desk/console/outbox')
  expect(admin.text()).toContain('550 no')
  expect(admin.page()).not.toContain(`value="${waiting}"`)
  await post('/desk/console/outbox', { id: String(failed), do: 'retry' })
  expect(admin.text()).toContain(`Entry ${failed} is sent again.`)
  expect(await stateOf(failed)).toMatchObject({ state: 'waiting' })
  await post('/desk/console/outbox', { id: String(uncertain), do: 'drop' })
  expect(await stateOf(uncertain)).toMatchObject({ state: 'dropped' })
  expect(admin.text()).toContain('Nothing failed, and nothing is uncertain.')
  await admin.go('/desk/console/outbox?show=late')
  expect(admin.page()).toContain(`value="${waiting}"`)
})

test('an entry that changed meanwhile is told, and nothing happens to it', async () => {
  const id = await entry({ state: 'failed' })
  await admin.go('/desk/console/outbox')
  await database.sql`update outbox set state = 'sent' where id = ${id}`
  await post('/desk/console/outbox', { id: String(id), do: 'retry' })
  expect(admin.text()).toContain(`Entry ${id} has changed meanwhile`)
  expect(await stateOf(id)).toMatchObject({ state: 'sent' })
  expect((await post('/desk/console/outbox', { id: 'x', do: 'retry' })).status).toBe(400)
})

test('the outbox is paged, each entry once, whatever its destination', async () => {
  const ids = new Set<string>()
  for (let n = 0; n < 120; n++)
    await entry({
      state: 'waiting',
      due: new Date(noon.getTime() - n * 1000),
      destination: `webhook:${n % 3}`,
    })
  await admin.go('/desk/console/outbox?show=late')
  for (let page = 0; page < 3; page++) {
    for (const [, id] of admin.page().matchAll(/name="id" value="(\d+)"/g)) ids.add(id!)
    const next = /href="([^"]+)" rel="next"/.exec(admin.page())?.[1]?.replaceAll('&amp;', '&')
    if (next) await admin.go(next)
  }
  expect(ids.size).toBe(120)
})

test('an address is suppressed and lifted; what is no address is said and kept in the field', async () => {
  await admin.go('/desk/console/suppressions')
  expect(admin.text()).toContain('No address is suppressed.')
  const given = { do: 'add', address: ' Kim@Mail.example ', scope: 'all' }
  await post('/desk/console/suppressions', given)
  expect(admin.text()).toContain('kim@mail.example is suppressed.')
  expect(await database.sql`select address, scope from suppressions`).toEqual([
    { address: 'kim@mail.example', scope: 'all' },
  ])
  await admin.go('/desk/console/suppressions?q=nobody')
  expect(admin.text()).toContain('No suppressed address has “nobody” in it.')
  await admin.go('/desk/console/suppressions?q=kim')
  await post('/desk/console/suppressions', { do: 'lift', address: 'kim@mail.example', scope: 'all' })
  expect(admin.text()).toContain('kim@mail.example is written to again.')
  const refused = await post('/desk/console/suppressions', { ...given, address: 'kim@' })
  expect(refused.status).toBe(422)
  expect(admin.page()).toContain('value="kim@"')
  expect(await database.sql`select 1 from suppressions`).toHaveLength(0)
})

test('a key is made, shown once, rotated and revoked', async () => {
  await admin.go('/desk/console/keys')
  const made = () => /amends_[\w-]{43}/.exec(admin.page())?.[0] ?? ''
  await post('/desk/console/keys', { do: 'create', name: 'shop', scope: ['contacts:write'] })
  const first = made()
  const works = (key: string) =>
    authenticate(on.deps, { header: `Bearer ${key}`, scope: 'contacts:write' }).then(
      ({ name }) => name,
      ({ code }) => code,
    )
  expect(await works(first)).toBe('shop')
  await admin.go('/desk/console/keys')
  expect(admin.page()).not.toContain(first)
  on.clock.now = new Date(on.clock.now.getTime() + 2 * 3600_000)
  await post('/desk/console/keys', { do: 'rotate', name: 'shop' })
  const second = made()
  // Two of one name: when each was made tells them apart
  const madeAt = [...admin.text().matchAll(/made (\w[^·]*?) ·/g)].map(([, when]) => when)
  expect([madeAt.length, new Set(madeAt).size]).toEqual([2, 2])
  expect(second).not.toBe(first)
  expect(await works(first)).toBe('shop')
  const [{ id }] = (await database.sql`select id from api_keys where ends_at is null`) as unknown as [
    { id: string },
  ]
  await post('/desk/console/keys', { do: 'revoke', id })
  expect(await works(second)).toBe('unauthorised')
  expect(admin.text()).toContain('The key shop was revoked.')
})

test('a key without scope, or with a name that is taken, is refused with what was typed', async () => {
  await admin.go('/desk/console/keys')
  expect((await post('/desk/console/keys', { do: 'create', name: 'shop' })).status).toBe(422)
  expect(admin.text()).toContain('Please choose what the key may do.')
  expect(admin.page()).toContain('value="shop"')
  await post('/desk/console/keys', { do: 'create', name: 'shop', scope: ['cases:read'] })
  await post('/desk/console/keys', { do: 'create', name: 'shop', scope: ['cases:read'] })
  expect(admin.text()).toContain('There is a key shop already')
  expect(await database.sql`select 1 from api_keys`).toHaveLength(1)
})

test('an endpoint that was disabled is enabled, and what failed there is sent again', async () => {
  await database.sql`truncate webhooks cascade`
  await admin.go('/desk/console/webhooks')
  expect(admin.text()).toContain('organisation.yaml names no endpoints.')
  await database.sql`insert into webhooks (key, url, events, disabled_at)
    values ('crm', 'https://crm.example/hook', '{case.opened}', ${noon})`
  const id = await entry({ state: 'failed', destination: 'webhook:crm' })
  await admin.go('/desk/console/webhooks')
  expect(admin.text()).toContain('0 waiting, 1 failed')
  await post('/desk/console/webhooks', { endpoint: 'crm', do: 'enable' })
  expect(admin.text()).toContain('crm is called again; 1 event sent again.')
  expect(await stateOf(id)).toMatchObject({ state: 'waiting' })
  expect(await webhookDeeds()).toEqual([{ kind: 'webhook.enabled', subject_id: 'crm', facts: { again: 1 } }])
})

const webhookDeeds = () =>
  database.sql`select kind, subject_id, facts from audit_log where kind like 'webhook.%' order by id`

test('an endpoint is disabled, once, and it is noted; a verb that is none does nothing', async () => {
  await database.sql`truncate webhooks cascade`
  await database.sql`insert into webhooks (key, url, events) values ('crm', 'https://crm.example/hook', '{case.opened}')`
  await admin.go('/desk/console/webhooks')
  expect((await post('/desk/console/webhooks', { endpoint: 'crm', do: 'remove' })).status).toBe(400)
  await admin.go('/desk/console/webhooks')
  await post('/desk/console/webhooks', { endpoint: 'crm', do: 'disable' })
  expect(admin.text()).toContain('crm is not called any more.')
  expect(admin.text()).toContain('disabled since')
  await post('/desk/console/webhooks', { endpoint: 'crm', do: 'disable' })
  await post('/desk/console/webhooks', { endpoint: 'erp', do: 'disable' })
  expect(await webhookDeeds()).toEqual([{ kind: 'webhook.disabled', subject_id: 'crm', facts: {} }])
})

test('what went to an endpoint is listed page by page, with its last answer and next try, retried and dropped', async () => {
  const { sql } = database
  await sql`truncate webhooks cascade`
  await sql`truncate outbox cascade`
  await sql`insert into webhooks (key, url, events) values ('crm', 'https://crm.example/hook', '{remedy.enacted}')`
  await sql`insert into destinations (key) values ('webhook:crm') on conflict do nothing`
  await sql`
    insert into outbox (kind, destination, state, attempts, cause, due_at, created_at, settled_at, payload)
    select 'webhook', 'webhook:' || case when n % 2 = 0 then 'crm' else 'erp' end,
      (array['sent', 'failed', 'waiting', 'dropped'])[1 + n / 2 % 4], 3,
      case when n / 2 % 4 in (1, 2) then 'the endpoint answered 503' end, ${noon}::timestamptz + interval '2 hours', ${noon}, ${noon},
      jsonb_build_object('id', 'event-' || n, 'type', 'remedy.enacted')
    from generate_series(1, 240) n`
  const seen = new Set<string>()
  await admin.go('/desk/console/webhooks')
  await admin.go(/href="(\/desk\/console\/deliveries[^"]+)"/.exec(admin.page())![1]!)
  expect(admin.text()).toContain('the endpoint answered 503')
  expect(admin.text()).toMatch(/next try .*13:00/)
  expect(admin.text()).toMatch(/arrived /)
  for (let page = 0; page < 3; page++) {
    for (const [, id] of admin.page().matchAll(/>(event-\d+)</g)) seen.add(id!)
    const next = /href="([^"]+)" rel="next"/.exec(admin.page())?.[1]?.replaceAll('&amp;', '&')
    if (next) await admin.go(next)
  }
  expect(seen.size).toBe(120)
  expect([...seen].every((one) => Number(one.slice(6)) % 2 === 0)).toBe(true)
  const failed =
    (await sql`select id::int from outbox where destination = 'webhook:crm' and state = 'failed' order by id desc limit 2`) as unknown as {
      id: number
    }[]
  const [first, second] = failed.map(({ id }) => id)
  await post('/desk/console/outbox', { id: String(first), do: 'retry', endpoint: 'crm' })
  expect(admin.at()).toBe('/desk/console/deliveries?endpoint=crm')
  expect(await stateOf(first!)).toMatchObject({ state: 'waiting' })
  await post('/desk/console/outbox', { id: String(second), do: 'drop', endpoint: 'crm' })
  expect(await stateOf(second!)).toMatchObject({ state: 'dropped' })
  expect((await admin.go('/desk/console/deliveries?endpoint=nobody')).status).toBe(404)
  expect(admin.text()).toContain('names no endpoint “nobody”')
})

test('a filter of the audit log that can’t be used is said, nothing is listed, and the others stay', async () => {
  await admin.go('/desk/console/keys')
  await post('/desk/console/keys', { do: 'create', name: 'shop', scope: ['cases:read'] })
  const refused = async (query: string, says: string) => {
    expect((await admin.go(`/desk/audit?${query}`)).status, query).toBe(400)
    expect(admin.text()).toContain(says)
    expect(admin.page()).not.toContain('<h2>API key made')
  }
  await refused('kind=key.lost&from=2026-03-01', 'there is no “key.lost” to choose')
  expect(admin.page()).toContain('value="2026-03-01"')
  await refused('kind=key.created&from=2026-02-30', '“2026-02-30” is no date')
  expect(admin.page()).toMatch(/value="key.created" selected/)
  await refused('from=2026-03-02&to=2026-03-01', 'ends before it begins')
  await refused('by=anna', 'there is no “anna” to choose')
  await refused('after=1', 'This page is not known')
  await refused('who=anna&kind=key.created', 'There is no filter “who”.')
  expect(admin.page()).toMatch(/value="key.created" selected/)
  expect((await admin.go('/desk/audit?kind=key.created&from=')).status).toBe(200)
})

test('the audit log shows who did what, by kind and by person, and leads to older pages', async () => {
  await database.sql`truncate audit_log`
  await admin.go('/desk/console/keys')
  await post('/desk/console/keys', { do: 'create', name: 'shop', scope: ['cases:read'] })
  await admin.go('/desk/audit')
  expect(admin.text()).toContain('API key made')
  await admin.go('/desk/audit?kind=key.revoked')
  expect(admin.text()).toContain('Nothing was noted in this time.')
  const [{ by_id }] = (await database.sql`select by_id from audit_log`) as unknown as [{ by_id: string }]
  await admin.go(`/desk/audit?by=${by_id}&from=2026-03-11&to=2026-03-11`)
  expect(admin.text()).toContain('API key made')
  await database.sql`
    insert into audit_log (at, kind, by_kind, subject_kind, door)
    select ${noon}::timestamptz - n * interval '1 second', 'roster.removed', 'clock', 'department', 'clock'
    from generate_series(1, 120) n`
  let shown = 0
  await admin.go('/desk/audit?kind=roster.removed')
  for (let page = 0; page < 3; page++) {
    shown += admin.page().match(/<h2>Duty roster removed/g)?.length ?? 0
    const next = /href="([^"]+)" rel="next"/.exec(admin.page())?.[1]?.replaceAll('&amp;', '&')
    if (next) await admin.go(next)
  }
  expect(shown).toBe(120)
})

test('the audit log is had as NDJSON by a key for it, page by page, without names', async () => {
  await database.sql`truncate audit_log`
  const { key } = await createKey(on.deps, { name: 'siem', scopes: ['audit:read'], now: noon, as: OPERATOR })
  const app = api(on.deps, {})
  const get = (path: string, bearer = key) =>
    app.request(path, { headers: { authorization: `Bearer ${bearer}` } })
  const answer = await get('/v1/audit?kind=key.created')
  expect(answer.headers.get('content-type')).toBe('application/x-ndjson')
  const lines = (await answer.text()).trim().split('\n')
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    expect.objectContaining({ kind: 'key.created', byKind: 'operator', door: 'command line' }),
  ])
  expect(answer.headers.get('link')).toBeNull()
  expect(await (await get('/v1/audit?kind=audit.exported')).text()).toContain('audit.exported')
  expect((await get('/v1/audit?kind=nothing&cursor=x')).status).toBe(422)
  expect((await get('/v1/audit', 'amends_wrong')).status).toBe(401)
})
