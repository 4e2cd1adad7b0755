import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadCase } from '../../src/cases/caseFile.ts'
import { languageAt } from '../../src/directory/readers.ts'
import { makeCase, makeDepartment, makePerson } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.end())

const at = (channel: string, platform = 'slack') => ({ platform, workspace: 'T0001', channel })

test('a channel is written to in its department’s language, a person in their own', async () => {
  const { db } = database
  const shared = at('CSHARED')
  await makeDepartment(db, { key: 'a', language: 'nb', destination: shared })
  await makeDepartment(db, { key: 'b', language: 'sv', destination: shared })
  const eva = await makePerson(db, { slackUser: 'UEVA', language: 'sv' })
  expect(await languageAt(db, shared)).toBe('nb')
  expect(await languageAt(db, shared, 'b')).toBe('sv')
  expect(await languageAt(db, at('UEVA'))).toBe('sv')
  // Posted under another id, as in a chat with one person
  expect(await languageAt(db, { ...at('D0001'), place: 'UEVA' })).toBe('sv')
  expect(await languageAt(db, { platform: 'desk', workspace: 'desk', channel: eva.id })).toBe('sv')
  expect(await languageAt(db, at('CNOBODY'))).toBe('en')
})

test('a case is in its channel’s language, and in the one person’s where one person alone reads it', async () => {
  const { db } = database
  await makeDepartment(db, { key: 'till', language: 'nb', destination: at('CTILL') })
  await makePerson(db, { slackUser: 'UBOSS', language: 'sv' })
  const language = async (over: object) =>
    (await loadCase(db, (await makeCase(db, { departmentKey: 'till', ...over })).id)).staffLanguage
  expect(await language({})).toBe('nb')
  expect(await language({ destination: at('UBOSS') })).toBe('sv')
})
