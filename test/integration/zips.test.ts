import { createHash } from 'node:crypto'
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pictures as picturesTable } from '../../db/schema/index.ts'
import { diskPictures } from '../../integrations/pictures/disk.ts'
import { api } from '../../src/api/routes.ts'
import { run } from '../../src/cli/run.ts'
import type { Export } from '../../src/personalData/export.ts'
import { createKey } from '../../src/setup/keys.ts'
import { makeCase, makeContact, noon } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'
import { makeDesk } from './deskStage.ts'

/** What cannot be compressed, and differs by picture. */
const bytesOf = (size: number, seed: number) => {
  const bytes = new Uint8Array(size)
  let x = seed
  for (let at = 0; at < size; at++) {
    x = (Math.imul(x, 1664525) + 1013904223) >>> 0
    bytes[at] = x >>> 24
  }
  return bytes
}
type Picture = Pick<typeof picturesTable.$inferInsert, 'type'> & {
  bytes: Uint8Array<ArrayBuffer> | undefined
}

/** In the order in which they were added. */
const THEIRS: (Picture & { name: string })[] = [
  { name: 'pictures/1.jpg', type: 'image/jpeg', bytes: bytesOf(3_000_000, 1) },
  { name: 'pictures/2.png', type: 'image/png', bytes: bytesOf(70_000, 2) },
  { name: 'pictures/3.missing.txt', type: 'image/png', bytes: undefined },
  { name: 'pictures/4.webp', type: 'image/webp', bytes: bytesOf(1, 3) },
]

let database: TestDatabase
let on: Awaited<ReturnType<typeof makeDesk>>
let boss: Awaited<ReturnType<typeof on.signedIn>>
let folder: string
let customer: string
let found: Awaited<ReturnType<typeof makeCase>>

beforeAll(async () => {
  database = await freshDatabase({ max: 10 })
  on = await makeDesk(database)
  folder = mkdtempSync(join(tmpdir(), 'amends-zips-'))
  Object.assign(on.deps.pictures, diskPictures(folder))
  found = await caseWith(THEIRS)
  customer = found.customerId!
  await caseWith([{ type: 'image/png', bytes: bytesOf(10, 9) }]) // somebody else's
  boss = await on.signedIn(on.people.boss)
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await database.end()
})

/** A case whose customer added pictures, one that cannot be found among them, and whose partner added one as well. */
const caseWith = async (pictures: Picture[]) => {
  const { db, sql } = database
  const contact = await makeContact(db, { departmentKey: 'service', brandKey: 'nordly' })
  const made = await makeCase(db, { contactId: contact.id, state: 'owned', ownerId: on.people.anna.id })
  const { id } = made
  const [event] = await sql`
    insert into case_events (case_id, kind, at, text, data) values (${id}, 'customer said', ${noon}, 'Look – “å”', '{"pictures":4}') returning id`
  const [proposal] = await sql`
    insert into proposals (case_id, kind, state, by, to_department, words, data, created_at, destination)
    values (${id}, 'request', 'accepted', ${on.people.anna.id}, 'stores', 'See', '{}', ${noon}, '{"platform":"mail","workspace":"","channel":""}') returning id`
  const add = async (
    name: string,
    { type, bytes }: Picture,
    at: number,
    of: { proposalId?: string } = {},
  ) => {
    const key = `${id}/${name}`
    if (bytes) await on.deps.pictures.put(key, bytes, type)
    await db.insert(picturesTable).values({
      ...{ caseId: id, eventId: Number(event!.id), key, type, bytes: bytes?.length ?? 5 },
      ...{ width: 1, height: 1, at: new Date(noon.getTime() + at), ...of },
    })
  }
  // The newest first, so that their order comes from when they were added
  for (const [n, picture] of [...pictures.entries()].reverse()) await add(`own-${n}`, picture, n)
  await add('partner', { type: 'image/png', bytes: bytesOf(20, 8) }, 1, { proposalId: proposal!.id })
  return made
}

