import { expect, test } from 'vitest'
import { parseEdgeEnv } from '../../src/edgeEnv.ts'
import { parseEnv, schemas, settingNotes } from '../../src/env.ts'

const good = {
  PUBLIC_URL: 'https://amends.example.com/',
  TOKEN_KEY: 'k'.repeat(32),
  SMTP_URL: 'smtp://127.0.0.1:1025',
  SLACK_BOT_TOKEN: 'xoxb-1',
  SLACK_SIGNING_SECRET: 's'.repeat(16),
  DATABASE_URL: 'postgres://127.0.0.1/amends',
}

test('settings are read, with their defaults', () => {
  expect(parseEnv(schemas.node, { ...good, DATABASE_POOL: '7', OTHER: 'x' })).toEqual({
    ...good,
    PUBLIC_URL: 'https://amends.example.com',
    PORT: 8787,
    HOST: '127.0.0.1',
    DATABASE_POOL: 7,
    PICTURES_DIR: 'pictures',
  })
})

test('an empty setting is one that is not set', () => {
  expect(parseEnv(schemas.edge, { ...good, LOCAL_TICK_KEY: '' })).not.toHaveProperty('LOCAL_TICK_KEY')
})

test('Slack is set up as a whole, or not at all', () => {
  const { SLACK_BOT_TOKEN: _, SLACK_SIGNING_SECRET: __, ...none } = good
  expect(parseEnv(schemas.node, none)).not.toHaveProperty('SLACK_BOT_TOKEN')
  expect(() => parseEnv(schemas.ops, { ...good, SLACK_SIGNING_SECRET: '' })).toThrow(
    'SLACK_SIGNING_SECRET is missing',
  )
  expect(() => parseEnv(schemas.ops, { ...good, SLACK_BOT_TOKEN: '' })).toThrow('SLACK_BOT_TOKEN is missing')
  expect(parseEnv(schemas.apply, { ...good, SLACK_SIGNING_SECRET: '' })).toHaveProperty('SLACK_BOT_TOKEN')
})

test('every setting that is missing or wrong is named, with what it wants', () => {
  for (const [entry, schema] of Object.entries(schemas)) {
    const wrong = Object.fromEntries(
      Object.keys(schema.shape).map((name) => [name, name === 'HOST' ? 'a b' : '-']),
    )
    let said = ''
    try {
      parseEnv(schema, wrong)
    } catch (error) {
      said = (error as Error).message
    }
    // Any text may be a folder
    for (const name of Object.keys(wrong).filter((one) => one !== 'PICTURES_DIR'))
      expect(said, entry).toContain(`${name} is wrong: it wants `)
    expect(said).not.toContain('README')
  }
  expect(() => parseEnv(schemas.cli, {})).toThrow(
    'DATABASE_URL is missing: it wants postgres://user:password@host:5432/database',
  )
})

test.each([
  ['TOKEN_KEY', 'short'],
  ['PUBLIC_URL', 'ftp://amends.example.com'],
  ['SMTP_URL', 'mail.example.com'],
  ['PORT', '80.5'],
  ['HOST', 'http://127.0.0.1'],
  ['PORT', '65536'],
  ['DATABASE_POOL', '1'],
  ['DATABASE_POOL', '0x10'],
  ['TOKEN_KEY', ' '.repeat(40)],
  ['SMTP_URL', 'smtp://:password@mail.example.com'],
  ['DATABASE_POOL', 'many'],
])('%s is not %s', (name, value) => {
  expect(() => parseEnv(schemas.node, { ...good, [name]: value })).toThrow(`${name} is wrong`)
})

test('a line break behind a value is taken off, for secrets are kept in files; quotation marks are named', () => {
  const spaced = Object.fromEntries(Object.entries(good).map(([name, value]) => [name, `${value}\n`]))
  expect(parseEnv(schemas.node, spaced)).toMatchObject({
    SMTP_URL: good.SMTP_URL,
    TOKEN_KEY: spaced.TOKEN_KEY,
  })
  for (const parse of [
    (env: object) => parseEnv(schemas.node, { ...env }),
    (env: object) => parseEdgeEnv({ ...env }),
  ])
    expect(() => parse({ ...good, PUBLIC_URL: `"${good.PUBLIC_URL}"` })).toThrow(
      'PUBLIC_URL is wrong: it wants the address customers reach the edge by, for example https://amends.example.com (quotation marks stand around the value: take them off)',
    )
})

test('what is likely not meant is told at start', () => {
  expect(
    settingNotes({
      ...good,
      DATABASE_URL: undefined,
      SMTP_URL: 'smtp://mail.example.com:465',
      PUBLIC_URL: 'http://amends.example.com',
    }),
  ).toEqual([
    'SMTP_URL: port 465 mostly speaks TLS at once: smtps://',
    'PUBLIC_URL: without https: customers’ links can be read on their way, and mail programs offer no unsubscribing',
  ])
  expect(settingNotes({ PUBLIC_URL: 'http://127.0.0.1:8787' })).toEqual([])
})

test('edge reads its own as the others read them', () => {
  const { PUBLIC_URL, TOKEN_KEY } = good
  const given = { PUBLIC_URL, TOKEN_KEY, LOCAL_TICK_KEY: 't'.repeat(16), HYPERDRIVE: {} }
  expect(parseEdgeEnv(given)).toEqual(parseEnv(schemas.edge, given))
  expect(parseEdgeEnv({ PUBLIC_URL, TOKEN_KEY, LOCAL_TICK_KEY: '' })).toEqual(
    parseEnv(schemas.edge, { PUBLIC_URL, TOKEN_KEY }),
  )
  for (const wrong of [
    {},
    { PUBLIC_URL: 'ftp://a', TOKEN_KEY: 'short', LOCAL_TICK_KEY: 'x' },
    { PUBLIC_URL: 7 },
  ]) {
    const said = (parse: () => unknown) => {
      try {
        return parse()
      } catch (error) {
        return (error as Error).message
      }
    }
    expect(said(() => parseEdgeEnv(wrong))).toBe(said(() => parseEnv(schemas.edge, wrong)))
    expect(said(() => parseEdgeEnv(wrong))).toContain('PUBLIC_URL is ')
  }
})
