import { randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { diskPictures } from '../../integrations/pictures/disk.ts'
import type { PictureStore } from '../../integrations/pictures/pictures.ts'
import { findActor } from '../../src/directory/accounts.ts'
import { addLink } from '../../src/invitations/plan.ts'
import { linkOf } from '../../src/links.ts'
import { pictureRoutes } from '../../src/pages/case/pictureRoutes.ts'
import { pictureFor } from '../../src/pictures/read.ts'
import { sweepPictures } from '../../src/pictures/sweep.ts'
import { makeOrganisation, testDeps } from '../deps.ts'
import { makeCase } from '../factories.ts'
import { pages } from '../pages.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

const folder = mkdtempSync(join(tmpdir(), 'amends-pictures-'))
let database: TestDatabase
let on: ReturnType<typeof testDeps>
let people: Awaited<ReturnType<typeof makeOrganisation>>
let id: string
let path: string

beforeAll(async () => {
  database = await freshDatabase()
  people = await makeOrganisation(database.db)
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await database.end()
})
beforeEach(async () => {
  on = testDeps(database.db, { pictures: diskPictures(folder) })
  const found = await makeCase(database.db, {
    brandKey: 'nordly',
    departmentKey: 'service',
    accountableId: people.anna.id,
  })
  id = found.id
  path = await pathOf(id)
})

const pathOf = async (caseId: string) => {
  await addLink(on.deps, database.db, 'case', caseId, new Date('2027-01-01T00:00:00Z'))
  return new URL(await linkOf(on.deps, 'case', caseId)).pathname
}
const fixture = (ending: string) =>
  new File(
    [readFileSync(join(import.meta.dirname, `../fixtures/pictures/plain.${ending}`))],
    `my lamp.${ending}`,
  )
const send = (files: File[], words = '', over: { form?: string; path?: string } = {}) => {
  const body = new FormData()
  body.set('words', words)
  body.set('form', over.form ?? randomUUID())
  for (const file of files) body.append('pictures', file)
  return pictureRoutes(on.deps).request(over.path ?? path, { method: 'POST', body })
}
const get = (picture: string, at = path) => pictureRoutes(on.deps).request(`${at}?picture=${picture}`)
const kept = () =>
  database.sql`select id, key, type, width, height from pictures where case_id = ${id} order by type`
const said = () =>
  database.sql`select text, data from case_events where case_id = ${id} and kind = 'customer said' order by id`

test('words and pictures are one thing said, and the page is shown again', async () => {
  const response = await send([fixture('jpg'), fixture('png'), fixture('webp')], 'The lamp as it came.')
  expect([response.status, response.headers.get('location')]).toEqual([303, `${path}?saved`])
  expect((await kept()).map(({ type, width, height }) => [type, width, height])).toEqual([
    ['image/jpeg', 40, 24],
    ['image/png', 40, 24],
    ['image/webp', 40, 24],
  ])
  expect(await said()).toEqual([{ text: 'The lamp as it came.', data: { pictures: 3 } }])
  expect(on.woken.times).toBe(1)
})

test('the customer and the liaison see it; nothing in it can run and nobody else keeps it', async () => {
  await send([fixture('jpg')])
  const [picture] = await kept()
  const response = await get(picture!.id)
  expect(response.status).toBe(200)
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'image/jpeg',
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cache-control': expect.stringContaining('private'),
  })
  const anna = await findActor(database.db, { platform: 'slack', workspace: 'T0001', user: 'UANNA' })
  const { bytes } = await pictureFor(on.deps, { by: anna, id: picture!.id })
  expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes)
})

test('sent twice it is kept once, and told once', async () => {
  const form = randomUUID()
  await Promise.all([send([fixture('jpg')], 'Look.', { form }), send([fixture('jpg')], 'Look.', { form })])
  await send([fixture('jpg')], 'Look.', { form })
  expect(await kept()).toHaveLength(1)
  expect(await said()).toHaveLength(1)
})

