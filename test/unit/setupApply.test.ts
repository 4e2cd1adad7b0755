import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { caseEvents, cases, departments, people } from '../../db/schema/index.ts'
import { type LocalSlack, startLocalSlack } from '../../dev/emulators/slack/server.ts'
import { peopleOf } from '../../dev/start/people.ts'
import { platforms } from '../../integrations/index.ts'
import { loadCase } from '../../src/cases/caseFile.ts'
import { applyOrganisation } from '../../src/setup/apply.ts'
import { differenceLines } from '../../src/setup/diff.ts'
import { SetupError } from '../../src/setup/fault.ts'
import { makeCase, makeContact, noon } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

const path = join(import.meta.dirname, '../../organisation.yaml')
const example = readFileSync(path, 'utf8')
const named = peopleOf(path)
const idOf = (email: string) => named.users.find((user) => user.email === email)!.id

let database: TestDatabase
let slack: LocalSlack | undefined
beforeEach(async () => {
  database = await freshDatabase()
})
afterEach(async () => {
  await slack?.close()
  slack = undefined
  await database.end()
})

type World = Partial<Parameters<typeof startLocalSlack>[0]>
const start = async (world: World = {}) => {
  slack = await startLocalSlack({
    signingSecret: 'a-signing-secret',
    botToken: 'xoxb-test',
    ...named,
    ...world,
  })
}
const waits: number[] = []
const apply = async (text = example, { dryRun = false, token = 'xoxb-test', now = noon } = {}) => {
  if (!slack) await start()
  const env = { SLACK_BOT_TOKEN: token, SLACK_API_URL: `${slack!.url}/api/` }
  const chat = platforms({ env, fetch, now: () => noon, log: () => {} })
  const pause = async (seconds: number) => void waits.push(seconds)
  return applyOrganisation({ db: database.db, chat, pause }, { text, now, dryRun })
}
const refusal = async (text = example, options = {}): Promise<string> => {
  try {
    await apply(text, options)
  } catch (error) {
    if (error instanceof SetupError) return error.message
    throw error
  }
  throw new Error('it was applied')
}
const rows = async () => {
  const [row] =
    await database.sql`select (select count(*)::int from brands) as brands, (select count(*)::int from people) as people,
    (select count(*)::int from departments) as departments, (select count(*)::int from department_people) as members,
    (select count(*)::int from helpdesk_groups) as groups, (select count(*)::int from organisation) as organisation`
  return row
}
const nothing = { brands: 0, people: 0, departments: 0, members: 0, groups: 0, organisation: 0 }
const listed = async (department: string) =>
  (
    await database.sql`select p.email, m.role from department_people m join people p on p.id = m.person_id
      where department_key = ${department} order by role, position`
  ).map(({ role, email }) => `${role} ${email.split('@')[0]}`)

