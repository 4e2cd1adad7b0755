import { type ChildProcess, fork } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addLink } from '../../src/invitations/plan.ts'
import { linkOf } from '../../src/links.ts'
import { makeOrganisation, testDeps } from '../deps.ts'
import { makeCase } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

const MB = 1024 * 1024
const folder = mkdtempSync(join(tmpdir(), 'amends-pictures-'))
let database: TestDatabase
let child: ChildProcess
let address: string

beforeAll(async () => {
  database = await freshDatabase()
  await makeOrganisation(database.db)
  child = fork(join(import.meta.dirname, 'pictureServer.ts'), [database.url, folder], {
    execArgv: ['--import', 'tsx'],
  })
  const [{ port }] = await once(child, 'message')
  address = `http://127.0.0.1:${port}`
})
afterAll(async () => {
  child.disconnect()
  await once(child, 'exit')
  rmSync(folder, { recursive: true })
  await database.end()
})

const memory = async (): Promise<{ now: number; peak: number }> => {
  child.send('memory')
  return (await once(child, 'message'))[0]
}

/** A JPEG of just under 8 MB: a real one's head, with noise for its scan, in which no marker may stand. */
const large = () => {
  const plain = readFileSync(join(import.meta.dirname, '../fixtures/pictures/plain.jpg'))
  const noise = randomBytes(8 * MB - 64 * 1024).map((byte) => (byte === 0xff ? 0xfe : byte))
  return Buffer.concat([plain.subarray(0, -2), noise, plain.subarray(-2)])
}

const upload = async (path: string, pictures: Buffer[]) => {
  const body = new FormData()
  body.set('words', 'Look.')
  body.set('form', randomUUID())
  for (const one of pictures) body.append('pictures', new File([new Uint8Array(one)], 'lamp.jpg'))
  const send = () => fetch(`${address}${path}`, { method: 'POST', body, redirect: 'manual' })
  // On a slow machine the last ones wait longer than a form may take, and are pressed again as a customer would
  const answer = await send().catch(() => send().catch(send))
  await answer.arrayBuffer()
  return answer.headers.get('location')?.split('?')[1]
}

const linkedCase = async () => {
  const { deps } = testDeps(database.db)
  const { id } = await makeCase(database.db, { brandKey: 'nordly', departmentKey: 'service' })
  await addLink(deps, database.db, 'case', id, new Date('2100-01-01T00:00:00Z'))
  return { id, path: new URL(await linkOf(deps, 'case', id)).pathname }
}

test('twelve uploads of 24 MB at one link, then at four links, take little memory and leave no bytes without a row', async () => {
  const pictures = [large(), large(), large()]
  const one = await linkedCase()
  await upload(one.path, [readFileSync(join(import.meta.dirname, '../fixtures/pictures/plain.jpg'))])
  const before = await memory()
  const answers = await Promise.all(Array.from({ length: 12 }, () => upload(one.path, pictures)))
  const atOne = await memory()
  expect(answers.filter((answer) => answer === 'saved')).toHaveLength(6)
  expect(answers.filter((answer) => answer === 'saved&pictures=refused')).toHaveLength(6)

  const many = await Promise.all(Array.from({ length: 4 }, linkedCase))
  const saved = await Promise.all(many.map(({ path }) => upload(path, pictures)))
  const atMany = await memory()
  expect(saved).toEqual(Array(4).fill('saved'))

  const grown = [atOne.peak - before.now, atMany.peak - before.now].map((bytes) => Math.round(bytes / MB))
  console.log(
    `12 x 24 MB: ${grown[0]} MB more at one link, ${grown[1]} MB more at four, before ${Math.round(before.now / MB)} MB`,
  )
  for (const more of grown) expect(more).toBeLessThan(150)
  const rows = await database.sql`select key from pictures where event_id is not null order by key`
  const files = [one, ...many].flatMap(({ id }) =>
    readdirSync(join(folder, id)).map((name) => `${id}/${name}`),
  )
  expect(files.sort()).toEqual(rows.map(({ key }) => key).sort())
})
