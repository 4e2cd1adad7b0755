import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { run } from '../../src/cli/run.ts'
import { currentSetUp } from '../../src/setup/current.ts'
import { difference, differenceLines } from '../../src/setup/diff.ts'
import { writeEndpoints } from '../../src/setup/endpoints.ts'
import { faultLine, SetupError } from '../../src/setup/fault.ts'
import { readOrganisation } from '../../src/setup/read.ts'
import type { SetUp } from '../../src/setup/state.ts'
import { emit } from '../../src/webhooks/emit.ts'
import { noon } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

const example = readFileSync(join(import.meta.dirname, '../../organisation.yaml'), 'utf8').replace(
  /^webhooks:\n( .*\n)*/m,
  '',
)
const TOKEN_KEY = 'a key of at least thirty-two characters'
const faults = (webhooks: string): string[] => {
  try {
    readOrganisation(`${example}\nwebhooks:\n${webhooks}\n`)
    return []
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    return error.faults.map((one) => faultLine(one).replace(/ \(line \d+\)$/, ''))
  }
}

describe('an endpoint of organisation.yaml', () => {
  test.each(['https://erp.example/hooks', 'https://93.184.216.34/', 'http://127.0.0.1:9000/'])(
    'may be at %s',
    (url) => {
      expect(faults(`  erp: { url: "${url}", events: [remedy.enacted] }`)).toEqual([])
    },
  )
  test.each([
    'http://erp.example/',
    'https://10.0.0.1/',
    'https://0x0a000001/',
    'https://[fd00::1]/',
    'https://169.254.169.254/',
    'https://a:b@erp.example/',
    'erp.example',
  ])('may not be at %s', (url) => {
    expect(faults(`  erp: { url: "${url}", events: [remedy.enacted] }`)).toEqual([
      'webhooks.erp.url: must be a public address that begins with https://',
    ])
  })
  test('wants events that there are', () => {
    expect(faults('  erp: { url: "https://erp.example/", events: [] }')).toEqual([
      'webhooks.erp.events: needs at least one event',
    ])
    expect(faults('  erp: { url: "https://erp.example/", events: [case.sung] }')).toHaveLength(1)
    expect(faults('  Erp: { url: "https://erp.example/", events: [remedy.enacted] }')).toHaveLength(1)
    expect(
      faults('  erp: { url: "https://erp.example/", events: [remedy.enacted], secret: x }'),
    ).toHaveLength(1)
  })
})

let database: TestDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.end())
beforeEach(() => database.sql`truncate webhooks, outbox, destinations`)

type Wanted = SetUp['webhooks']
const apply = async (webhooks: Wanted) => {
  const current = await currentSetUp(database.db)
  const changes = difference(current, { ...current, webhooks })
  await writeEndpoints(database.db, webhooks, changes, noon)
  return differenceLines(changes)
}
const erp = (url = 'https://erp.example/'): Wanted => ({ erp: { url, events: ['remedy.enacted'] } })
const row = async () => ({ ...(await database.sql`select url, active, disabled_at from webhooks`)[0] })
const disable = () => database.sql`update webhooks set disabled_at = ${noon}`
const failOne = async () => {
  await emit(database.db, { type: 'remedy.enacted', id: 'one', data: {} }, noon)
  await database.sql`update outbox set state = 'failed', attempts = 3`
}
const state = async () => (await database.sql`select state from outbox`)[0]?.state

describe('applying', () => {
  test('adds, changes and takes out, and a second time changes nothing', async () => {
    expect(await apply(erp())).toEqual(['+ webhook erp'])
    expect(await apply(erp())).toEqual([])
    expect(await apply(erp('https://new.example/'))).toEqual([
      '~ webhook erp',
      '    url: https://erp.example/ -> https://new.example/',
    ])
    expect(await apply({})).toEqual(['- webhook erp (set inactive)'])
    expect(await row()).toMatchObject({ active: false })
  })
  test('another url enables what was disabled, and sends what failed there', async () => {
    await apply(erp())
    await failOne()
    await disable()
    await apply(erp('https://new.example/'))
    expect([await row(), await state()]).toEqual([
      { url: 'https://new.example/', active: true, disabled_at: null },
      'waiting',
    ])
  })
  test('the same url leaves it disabled', async () => {
    await apply(erp())
    await failOne()
    await disable()
    await apply({ erp: { url: 'https://erp.example/', events: [] } })
    expect([(await row()).disabled_at, await state()]).toEqual([noon, 'failed'])
  })
})

const amends = async (args: string[], env: Record<string, string> = {}) => {
  const out: string[] = []
  const err: string[] = []
  const code = await run(args, {
    env: { DATABASE_URL: database.url, ...env },
    cwd: '/',
    localEnv: '/none',
    now: () => noon,
    out: (line) => out.push(line),
    err: (line) => err.push(line),
  })
  return { code, out: out.join('\n'), err: err.join('\n') }
}

describe('npm run webhooks', () => {
  test('lists the endpoints, what failed there and which are disabled', async () => {
    expect((await amends(['webhooks'])).out).toContain('no endpoints')
    await apply(erp())
    await failOne()
    expect((await amends(['webhooks', 'list'])).out).toMatch(/erp +in use +0 +1 +remedy\.enacted/)
    await disable()
    expect((await amends(['webhooks'])).out).toContain('disabled 2026-03-11')
  })
  test('shows the secret a receiver checks with, the same each time, one for each endpoint', async () => {
    await apply({ ...erp(), crm: { url: 'https://crm.example/', events: ['remedy.enacted'] } })
    const [one, again, other] = [
      await amends(['webhooks', 'secret', 'erp'], { TOKEN_KEY }),
      await amends(['webhooks', 'secret', 'erp'], { TOKEN_KEY }),
      await amends(['webhooks', 'secret', 'crm'], { TOKEN_KEY }),
    ]
    expect(one.out).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    expect([again.out, other.out === one.out]).toEqual([one.out, false])
    expect(() => new Webhook(one.out)).not.toThrow()
    const dump = JSON.stringify(await database.sql`select * from webhooks`)
    expect(dump).not.toContain(one.out.slice(6))
  })
  test('enables one again', async () => {
    await apply(erp())
    await failOne()
    await disable()
    expect(await amends(['webhooks', 'enable', 'erp'])).toEqual({
      code: 0,
      out: 'erp is called again; sent again: 1',
      err: '',
    })
    expect([(await row()).disabled_at, await state()]).toEqual([null, 'waiting'])
  })
  test('says what was called wrongly', async () => {
    expect((await amends(['webhooks', 'secret', 'nobody'], { TOKEN_KEY })).code).toBe(1)
    expect((await amends(['webhooks', 'enable', 'nobody'])).code).toBe(1)
    expect((await amends(['webhooks', 'secret'], { TOKEN_KEY })).code).toBe(2)
    expect((await amends(['webhooks', 'sing'])).code).toBe(2)
    expect((await amends(['webhooks', 'secret', 'erp'])).err).toContain('TOKEN_KEY is missing')
  })
})
