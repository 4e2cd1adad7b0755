import { eq, TransactionRollbackError } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cases, organisation, outbox, people } from '../../db/schema/index.ts'
import { callManagementTo } from '../../src/cases/call.ts'
import { loadCase } from '../../src/cases/caseFile.ts'
import { decidersOf } from '../../src/cases/deciders.ts'
import { nextOwnerOf } from '../../src/cases/nextOwner.ts'
import { managementPlace, onCall } from '../../src/cases/onCall.ts'
import { reassignCases } from '../../src/cases/reassign.ts'
import { inLine } from '../../src/directory/nextInLine.ts'
import { cachedSetup, lineNow } from '../../src/directory/setupCache.ts'
import { freeElsewhere, freeHere } from '../../src/handovers/present.ts'
import { managerToDecide, whoHears } from '../../src/jobs/deadlines/hears.ts'
import { readDue, readWorld } from '../../src/jobs/deadlines/world.ts'
import { ask } from '../deps.ts'
import {
  makeBrand,
  makeCase,
  makeContact,
  makeDepartment,
  makeMember,
  makePerson,
  noon,
} from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

/** Service has the liaisons Ann and Bea and the managers Max and Moa; Billing has Eve and Ivo; above is Pam, then Pip. */
const USUAL = {
  service: { liaison: 'Ann Bea', manager: 'Max Moa' },
  billing: { liaison: 'Eve', manager: 'Ivo' },
  management: { liaison: '', manager: 'Pam Pip' },
}
const LISTS: Record<string, typeof USUAL> = {
  // Ann has this case alone, Bea two, Max and Moa none
  'Bea has more': USUAL,
  // Ann has two of them, Bea none
  'Ann has more': USUAL,
  '': USUAL,
  'no liaisons': { ...USUAL, service: { liaison: '', manager: 'Max Moa' } },
  'Ann in both': { ...USUAL, billing: { liaison: 'Ann Eve', manager: 'Ivo' } },
  'Max is both': { ...USUAL, service: { liaison: 'Max Bea', manager: 'Max Moa' } },
  'Moa is above': { ...USUAL, management: { liaison: '', manager: 'Moa Pam' } },
}
const NIGHT = new Date('2026-03-11T01:30:00Z')

/**
 * Ann has a case of Service. `about` are people it is about, the first of them by the contact's e-mail. `opening` is
 * who would be on call for a new one, `*` if it is posted to them alone. `returns` has it when it comes back from its
 * end, `decides` is asked for an approval by Ann, `here` and `elsewhere` can be offered it, `late` are told one after
 * the other (nobody by name: management's channel), `silent` decides for a silent customer, `above` is where management is called, `reassigned` has it after.
 */
