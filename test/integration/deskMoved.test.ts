import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadCase } from '../../src/cases/caseFile.ts'
import { askForSomebodyElse } from '../../src/handovers/somebodyElse.ts'
import { act } from '../../src/staff/act.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'
import { makeDesk } from './deskStage.ts'

let database: TestDatabase
let on: Awaited<ReturnType<typeof makeDesk>>
beforeAll(async () => {
  database = await freshDatabase({ max: 10 })
  on = await makeDesk(database)
})
afterAll(() => database.end())

test('whom the customer complains about reads nothing of the case where its message was', async () => {
  const id = await on.open()
  await on.send()
  const by = { platform: 'desk', workspace: 'desk', user: on.people.anna.id }
  await act(on.deps)({ kind: 'click', by, verb: 'take', subject: id })
  const text = 'I am sorry that nobody called you back on Tuesday, although Robin had promised it.'
  await act(on.deps)({
    kind: 'submit',
    by,
    verb: 'apologise',
    subject: id,
    formId: 'a-form-of-anna',
    values: { text, next: '2026-03-12' },
  })
  for (let turn = 0; turn < 5; turn++) await on.send()
  const [anna, bo] = [await on.signedIn(on.people.anna), await on.signedIn(on.people.bo)]
  await anna.go('/desk')
  const path = /\/desk\/m\/[\w-]+/.exec(anna.page())![0]
  await anna.go(path)
  expect(anna.text()).toContain('Robin')
  const found = await loadCase(on.deps.db, id)
  await askForSomebodyElse(on.deps, { found, words: '', about: true, now: on.clock.now } as never)
  for (let turn = 0; turn < 5; turn++) await on.send()
  await anna.go(path)
  expect(anna.text()).not.toContain('Robin')
  await anna.go('/desk')
  expect(anna.page()).not.toContain(path)
  await bo.go(path)
  expect(bo.text()).toContain('handled elsewhere')
})
