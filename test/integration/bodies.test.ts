import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { BOX, BUTTON, FORM as DESK_FORM, LATE_FORM } from '../../src/desk/posted.ts'
import { addLink } from '../../src/invitations/plan.ts'
import { linkOf } from '../../src/links.ts'
import { BUTTON_FORM, WORDS_FORM } from '../../src/pages/shared/form.ts'
import type { Purpose } from '../../src/tokens.ts'
import { cpuOf } from '../cpu.ts'
import { makeOrganisation, testDeps } from '../deps.ts'
import { makeCase, makeInvitation, noon } from '../factories.ts'
import { pages } from '../pages.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

const FORM = 'application/x-www-form-urlencoded'
const KB = 1024
let database: TestDatabase
let on: ReturnType<typeof testDeps>

beforeAll(async () => {
  database = await freshDatabase()
  await makeOrganisation(database.db)
})
afterAll(() => database.end())
beforeEach(() => {
  on = testDeps(database.db)
})

const dataRequest = async (caseId: string): Promise<string> => {
  const [row] = await database.sql`
    insert into data_requests (customer_id, case_id, what, asked_at)
    select customer_id, id, 'copy', ${noon} from cases where id = ${caseId} returning id`
  return row!.id
}

/** A link of each kind, as its path. */
const paths = async () => {
  const { id } = await makeCase(database.db)
  const invitation = await makeInvitation(database.db, {
    contact: { brandKey: 'nordly', departmentKey: 'service' },
  })
  const path = async (purpose: Purpose, subject: string) => {
    await addLink(on.deps, database.db, purpose, subject, new Date(noon.getTime() + 24 * 3600_000))
    return new URL(await linkOf(on.deps, purpose, subject)).pathname
  }
  return [
    await path('survey', invitation.id),
    await path('case', id),
    await path('unsubscribe', invitation.id),
    await path('data', await dataRequest(id)),
  ]
}
const post = (path: string, body: BodyInit, headers: Record<string, string> = { 'content-type': FORM }) =>
  pages(on.deps).request(path, { method: 'POST', body, headers })

/** A body that counts what is read of it. */
const counted = (size: number) => {
  const taken = { bytes: 0 }
  const body = new ReadableStream<Uint8Array>(
    {
      pull: (to) => {
        if (taken.bytes >= size) return to.close()
        taken.bytes += KB
        to.enqueue(Buffer.from('a&'.repeat(KB / 2)))
      },
    },
    { highWaterMark: 0 },
  )
  return { taken, body }
}

test('nothing that a stranger without a link posts is read', async () => {
  for (const path of [
    '/s/nosuchlink',
    '/c/nosuchlink',
    '/u/nosuchlink',
    '/d/nosuchlink',
    `/s/${'A'.repeat(43)}`,
  ]) {
    const { taken, body } = counted(64 * KB)
    const response = await pages(on.deps).request(path, {
      method: 'POST',
      body,
      headers: { 'content-type': FORM },
      duplex: 'half',
    } as RequestInit)
    expect([response.status, taken.bytes]).toEqual([404, 0])
  }
})

test('a link of another purpose opens no form', async () => {
  const [survey] = await paths()
  const token = survey!.split('/').at(-1)
  for (const path of [`/c/${token}`, `/u/${token}`, `/d/${token}`]) {
    const { taken, body } = counted(KB)
    const response = await pages(on.deps).request(path, {
      method: 'POST',
      body,
      duplex: 'half',
    } as RequestInit)
    expect([response.status, taken.bytes]).toEqual([404, 0])
  }
})

test('64 KB of fields are refused within 60 ms of CPU, with a link and without one', async () => {
  for (const path of [...(await paths()), '/s/nosuchlink']) {
    const body = 'a&'.repeat(32 * KB)
    const status: number[] = []
    const ms = await cpuOf(async () => void status.push((await post(path, body)).status))
    console.log(`${path.slice(0, 3)} 64 KB of "a&": ${ms.toFixed(1)} ms`)
    expect(status[0]).toBe(path === '/s/nosuchlink' ? 404 : 413)
    expect(ms).toBeLessThan(60)
  }
})

test('one field sent as often as a form may have fields is read in order', async () => {
  const [survey] = await paths()
  const body = `step=score&${'score=4&'.repeat(98)}score=5`
  expect((await post(survey!, body)).status).toBe(200)
  const [row] = await database.sql`select answers from responses where (answers->>'score')::int = 4`
  expect(row!.answers).toEqual({ score: 4 })
})

test('the table of limits in ARCHITECTURE.md says what the code does', () => {
  const table = readFileSync(`${import.meta.dirname}/../../ARCHITECTURE.md`, 'utf8')
  const rows: [route: string, limit: typeof WORDS_FORM][] = [
    ['`POST /s/:token`, `POST /c/:token`, `POST /p/:token`', WORDS_FORM],
    ['`POST /u/:token`, `POST /d/:token`', BUTTON_FORM],
    ['`POST /desk/act`, `/desk/sessions/*`, `/desk/sign-out`', BUTTON],
    ['`POST /desk/say`', BOX],
    ['`POST /desk/form`', DESK_FORM],
    ['the same after the session has ended, to give back what was typed', LATE_FORM],
  ]
  for (const [route, { bytes, fields, seconds }] of rows) {
    const size = bytes >= KB * KB ? `${bytes / KB / KB} MB` : `${bytes / KB} KB`
    const row = table.split('\n').find((line) => line.startsWith(`| ${route} |`))
    expect(row?.endsWith(`| ${size} | ${fields} | ${seconds} |`), `${route}: ${row}`).toBe(true)
  }
})
