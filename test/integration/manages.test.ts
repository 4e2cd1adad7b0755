import { afterAll, beforeAll, expect, test } from 'vitest'
import { managedBy } from '../../src/directory/manages.ts'
import { makeOrganisation } from '../deps.ts'
import { makeDepartment, makeMember, makePerson } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

let database: TestDatabase
let people: Awaited<ReturnType<typeof makeOrganisation>>

beforeAll(async () => {
  database = await freshDatabase()
  people = await makeOrganisation(database.db)
  await makeDepartment(database.db, { key: 'stores', name: 'Stores', active: false })
})
afterAll(() => database.end())

const of = (id: string) => managedBy(database.db, id)

test('a manager manages the departments that list them, and a liaison none', async () => {
  expect(await of(people.maja.id)).toEqual({ departments: ['service'], management: false })
  await makeMember(database.db, { departmentKey: 'stores', personId: people.maja.id, role: 'manager' })
  expect(await of(people.maja.id)).toEqual({ departments: ['service', 'stores'], management: false })
  expect(await of(people.anna.id)).toEqual({ departments: [], management: false })
})

test('management manages every department, closed ones too', async () => {
  expect(await of(people.boss.id)).toEqual({ departments: ['service', 'stores'], management: true })
})

test('a person who has left manages nothing', async () => {
  const gone = await makePerson(database.db, { active: false })
  await makeMember(database.db, { departmentKey: 'service', personId: gone.id, role: 'manager' })
  expect(await of(gone.id)).toEqual({ departments: [], management: false })
})
