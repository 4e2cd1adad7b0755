import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startLocalSlack } from '../../dev/emulators/slack/server.ts'
import { peopleOf } from '../../dev/start/people.ts'
import type { Answer } from '../../integrations/inbound.ts'
import { platforms } from '../../integrations/index.ts'
import { bookCallBack, freeSlots } from '../../src/callbacks/bookCallBack.ts'
import { loadCase } from '../../src/cases/caseFile.ts'
import { setDeadlines } from '../../src/cases/deadlines/set.ts'
import { sweepDeadlines } from '../../src/jobs/deadlines/sweep.ts'
import { applyOrganisation } from '../../src/setup/apply.ts'
import { act } from '../../src/staff/act.ts'
import { testDeps } from '../deps.ts'
import { makeCase, noon } from '../factories.ts'
import { holds } from '../invariants.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

const path = join(import.meta.dirname, '../../organisation.yaml')
const text = readFileSync(path, 'utf8')
let database: TestDatabase
let slack: Awaited<ReturnType<typeof startLocalSlack>>
let on: ReturnType<typeof testDeps>
const faults: string[] = []

beforeAll(async () => {
  database = await freshDatabase({ max: 10 })
  slack = await startLocalSlack({
    signingSecret: 'a-signing-secret',
    botToken: 'xoxb-test',
    ...peopleOf(path),
  })
  on = testDeps(database.db, { log: (event) => void (event.endsWith('failed') && faults.push(event)) })
})
afterAll(async () => {
  await slack.close()
  await database.end()
})

const apply = (given: string) => {
  const env = { SLACK_BOT_TOKEN: 'xoxb-test', SLACK_API_URL: `${slack.url}/api/` }
  const chat = platforms({ env, fetch, now: () => noon, log: () => {} })
  return applyOrganisation(
    { db: database.db, chat, pause: async () => {} },
    { text: given, now: on.clock.now },
  )
}
/** The example without its store, and without the two who work there alone. */
const without = text
  .replace(/ {2}store:\n[\s\S]*?(?=\n# Above)/, '')
  .replace(/ {6}Oslo store: .*\n/, '')
  .replace(/ {2}- \{ name: (Ingrid|Olav).*\n/g, '')

const person = async (name: string) =>
  (await database.sql`select id, slack_workspace, slack_user from people where name like ${`${name}%`}`)[0]!
const as = async (
  name: string,
  verb: string,
  subject: string,
  values?: Record<string, string>,
): Promise<Answer> => {
  const { slack_workspace: workspace, slack_user: user } = await person(name)
  const by = { platform: 'slack', workspace, user }
  return act(on.deps)(
    values
      ? { kind: 'submit', by, verb, subject, formId: randomUUID(), values }
      : { kind: 'click', by, verb, subject },
  )
}
const proposal = async (kind: string, id: string) =>
  (await database.sql`select id, state from proposals where kind = ${kind} and case_id = ${id}`)[0]!
const owned = async (departmentKey: string, brandKey: string, owner: string) => {
  const { id } = await makeCase(database.db, {
    departmentKey,
    brandKey,
    state: 'recovering',
    ownerId: (await person(owner)).id,
    apologisedAt: noon,
    promise: 'next word',
    promiseDueAt: new Date(noon.getTime() + 24 * 3_600_000),
  })
  await setDeadlines(database.db, [id], noon)
  return id
}

test('a department that is gone keeps its cases, proposals and calls going: somebody has each, and hears of it', async () => {
  await apply(text)
  const DONE = { kind: 'done' }
  const store = await owned('store', 'fjord', 'Ingrid')
  const billing = await owned('billing', 'nordly', 'Astrid')
  const refund = {
    kind: 'refund',
    amount: '1500',
    ground: 'goodwill',
    words: 'You get it back.',
    due: '2026-03-13',
    why: 'It was our fault.',
  }
  expect(await as('Ingrid', 'remedy', store, refund)).toMatchObject(DONE)
  const deed = { deed: 'Look for the grey jacket in the back room.', due: '2026-03-13' }
  expect(await as('Ingrid', 'request', store, { department: 'billing', ...deed })).toMatchObject(DONE)
  expect(await as('Astrid', 'request', billing, { department: 'store', ...deed })).toMatchObject(DONE)
  expect(await as('Ingrid', 'accept-request', (await proposal('request', billing)).id)).toMatchObject(DONE)
  const olav = await person('Olav')
  expect(
    await as('Ingrid', 'hand-over', store, {
      to: olav.id,
      why: 'I leave today.',
      stands: 'A refund is asked for.',
    }),
  ).toMatchObject(DONE)
  const found = await loadCase(database.db, store)
  const [at] = await freeSlots(on.deps, found, noon)
  await bookCallBack(on.deps, { found, at: at!, phone: '+4790012345', by: null, now: noon })

  await apply(without)
  expect(await holds(database.sql)).toEqual([])
  expect((await loadCase(database.db, store)).accountable).toBe('Maja Berg')
  for (let hours = 0; hours < 8 * 24; hours += 3) {
    on.later(3 * 3_600_000)
    await sweepDeadlines(on.deps, { now: on.clock.now })
    expect(await holds(database.sql)).toEqual([])
  }
  expect(faults).toEqual([])
  expect((await proposal('handover', store)).state).toBe('timed out')
  const gone = await database.sql`
    select distinct e.data ->> 'to' as name from case_events e where e.kind = 'reminded' order by 1`
  expect(gone.map(({ name }) => name)).toEqual(['Astrid Lund', 'Maja Berg', 'Sigrid Holm'])
  const late = await database.sql`select kind from timers where ended_at is null and level < 3`
  expect([...late]).toEqual([])

  expect(await as('Sigrid', 'approve', (await proposal('approval', store)).id)).toMatchObject(DONE)
  const words = { words: 'The jacket was found and sent.' }
  expect(await as('Maja', 'request-done', (await proposal('request', billing)).id, words)).toMatchObject(DONE)
  const again = { text: 'It takes a little longer.', next: '2026-03-25' }
  expect(await as('Maja', 'progress', store, again)).toMatchObject(DONE)
  const over = { to: 'department billing', why: 'There is no store.', stands: 'A refund is promised.' }
  expect(await as('Maja', 'hand-over', store, over)).toMatchObject(DONE)
})
