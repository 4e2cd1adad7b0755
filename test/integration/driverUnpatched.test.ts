import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { startWorkers } from '../../dev/workers.ts'

const root = resolve(import.meta.dirname, '../..')
const SOURCES = [
  'src',
  'db',
  'integrations',
  'surveys',
  'dev',
  'package.json',
  'tsconfig.json',
  'wrangler.toml',
]
const SENTENCE = /PostgreSQL driver is not patched.*node db\/mendDriver\.mjs/s
let copy: string

/** The product as `npm ci --ignore-scripts` leaves it: its own copy of the driver, as npm brought it. */
beforeAll(async () => {
  mkdirSync(join(root, '.amends'), { recursive: true })
  copy = mkdtempSync(join(root, '.amends', 'unpatched-'))
  for (const name of [...SOURCES, 'wrangler.ops.toml'])
    cpSync(join(root, name), join(copy, name), { recursive: true })
  const driver = join(copy, 'node_modules', 'postgres')
  cpSync(join(root, 'node_modules', 'postgres'), driver, { recursive: true })
  // The one package that wrangler.ops.toml names by its path
  for (const name of ['botframework-connector', 'zod']) {
    const aliased = join('node_modules', name)
    symlinkSync(join(root, aliased), join(copy, aliased))
  }
  const { unmend } = (await import(join(root, 'db', 'mendDriver.mjs'))) as {
    unmend: (name: string, source: string) => string
  }
  for (const build of ['src', 'cjs/src', 'cf/src'])
    for (const name of ['connection.js', 'index.js']) {
      const file = join(driver, build, name)
      writeFileSync(file, unmend(name, readFileSync(file, 'utf8')))
    }
})
afterAll(() => rmSync(copy, { recursive: true, force: true }))

const settings = {
  DATABASE_URL: 'postgres://nobody:nothing@127.0.0.1:1/none',
  PUBLIC_URL: 'http://127.0.0.1:1',
  TOKEN_KEY: 'a token key of at least thirty-two characters',
  SMTP_URL: 'smtp://127.0.0.1:1',
  PORT: '0',
}
const node = (...args: string[]) =>
  new Promise<{ code: unknown; said: string }>((resolve) => {
    const options = { cwd: copy, env: { ...process.env, ...settings }, timeout: 240_000 }
    execFile(process.execPath, ['--import', 'tsx', ...args], options, (error, out, err) =>
      resolve({ code: error?.code ?? 0, said: out + err }),
    )
  })

test.each([
  ['serve', ['src/node.ts']],
  ['migrate', ['src/cli.ts', 'migrate']],
  ['every command', ['src/cli.ts', 'keys', 'list']],
  ['the build', ['dev/build.ts']],
])(
  'on an unpatched driver %s refuses to run and says why',
  async (_, args) => {
    const { code, said } = await node(...args)
    expect([code, said]).toEqual([1, expect.stringMatching(SENTENCE)])
    expect(said).not.toMatch(/^\s+at /m)
  },
  100_000,
)

test('on an unpatched driver a built Worker does not start, and says why', async () => {
  const built = (await import(join(copy, 'dev', 'workers.ts'))) as { startWorkers: typeof startWorkers }
  const { DATABASE_URL: databaseUrl, ...env } = settings
  await expect(built.startWorkers({ databaseUrl, env, built: true })).rejects.toThrow(SENTENCE)
})