const TABLE = `
lists        | away                    | left                | about           | opening | returns | decides | here        | elsewhere | late               | silent | above       | reassigned
             |                         |                     |                 | Ann     | Ann     | Max     | Bea Max Moa | Eve       | Ann Max Pam        | Max    | #management | Ann
             | Ann                     |                     |                 | Bea     | Ann     | Max     | Bea Max Moa | Eve       | Ann Max Pam        | Max    | #management | Bea
             | Ann Bea                 |                     |                 | Max     | Ann     | Max     | Max Moa     | Eve       | Ann Max Pam        | Max    | #management | Max
             | Ann Bea Max             |                     |                 | Moa     | Ann     | Moa     | Moa         | Eve       | Ann Moa Pam        | Moa    | #management | Moa
             | Ann Bea Max Moa         |                     |                 | Pam     | Ann     | Pam     | Pam Pip     | Eve       | Ann Pam Pam        | Pam    | #management | Pam
             | Ann Bea Max Moa Pam     |                     |                 | Pip     | Ann     | Pip     | Pip         | Eve       | Ann Pip Pip        | Pip    | #management | Pip
             | Ann Bea Max Moa Pam Pip |                     |                 | Ann     | Ann     | Max     | -           | Eve       | Ann Pam Pam        | Pam    | #management | Ann
             |                         | Ann                 |                 | Bea     | Bea     | Max     | Bea Max Moa | Eve       | Ann Max Pam        | Max    | #management | Bea
             |                         | Ann Bea             |                 | Max     | Max     | Max     | Max Moa     | Eve       | Ann Max Pam        | Max    | #management | Max
             |                         | Ann Bea Max Moa     |                 | Pam     | Pam     | Pam     | Pam Pip     | Eve       | Ann Pam Pam        | Pam    | #management | Pam
             | Moa                     | Ann Bea Max         |                 | Pam     | Pam     | Pam     | Pam Pip     | Eve       | Ann Pam Pam        | Pam    | #management | Pam
             |                         | Ann Bea Max Moa Pip |                 | Pam     | Pam     | Pam     | Pam         | Eve       | Ann Pam Pam        | Pam    | #management | Pam
             |                         |                     | Ann             | Max*    | Max     | Max     | Max Moa     | Eve       | Max Max Pam        | Max    | #management | Max
             | Max                     |                     | Ann             | Moa*    | Moa     | Moa     | Moa         | Eve       | Moa Moa Pam        | Moa    | #management | Moa
             | Max Moa                 |                     | Ann             | Pam*    | Pam     | Pam     | Pam Pip     | Eve       | Pam Pam Pam        | Pam    | #management | Pam
             | Bea                     |                     | Ann             | Max*    | Max     | Max     | Max Moa     | Eve       | Max Max Pam        | Max    | #management | Max
             |                         | Max Moa             | Ann             | Pam*    | Pam     | Pam     | Pam Pip     | Eve       | Pam Pam Pam        | Pam    | #management | Pam
             | Pam                     | Max Moa             | Ann             | Pip*    | Pip     | Pip     | Pip         | Eve       | Pip Pip Pip        | Pip    | #management | Pip
             |                         |                     | Ann Max         |         | Moa     | Moa     | Moa         | Eve       | Moa Moa Pam        | Moa    | #management | Moa
             |                         |                     | Ann Max Moa     |         | Pam     | Pam     | Pam Pip     | Eve       | Pam Pam Pam        | Pam    | #management | Pam
             |                         |                     | Ann Max Moa Pam |         | Pip     | Pip     | Pip         | Eve       | Pip Pip Pip        | Pip    | Pip         | Pip
             |                         |                     | Bea             | Max*    | Ann     | Max     | Max Moa     | Eve       | Ann Max Pam        | Max    | #management | Ann
             |                         |                     | Max             | Moa*    | Ann     | Moa     | Moa         | Eve       | Ann Moa Pam        | Moa    | #management | Ann
             | Ann Moa                 |                     | Max             | Pam*    | Ann     | Pam     | Pam Pip     | Eve       | Ann Pam Pam        | Pam    | #management | Pam
             |                         |                     | Pam             | Ann     | Ann     | Max     | Bea Max Moa | Eve       | Ann Max Pip        | Max    | Pip         | Ann
             | Ann Bea Max Moa         |                     | Pam             | Pip     | Ann     | Pip     | Pip         | Eve       | Ann Pip Pip        | Pip    | Pip         | Pip
             |                         |                     | Pam Pip         |         | Ann     | Max     | Bea Max Moa | Eve       | Ann Max            | Max    | -           | Ann
             |                         |                     | Eve             | Ann     | Ann     | Max     | Bea Max Moa | Ivo       | Ann Max Pam        | Max    | #management | Ann
             | Ivo                     |                     | Eve             | Ann     | Ann     | Max     | Bea Max Moa | -         | Ann Max Pam        | Max    | #management | Ann
             | Eve                     |                     |                 | Ann     | Ann     | Max     | Bea Max Moa | Ivo       | Ann Max Pam        | Max    | #management | Ann
             | Eve Ivo                 |                     |                 | Ann     | Ann     | Max     | Bea Max Moa | -         | Ann Max Pam        | Max    | #management | Ann
no liaisons  |                         |                     |                 | Max     | Max     | Max     | Max Moa     | Eve       | Ann Max Pam        | Max    | #management | Max
no liaisons  | Max                     |                     |                 | Moa     | Moa     | Moa     | Moa         | Eve       | Ann Moa Pam        | Moa    | #management | Moa
no liaisons  |                         |                     | Max             | Moa*    | Moa     | Moa     | Moa         | Eve       | Ann Moa Pam        | Moa    | #management | Moa
no liaisons  | Max Moa                 |                     | Pam             | Pip     | Pip     | Pip     | Pip         | Eve       | Ann Pip Pip        | Pip    | Pip         | Pip
Ann in both  |                         |                     |                 | Ann     | Ann     | Max     | Bea Max Moa | Eve       | Ann Max Pam        | Max    | #management | Ann
Ann in both  |                         |                     | Ann             | Max*    | Max     | Max     | Max Moa     | Ivo       | Max Max Pam        | Max    | #management | Max
Ann in both  | Eve                     |                     |                 | Ann     | Ann     | Max     | Bea Max Moa | Ivo       | Ann Max Pam        | Max    | #management | Ann
Ann in both  | Ann                     |                     |                 | Bea     | Ann     | Max     | Bea Max Moa | Eve       | Ann Max Pam        | Max    | #management | Bea
Max is both  |                         |                     |                 | Max     | Max     | Max     | Max Bea Moa | Eve       | Ann Max Pam        | Max    | #management | Max
Max is both  |                         |                     | Max             | Moa*    | Moa     | Moa     | Moa         | Eve       | Ann Moa Pam        | Moa    | #management | Moa
Max is both  | Max                     |                     |                 | Bea     | Bea     | Moa     | Bea Moa     | Eve       | Ann Moa Pam        | Moa    | #management | Bea
Moa is above |                         |                     |                 | Ann     | Ann     | Max     | Bea Max Moa | Eve       | Ann Max Moa        | Max    | #management | Ann
Moa is above |                         |                     | Moa             | Max*    | Ann     | Max     | Max         | Eve       | Ann Max Pam        | Max    | Pam         | Ann
Moa is above | Max                     |                     |                 | Ann     | Ann     | Moa     | Bea Moa     | Eve       | Ann Moa Moa        | Moa    | #management | Ann
Bea has more |                         |                     |                 | Ann     | Ann     | Max     | Bea Max Moa | Eve       | Ann Max Pam        | Max    | #management | Ann
Bea has more | Ann                     |                     |                 | Bea     | Ann     | Max     | Bea Max Moa | Eve       | Ann Max Pam        | Max    | #management | Bea
Ann has more |                         |                     |                 | Bea     | Ann     | Max     | Bea Max Moa | Eve       | Ann Max Pam        | Max    | #management | Ann
Ann has more | Bea                     |                     |                 | Ann     | Ann     | Max     | Max Moa     | Eve       | Ann Max Pam        | Max    | #management | Ann
Ann has more | Ann Bea                 |                     |                 | Max     | Ann     | Max     | Max Moa     | Eve       | Ann Max Pam        | Max    | #management | Max
Ann has more |                         |                     | Ann             | Max*    | Max     | Max     | Max Moa     | Eve       | Max Max Pam        | Max    | #management | Max
`

