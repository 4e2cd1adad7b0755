import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundle } from '../../dev/bundle.ts'
import { imageFiles } from '../../dev/container.ts'
import { journey, type Product, type Stage, serving, startStage } from './stage.ts'

const MiB = 1024 * 1024
let folder: string
let product: Product
let stage: Stage
let bytes: number
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'amends-image-'))
  chmodSync(folder, 0o755)
  ;({ bytes } = await bundle(join(folder, 'dist')))
  const cwd = join(folder, 'app')
  mkdirSync(cwd)
  // What the Dockerfile copies, and nothing else; no user may write there
  for (const name of imageFiles()) cpSync(join(folder, name), cwd, { recursive: true })
  chmodSync(cwd, 0o555)
  product = { cwd, serve: [process.execPath, 'serve.js'], cli: [process.execPath, 'cli.js'] }
  stage = await startStage()
})
afterAll(async () => {
  await stage?.stop()
  chmodSync(product.cwd, 0o755)
  rmSync(folder, { recursive: true, force: true })
})

test('an image holds a few files, no packages and no database server', () => {
  console.log(`what an image holds beside Node: ${(bytes / MiB).toFixed(1)} MiB`)
  expect(bytes).toBeLessThan(10 * MiB)
  expect(
    readdirSync(product.cwd)
      .filter((name) => !/^\w+-[A-Z0-9]{8}\.js$/.test(name))
      .sort(),
  ).toEqual(['cli.js', 'migrations', 'package.json', 'serve.js'])
})

test('from those files alone an unprivileged user migrates, applies, serves, and ends on SIGTERM', async () => {
  expect(await stage.cli(product, 'migrate')).toMatchObject({ code: 0 })
  const applied = await stage.cli(product, 'apply', stage.file)
  expect(applied.code, applied.text).toBe(0)
  const log = await serving(stage, product, async () => {
    await journey(stage, product, 'bundle')
  })
  expect(log).toContain('"listening"')
  expect(log).not.toMatch(/failed|fault/)
})

/** The pool of 20 without the six of clicks. */
const FOR_REPORTS = 14

test('a form opens while reports hold every other connection', async () => {
  const key = await stage.key(product, 'reports', 'figures:read')
  const day = new Date().toISOString().slice(0, 10)
  const report = async () => {
    const headers = { authorization: `Bearer ${key}` }
    return (await fetch(`${stage.url}/v1/figures?from=${day}&to=${day}`, { headers })).status
  }
  const waiting = async () => {
    const [row] = await stage.sql<{ n: number }[]>`
      select count(*)::int as n from pg_stat_activity where wait_event_type = 'Lock'`
    return row!.n
  }
  await serving(stage, product, async () => {
    const { caseId, channel, ts } = await journey(stage, product, 'reader')
    const { reports } = await stage.sql.begin(async (sql) => {
      await sql`lock table rollups in access exclusive mode`
      const reports = Promise.all(Array.from({ length: 30 }, report))
      await expect.poll(waiting).toBe(FOR_REPORTS)
      const click = { user: 'U0ANNA', channel, ts, actionId: 'amends:apologise', value: caseId }
      expect(await stage.slack.click(click)).toMatchObject({ status: 200 })
      await expect.poll(() => stage.slack.modals('U0ANNA').length).toBe(1)
      expect(await waiting()).toBe(FOR_REPORTS)
      return { reports }
    })
    expect(new Set(await reports)).toEqual(new Set([200]))
  })
})

test('a folder for pictures that can’t be written stops the start, in a sentence', async () => {
  const { heard, ended } = stage.start(product, product.serve, { PICTURES_DIR: '/proc/pictures' })
  expect(await ended).toBe(1)
  expect(heard.text).toMatch(/^PICTURES_DIR can't be written: \/proc\/pictures \(E\w+\)/)
  expect(heard.text).not.toMatch(/\n\s+at /)
})

test('a port that is taken stops the start, in a sentence', async () => {
  const { heard, ended } = stage.start(product, product.serve, { PORT: String(stage.database.port) })
  expect(await ended).toBe(1)
  expect(heard.text).toContain("can't be listened on")
})
