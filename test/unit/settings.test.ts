import { expect, test } from 'vitest'
import { parseEnv, schemas } from '../../src/env.ts'

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
    DATABASE_POOL: 7,
  })
})

test('an empty setting is one that is not set', () => {
  expect(parseEnv(schemas.edge, { ...good, LOCAL_TICK_KEY: '' })).not.toHaveProperty('LOCAL_TICK_KEY')
})

test('every setting that is missing or wrong is named, with what it wants', () => {
  for (const [entry, schema] of Object.entries(schemas)) {
    const wrong = Object.fromEntries(Object.keys(schema.shape).map((name) => [name, '-']))
    let said = ''
    try {
      parseEnv(schema, wrong)
    } catch (error) {
      said = (error as Error).message
    }
    for (const name of Object.keys(wrong)) expect(said, entry).toContain(`${name} is wrong: it wants `)
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
  ['PORT', '65536'],
  ['DATABASE_POOL', '1'],
  ['DATABASE_POOL', 'many'],
])('%s is not %s', (name, value) => {
  expect(() => parseEnv(schemas.node, { ...good, [name]: value })).toThrow(`${name} is wrong`)
})