/** Open cases besides, in a department that goes by the fewest. */
const MORE: Record<string, string[]> = { 'Bea has more': ['Bea', 'Bea'], 'Ann has more': ['Ann'] }

type Situation = {
  more?: string[]
  lists: typeof USUAL
  away: string[]
  left: string[]
  about: string[]
  at: Date
}

let database: TestDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.end())

const stage = async ({ more, lists, away, left, about, at }: Situation) => {
  const { db, sql } = database
  await sql`truncate organisation, people, departments, brands, customers cascade`
  await db.insert(organisation).values({ name: 'Nordly', ask, graceSeconds: 0, appliedAt: noon })
  const ids = new Map<string, string>()
  for (const [key, listed] of Object.entries(lists)) {
    const kind = key === 'management' ? 'management' : 'department'
    const destination = { platform: 'slack', workspace: 'T0001', channel: `#${key}` }
    await makeDepartment(db, { key, kind, name: key, destination })
    for (const role of ['liaison', 'manager'] as const)
      for (const [position, name] of listed[role].split(' ').filter(Boolean).entries()) {
        const email = `${name}@nordly.example`.toLowerCase()
        if (!ids.has(name)) ids.set(name, (await makePerson(db, { name, email, slackUser: name })).id)
        await makeMember(db, { departmentKey: key, personId: ids.get(name)!, role, position })
      }
  }
  for (const name of away)
    await db
      .update(people)
      .set({ awayUntil: new Date(at.getTime() + 86_400_000) })
      .where(eq(people.id, ids.get(name)!))
  for (const name of left) {
    await db
      .update(people)
      .set({ active: false })
      .where(eq(people.id, ids.get(name)!))
    await sql`delete from department_people where person_id = ${ids.get(name)!}`
  }
  const [named, ...before] = about
  const contact = await makeContact(db, {
    brandKey: (await makeBrand(db)).key,
    departmentKey: 'service',
    staffMember: named ? { name: named, email: `${named}@Nordly.example` } : undefined,
  })
  if (!ids.has('Ann')) ids.set('Ann', (await makePerson(db, { name: 'Ann', slackUser: 'Ann' })).id)
  const owner = { accountableId: ids.get('Ann')!, ownerId: ids.get('Ann')! }
  const { id } = await makeCase(db, { contactId: contact.id, ...owner, state: 'recovering', openedAt: at })
  if (more) await sql`update departments set next_in_line = 'fewest' where key = 'service'`
  for (const name of more ?? [])
    await makeCase(db, {
      departmentKey: 'service',
      accountableId: ids.get(name)!,
      ownerId: ids.get(name)!,
      state: 'recovering',
      openedAt: at,
    })
  for (const name of before) {
    await db
      .update(cases)
      .set({ aboutId: ids.get(name)! })
      .where(eq(cases.id, id))
    await sql`insert into case_events (case_id, kind, at, data)
      values (${id}, 'somebody else asked', ${at}, ${sql.json({ about: true, person: ids.get(name)! })})`
  }
  await sql`insert into timers (case_id, kind, subject_id, department_key, from_at, due_at, next_at)
    values (${id}, 'apology', ${id}, 'service', ${at}, ${at}, ${at})`
  return { id, nameOf: (person: string) => [...ids].find(([, one]) => one === person)![0] }
}

