import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readDays } from '../../src/figures/days.ts'
import { readFigures } from '../../src/figures/figures.ts'
import { rebuildDays } from '../../src/figures/rebuildDays.ts'
import { rollUp } from '../../src/figures/rollUp.ts'
import { randomFrom } from '../../src/insight/random.ts'
import { makeBrand, makeContact, makeDepartment, makeInvitation, makeResponse } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

let database: TestDatabase
const at = (iso: string) => new Date(iso)

beforeEach(async () => {
  database = await freshDatabase({ max: 10 })
})
afterEach(() => database.end())

/** What the roll-ups say, and what the raw rows say, in the same shape. */
const counted = () =>
  database.sql`
    select department_key, day::text, brand_key, channel, survey, asked, rate, answered, satisfied, neutral, dissatisfied,
      scores, named, drivers, invited, sent, replied
    from rollups order by 1, 2, 3, 4, 5, 6, 7`
const raw = async () => {
  const rows = await database.sql`
    select c.department_key, c.brand_key, c.channel, i.survey, i.asked, i.rate, i.state, i.sent_at, r.score, r.kind, r.answers,
      (r.answered_at at time zone d.time_zone)::date::text as answered_on, (i.created_at at time zone d.time_zone)::date::text as made_on
    from invitations i join contacts c on c.id = i.contact_id join departments d on d.key = c.department_key
      left join responses r on r.invitation_id = i.id`
  const days = new Map<string, Record<string, unknown>>()
  type Counts = Record<string, number> & Record<'scores' | 'named' | 'drivers', Record<string, number>>
  const dayOf = (row: (typeof rows)[number], day: string): Counts => {
    const { department_key, brand_key, channel, survey, asked, rate } = row
    const key = JSON.stringify([department_key, day, brand_key, channel, survey, asked, rate])
    const fresh = {
      ...{
        department_key,
        day,
        brand_key,
        channel,
        survey,
        asked,
        rate,
        answered: 0,
        satisfied: 0,
        neutral: 0,
      },
      ...{ dissatisfied: 0, scores: {}, named: {}, drivers: {}, invited: 0, sent: 0, replied: 0 },
    }
    if (!days.has(key)) days.set(key, fresh)
    return days.get(key) as Counts
  }
  const add = (counts: Record<string, number>, key: string) => {
    counts[key] = (counts[key] ?? 0) + 1
  }
  for (const row of rows) {
    if (row.state !== 'not asked' || row.sent_at || row.score) {
      const made = dayOf(row, row.made_on)
      if (row.state !== 'not asked') add(made, 'invited')
      if (row.sent_at) add(made, 'sent')
      if (row.score) add(made, 'replied')
    }
    if (!row.score) continue
    const answered = dayOf(row, row.answered_on)
    add(answered, 'answered')
    add(answered, row.kind)
    add(answered.scores, String(row.score))
    for (const driver of row.answers.drivers ?? []) {
      add(answered.named, driver)
      if (row.kind === 'dissatisfied') add(answered.drivers, driver)
    }
  }
  return [...days.entries()]
    .sort(([, a], [, b]) => orderOf(a).localeCompare(orderOf(b)))
    .map(([, counts]) => counts)
}
const orderOf = (row: Record<string, unknown>) =>
  ['department_key', 'day', 'brand_key', 'channel', 'survey', 'asked', 'rate']
    .map((key) => row[key])
    .join(' ')
const expectTrue = async () => {
  const [is, should] = [await counted(), await raw()]
  expect(is.length).toBeGreaterThan(0)
  expect([...is].sort((a, b) => orderOf(a).localeCompare(orderOf(b)))).toEqual(should)
}

test('roll-ups equal the raw rows after any order of answers, revisions, repeats and runs', async () => {
  const random = randomFrom(7)
  const pick = <T>(of: T[]): T => of[Math.floor(random() * of.length)]!
  const brands = [(await makeBrand(database.db)).key, (await makeBrand(database.db)).key]
  const keys = ['a', 'b', 'c']
  for (const [n, key] of keys.entries())
    await makeDepartment(database.db, {
      key,
      timeZone: ['Europe/Stockholm', 'Pacific/Auckland', 'America/Sao_Paulo'][n]!,
    })
  const ids: string[] = []
  for (let n = 0; n < 150; n++) {
    // Around the night in which summer time begins in Europe
    const when = new Date(at('2026-03-27T20:00:00Z').getTime() + random() * 4 * 24 * 3600_000)
    const contact = { brandKey: pick(brands), departmentKey: pick(keys), channel: pick(['phone', 'chat']) }
    const invitation = await makeInvitation(database.db, {
      contact,
      createdAt: when,
      rate: pick([1, 0.5]),
      asked: pick(['routine', 'routine', 'personal']),
      state: pick(['sent', 'sent', 'planned', 'not asked']),
      sentAt: pick([when, null]),
    })
    if (random() < 0.7) {
      const score = pick([1, 2, 3, 4, 5] as const)
      const drivers = score < 4 ? [pick(['delivery-late', 'other'] as const)] : undefined
      const { id } = await makeResponse(database.db, {
        invitationId: invitation.id,
        answeredAt: new Date(when.getTime() + random() * 36 * 3600_000),
        answers: { score, ...(drivers && { drivers }) },
      })
      ids.push(id)
    }
    if (random() < 0.2)
      await database.sql`
        update responses set score = 5, kind = 'satisfied', answers = '{"score": 5}' where id = ${pick([...ids, invitation.id])}`
    if (random() < 0.1)
      await Promise.all([rollUp(database, { most: 1 + Math.floor(random() * 5) }), rollUp(database)])
  }
  while ((await rollUp(database, { most: 5 })) === 5);
  await expectTrue()
  expect(await rollUp(database)).toBe(0)
})