describe('a picture that can’t be kept', () => {
  const text = new File(['<svg onload="alert(1)"/>'], 'lamp.svg', { type: 'image/svg+xml' })

  test('does not cost the words', async () => {
    const response = await send([text], 'It leaks.')
    expect(response.headers.get('location')).toBe(`${path}?saved&pictures=refused`)
    expect(await said()).toEqual([{ text: 'It leaks.', data: null }])
    expect(await kept()).toHaveLength(0)
  })

  test('more megabytes than are kept do not cost them either', async () => {
    const camera = new Uint8Array(9 * 1024 * 1024)
    const response = await send(
      [1, 2, 3, 4].map((n) => new File([camera], `${n}.jpg`)),
      'It leaks.',
    )
    expect(response.headers.get('location')).toBe(`${path}?saved&pictures=refused`)
    expect(await said()).toEqual([{ text: 'It leaks.', data: null }])
    expect(await kept()).toHaveLength(0)
  })

  test('alone changes nothing, and the page says why', async () => {
    expect((await send([text])).headers.get('location')).toBe(`${path}?pictures=refused`)
    const four = ['jpg', 'png', 'webp', 'jpg'].map(fixture)
    expect((await send(four)).headers.get('location')).toBe(`${path}?pictures=refused`)
    expect(await said()).toHaveLength(0)
  })

  test('words that are too long, or missing, stay in their field', async () => {
    const long = await send([fixture('jpg')], 'x'.repeat(5001))
    expect([long.status, (await long.text()).includes('x'.repeat(5001))]).toEqual([422, true])
    expect((await send([])).status).toBe(422)
    expect(await said()).toHaveLength(0)
    expect(await kept()).toHaveLength(0)
  })

  test('a case keeps twenty', async () => {
    await send([fixture('jpg')])
    const [row] =
      await database.sql`select case_id, event_id, type, bytes, width, height, at from pictures where case_id = ${id}`
    for (let n = 0; n < 19; n++)
      await database.sql`insert into pictures ${database.sql({ ...row, key: `${id}/${n}` } as never)}`
    expect((await send([fixture('png')])).headers.get('location')).toBe(`${path}?pictures=refused`)
  })
})

describe('no bytes without a row', () => {
  const files = () =>
    readdirSync(folder, { recursive: true }).filter((name) => String(name).startsWith(`${id}/`))
  const failing = (over: Partial<PictureStore>) => {
    on.deps.pictures = { ...diskPictures(folder), ...over }
  }

  test('a store that fails leaves nothing behind, and nothing is said to be saved', async () => {
    let puts = 0
    const disk = diskPictures(folder)
    failing({
      put: async (...given) => {
        if (++puts === 2) throw new Error('disk full')
        await disk.put(...given)
      },
    })
    expect((await send([fixture('jpg'), fixture('png')], 'Look.')).status).toBe(500)
    expect([await kept(), await said()]).toEqual([[], []])
    expect(files()).toEqual([])
  })

  test('a process that ends between the bytes and their event leaves rows that are swept after an hour', async () => {
    const lost = async () => {
      throw new Error('gone')
    }
    failing({ delete: lost })
    await database.sql`update cases set state = 'open' where id = ${id}`
    const stop = await blockEvents()
    expect((await send([fixture('jpg')], 'Look.')).status).toBe(500)
    await stop()
    expect(files()).toHaveLength(1)
    const [row] = await kept()
    expect((await get(row!.id)).status).toBe(404)
    on.deps.pictures = diskPictures(folder)
    expect(await sweepPictures(on.deps, { now: on.clock.now })).toBe(0)
    on.later(3_601_000)
    expect(await sweepPictures(on.deps, { now: on.clock.now })).toBe(1)
    expect([await kept(), files()]).toEqual([[], []])
  })

  /** The database refuses events until told otherwise. */
  const blockEvents = async () => {
    await database.sql`alter table case_events add constraint blocked check (kind <> 'customer said') not valid`
    return () => database.sql`alter table case_events drop constraint blocked`
  }

  test('a sweep that meets a store out of order stops, and does the rest the next time', async () => {
    await send([fixture('jpg')], 'Look.')
    await database.sql`update pictures set event_id = null, at = ${on.clock.now}`
    on.later(3_601_000)
    failing({
      delete: async () => {
        throw new Error('not now')
      },
    })
    await expect(sweepPictures(on.deps, { now: on.clock.now })).rejects.toThrow('not now')
    expect(await kept()).toHaveLength(1)
    on.deps.pictures = diskPictures(folder)
    await sweepPictures(on.deps, { now: on.clock.now })
    expect([await kept(), files()]).toEqual([[], []])
  })
})