describe('applying', () => {
  test('roles are rows, and one that is taken back is gone', async () => {
    const readers = '\nreaders: [{ email: olav@nordly.example, departments: [store, billing] }]\n'
    await apply(`${example}\nadministrators: [sigrid@nordly.example]${readers}`)
    const roles = () => database.sql`
      select p.email, r.role, r.departments from person_roles r join people p on p.id = r.person_id order by r.role`
    expect(await roles()).toEqual([
      { email: 'sigrid@nordly.example', role: 'administrator', departments: null },
      { email: 'olav@nordly.example', role: 'reader', departments: ['billing', 'store'] },
    ])
    const { changes } = await apply(`${example}${readers}`)
    expect(differenceLines(changes)).toEqual(['- role administrator sigrid@nordly.example (removed)'])
    expect(await roles()).toHaveLength(1)
    expect((await apply(`${example}${readers}`)).changes).toEqual([])
  })

  test('makes the rows, with people and channels as Slack knows them', async () => {
    await apply()
    expect(await rows()).toEqual({
      brands: 2,
      people: 6,
      departments: 3,
      members: 7,
      groups: 2,
      organisation: 1,
    })
    const [billing] = await database.db.select().from(departments).where(eq(departments.key, 'billing'))
    expect(billing).toMatchObject({
      kind: 'department',
      destination: { platform: 'slack', workspace: 'T0LOCAL001', channel: 'C0BILLING' },
      authority: { refund: { amount: 500, currency: 'SEK' } },
      sampling: 1,
      since: noon,
    })
    const [astrid] = await database.db.select().from(people).where(eq(people.email, 'astrid@nordly.example'))
    expect(astrid).toMatchObject({ slackWorkspace: 'T0LOCAL001', slackUser: idOf('astrid@nordly.example') })
    expect(await listed('billing')).toEqual(['liaison astrid', 'liaison bjorn', 'manager maja'])
    expect(await listed('management')).toEqual(['manager sigrid'])
  })
  test('a second time changes nothing', async () => {
    await apply()
    const before = await database.sql`select xmin::text, * from departments order by key`
    expect(await apply()).toEqual({ changes: [], reassigned: 0, undone: [] })
    expect(await database.sql`select xmin::text, * from departments order by key`).toEqual(before)
  })
  test('by two administrators at once is done once', async () => {
    await start()
    const both = await Promise.all([apply(), apply()])
    expect(both.map(({ changes }) => changes.length).sort((a, b) => a - b)).toEqual([0, 15])
  })
  test('a person reads their own language, else their department’s, else the organisation’s', async () => {
    await apply(
      example
        .replace('name: Nordly\n', 'name: Nordly\nlanguage: sv\n')
        .replace('    name: Oslo store\n', '    name: Oslo store\n    language: nb\n')
        .replace('email: bjorn@nordly.example }', 'email: bjorn@nordly.example, language: en }'),
    )
    const spoken = await database.sql`
      select split_part(email, '@', 1) as who, language from people union all select key, language from departments`
    expect(Object.fromEntries(spoken.map(({ who, language }) => [who, language]))).toEqual({
      astrid: 'sv',
      bjorn: 'en',
      ingrid: 'nb',
      // Of two departments the first in the file
      maja: 'sv',
      olav: 'nb',
      sigrid: 'sv',
      billing: 'sv',
      store: 'nb',
      management: 'sv',
    })
    expect(await refusal(example.replace('name: Nordly\n', 'name: Nordly\nlanguage: tlh\n'))).toContain(
      'language: must be one of en, sv, nb',
    )
    expect(
      await refusal(example.replace('name: Astrid Lund,', 'name: Astrid Lund, language: swe,')),
    ).toContain('must be one of en, sv, nb')
  })
  test('dry shows the difference and changes nothing', async () => {
    const { changes } = await apply(example, { dryRun: true })
    expect(differenceLines(changes)).toContain('+ department billing')
    expect(await rows()).toEqual(nothing)
    await apply()
    const changed = example
      .replace('digestHour: 9', 'digestHour: 7')
      .replace('[astrid@nordly.example, bjorn@nordly.example]', '[bjorn@nordly.example]')
    expect(differenceLines((await apply(changed, { dryRun: true })).changes)).toEqual([
      '~ department billing',
      '    liaisons: astrid@nordly.example, bjorn@nordly.example -> bjorn@nordly.example',
      '~ department store',
      '    digestHour: 9 -> 7',
    ])
    expect(await listed('billing')).toHaveLength(3)
  })
  test('a channel may be given by its name', async () => {
    await apply(example.replace('C0BILLING', '"#billing"'))
    expect((await apply()).changes).toEqual([])
  })
  test('a person may be given by hand', async () => {
    const text = example.replace(
      'email: astrid@nordly.example }',
      'email: astrid@nordly.example, slack: { workspace: T0LOCAL001, user: U0BYHAND } }',
    )
    await apply(text)
    const [astrid] = await database.db.select().from(people).where(eq(people.email, 'astrid@nordly.example'))
    expect(astrid!.slackUser).toBe('U0BYHAND')
  })
  test('next year brings the holidays of one more year', async () => {
    await apply()
    const { changes } = await apply(example, { now: new Date('2027-01-02T12:00:00Z') })
    expect(changes.map(({ key, fields }) => [key, fields.map(({ name }) => name)])).toEqual([
      ['billing', ['holidays']],
      ['management', ['holidays']],
      ['store', ['holidays']],
    ])
  })
})

