import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startLocalSlack } from '../../dev/emulators/slack/server.ts'
import { peopleOf } from '../../dev/start/people.ts'
import type { ChatPerson } from '../../integrations/chat.ts'
import { platforms } from '../../integrations/index.ts'
import { setAway } from '../../src/cases/away.ts'
import { setDeadlines } from '../../src/cases/deadlines/set.ts'
import { codeOf } from '../../src/errors.ts'
import { applyOrganisation } from '../../src/setup/apply.ts'
import { act } from '../../src/staff/act.ts'
import { makeOrganisation, testDeps } from '../deps.ts'
import { makeCase } from '../factories.ts'
import { holds } from '../invariants.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

let database: TestDatabase
let on: ReturnType<typeof testDeps>
let people: Awaited<ReturnType<typeof makeOrganisation>>

beforeAll(async () => {
  database = await freshDatabase({ max: 24 })
  people = await makeOrganisation(database.db)
})
afterAll(() => database.end())
beforeEach(() => {
  on = testDeps(database.db)
})

const ANNA = { platform: 'slack', workspace: 'T0001', user: 'UANNA' }
const submit = (verb: string, subject: string, values: Record<string, string>, by: ChatPerson = ANNA) =>
  act(on.deps)({
    kind: 'submit',
    by,
    verb,
    subject,
    formId: randomUUID(),
    values,
  })
const refund = (n: number) => ({
  kind: 'refund',
  amount: '10',
  ground: 'goodwill',
  words: `You get 10 kr back, number ${n}.`,
  due: '2026-03-13',
})
const owned = async () =>
  (
    await makeCase(database.db, {
      brandKey: 'nordly',
      departmentKey: 'service',
      state: 'recovering',
      ownerId: people.anna.id,
      apologisedAt: on.clock.now,
      promise: 'next word',
      promiseDueAt: new Date(on.clock.now.getTime() + 24 * 3_600_000),
    })
  ).id

test('a liaison who promises remedies while going out of office: nobody waits for the other for ever', async () => {
  const faults: unknown[] = []
  for (let round = 0; round < 5; round++) {
    const ids = await Promise.all(Array.from({ length: 8 }, owned))
    const until = new Date(on.clock.now.getTime() + (20 + round) * 24 * 3_600_000)
    const away = () => setAway(on.deps, { by: { id: people.anna.id }, until, now: on.clock.now })
    const fault = (error: unknown) => void faults.push(codeOf(error) ?? error)
    await Promise.all(
      ids.flatMap((id, n) => [
        submit('remedy', id, refund(n)).catch(fault),
        ...(n % 4 === 1 ? [away().catch(fault)] : []),
      ]),
    )
  }
  expect(faults).toEqual([])
  expect(await holds(database.sql)).toEqual([])
})

test('an administrator who applies other names and hours while liaisons promise remedies', async () => {
  const path = join(import.meta.dirname, '../../organisation.yaml')
  const text = readFileSync(path, 'utf8')
  const fresh = await freshDatabase({ max: 24 })
  const slack = await startLocalSlack({
    signingSecret: 'a-signing-secret',
    botToken: 'xoxb-test',
    ...peopleOf(path),
  })
  const env = { SLACK_BOT_TOKEN: 'xoxb-test', SLACK_API_URL: `${slack.url}/api/` }
  const chat = platforms({ env, fetch, now: () => on.clock.now, log: () => {} })
  const apply = (given: string) =>
    applyOrganisation({ db: fresh.db, chat, pause: async () => {} }, { text: given, now: on.clock.now })
  try {
    await apply(text)
    on = testDeps(fresh.db)
    const [astrid] =
      await fresh.sql`select id, slack_workspace, slack_user from people where name = 'Astrid Lund'`
    const { slack_workspace: workspace, slack_user: user } = astrid!
    const by = { platform: 'slack', workspace, user }
    const faults: unknown[] = []
    const fault = (error: unknown) => void faults.push(codeOf(error) ?? error)
    for (let round = 0; round < 1; round++) {
      const ids = await Promise.all(
        Array.from({ length: 6 }, async () => {
          const { id } = await makeCase(fresh.db, {
            brandKey: 'nordly',
            departmentKey: 'billing',
            state: 'recovering',
            ownerId: astrid!.id,
            promise: 'next word',
            promiseDueAt: new Date(on.clock.now.getTime() + 24 * 3_600_000),
          })
          await setDeadlines(fresh.db, [id], on.clock.now)
          return id
        }),
      )
      const other = text
        .replaceAll(' Lund', ` Lund ${round}`)
        .replace('fri: 09:00-16:00', `fri: 09:00-1${round}:30`)
      let applied = false
      const applying = apply(other)
        .catch(fault)
        .finally(() => {
          applied = true
        })
      const promises = async (id: string) => {
        for (let n = 0; !applied && n < 12; n++) await submit('remedy', id, refund(n), by).catch(fault)
      }
      await Promise.all([applying, ...ids.map(promises)])
    }
    expect(faults).toEqual([])
    expect(await holds(fresh.sql)).toEqual([])
  } finally {
    await slack.close()
    await fresh.end()
  }
})
