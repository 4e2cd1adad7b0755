import { afterAll, beforeAll, expect, test } from 'vitest'
import { personRoles } from '../../db/schema/index.ts'
import { loadCase } from '../../src/cases/caseFile.ts'
import { MOVES, type Move, ruleOf } from '../../src/cases/machine.ts'
import { mayMove } from '../../src/cases/rights.ts'
import { routes } from '../../src/desk/routes.ts'
import {
  ANYBODY,
  allows,
  CASE_RIGHTS,
  DESK_RIGHTS,
  type Held,
  VERB_RIGHTS,
} from '../../src/directory/rights.ts'
import { rolesOf } from '../../src/directory/roles.ts'
import { DomainError } from '../../src/errors.ts'
import { act } from '../../src/staff/act.ts'
import { OTHER_VERBS } from '../../src/staff/verbs.ts'
import { makeCase, makeMember, makePerson, noon } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'
import { makeDesk } from './deskStage.ts'

/** A person for each role, in the department `service`, and one who has none. */
const ROLES = ['liaison', 'manager', 'management', 'administrator', 'reader', 'nobody'] as const
type Someone = { id: string; email: string; name: string; held: Held[] }
let database: TestDatabase
let on: Awaited<ReturnType<typeof makeDesk>>
let people: Record<(typeof ROLES)[number], Someone>
const cases: Record<string, string> = {}
const count = { routes: 0, moves: 0, verbs: 0 }

beforeAll(async () => {
  database = await freshDatabase({ max: 20 })
  on = await makeDesk(database)
  on.clock.now = noon
  const made: [string, Someone][] = []
  for (const role of ROLES) {
    const one = await makePerson(on.db, { name: `The ${role}`, slackUser: null, slackWorkspace: null })
    if (role === 'liaison' || role === 'manager')
      await makeMember(on.db, { departmentKey: 'service', personId: one.id, role })
    if (role === 'management')
      await makeMember(on.db, { departmentKey: 'management', personId: one.id, role: 'manager' })
    if (role === 'administrator' || role === 'reader')
      await on.db
        .insert(personRoles)
        .values({ personId: one.id, role, departments: role === 'reader' ? ['service'] : null })
    made.push([role, { ...one, held: await rolesOf(on.db, one.id) }])
  }
  people = Object.fromEntries(made) as typeof people
  for (const departmentKey of ['service', 'stores']) {
    const found = await makeCase(on.db, {
      brandKey: 'nordly',
      departmentKey,
      accountableId: on.people.eva.id,
    })
    cases[departmentKey] = found.id
    // Some moves are for cases that owe something
    await on.sql`
      insert into remedies (case_id, kind, statutory, words, by, promised_at, due_at)
      values (${found.id}, 'replacement', true, 'A new one', ${on.people.eva.id}, ${noon}, ${noon})`
  }
})
afterAll(async () => {
  const cells = count.routes + count.moves + count.verbs
  console.log(
    `matrix of rights: ${cells} cells, of routes ${count.routes}, moves ${count.moves}, other verbs ${count.verbs}`,
  )
  await database.end()
})

const existing = () =>
  routes({ ...on.deps, store: on.store } as Parameters<typeof routes>[0])
    .routes.filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => `${method} ${path}`)

test('every page and form of the desk is declared, and nothing else is', () => {
  expect([...new Set(existing())].sort()).toEqual(Object.keys(DESK_RIGHTS).sort())
})

test('every verb on something else than a case’s message is declared, and nothing else is', () => {
  expect(Object.keys(VERB_RIGHTS).sort()).toEqual(Object.keys(OTHER_VERBS).sort())
})

test.each(ROLES)(
  '%s: each page and form opens where it is declared, for own and foreign departments',
  async (role) => {
    const one = people[role]
    const browser = await on.signedIn(one)
    const wrong: string[] = []
    for (const route of new Set(existing())) {
      const given = DESK_RIGHTS[route]!
      if (given === ANYBODY || route.includes('sign-out') || route.startsWith('POST /desk/sessions')) continue
      const [method, path] = route.split(' ') as [string, string]
      for (const department of ['service', 'stores']) {
        count.routes++
        const to = path.replace(':id', cases[department]!)
        const { status } = await browser.go(
          path.includes(':') ? to : `${to}?department=${department}`,
          method === 'POST' ? {} : undefined,
        )
        // Of what is about themselves, a case alone knows a department
        const may =
          path === '/desk/c/:id'
            ? allows(given, one.held, department)
            : !!given.themselves || allows(given, one.held)
        const refused = status === 403
        const listed = /^\/desk\/(cases|answers|report)/.test(path)
        const foreign = listed && may && !allows(given, one.held, department)
        if (/^\/desk\/[mp]\/:id$/.test(path)) continue
        if (foreign ? status !== 422 : refused === may) wrong.push(`${route} ${department}: ${status}`)
      }
    }
    expect(wrong).toEqual([])
  },
)

test.each(ROLES)('%s: each move of a case is theirs where it is declared', async (role) => {
  const one = people[role]
  const wrong: string[] = []
  for (const move of Object.keys(MOVES) as Move[]) {
    const { from, owing, by } = ruleOf(move)
    const state = from.find((known) => known !== 'open') ?? from[0] ?? owing?.[0]
    for (const department of ['service', 'stores']) {
      count.moves++
      await on.sql`update cases set state = ${state ?? 'owned'}, owner_id = ${on.people.eva.id} where id = ${cases[department]!}`
      const found = await loadCase(on.db, cases[department]!)
      const code = await mayMove(on.db, found, one, move).then(
        () => 'allowed',
        (error) => (error instanceof DomainError ? error.code : Promise.reject(error)),
      )
      const may = allows(CASE_RIGHTS[by], one.held, department)
      if ((code !== 'forbidden') !== may) wrong.push(`${move} ${department}: ${code}`)
    }
  }
  expect(wrong).toEqual([])
})

test.each(ROLES)('%s: a verb that is for other roles alone is refused, and changes nothing', async (role) => {
  const one = people[role]
  const handle = act(on.deps)
  const wrong: string[] = []
  const rows = async () =>
    on.sql`select (select count(*) from case_events) as events, (select count(*) from outbox) as outbox`
  const before = await rows()
  for (const [verb, given] of Object.entries(VERB_RIGHTS)) {
    if (given.themselves || allows(given, one.held)) continue
    for (const department of ['service', 'stores'])
      for (const kind of ['click', 'submit'] as const) {
        count.verbs++
        const by = { platform: 'desk', workspace: 'desk', user: one.id }
        const subject = cases[department]!
        const answer = await handle(
          kind === 'click'
            ? { kind, by, verb, subject }
            : { kind, by, verb, subject, formId: crypto.randomUUID(), values: {} },
        )
        if (answer.kind !== 'notice') wrong.push(`${verb} ${department}: ${answer.kind}`)
      }
  }
  expect(wrong).toEqual([])
  expect(await rows()).toEqual(before)
})
