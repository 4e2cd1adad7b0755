import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { applyOrganisation } from '../../src/setup/apply.ts'
import { SetupError } from '../../src/setup/fault.ts'
import { noon } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'
import { makeDesk } from './deskStage.ts'

let database: TestDatabase
let on: Awaited<ReturnType<typeof makeDesk>>
let admin: Awaited<ReturnType<typeof on.signedIn>>
const SETUP = '/desk/console/setup'

const PLACE = 'timeZone: Europe/Stockholm, hours: { mon-fri: 09:00-17:00 }, destination: { platform: desk }'
const yaml = ({ hour = 8, liaisons = ['astrid', 'bjorn'] } = {}) => `
name: Nordly
brands:
  nordly:
    name: Nordly
    sender: { name: Nordly, address: care@nordly.example }
    replyTo: care@nordly.example
    colour: "#1f4e79"
    language: en
departments:
  billing:
    name: Billing
    ${PLACE.replaceAll(', hours', '\n    hours').replaceAll(', destination', '\n    destination')}
    digestHour: ${hour}
    liaisons: [${liaisons.map((name) => `${name}@nordly.example`).join(', ')}]
    managers: [maja@nordly.example]
    authority: { refund: { amount: 500, currency: SEK } }
management: { ${PLACE}, digestHour: 8, people: [maja@nordly.example] }
administrators: [ida@nordly.example]
webhooks:
  crm: { url: "https://crm.example/hooks/secret-path?key=hidden", events: [remedy.enacted] }
people:
  - { name: Astrid Lund, email: astrid@nordly.example }
  - { name: Björn Ek, email: bjorn@nordly.example }
  - { name: Maja Berg, email: maja@nordly.example }
  - { name: Ida Holm, email: ida@nordly.example }
`
const apply = (given = yaml(), more: { undoDesk?: boolean; dryRun?: boolean } = {}) =>
  applyOrganisation(
    { db: on.db, chat: { desk: on.deps.chat.desk! }, pause: async () => {} },
    { text: given, now: on.clock.now, ...more },
  )
const refusal = (given?: string) =>
  apply(given).then(
    () => 'applied',
    (error) => (error instanceof SetupError ? error.message : Promise.reject(error)),
  )
const idOf = async (name: string) =>
  (await on.sql`select id from people where email = ${`${name}@nordly.example`}`)[0]!.id as string
const liaisons = async () =>
  (
    await on.sql<{ name: string }[]>`
      select split_part(p.email, '@', 1) as name from department_people m join people p on p.id = m.person_id
      where m.department_key = 'billing' and m.role = 'liaison' order by m.position`
  ).map(({ name }) => name)
const history = () => on.sql`select by, changes from setup_changes order by id desc`

beforeAll(async () => {
  database = await freshDatabase({ max: 20 })
  on = await makeDesk(database)
})
afterAll(() => database.end())
beforeEach(async () => {
  await on.clear()
  on.clock.now = noon
  await on.sql`truncate setup_changes`
  await on.sql`update people set away_until = null`
  await apply(yaml(), { undoDesk: true })
  admin = await on.signedIn({ email: 'ida@nordly.example' })
})

/** Sends the form of the department as it is shown, but for `over`. */
const save = async (over: Record<string, string> = {}) => {
  await admin.go(`${SETUP}?department=billing`)
  const places = Object.fromEntries(
    [...admin.page().matchAll(/name="(place\.(\d)\.[\w-]+)"/g)].map(([, name, at]) => [name!, at!]),
  )
  const hour = /value="(\d+)" selected[^>]*>\s*\d\d:00/.exec(admin.page())?.[1] ?? ''
  return admin.press(SETUP, { ...places, hour, add: '', ...over })
}

test('the set-up is shown as it stands, part by part, without secrets', async () => {
  await admin.go(SETUP)
  expect(admin.text()).toContain('Astrid Lund, Björn Ek')
  expect(admin.text()).toContain('Refund 500 SEK')
  expect(admin.text()).toMatch(/Mon–Fri 09:00–17:00/)
  await admin.go(`${SETUP}?show=people`)
  expect(admin.text()).toContain('liaison: Billing')
  expect(admin.text()).toContain('administrator')
  await admin.go(`${SETUP}?show=rules`)
  expect(admin.text()).toContain('ask.restDays: 30')
  expect(admin.text()).toContain('webhooks.crm: https://crm.example, remedy.enacted')
  expect(admin.page()).not.toMatch(/secret-path|key=hidden/)
})

