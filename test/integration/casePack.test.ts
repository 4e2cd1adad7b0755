import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { run } from '../../src/cli/run.ts'
import { findActor } from '../../src/directory/accounts.ts'
import { casePackFor } from '../../src/personalData/casePack.ts'
import { makeOrganisation } from '../deps.ts'
import { makeCase, makeContact, makePerson, noon } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'
import { makeDesk } from './deskStage.ts'

let database: TestDatabase
let place: Awaited<ReturnType<typeof makeOrganisation>>
let found: Awaited<ReturnType<typeof makeCase>>
beforeAll(async () => {
  database = await freshDatabase()
  const { db, sql } = database
  place = await makeOrganisation(db)
  const contact = await makeContact(db, {
    departmentKey: 'service',
    brandKey: 'nordly',
    reference: 'order-7',
  })
  found = await makeCase(db, { contactId: contact.id, state: 'owned', ownerId: place.anna.id })
  const { id } = found
  const by = place.anna.id
  await sql`insert into case_events (case_id, kind, at, by, text, data) values
    (${id}, 'opened', ${noon}, null, 'The kettle leaks', '{"score":1}'),
    (${id}, 'taken', ${noon}, ${by}, null, null),
    (${id}, 'question', ${noon}, ${by}, 'Which kettle?', ${sql.json({ due: noon.toISOString() })}),
    (${id}, 'reminded', ${noon}, null, 'A note among staff', ${sql.json({ timer: 'take', level: 1, due: noon.toISOString(), to: 'Anna Berg' })})`
  await sql`insert into remedies (case_id, kind, amount, currency, words, by, promised_at, due_at)
    values (${id}, 'refund', 100, 'SEK', 'All of it', ${by}, ${noon}, ${noon})`
  await sql`insert into findings (case_id, cause, cause_words, factors, people, departments, solution, prevention, by, at)
    values (${id}, 'process', 'A seal', '', 'Heard: Bo said so', '{service}', 'Replaced', 'Checked', ${by}, ${noon})`
  await sql`insert into pictures (case_id, event_id, key, type, bytes, width, height, at)
    select ${id}, min(id), key, 'image/png', 3, 1, 1, ${noon} from case_events, unnest(array['there', 'lost']) key where case_id = ${id} group by key`
})
afterAll(() => database.end())

const pictures = {
  put: async () => {},
  get: async (key: string) => (key === 'there' ? new Uint8Array([1, 2, 3]) : undefined),
  delete: async () => {},
}
const packBy = async (person: { id: string }) => {
  const actor = await findActor(database.db, { platform: 'desk', workspace: 'desk', user: person.id })
  return casePackFor({ db: database.db, pictures }, { caseId: found.id, actor, now: noon })
}
const unpacked = async (zip: ReadableStream<Uint8Array>) =>
  unzipSync(new Uint8Array(await new Response(zip).arrayBuffer()))

test('a case’s pack holds what happened, the messages, remedies, the finding and pictures', async () => {
  const pack = await packBy(place.maja)
  expect(pack?.name).toBe(`case-${found.number}.zip`)
  const files = await unpacked(pack!.zip)
  const text = (name: string) => strFromU8(files[name]!)
  const timeline = text('timeline.txt')
  for (const words of [
    'opened (customer)',
    'The kettle leaks',
    'question (staff)',
    'Which kettle?',
    'reminded',
  ])
    expect(timeline).toContain(words)
  expect(JSON.parse(text('case.json'))).toMatchObject({ number: found.number, reference: 'order-7' })
  expect(JSON.parse(text('remedies.json'))).toMatchObject([
    { kind: 'refund', amount: '100', words: 'All of it' },
  ])
  expect(JSON.parse(text('finding.json'))).toMatchObject({ cause: 'process', solution: 'Replaced' })
  const shown = Object.keys(files).filter((name) => name.startsWith('pictures/'))
  expect(shown).toHaveLength(2)
  expect(shown.map((name) => name.replace(/\d/, ''))).toEqual(
    expect.arrayContaining(['pictures/.png', 'pictures/.missing.txt']),
  )
  const picture = shown.find((name) => name.endsWith('.png'))!
  expect([...files[picture]!]).toEqual([1, 2, 3])
  const all = Object.values(files)
    .map((file) => strFromU8(file))
    .join('\n')
  expect(all).not.toContain('A note among staff')
  expect(all).not.toContain('Bo said so')
  expect(await database.sql`select kind, by_id, door from audit_log where subject_id = ${found.id}`).toEqual([
    { kind: 'case.exported', by_id: place.maja.id, door: 'desk' },
  ])
})

test('management has it too, and no liaison, outsider or person it is about', async () => {
  expect(await packBy(place.boss)).toBeDefined()
  expect(await packBy(place.anna)).toBeUndefined()
  expect(await packBy(await makePerson(database.db))).toBeUndefined()
  await database.sql`insert into case_exclusions (case_id, person_id) values (${found.id}, ${place.maja.id})`
  expect(await packBy(place.maja)).toBeUndefined()
})

test('the command line writes it to a file, and refuses what is no case', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'amends-pack-'))
  const cases = async (...args: string[]) => {
    const said: string[] = []
    const io = { env: { DATABASE_URL: database.url }, cwd: folder, localEnv: '/nowhere', now: () => noon }
    const code = await run(['cases', ...args], {
      ...io,
      out: (line) => said.push(line),
      err: (line) => said.push(line),
    })
    return [code, said[0]]
  }
  expect(await cases('pack', `#${found.number}`, 'it.zip')).toEqual([0, 'written: it.zip'])
  const files = unzipSync(readFileSync(join(folder, 'it.zip')))
  expect(strFromU8(files['timeline.txt']!)).toContain('The kettle leaks')
  expect(await cases('pack', '999999')).toEqual([1, 'There is no case 999999.'])
  expect((await cases('pack', 'one'))[0]).toBe(2)
  expect((await cases('burn'))[0]).toBe(2)
})

test('the desk’s page of a case offers the pack to its managers, and gives it to nobody else', async () => {
  const own = await freshDatabase()
  try {
    const desk = await makeDesk(own)
    const id = await desk.open()
    const [maja, anna] = [await desk.signedIn(desk.people.maja), await desk.signedIn(desk.people.anna)]
    await maja.go(`/desk/c/${id}`)
    expect(maja.page()).toContain(`href="/desk/c/${id}/pack"`)
    const given = await maja.go(`/desk/c/${id}/pack`)
    expect([given.status, given.headers.get('content-type')]).toEqual([200, 'application/zip'])
    expect(given.headers.get('content-disposition')).toMatch(/^attachment; filename="case-\d+\.zip"$/)
    expect(Object.keys(await unpacked(given.body!))).toContain('timeline.txt')
    await anna.go(`/desk/c/${id}`)
    expect(anna.page()).not.toContain('/pack')
    const refused = await anna.go(`/desk/c/${id}/pack`)
    expect([refused.status, refused.headers.get('content-type')]).not.toEqual([200, 'application/zip'])
    expect(await own.sql`select by_id from audit_log where kind = 'case.exported'`).toEqual([
      { by_id: desk.people.maja.id },
    ])
  } finally {
    await own.end()
  }
})