describe('what is no longer in the file', () => {
  const without = example
    .replace(/ {2}store:[\s\S]*?(?=\n# How long)/, '')
    .replace(/ {2}- \{ name: (Ingrid|Olav).*\n/g, '')
    .replace(/ {6}Oslo store:.*\n/, '')
  test('is set inactive, never deleted, and comes back', async () => {
    await apply()
    const { changes } = await apply(without)
    expect(differenceLines(changes)).toEqual([
      '- person ingrid@nordly.example (set inactive)',
      '- person olav@nordly.example (set inactive)',
      '- department store (set inactive)',
      '- helpdesk group zammad "Oslo store" (removed)',
    ])
    const [ingrid] = await database.db.select().from(people).where(eq(people.email, 'ingrid@nordly.example'))
    expect(ingrid).toMatchObject({ active: false, slackUser: null })
    expect(await rows()).toMatchObject({ people: 6, departments: 3, groups: 1 })
    expect((await apply(without)).changes).toEqual([])
    const later = new Date('2026-06-01T10:00:00Z')
    await apply(example, { now: later })
    const [store] = await database.db.select().from(departments).where(eq(departments.key, 'store'))
    expect(store).toMatchObject({ active: true, since: later })
  })
  test('a person who comes back under another address keeps their place in Slack', async () => {
    await apply()
    const users = named.users.map((user) =>
      user.email === 'bjorn@nordly.example' ? { ...user, email: 'bo@nordly.example' } : user,
    )
    await slack!.close()
    await start({ users })
    await apply(example.replaceAll('bjorn@', 'bo@'))
    const [bo] = await database.db.select().from(people).where(eq(people.email, 'bo@nordly.example'))
    expect(bo!.slackUser).toBe(idOf('bjorn@nordly.example'))
  })
})

test('a person who is added later is excluded from the cases that name them as the staff member', async () => {
  await apply(example.replace(/ {2}- \{ name: Ingrid.*\n/, '').replaceAll('ingrid@', 'olav@'))
  const [anybody] = await database.db.select().from(people).limit(1)
  const contact = await makeContact(database.db, {
    departmentKey: 'store',
    staffMember: { name: 'Ingrid', email: 'Ingrid@Nordly.example' },
  })
  const { id } = await makeCase(database.db, { contactId: contact.id, accountableId: anybody!.id })
  expect((await loadCase(database.db, id)).excluded).toEqual([])
  await apply()
  const [ingrid] = await database.db.select().from(people).where(eq(people.email, 'ingrid@nordly.example'))
  expect((await loadCase(database.db, id)).excluded).toEqual([ingrid!.id])
})

test('an account is a row that goes with its person and comes back', async () => {
  // What copies the columns of before: apply writes the rows itself
  await database.sql`drop trigger people_accounts on people`
  await apply()
  const account = async () =>
    database.sql`select platform, user_id from person_accounts a join people p on p.id = a.person_id
      where p.email = 'ingrid@nordly.example'`
  expect(await account()).toEqual([{ platform: 'slack', user_id: idOf('ingrid@nordly.example') }])
  await apply(example.replace(/ {2}- \{ name: Ingrid.*\n/, '').replaceAll('ingrid@', 'olav@'))
  expect(await account()).toEqual([])
  await apply()
  expect(await account()).toEqual([{ platform: 'slack', user_id: idOf('ingrid@nordly.example') }])
})

describe('an open case whose owner left', () => {
  const setUp = async (about?: string) => {
    await apply()
    const who = async (email: string) =>
      (await database.db.select().from(people).where(eq(people.email, email)))[0]!.id
    const [astrid, bjorn] = [await who('astrid@nordly.example'), await who('bjorn@nordly.example')]
    const staffMember = about ? { name: 'Somebody', email: about } : undefined
    const contact = await makeContact(database.db, {
      brandKey: 'nordly',
      departmentKey: 'billing',
      staffMember,
    })
    return { astrid, bjorn, maja: await who('maja@nordly.example'), contact }
  }
  const onlyBjorn = example.replace('[astrid@nordly.example, bjorn@nordly.example]', '[bjorn@nordly.example]')

  test('goes to who is on call, with an event, a card and a word in the thread', async () => {
    const { astrid, bjorn, contact } = await setUp()
    const owned = await makeCase(database.db, { contactId: contact.id, state: 'owned', ownerId: astrid })
    expect((await apply(onlyBjorn)).reassigned).toBe(1)
    const [after] = await database.db.select().from(cases).where(eq(cases.id, owned.id))
    expect(after).toMatchObject({ accountableId: bjorn, ownerId: bjorn, state: 'owned' })
    const events = await database.db.select().from(caseEvents).where(eq(caseEvents.caseId, owned.id))
    expect(events).toMatchObject([{ kind: 'reassigned', data: { from: astrid, to: bjorn } }])
    expect(await database.sql`select kind from outbox order by kind`).toMatchObject([
      { kind: 'card' },
      { kind: 'reassigned' },
      { kind: 'reply' },
    ])
    expect((await apply(onlyBjorn)).reassigned).toBe(0)
  })
  test('that nobody took yet stays untaken', async () => {
    const { astrid, bjorn, contact } = await setUp()
    const open = await makeCase(database.db, { contactId: contact.id, accountableId: astrid })
    await apply(onlyBjorn)
    const [after] = await database.db.select().from(cases).where(eq(cases.id, open.id))
    expect(after).toMatchObject({ accountableId: bjorn, ownerId: null, state: 'open' })
  })
  test('never goes to whom the complaint is about', async () => {
    const { astrid, maja, contact } = await setUp('Bjorn@nordly.example')
    await makeCase(database.db, { contactId: contact.id, accountableId: astrid })
    await apply(onlyBjorn)
    expect(await database.db.select().from(cases)).toMatchObject([{ accountableId: maja }])
  })
  test('stays with an owner who is still there, and an ended one with its last owner', async () => {
    const { astrid, bjorn, contact } = await setUp()
    const another = await makeContact(database.db, { brandKey: 'nordly', departmentKey: 'billing' })
    await makeCase(database.db, { contactId: another.id, state: 'documented', ownerId: astrid })
    await makeCase(database.db, { contactId: contact.id, state: 'owned', ownerId: bjorn })
    expect((await apply(onlyBjorn)).reassigned).toBe(0)
  })
})

describe('a set-up that is refused changes nothing and says why:', () => {
  afterEach(async () => {
    expect(await rows()).toEqual(nothing)
  })
  const astridIs = (more: object) => ({
    users: named.users.map((user, at) => (at === 0 ? { ...user, ...more } : user)),
  })
  test('a fault in the file', async () => {
    expect(await refusal(example.replace('language: en', 'language: fr'))).toContain('brands.nordly.language')
  })
  test('people Slack does not know', async () => {
    await start({ users: named.users.slice(2) })
    const message = await refusal()
    expect(message).toMatch(
      /^people\[0\]\.email: nobody in Slack has the e-mail astrid@nordly.example \(line \d+\)$/m,
    )
    expect(message).toMatch(/^people\[1\]\.email: /m)
  })
  test.each([
    ['guests', { is_restricted: true }, 'is a guest in Slack'],
    ['bots', { is_bot: true }, 'is a bot'],
    ['people of other organisations', { team_id: 'T0STRANGER' }, 'belongs to another organisation'],
  ])('%s', async (_, more, reason) => {
    await start(astridIs(more))
    expect(await refusal()).toContain(`people[0].email: astrid@nordly.example ${reason}`)
  })
  test('a channel the app is not in, is archived or is not there', async () => {
    const channels = named.channels.map((channel) =>
      channel.id === 'C0BILLING' ? { ...channel, is_member: false } : { ...channel, is_archived: true },
    )
    await start({ channels: channels.filter(({ id }) => id !== 'C0MANAGERS') })
    const message = await refusal()
    expect(message).toMatch(/^departments\.billing\.destination\.channel: The app is not in #billing/m)
    expect(message).toMatch(/^departments\.store\.destination\.channel: .*archived/m)
    expect(message).toMatch(/^management\.destination\.channel: .*C0MANAGERS/m)
  })
  test('a channel name that is not there', async () => {
    expect(await refusal(example.replace('C0BILLING', '"#nowhere"'))).toContain('#nowhere')
  })
  test('another platform', async () => {
    expect(await refusal(example.replace('platform: slack', 'platform: icq'))).toContain(
      'departments.billing.destination.platform: must be one of slack',
    )
  })
  test('a wrong token, naming the setting', async () => {
    expect(await refusal(example, { token: 'xoxb-wrong' })).toMatch(
      /slack can't be asked.*invalid_auth.*SLACK_BOT_TOKEN/,
    )
  })
  test('two people who are one in Slack', async () => {
    const byHand = (text: string, name: string) =>
      text.replace(
        `email: ${name}@nordly.example }`,
        `email: ${name}@nordly.example, slack: { workspace: T1, user: U1 } }`,
      )
    expect(await refusal(byHand(byHand(example, 'astrid'), 'bjorn'))).toContain(
      'people[1]: is the same person in Slack as astrid@nordly.example',
    )
  })
})

test('where Slack asks to wait, applying waits and goes on', async () => {
  await start()
  slack!.fault({ method: 'users.lookupByEmail', kind: '429', times: 2 })
  waits.length = 0
  await apply()
  expect(waits).toHaveLength(2)
})