test('a transaction that commits after the run is counted by the next one', async () => {
  const { key } = await makeDepartment(database.db, { key: 'parcels' })
  await makeResponse(database.db, { contact: { departmentKey: key }, answeredAt: at('2026-03-11T10:00:00Z') })
  const { id } = await makeInvitation(database.db, {
    contact: { departmentKey: key },
    createdAt: at('2026-03-10T10:00:00Z'),
  })
  await rollUp(database)
  const late = await database.sql.reserve()
  await late`begin`
  await late`
    insert into responses (invitation_id, score, answers, kind, answered_at, revised_at)
    values (${id}, 2, '{"score": 2}', 'dissatisfied', '2026-03-10T12:00:00Z', '2026-03-10T12:00:00Z')`
  // Others go on meanwhile, and are seen
  await makeResponse(database.db, { contact: { departmentKey: key }, answeredAt: at('2026-03-11T11:00:00Z') })
  await rollUp(database)
  await rollUp(database)
  await late`commit`
  late.release()
  await rollUp(database)
  await expectTrue()
  expect(await rollUp(database)).toBe(0)
})

test('a run that stops between two days goes on where it stopped, and the same day again changes nothing', async () => {
  const { key } = await makeDepartment(database.db, { key: 'parcels' })
  for (const day of ['08', '09', '10', '11'])
    await makeResponse(database.db, {
      contact: { departmentKey: key },
      answeredAt: at(`2026-03-${day}T10:00:00Z`),
    })
  expect(await rollUp(database, { most: 2 })).toBe(2)
  await Promise.all([1, 2, 3].map(() => rebuildDays(database.db, { department: key, days: ['2026-03-11'] })))
  await rollUp(database)
  await expectTrue()
})

test('where a midnight comes twice, an answer counts on the date that it has there', async () => {
  // The Azores turn their clocks back from 01:00 to 00:00
  const { key } = await makeDepartment(database.db, { key: 'parcels', timeZone: 'Atlantic/Azores' })
  for (const when of ['2025-10-25T23:30:00Z', '2025-10-26T00:30:00Z', '2025-10-26T01:30:00Z']) {
    const { id } = await makeInvitation(database.db, { contact: { departmentKey: key }, createdAt: at(when) })
    await makeResponse(database.db, { invitationId: id, answeredAt: at(when) })
  }
  await rollUp(database)
  await expectTrue()
  const days = await readDays(database.db, { departments: [key], from: '2025-10-25', to: '2025-10-26' })
  expect(days.map(({ n }) => n)).toEqual([1, 2])
})

test('a run that is cut off within a day leaves what was counted before, and the next goes on', async () => {
  const { key } = await makeDepartment(database.db, { key: 'parcels' })
  const answer = (score: 1 | 5) =>
    makeResponse(database.db, {
      contact: { departmentKey: key },
      score,
      answeredAt: at('2026-03-11T10:00:00Z'),
    })
  await answer(5)
  await rollUp(database)
  await answer(1)
  await database.sql.unsafe(`
    create function cut_off() returns trigger language plpgsql as $$ begin raise 'cut off'; end $$;
    create trigger cut_off before insert on rollups for each row execute function cut_off()`)
  await expect(rollUp(database)).rejects.toThrow('cut off')
  const slice = { departments: [key], from: '2026-03-11', to: '2026-03-11' }
  expect(await readDays(database.db, slice)).toMatchObject([{ n: 1, dissatisfied: 0 }])
  await database.sql.unsafe('drop trigger cut_off on rollups')
  await rollUp(database)
  await expectTrue()
  expect(await readDays(database.db, slice)).toMatchObject([{ n: 2, dissatisfied: 1 }])
})