test('an administrator changes liaisons and the digest’s hour; who is first is on call', async () => {
  const bjorn = await idOf('bjorn')
  await save({ hour: '10', [`place.2.${bjorn}`]: '1', add: await idOf('maja') })
  expect(admin.text()).toContain('Saved.')
  expect(await liaisons()).toEqual(['bjorn', 'astrid', 'maja'])
  expect((await on.sql`select digest_hour as h from departments where key = 'billing'`)[0]!.h).toBe(10)
  await admin.go(SETUP)
  expect(admin.text()).toMatch(/On call\s+Björn Ek/)
  await save({ [`place.3.${await idOf('maja')}`]: '' })
  expect(await liaisons()).toEqual(['bjorn', 'astrid'])
  await save()
  expect(admin.text()).toContain('Nothing was changed.')
})

test('each change is in the history and in the audit log: people by ids, no names, no mail', async () => {
  await save({ hour: '10', add: await idOf('maja') })
  const [latest, first] = await history()
  expect(latest).toEqual({
    by: await idOf('ida'),
    changes: [
      {
        section: 'departments',
        id: 'billing',
        change: 'changed',
        fields: [
          { field: 'digestHour', lines: ['digestHour: 8 -> 10'] },
          {
            field: 'liaisons',
            from: [await idOf('astrid'), await idOf('bjorn')],
            to: [await idOf('astrid'), await idOf('bjorn'), await idOf('maja')],
          },
        ],
      },
    ],
  })
  expect(first).toMatchObject({ by: null })
  const [noted] =
    await on.sql`select by_id, door, facts from audit_log where kind = 'setup.applied' order by id desc`
  expect(noted).toMatchObject({ by_id: await idOf('ida'), door: 'desk' })
  expect(noted!.facts.changes[0].fields[0]).toEqual({ field: 'digestHour', before: 8, after: 10 })
  const kept = JSON.stringify([await history(), await on.sql`select facts from audit_log`])
  expect(kept).not.toMatch(/Astrid|Björn|@nordly|secret-path/)
  await admin.go(`${SETUP}?show=history`)
  expect(admin.text()).toContain('Department billing: changed')
  expect(admin.text()).toContain('Hour of the daily digest: 8 → 10')
  expect(admin.text()).toContain('Liaisons: Astrid Lund, Björn Ek → Astrid Lund, Björn Ek, Maja Berg')
})

test('the history is paged, each change once', async () => {
  await on.sql`truncate setup_changes`
  await on.sql`
    insert into setup_changes (at, changes) select ${noon}, jsonb_build_array(jsonb_build_object('section', 'departments', 'id', 'billing',
      'change', 'changed', 'fields', jsonb_build_array(jsonb_build_object('field', 'digestHour', 'lines', jsonb_build_array('digestHour: ' || n || ' -> ' || n + 1)))))
    from generate_series(1, 45) n`
  const seen: string[] = []
  await admin.go(`${SETUP}?show=history`)
  for (let page = 0; page < 4; page++) {
    seen.push(...[...admin.page().matchAll(/daily digest: (\d+ → \d+)/g)].map(([, line]) => line!))
    const next = /href="([^"]+)" rel="next"/.exec(admin.page())?.[1]?.replaceAll('&amp;', '&')
    if (!next) break
    await admin.go(next)
  }
  expect(seen).toHaveLength(45)
  expect(new Set(seen).size).toBe(45)
})

test('apply does not undo a change of the desk: it names it, until the file says it too', async () => {
  await save({ hour: '10', [`place.2.${await idOf('bjorn')}`]: '' })
  await admin.go(SETUP)
  expect(admin.text()).toContain('organisation.yaml says otherwise')
  expect(admin.text()).toContain('Liaisons: Astrid Lund, Björn Ek')
  const said = await refusal()
  expect(said).toMatch(
    /departments\.billing\.digestHour: was changed on the desk on \S+ to 10, and the file still says 8/,
  )
  expect(said).toMatch(/departments\.billing\.liaisons: .*\(line \d+\)/)
  expect(await liaisons()).toEqual(['astrid'])
  expect((await apply(yaml(), { dryRun: true })).undone).toHaveLength(2)
  expect(await refusal(yaml({ hour: 10 }))).not.toContain('digestHour')
  expect(await refusal(yaml({ hour: 10, liaisons: ['astrid'] }))).toBe('applied')
  await admin.go(SETUP)
  expect(admin.text()).not.toContain('organisation.yaml says otherwise')
  expect(await refusal(yaml({ hour: 8, liaisons: ['astrid'] }))).toBe('applied')
})

test('a file that says something new there counts, and --undo-desk undoes', async () => {
  await save({ hour: '10' })
  expect(await refusal(yaml({ hour: 7 }))).toBe('applied')
  await save({ hour: '11' })
  await save({ hour: '12' })
  expect(await refusal(yaml({ hour: 7 }))).toContain('to 12, and the file still says 7')
  await save({ hour: '7' })
  expect(await refusal(yaml({ hour: 7 }))).toBe('applied')
  await save({ hour: '9' })
  await apply(yaml({ hour: 7 }), { undoDesk: true })
  expect(
    (await on.sql`select digest_hour as h, file_says from departments where key = 'billing'`)[0],
  ).toEqual({
    h: 7,
    file_says: null,
  })
})

