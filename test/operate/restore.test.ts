import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { own } from '../../dev/postgres/user.ts'
import { startPostgres } from '../../dev/postgres.ts'
import { root } from '../../dev/workers/configure.ts'
import { journey, type Product, serving, startStage } from './stage.ts'

const launch = [process.execPath, 'dev/launch.mjs']
const product: Product = { cwd: root, serve: [...launch, 'serve'], cli: [...launch, 'cli'] }
let folder: string
beforeAll(() => {
  // The product's user has no right to make the bundle
  execFileSync(process.execPath, ['dev/launch.mjs', 'cli', 'help'], { cwd: root })
  folder = own(mkdtempSync(join(tmpdir(), 'amends-backup-')))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

// docs/operate.md, "Back up and restore": stop, copy the cluster and the pictures, start
test('what was copied is restored whole: counts, pictures and the links that were sent; what was sent since is dropped by hand', async () => {
  const data = join(folder, 'data')
  const first = await startPostgres({ fast: true, dataDir: data })
  const stage = await startStage({ database: first })
  const counts = async (sql: typeof stage.sql) => {
    const tables = await sql<
      { name: string }[]
    >`select table_name as name from information_schema.tables where table_schema = 'public' order by 1`
    const rows = await Promise.all(tables.map(({ name }) => sql`select count(*)::int as n from ${sql(name)}`))
    return Object.fromEntries(
      tables.map(({ name }, n) => [name, rows[n]![0]!.n]).filter(([name]) => name !== 'heartbeats'),
    )
  }
  expect(await stage.cli(product, 'migrate')).toMatchObject({ code: 0 })
  expect((await stage.cli(product, 'apply', stage.file)).code).toBe(0)
  let survey = ''
  await serving(stage, product, async () => {
    survey = (await journey(stage, product, 'before')).survey
  })
  mkdirSync(join(stage.env.PICTURES_DIR!, 'aa'), { recursive: true })
  writeFileSync(join(stage.env.PICTURES_DIR!, 'aa', 'picture'), 'pixels')
  const kept = await counts(stage.sql)
  await first.stop()
  cpSync(data, join(folder, 'backup'), { recursive: true })
  cpSync(stage.env.PICTURES_DIR!, join(folder, 'pictures'), { recursive: true })

  // All of it is lost
  for (const lost of [data, stage.env.PICTURES_DIR!]) rmSync(lost, { recursive: true, force: true })
  cpSync(join(folder, 'backup'), data, { recursive: true })
  for (const name of ['', ...readdirSync(data, { recursive: true, encoding: 'utf8' })]) own(join(data, name))
  cpSync(join(folder, 'pictures'), stage.env.PICTURES_DIR!, { recursive: true })
  for (const name of ['', 'aa', 'aa/picture']) own(join(stage.env.PICTURES_DIR!, name))
  const second = await startPostgres({ fast: true, dataDir: data, port: first.port })
  expect(await counts(stage.sql)).toEqual(kept)
  expect(readFileSync(join(stage.env.PICTURES_DIR!, 'aa', 'picture'), 'utf8')).toBe('pixels')

  // One that went out after the backup waits again: before the start it is seen, and given up
  const [again] =
    await stage.sql`update outbox set state = 'waiting', settled_at = null where id = (select min(id) from outbox where kind = 'invitation') returning id`
  const listed = await stage.cli(product, 'outbox')
  expect(listed.text).toMatch(new RegExp(`^${again!.id} .*invitation`, 'm'))
  expect((await stage.cli(product, 'outbox', 'drop', String(again!.id))).code).toBe(0)
  const mails = (await stage.inbox.emails()).length
  await serving(stage, product, async () => {
    expect((await fetch(survey)).status).toBe(200)
    expect(await (await fetch(survey)).text()).not.toMatch(/not (found|valid)/i)
  })
  expect((await stage.inbox.emails()).length).toBe(mails)
  await stage.stop()
  await second.stop()
}, 300_000)