test('a revision that changes kind and drivers moves its counts, also days later', async () => {
  const { key } = await makeDepartment(database.db, { key: 'parcels' })
  const { id } = await makeResponse(database.db, {
    contact: { departmentKey: key },
    answers: { score: 1, drivers: ['other'] },
    answeredAt: at('2026-03-11T10:00:00Z'),
  })
  await rollUp(database)
  for (const [score, kind, drivers] of [
    [3, 'neutral', ['other', 'price-or-fee']],
    [5, 'satisfied', undefined],
    [2, 'dissatisfied', ['price-or-fee']],
  ] as const) {
    await database.sql`update responses set score = ${score}, kind = ${kind}, revision = revision + 1,
      revised_at = '2026-03-19T10:00:00Z', answers = ${database.sql.json({ score, ...(drivers && { drivers }) })} where id = ${id}`
    await rollUp(database)
    await expectTrue()
  }
})

test('a database restored from a dump, which counts its transactions from the start, is counted whole', async () => {
  const { key } = await makeDepartment(database.db, { key: 'parcels' })
  const answer = (day: string) =>
    makeResponse(database.db, { contact: { departmentKey: key }, answeredAt: at(`2026-03-${day}T10:00:00Z`) })
  await answer('09')
  await rollUp(database)
  await answer('10')
  // As the dump has them: of transactions that have yet to come here
  await database.sql.unsafe(`
    alter table responses disable trigger user; alter table invitations disable trigger user;
    update responses set changed = '900000000000'; update invitations set changed = '900000000000';
    alter table responses enable trigger user; alter table invitations enable trigger user;
    update rollup_progress set seen = '900000000000', snapshot = '900000000000:900000000000:'`)
  await rollUp(database)
  await expectTrue()
  expect(await rollUp(database)).toBe(0)
  await answer('11')
  expect(await rollUp(database)).toBeGreaterThan(0)
  await expectTrue()
})

test('another zone of a department counts its days again', async () => {
  const { key } = await makeDepartment(database.db, { key: 'parcels', timeZone: 'Europe/Stockholm' })
  await makeResponse(database.db, { contact: { departmentKey: key }, answeredAt: at('2026-03-11T23:30:00Z') })
  await rollUp(database)
  await database.sql`update departments set time_zone = 'America/New_York'`
  await rollUp(database)
  await expectTrue()
})

test('a statement that leaves the department out, as of the product of before, has it filled in', async () => {
  const contact = await makeContact(database.db)
  const { id } = await makeInvitation(database.db, { contactId: contact.id })
  await makeResponse(database.db, { invitationId: id })
  const [row] = await database.db.execute<{ both: string }>(sql`
    select i.department_key || ' ' || r.department_key as both from invitations i join responses r on r.invitation_id = i.id`)
  expect(row!.both).toBe(`${contact.departmentKey} ${contact.departmentKey}`)
})

test('figures of a slice leave personal answers out, and days without answers are there', async () => {
  const { key } = await makeDepartment(database.db, { key: 'parcels' })
  const answer = async (day: string, score: 1 | 2 | 3 | 4 | 5, asked: 'routine' | 'personal' = 'routine') => {
    const when = at(`2026-03-${day}T10:00:00Z`)
    const { id } = await makeInvitation(database.db, {
      contact: { departmentKey: key },
      createdAt: when,
      asked,
    })
    const drivers = score < 3 ? (['delivery-late'] as const) : undefined
    await makeResponse(database.db, {
      invitationId: id,
      answeredAt: when,
      answers: { score, ...(drivers && { drivers: [...drivers] }) },
    })
  }
  for (const score of [5, 5, 4, 1] as const) await answer('09', score)
  await answer('11', 2, 'personal')
  await rollUp(database)
  const slice = { departments: [key], from: '2026-03-09', to: '2026-03-11' }
  const figures = await readFigures(database.db, slice, at('2026-03-12T09:00:00Z'))
  expect(figures).toMatchObject({
    n: 4,
    satisfied: 3,
    dissatisfied: 1,
    csat: { count: 3, n: 4, share: null },
    scores: { 1: 1, 4: 1, 5: 2 },
    drivers: [{ driver: 'delivery-late', n: 1, dissatisfied: 1 }],
    response: { sent: 4, replied: 4 },
    others: { personal: { n: 1, dissatisfied: 1 } },
  })
  const days = await readDays(database.db, slice)
  expect(days.map(({ day, n, dissatisfied }) => [day, n, dissatisfied])).toEqual([
    ['2026-03-09', 4, 1],
    ['2026-03-10', 0, 0],
    ['2026-03-11', 0, 0],
  ])
  const [late] = await readDays(database.db, { ...slice, driver: 'delivery-late' })
  expect(late).toEqual({ day: '2026-03-09', n: 1, satisfied: 0, neutral: 0, dissatisfied: 1 })
})