test('what the file may not say the desk may not either, and nothing is stored', async () => {
  const [astrid, bjorn] = [await idOf('astrid'), await idOf('bjorn')]
  const before = await history()
  const refused = async (over: Record<string, string>, says: string) => {
    expect((await save(over)).status).toBe(422)
    expect(admin.text()).toContain(says)
  }
  await refused({ [`place.1.${astrid}`]: '', [`place.2.${bjorn}`]: '' }, 'needs at least one liaison')
  await refused({ hour: '24' }, 'an hour from 0 to 23')
  await refused({ hour: '' }, 'an hour from 0 to 23')
  await refused({ add: astrid }, 'each once')
  await refused({ add: crypto.randomUUID() }, 'each once')
  await on.sql`update people set active = false where email = 'maja@nordly.example'`
  await refused({ add: await idOf('maja') }, 'each once')
  await on.sql`update people set active = true`
  await on.sql`update departments set destination = '{"platform":"slack","workspace":"T","channel":"C"}' where key = 'billing'`
  await on.sql`insert into person_accounts values (${await idOf('maja')}, 'teams', 'tenant', 'maja')`
  await refused({ add: await idOf('maja') }, 'Maja Berg has no account in slack')
  await on.sql`delete from person_accounts`
  expect(await history()).toEqual(before)
  expect(await liaisons()).toEqual(['astrid', 'bjorn'])
})

test('a change that somebody else made meanwhile is not written over', async () => {
  await admin.go(`${SETUP}?department=billing`)
  const other = await on.signedIn({ email: 'ida@nordly.example' })
  await other.go(`${SETUP}?department=billing`)
  const places = { [`place.1.${await idOf('astrid')}`]: '1', [`place.2.${await idOf('bjorn')}`]: '2' }
  await other.press(SETUP, { ...places, hour: '10' })
  const late = await admin.press(SETUP, { ...places, hour: '11' })
  expect(late.status).toBe(409)
  expect(admin.text()).toContain('changed this department meanwhile')
  expect(await on.sql`select digest_hour as h from departments where key = 'billing'`).toEqual([{ h: 10 }])
})

test('somebody is set away until a day and comes back, and the history names the field alone', async () => {
  await admin.go(`${SETUP}?show=people`)
  const person = await idOf('astrid')
  await admin.press(SETUP, { do: 'away', person, on: '2020-01-01' })
  expect(await on.sql`select 1 from people where away_until is not null`).toHaveLength(0)
  await admin.press(SETUP, { do: 'away', person, on: 'tomorrow' })
  expect(admin.text()).toContain('Please choose the day')
  const day = new Date(noon.getTime() + 3 * 24 * 3600_000).toISOString().slice(0, 10)
  await admin.press(SETUP, { do: 'away', person, on: day })
  expect(admin.text()).toContain('Astrid Lund is out of office.')
  await admin.go(SETUP)
  expect(admin.text()).toMatch(/On call\s+Björn Ek/)
  expect(admin.text()).toContain('Astrid Lund (away until')
  expect((await history())[0]).toMatchObject({
    changes: [{ section: 'people', id: person, fields: [{ field: 'awayUntil' }] }],
  })
  await admin.go(`${SETUP}?show=people`)
  await admin.press(SETUP, { do: 'back', person })
  expect(await on.sql`select 1 from people where away_until is not null`).toHaveLength(0)
  expect(await refusal()).toBe('applied')
})

test('open cases of a liaison who is taken off go to who is on call', async () => {
  const id = await on.open({ departmentKey: 'billing', accountableId: await idOf('astrid') })
  await save({ [`place.1.${await idOf('astrid')}`]: '' })
  expect(admin.text()).toContain('1 open case went to somebody else.')
  expect((await on.sql`select accountable_id as a from cases where id = ${id}`)[0]!.a).toBe(
    await idOf('bjorn'),
  )
})

test('nobody else opens it', async () => {
  for (const name of ['maja', 'astrid']) {
    const one = await on.signedIn({ email: `${name}@nordly.example` })
    expect((await one.go(SETUP)).status).toBe(403)
    expect((await one.go(SETUP, { do: 'department', department: 'billing' })).status).toBe(403)
  }
})

test('the session of a person who is removed in the middle of the form ends, and nothing is changed', async () => {
  await admin.go(`${SETUP}?department=billing`)
  const removed = yaml()
    .replace('administrators: [ida@nordly.example]\n', '')
    .replace('  - { name: Ida Holm, email: ida@nordly.example }\n', '')
  await apply(removed)
  const late = await admin.press(SETUP, { hour: '10', [`place.1.${await idOf('astrid')}`]: '1' })
  expect(late.status).toBe(401)
  expect((await on.sql`select digest_hour as h from departments where key = 'billing'`)[0]!.h).toBe(8)
})
