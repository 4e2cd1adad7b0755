import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { destinations, outbox } from '../../db/schema/index.ts'
import { startLocalSlack } from '../../dev/emulators/slack/server.ts'
import { peopleOf } from '../../dev/start/people.ts'
import { run } from '../../src/cli/run.ts'
import { makeCustomer, makeInvitation, noon } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

const root = join(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'amends-cli-'))
let database: TestDatabase
let env: Record<string, string>
beforeAll(async () => {
  database = await freshDatabase()
  env = { DATABASE_URL: database.url }
})
afterAll(async () => {
  await database.end()
  rmSync(folder, { recursive: true })
})

const amends = async (
  args: string[],
  over: Record<string, string | undefined> = {},
  localEnv = join(folder, 'none'),
) => {
  const out: string[] = []
  const err: string[] = []
  const code = await run(args, {
    env: { ...env, ...over },
    cwd: root,
    localEnv,
    now: () => noon,
    out: (line) => out.push(line),
    err: (line) => err.push(line),
  })
  return { code, out: out.join('\n'), err: err.join('\n') }
}

describe('help', () => {
  test('is what a command alone says', async () => {
    const { code, out } = await amends(['keys'])
    expect([code, out]).toEqual([0, expect.stringContaining('npm run keys -- add NAME --scope')])
    expect((await amends([])).out).toContain('npm run outbox')
    expect((await amends(['apply'])).out).toContain('--dry-run')
    expect((await amends(['outbox', '--help'])).out).toContain('npm run outbox -- retry ID')
  })
  test('comes with what was called wrongly, and the code is 2', async () => {
    const wrong = [
      ['sing'],
      ['keys', 'burn'],
      ['keys', 'create'],
      ['keys', 'create', 'erp'],
      ['keys', 'create', 'erp', '--scop', 'contacts:write'],
      ['keys', 'revoke'],
      ['outbox', 'retry'],
      ['outbox', 'drop', 'seven'],
      ['outbox', 'toString'],
      ['apply', '--dry-run'],
      ['apply', 'a.yaml', 'b.yaml'],
      ['migrate', 'now'],
    ]
    for (const args of wrong) {
      const { code, err } = await amends(args)
      expect([args.join(' '), code, err]).toEqual([args.join(' '), 2, expect.stringContaining('npm run')])
    }
  })
})

describe('keys', () => {
  test('are made, shown once, listed and revoked', async () => {
    expect((await amends(['keys', 'list'])).out).toBe('no keys yet')
    const made = await amends(['keys', 'create', 'erp', '--scope', 'contacts:write'])
    expect(made).toMatchObject({ code: 0, out: expect.stringMatching(/^amends_[\w-]{43}$/) })
    const { out } = await amends(['keys', 'list'])
    expect(out).toMatch(/^erp +contacts:write +2026-03-11 +never +in use/m)
    expect(out).not.toContain(made.out)
    expect((await amends(['keys', 'revoke', 'erp'])).code).toBe(0)
    expect((await amends(['keys', 'list'])).out).toContain('revoked 2026-03-11')
  })
  test('are rotated with an overlap that is told, and a name is taken once', async () => {
    await amends(['keys', 'create', 'shop', '--scope', 'cases:read'])
    expect(await amends(['keys', 'create', 'shop', '--scope', 'cases:read'])).toMatchObject({
      code: 1,
      err: 'There is a key shop already: rotate it, revoke it, or choose another name.',
    })
    expect(await amends(['keys', 'rotate', 'shop', '--overlap', '2'])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^amends_[\w-]{43}$/),
      err: expect.stringMatching(/works until 2026-03-11 13:00 UTC\.$/),
    })
    expect((await amends(['keys', 'list'])).out).toMatch(/^shop .* until 2026-03-11 13:00 UTC/m)
    expect((await amends(['keys', 'revoke', 'shop'])).out).toMatch(
      /^revoked shop \(.*\)\nanother key shop works on until 2026-03-11 13:00 UTC: /,
    )
  })
  test('with an end are listed with it, and an end that is no number of days is refused', async () => {
    expect((await amends(['keys', 'add', 'brief', '--scope', 'cases:read', '--expires', '90d'])).code).toBe(0)
    expect((await amends(['keys', 'list'])).out).toMatch(/^brief .* expires /m)
    for (const expires of ['0d', '90', '731d', 'soon'])
      expect(
        await amends(['keys', 'add', 'b2', '--scope', 'cases:read', '--expires', expires]),
      ).toMatchObject({
        code: 2,
        err: expect.stringContaining(`--expires is days from 1d to 730d, such as 90d, not "${expires}"`),
      })
  })
  test('refused are a sentence and code 1', async () => {
    expect(await amends(['keys', 'revoke', 'nobody'])).toMatchObject({
      code: 1,
      err: 'There is no key nobody in use.',
    })
    expect(await amends(['keys', 'create', 'erp', '--scope', 'all'])).toMatchObject({
      code: 1,
      err: 'There is no scope "all". The scopes are audit:read, contacts:write, cases:read, customers:read, customers:erase, figures:read, metrics:read, remedies:write, rosters:write.',
    })
  })
})