const answers = async (situation: Situation) => {
  const { db } = database
  const { at, about } = situation
  const { id, nameOf } = await stage(situation)
  const found = await loadCase(db, id)
  const { departments } = await cachedSetup(db.$client, null)
  const email = about[0] && `${about[0]}@Nordly.example`
  const opening = onCall(await lineNow(db.$client, departments.service!), email, at)
  const told = await db.transaction(async (tx) => {
    const [timer] = await database.sql`select id::int from timers where case_id = ${id}`
    const [due] = await readDue(tx, [timer!.id])
    const world = await readWorld(tx, ['service'], [found.accountableId])
    const late = [0, 1, 2].map((level) => whoHears({ ...due!, level }, world, at).name)
    return { late, silent: managerToDecide(found, await readWorld(tx, ['service'], []), at).name }
  })
  const list = (all: { name: string }[]) => all.map(({ name }) => name).join(' ') || '-'
  const answer = {
    opening: about.length < 2 ? nameOf(opening.accountableId) + (opening.destination ? '*' : '') : '',
    returns: nameOf(await nextOwnerOf(db, found, at)),
    decides: (await decidersOf(db, found, at, [found.accountableId]))[0]?.name ?? '-',
    here: list(await freeHere(db, found, at)),
    elsewhere: list(await freeElsewhere(db, found, at)),
    late: told.late.join(' ').trim(),
    silent: told.silent,
    ...(await written(id, at, nameOf)),
  }
  const above = managementPlace(departments.service!, email)
  if (about.length < 2) expect(above?.channel ?? '-').toBe(answer.above)
  return answer
}