const unpacked = async (response: Response) => {
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/zip'])
  return unzipSync(new Uint8Array(await response.arrayBuffer()))
}
const byCommand = async (...args: string[]) => {
  const said: string[] = []
  const code = await run(args, {
    env: { DATABASE_URL: database.url, PICTURES_DIR: folder },
    cwd: folder,
    localEnv: '/nowhere',
    now: () => on.clock.now,
    out: (line) => said.push(line),
    err: (line) => said.push(line),
  })
  expect([code, said]).toEqual([0, [`written: ${args.at(-1)}`]])
  return unzipSync(readFileSync(join(folder, args.at(-1)!)))
}
const expectTheirPictures = (files: Record<string, Uint8Array>) => {
  const names = Object.keys(files).filter((name) => name.startsWith('pictures/'))
  expect(names).toEqual(THEIRS.map(({ name }) => name))
  for (const { name, bytes } of THEIRS)
    if (bytes) expect(Buffer.compare(files[name]!, bytes), name).toBe(0)
    else expect(strFromU8(files[name]!)).toBe('This picture could not be read.\n')
}

test('a customer’s export as a zip has the same entries by API, desk and command line', async () => {
  const { key } = await createKey(database, { name: 'crm', scopes: ['customers:read'], now: noon })
  const headers = { authorization: `Bearer ${key}`, accept: 'application/zip' }
  const byApi = await unpacked(
    await api(on.deps, {}).request(`/v1/customers/${customer}/export`, { headers }),
  )
  const byDesk = await unpacked(await boss.go(`/desk/customers/${customer}/export?as=zip`))
  const byLine = await byCommand('customers', 'export', customer, '--zip', 'theirs.zip')
  for (const files of [byApi, byDesk, byLine]) {
    expect(Object.keys(files).slice(0, 2)).toEqual(['data.json', 'data.html'])
    expectTheirPictures(files)
    expect(strFromU8(files['data.json']!)).toBe(strFromU8(byApi['data.json']!))
    expect(strFromU8(files['data.html']!)).toBe(strFromU8(byApi['data.html']!))
  }
  const { tables } = JSON.parse(strFromU8(byApi['data.json']!)) as Export
  const told = tables.pictures as { link?: string; sha256?: string }[]
  const linked = told.filter(({ link }) => link).sort((a, b) => (a.link! < b.link! ? -1 : 1))
  // The one that could not be read is a note, and nothing names it as a picture
  const readable = THEIRS.filter(({ bytes }) => bytes)
  expect(linked.map(({ link, sha256 }) => [link, sha256])).toEqual(
    readable.map(({ name, bytes }) => [name, createHash('sha256').update(bytes!).digest('hex')]),
  )
  const html = strFromU8(byApi['data.html']!)
  expect([...html.matchAll(/src="([^"]+)"/g)].map(([, name]) => name).sort()).toEqual(
    readable.map(({ name }) => name),
  )
})

test('a case’s pack has the same entries by desk and command line', async () => {
  const byDesk = await unpacked(await boss.go(`/desk/c/${found.id}/pack`))
  const byLine = await byCommand('cases', 'pack', `#${found.number}`, 'case.zip')
  expect(Object.keys(byLine)).toEqual(Object.keys(byDesk))
  for (const [name, bytes] of Object.entries(byDesk))
    expect(Buffer.compare(byLine[name]!, bytes), name).toBe(0)
  expectTheirPictures(byDesk)
  expect(strFromU8(byDesk['timeline.txt']!)).toContain('Look – “å”')
  expect(strFromU8(byDesk['README.txt']!)).toContain('added: 4')
})

test('a zip written over a file that others could read is read by its own account alone', async () => {
  const file = join(folder, 'over.zip')
  writeFileSync(file, 'old '.repeat(10_000_000 / 4))
  chmodSync(file, 0o644)
  expectTheirPictures(await byCommand('cases', 'pack', String(found.number), 'over.zip'))
  expect(statSync(file).mode & 0o777).toBe(0o600)
})