describe('the outbox', () => {
  test('says when it is empty', async () => {
    expect((await amends(['outbox'])).out).toMatch(/^The outbox is empty/)
  })
  test('lists what needs a person with its cause, then retries and drops', async () => {
    await database.db
      .insert(destinations)
      .values({ key: 'slack:T1:C1', problem: 'C1 is archived: unarchive it.' })
    const entry = { kind: 'escalation', destination: 'slack:T1:C1', dueAt: noon, attempts: 3 }
    const createdAt = new Date(noon.getTime() - 2 * 3_600_000)
    const [one, two] = await database.db
      .insert(outbox)
      .values([
        { ...entry, createdAt, state: 'failed', cause: 'chat.postMessage: is_archived' },
        { ...entry, createdAt, state: 'uncertain', cause: 'no answer' },
      ])
      .returning()
    const { out } = await amends(['outbox'])
    const lines = out.split('\n')
    expect(lines[1]).toBe('  slack:T1:C1: C1 is archived: unarchive it.')
    expect(lines[3]).toMatch(/^ID +AGE +KIND +DESTINATION +STATE +ATTEMPTS +CAUSE$/)
    expect(lines[4]).toMatch(
      new RegExp(`^${one!.id} +2 h +escalation +slack:T1:C1 +failed +3 +chat.postMessage: is_archived$`),
    )
    const retried = await amends(['outbox', 'retry', String(one!.id), '999'])
    expect(retried).toMatchObject({
      code: 1,
      out: `retried ${one!.id}`,
      err: expect.stringContaining('Entry 999'),
    })
    expect(await amends(['outbox', 'drop', String(two!.id)])).toMatchObject({
      code: 0,
      out: `dropped ${two!.id}`,
    })
    expect(await database.sql`select state from outbox order by id`).toMatchObject([
      { state: 'waiting' },
      { state: 'dropped' },
    ])
  })
})

describe('apply', () => {
  test('prints the difference, applies, and then has nothing to change', async () => {
    const slack = await startLocalSlack({
      signingSecret: 'a-signing-secret',
      botToken: 'xoxb-test',
      ...peopleOf(join(root, 'organisation.yaml')),
    })
    const settings = { SLACK_BOT_TOKEN: 'xoxb-test', SLACK_API_URL: `${slack.url}/api/` }
    const dry = await amends(['apply', 'organisation.yaml', '--dry-run'], settings)
    expect(dry).toMatchObject({
      code: 0,
      out: expect.stringMatching(/\+ department billing[\s\S]*nothing was changed$/),
    })
    expect(await amends(['apply', 'organisation.yaml'], settings)).toMatchObject({
      code: 0,
      out: expect.stringMatching(/applied$/),
    })
    expect(await amends(['apply', 'organisation.yaml'], settings)).toMatchObject({
      code: 0,
      out: 'nothing to change',
    })
    await slack.close()
  })
  test('names each fault of a wrong file, and the code is 1', async () => {
    const file = join(folder, 'wrong.yaml')
    writeFileSync(
      file,
      readFileSync(join(root, 'organisation.yaml'), 'utf8')
        .replace('language: en', 'language: fr')
        .replace('[ingrid@', '[inge@'),
    )
    const { code, err } = await amends(['apply', file], {
      SLACK_BOT_TOKEN: 'xoxb-test',
      SLACK_API_URL: 'http://127.0.0.1:9/api',
    })
    expect(code).toBe(1)
    expect(err).toMatch(/^ {2}brands\.nordly\.language: must be one of en, sv, nb \(line \d+\)$/m)
    expect(err).toMatch(/^ {2}departments\.store\.liaisons\[0\]: nobody/m)
  })
  test('says what it lacks', async () => {
    expect((await amends(['apply', 'nowhere.yaml'])).err).toBe("nowhere.yaml can't be read.")
    expect((await amends(['apply', 'organisation.yaml'])).err).toContain(
      'departments.billing.destination.platform: slack wants SLACK_BOT_TOKEN, which is not set',
    )
  })
  test('finds a file from where npm was called', async () => {
    writeFileSync(join(folder, 'mine.yaml'), 'name: x')
    const { err } = await amends(['apply', 'mine.yaml'], { INIT_CWD: folder, SLACK_BOT_TOKEN: 'xoxb-test' })
    expect(err).toContain('brands: is missing')
  })
})