describe('too many at once', () => {
  test('wait their turn, and past a dozen that wait are told in the customer’s language to come back', async () => {
    const disk = diskPictures(folder)
    const gate = Promise.withResolvers<void>()
    on.deps.pictures = { ...disk, put: (...given) => gate.promise.then(() => disk.put(...given)) }
    const places: (string | null)[] = []
    const sent = Array.from({ length: 16 }, async (_, n) => {
      places.push((await send([fixture('jpg')], `Lot ${n}.`)).headers.get('location'))
    })
    for (const end = Date.now() + 5000; places.length < 3 && Date.now() < end; )
      await new Promise((resolve) => setTimeout(resolve, 20))
    expect(places).toEqual(Array(3).fill(`${path}?pictures=busy`))
    gate.resolve()
    await Promise.all(sent)
    expect(places.slice(3)).toEqual(Array(13).fill(`${path}?saved`))
    expect(await said()).toHaveLength(13)
    await database.sql`update contacts set language = 'sv'`
    const page = await pages(on.deps).request(`${path}?pictures=busy`)
    expect(await page.text()).toContain('Inget har sparats än')
  })

  test('one that was cut off holds up the next of its case for five minutes at most', async () => {
    const never = new ReadableStream({})
    const cut = pictureRoutes(on.deps).request(path, {
      method: 'POST',
      body: never,
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
      duplex: 'half',
    } as RequestInit)
    await new Promise((resolve) => setTimeout(resolve, 100))
    const next = send([fixture('jpg')], 'Look.')
    on.later(300_001)
    expect((await next).headers.get('location')).toBe(`${path}?saved`)
    void cut
  })
})

describe('who may not', () => {
  test('an unknown link, another case’s picture and a garbled id are all not found', async () => {
    await send([fixture('jpg')])
    const [picture] = await kept()
    const other = await makeCase(database.db, { brandKey: 'nordly', departmentKey: 'service' })
    expect((await get(picture!.id, await pathOf(other.id))).status).toBe(404)
    expect((await get(picture!.id, `/c/${'x'.repeat(43)}`)).status).toBe(404)
    expect((await get('..%2f..%2fetc')).status).toBe(404)
    expect((await send([fixture('jpg')], '', { path: `/c/${'x'.repeat(43)}` })).status).toBe(404)
  })

  test('who has no rights on the case, or whom it is about, does not see its pictures', async () => {
    await send([fixture('jpg')])
    const [picture] = await kept()
    const bo = await findActor(database.db, { platform: 'slack', workspace: 'T0001', user: 'UBO' })
    await database.sql`update cases set about_id = ${bo.id} where id = ${id}`
    await expect(pictureFor(on.deps, { by: bo, id: picture!.id })).rejects.toMatchObject({
      code: 'forbidden',
    })
    const stranger = { id: randomUUID(), name: 'Nobody', email: 'nobody@mail.example' }
    await expect(pictureFor(on.deps, { by: stranger, id: picture!.id })).rejects.toMatchObject({
      code: 'forbidden',
    })
  })

  test('an ended case takes none', async () => {
    await database.sql`update cases set state = 'withdrawn', promise = null where id = ${id}`
    expect((await send([fixture('jpg')])).status).toBe(409)
    expect(await kept()).toHaveLength(0)
  })

  test('a body that is no form, or far too large, is refused before it is read on', async () => {
    const door = pictureRoutes(on.deps)
    const type = { 'content-type': 'multipart/form-data; boundary=x' }
    expect((await door.request(path, { method: 'POST', body: 'nothing', headers: type })).status).toBe(400)
    const length = { ...type, 'content-length': String(140 * 1024 * 1024) }
    expect((await door.request(path, { method: 'POST', body: 'x', headers: length })).status).toBe(413)
  })
})