/** What is written to the database, and taken back. */
const written = async (id: string, at: Date, nameOf: (person: string) => string) => {
  const answer = { above: '-', reassigned: '' }
  await database.db
    .transaction(async (tx) => {
      await callManagementTo(tx, { caseId: id, event: 1, now: at })
      const [call] = await tx.select({ to: outbox.destination }).from(outbox).where(eq(outbox.kind, 'call'))
      answer.above = call?.to.split(':')[2] ?? '-'
      await reassignCases(tx, at)
      const [row] = await tx.select({ who: cases.accountableId }).from(cases).where(eq(cases.id, id))
      answer.reassigned = nameOf(row!.who)
      tx.rollback()
    })
    .catch((error) => {
      if (!(error instanceof TransactionRollbackError)) throw error
    })
  return answer
}

const rows = TABLE.trim()
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()))
const [columns, ...situations] = rows as [string[], ...string[][]]

const situationOf = (cells: string[], at: Date): [Situation, Record<string, string>] => {
  const cell = Object.fromEntries(columns.map((column, n) => [column, cells[n] ?? '']))
  const { lists = '', away = '', left = '', about = '', ...said } = cell
  const names = (text: string) => text.split(' ').filter(Boolean)
  return [
    {
      more: MORE[lists],
      lists: LISTS[lists]!,
      away: names(away),
      left: names(left),
      about: names(about),
      at,
    },
    said,
  ]
}

test.each(situations.map((cells) => [cells.slice(0, 4).join(' | '), cells] as const))(
  'who is next in line (lists | away | left | about): %s',
  async (_, cells) => {
    const [situation, said] = situationOf(cells, noon)
    expect(await answers(situation)).toEqual(said)
  },
)

test('at night, when nobody works, the same people are next in line', async () => {
  for (const cells of [situations[0]!, situations[1]!]) {
    const [situation, said] = situationOf(cells, NIGHT)
    expect(await answers(situation)).toEqual(said)
  }
})

test('cases that go at once go to who has the fewest by then', async () => {
  const { db, sql } = database
  await stage({ lists: USUAL, more: [], away: [], left: [], about: [], at: noon })
  const [ann] = await sql`select id from people where name = 'Ann'`
  const eve = await sql`select id from people where name = 'Eve'`
  await makeMember(db, { departmentKey: 'service', personId: eve[0]!.id, position: 2 })
  for (let n = 0; n < 3; n++)
    await makeCase(db, { departmentKey: 'service', accountableId: ann!.id, openedAt: noon })
  await sql`update people set away_until = ${new Date(noon.getTime() + 86_400_000)} where name = 'Ann'`
  await sql`update cases set state = 'open'`
  expect(await db.transaction((tx) => reassignCases(tx, noon))).toBe(4)
  const rows =
    await sql`select p.name, count(*)::int from cases k join people p on p.id = k.accountable_id group by 1 order by 1`
  expect(rows.map(({ name, count }) => [name, count])).toEqual([
    ['Bea', 2],
    ['Eve', 2],
  ])
})

test('a person who covers for somebody away takes that person’s place', () => {
  const one = (id: string, role: 'liaison' | 'manager', over: object = {}) => ({
    id,
    role,
    awayUntil: null,
    ...over,
  })
  const away = new Date(noon.getTime() + 86_400_000)
  const order = (line: ReturnType<typeof one>[], excluded: string[] = []) =>
    inLine(line, { excluded, now: noon }).map(({ id }) => id)
  const line = (coverId: string) => [
    one('Ann', 'liaison', { awayUntil: away, coverId }),
    one('Bea', 'liaison'),
    one('Cia', 'liaison'),
    one('Max', 'manager'),
  ]
  expect(order(line('Cia'))).toEqual(['Cia', 'Bea', 'Max', 'Ann'])
  expect(order(line('Max'))).toEqual(['Max', 'Bea', 'Cia', 'Ann'])
  expect(order(line('Cia'), ['Cia'])).toEqual(['Max', 'Bea', 'Ann'])
  const back = line('Cia').map((each) => ({ ...each, awayUntil: null }))
  expect(order(back)).toEqual(['Ann', 'Bea', 'Cia', 'Max'])
})