describe('the digest', () => {
  test('is printed as it would be now, and posted as often as asked without being the day’s', async () => {
    expect(await amends(['digest', 'nope'])).toMatchObject({
      code: 1,
      err: 'There is no department "nope": there are billing, management, store.',
    })
    const printed = await amends(['digest', 'billing'])
    expect(printed).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Billing: Wednesday,? 11 March\n[\s\S]*No case needs a person today/),
    })
    const waiting = () => database.sql`select kind, state from outbox where kind like 'digest%'`
    expect(await waiting()).toEqual([])
    for (const times of [1, 2]) {
      expect((await amends(['digest', 'billing', '--send'])).code).toBe(0)
      expect(await waiting()).toHaveLength(times)
    }
    expect(await database.sql`select 1 from digests`).toEqual([])
  })
})

describe('a file', () => {
  const refused = async (text: string | Buffer) => {
    const file = join(folder, 'odd.yaml')
    writeFileSync(file, text)
    const { code, err } = await amends(['apply', file], { SLACK_BOT_TOKEN: 'xoxb-test' })
    expect(code).toBe(1)
    return err
  }
  test.each<[string, string | Buffer, RegExp]>([
    ['that is empty', '', /the file is empty/],
    ['of comments alone', '# nothing\n', /the file is empty/],
    ['that is a text', 'hello', /the file is no set-up: it wants keys/],
    ['that is a list', '- a\n- b\n', /the file is no set-up: it wants keys/],
    ['that is a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2]), /the file is not text in UTF-8/],
    ['with tabs', 'name: x\nbrands:\n\tnordly: 1\n', /a tab stands where spaces are wanted.*\(line 3\)/],
    ['of two documents', 'name: x\n---\nname: y\n', /a second document begins.*\(line 2\)/],
    ['with an unknown alias', 'name: *gone\n', /gone/],
    [
      'with keys twice',
      'name: x\nbrands:\n  nordly: { name: a }\n  nordly:\n    name: b\n    name: c\nname: y\n',
      /brands\.nordly: is there twice \(line 4\)[\s\S]*brands\.nordly\.name: is there twice \(line 6\)[\s\S]*name: is there twice \(line 7\)/,
    ],
  ])('%s is refused with what it is', async (_, text, said) => {
    expect(await refused(text)).toMatch(said)
  })
  test('with a byte order mark is read', async () => {
    expect(await refused('\uFEFFname: x')).not.toMatch(/FEFF|UTF-8|empty/)
  })
})

describe('the database', () => {
  const without = { DATABASE_URL: undefined }
  test('is the local stack where none is named, and it says so', async () => {
    const file = join(folder, 'env')
    writeFileSync(file, `DATABASE_URL=${database.url}\nSLACK_BOT_TOKEN=xoxb-local\n`)
    const { code, err } = await amends(['keys', 'list'], without, file)
    expect([code, err]).toEqual([0, 'using the local stack (DATABASE_URL is not set)'])
  })
  test('that is neither named nor local is asked for', async () => {
    const { code, err } = await amends(['keys', 'list'], without)
    expect([code, err]).toEqual([1, expect.stringContaining('npm start')])
  })
  test('that is wrong is a sentence without the password', async () => {
    const elsewhere = (change: (url: URL) => void) => {
      const url = new URL(database.url)
      change(url)
      return { DATABASE_URL: url.href }
    }
    const none = await amends(
      ['keys', 'list'],
      elsewhere((url) => {
        url.pathname = '/nowhere'
      }),
    )
    expect(none).toMatchObject({ code: 1, err: expect.stringContaining('There is no database nowhere') })
    const closed = await amends(['keys', 'list'], { DATABASE_URL: 'postgres://me:hush@127.0.0.1:1/db' })
    expect(closed).toMatchObject({ code: 1, err: expect.stringContaining('does not answer at 127.0.0.1:1') })
    expect(closed.err).not.toContain('hush')
    expect((await amends(['keys', 'list'], { DATABASE_URL: 'mysql://x' })).err).toContain(
      'DATABASE_URL is wrong',
    )
  })
  test('without the newest migration says what to do, and migrate does it', async () => {
    await database.sql`alter table api_keys rename to api_keys_old`
    expect(await amends(['keys', 'list'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('npm run migrate'),
    })
    await database.sql`alter table api_keys_old rename to api_keys`
    const owned = { DATABASE_URL: database.url, MIGRATE_DATABASE_URL: database.ownerUrl }
    expect(await amends(['migrate'], owned)).toMatchObject({
      code: 0,
      out: 'the database is at the newest migration',
    })
  })
})

describe('customers', () => {
  test('are found by a whole address, exported, erased once, and forgotten on their wish', async () => {
    const key = { TOKEN_KEY: 'a key of at least thirty-two characters' }
    const { id } = await makeCustomer(database.db, { email: 'kim.berg@mail.example', name: 'Kim Berg' })
    expect(await amends(['customers', 'find', 'kim.berg@mail'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('There is no customer kim.berg@mail'),
    })
    expect((await amends(['customers', 'find', 'KIM.BERG@mail.example'])).out).toContain(id)
    expect((await amends(['customers', 'export', id, '--page'])).out).toContain('Kim Berg')
    expect((await amends(['customers', 'erase', 'kim.berg@mail.example'], key)).out).toContain('is erased')
    expect((await amends(['customers', 'erase', id], key)).out).toContain('nothing more was done')
    expect((await amends(['customers', 'journal'])).out).toContain(id)
    expect((await amends(['customers', 'forget', 'kim.berg@mail.example'], key)).code).toBe(0)
    expect((await amends(['customers', 'forget', 'kim.berg@mail.example'], key)).code).toBe(1)
  })
})

describe('suppressions', () => {
  test('are added, listed with reason, scope and day, and lifted', async () => {
    expect((await amends(['suppressions'])).out).toBe('no address is suppressed')
    const added = await amends([
      'suppressions',
      'add',
      ' Kim@Example.com',
      'bo@mail.example',
      '--reason',
      'complained',
    ])
    expect(added).toEqual({
      code: 0,
      out: 'kim@example.com gets no invitations any more (complained)\nbo@mail.example gets no invitations any more (complained)',
      err: '',
    })
    expect((await amends(['suppressions', 'add', 'kim@example.com', '--scope', 'all'])).code).toBe(0)
    const { out } = await amends(['suppressions', 'list', 'example.com'])
    expect(out.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
      ['ADDRESS', 'SCOPE', 'REASON', 'SINCE'],
      ['kim@example.com', 'all', 'unsubscribed', '2026-03-11'],
      ['kim@example.com', 'invitations', 'complained', '2026-03-11'],
    ])
    const lifted = await amends(['suppressions', 'lift', 'KIM@example.com', '--scope', 'all'])
    expect(lifted.out).toBe('lifted kim@example.com, all, unsubscribed, 2026-03-11')
    expect((await amends(['suppressions', 'lift', 'kim@example.com'])).out).toContain('invitations')
    expect(await amends(['suppressions', 'lift', 'kim@example.com'])).toMatchObject({
      code: 1,
      err: 'kim@example.com is not suppressed',
    })
  })

  test('refuse what is no address, and what was called wrongly', async () => {
    expect(await amends(['suppressions', 'add', 'kim'])).toMatchObject({ code: 1, out: '' })
    for (const args of [
      ['add'],
      ['lift'],
      ['burn'],
      ['add', 'a@b.example', '--scope', 'some'],
      ['list', 'a', 'b'],
    ])
      expect((await amends(['suppressions', ...args])).code).toBe(2)
    expect((await amends(['suppressions', '--help'])).out).toContain('npm run suppressions -- add ADDRESS')
  })

  test('take effect on what waits: the invitation says so', async () => {
    const invitation = await makeInvitation(database.db, { state: 'planned', sentAt: null })
    const [customer] = await database.sql`select email from customers where id = ${invitation.customerId}`
    await database.db.insert(outbox).values({
      kind: 'invitation',
      destination: 'mail',
      onceKey: `invitation:${invitation.id}`,
      payload: { invitation: invitation.id },
      dueAt: noon,
      createdAt: noon,
    })
    await amends(['suppressions', 'add', customer!.email])
    expect(await database.sql`select state, reason from invitations where id = ${invitation.id}`).toEqual([
      { state: 'not asked', reason: 'suppressed' },
    ])
  })
})
