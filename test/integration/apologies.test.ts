import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import { apologies, caseEvents, outbox } from '../../db/schema/index.ts'
import type { Answer } from '../../integrations/inbound.ts'
import { keysOf, oldSameness } from '../../src/care/similarity.ts'
import { lookAlikes } from '../../src/cases/sentBefore.ts'
import { act } from '../../src/staff/act.ts'
import { makeOrganisation, testDeps } from '../deps.ts'
import { makeCase } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

let db: Db
let database: TestDatabase

let house: Awaited<ReturnType<typeof makeOrganisation>>
beforeAll(async () => {
  database = await freshDatabase({ max: 20 })
  db = database.db

  house = await makeOrganisation(db)
})

afterAll(() => database.end())
beforeEach(async () => {
  await db.delete(apologies)
})

const owned = async () =>
  (
    await makeCase(db, {
      brandKey: 'nordly',
      departmentKey: 'service',
      state: 'owned',
      ownerId: house.anna.id,
      accountableId: house.anna.id,
    })
  ).id
let forms = 0
const apologise = async (subject: string, text: string): Promise<Answer> => {
  const { deps } = testDeps(db)
  return act(deps)({
    kind: 'submit',
    verb: 'apologise',
    subject,
    formId: `form-${++forms}`,
    values: { text, next: '2026-03-13' },
    by: { platform: 'slack', workspace: 'T0001', user: 'UANNA' },
  })
}
const ORIGINAL =
  'Hi Eva,\nI am sorry that your coffee machine 4711 stopped after a week and that nobody answered when you called us. It was for us to see, and I have it now.\nRegards, Anna'
const ALIKE =
  'Dear John, I am sorry that your vacuum cleaner 9034 stopped after a month and that nobody answered when you called us. It was for us to see, and I have it now. Best wishes, Bo'
const OWN =
  'Hello Siri, the fitter left your hall full of dust and told you to mop it yourself. I have seen the pictures and would have been furious as well.'

describe('an apology that says the same as one before', () => {
  test('is refused with the reason and the way forward, and nothing is stored', async () => {
    expect(await apologise(await owned(), ORIGINAL)).toEqual({ kind: 'done' })
    const second = await owned()
    await db.execute(sql`update responses r set answers = r.answers || '{"words":"There is dust in my hall."}'
      from cases k where k.response_id = r.id and k.id = ${second}`)
    const answer = await apologise(second, ALIKE)
    expect(answer).toMatchObject({ kind: 'faults' })
    const { text } = (answer as Extract<Answer, { kind: 'faults' }>).faults
    expect(text).toMatch(/same as an apology sent to another customer on Wed,? 11 Mar/)
    expect(text).toContain('their own words are above')
    expect(await db.$count(apologies)).toBe(1)
    expect(await db.$count(caseEvents, sql`case_id = ${second}`)).toBe(0)
    expect(await db.$count(outbox, sql`payload ->> 'case' = ${second}`)).toBe(0)
  })

  test('points to the customer’s own words where there are any', async () => {
    await apologise(await owned(), ORIGINAL)
    const answer = (await apologise(await owned(), ALIKE)) as Extract<Answer, { kind: 'faults' }>
    expect(answer.faults.text).toContain('to this customer alone. Or call them')
  })

  test('in own words it goes, and a second one in one case says that it was this customer', async () => {
    const first = await owned()
    await apologise(first, ORIGINAL)
    expect(await apologise(await owned(), OWN)).toEqual({ kind: 'done' })
    await db.insert(caseEvents).values({
      caseId: first,
      kind: 'answered',
      at: new Date('2026-03-11T12:00:00Z'),
      data: { answer: 'not yet' },
    })
    expect(await apologise(first, ALIKE)).toMatchObject({
      faults: { text: expect.stringContaining('this customer on') },
    })
  })

  test('one kept before there were keys is found by its old hash', async () => {
    const caseId = await owned()
    await db.insert(apologies).values({
      caseId,
      by: house.anna.id,
      text: OWN,
      sameness: oldSameness(OWN),
      at: new Date('2026-01-01T00:00:00Z'),
    })
    expect(await apologise(await owned(), OWN)).toMatchObject({ kind: 'faults' })
  })

  test('of twenty sent at once with other names and facts, one goes', async () => {
    const cases = await Promise.all(Array.from({ length: 20 }, owned))
    const answers = await Promise.all(
      cases.map((id, at) =>
        apologise(id, ORIGINAL.replace('Eva', `Per${at}`).replace('4711', String(1000 + at))),
      ),
    )
    expect(answers.filter(({ kind }) => kind === 'done')).toHaveLength(1)
    expect(answers.filter(({ kind }) => kind === 'faults')).toHaveLength(19)
    expect(await db.$count(apologies)).toBe(1)
  })
})

test('among many apologies the look-alikes are found by the index', async () => {
  const caseId = await owned()
  await db.execute(sql`
    insert into apologies (case_id, by, text, sameness, shingles, at)
    select ${caseId}, ${house.anna.id}, 'text ' || n, 'hash ' || n,
      array(select (random() * 4294967295 - 2147483648)::bigint::int from generate_series(1, 80) g where g + n > 0), now()
    from generate_series(1, 3000) n`)
  await db.execute(sql`analyze apologies`)
  const plan = await db.execute(sql`explain ${lookAlikes('apologies', keysOf(ORIGINAL), ['a', 'b'])}`)
  expect(JSON.stringify(plan)).toContain('apologies_shingles')
  expect(JSON.stringify(plan)).not.toContain('Seq Scan')
  expect(await apologise(await owned(), ORIGINAL)).toEqual({ kind: 'done' })
  expect(await apologise(await owned(), ALIKE)).toMatchObject({ kind: 'faults' })
})
