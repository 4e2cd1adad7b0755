import type { TimerKind } from '../../db/schema/index.ts'
import { readTimed } from '../../src/cases/deadlines/read.ts'
import { changesOf, writeDeadlines } from '../../src/cases/deadlines/write.ts'
import { sweepDeadlines } from '../../src/jobs/deadlines/sweep.ts'
import { makeOrganisation, testDeps } from '../deps.ts'
import { makeContact, makeDepartment, makeMember } from '../factories.ts'
import { openMinutes } from '../openMinutes.ts'
import { freshDatabase } from '../setup/database.ts'
import {
  BEFORE,
  clocksOf,
  DAY,
  DAYS,
  hearings,
  type Life,
  live,
  MINUTE,
  nextRun,
  PLACES,
  random,
  START,
} from './deadlinesLives.ts'

export type Year = {
  cases: number
  ticks: number
  skipped: number
  doubled: number
  timers: number
  reminders: number
  missed: number
  twice: number
  early: number
  astray: number
}

/**
 * A year of cases in five zones, with every change of clocks in it: taken, asked, answered, apologised for and done,
 * in time or late, while three of ten ticks are left out and two of ten come twice at once. What the sweep did is held
 * against what a count of every minute says.
 */
export const simulateYear = async ({
  cases,
  tickMinutes,
  seed = 1,
}: {
  cases: number
  tickMinutes: number
  seed?: number
}): Promise<Year> => {
  const database = await freshDatabase({ max: 8 })
  const { db, sql } = database
  try {
    const chance = random(seed)
    const tick = tickMinutes * MINUTE
    const ticks = Math.floor((DAYS * DAY) / tick)
    const at = (index: number) => new Date(START.getTime() + index * tick)
    const runs = Array.from({ length: ticks }, () => (chance() < 0.3 ? 0 : chance() < 0.2 / 0.7 ? 2 : 1))
    const { contacts, accountable } = await setUp(db)
    const keys = Object.keys(PLACES)
    const counted = Object.fromEntries(keys.map((key) => [key, openMinutes(PLACES[key]!, START, DAYS + 60)]))
    const lives = Array.from({ length: cases }, (_, n) =>
      live(n, keys[n % keys.length]!, chance, ticks, tick, at),
    )

    const due = new Map<number, { life: Life; step: number }[]>()
    for (const life of lives)
      for (const [step, { at: when }] of life.steps.entries()) {
        const index = Math.round((when.getTime() + BEFORE - START.getTime()) / tick)
        due.set(index, [...(due.get(index) ?? []), { life, step }])
      }
    const { deps } = testDeps(db)
    for (let index = 0; index < ticks; index++) {
      const now = at(index)
      const moves = due.get(index)
      if (moves) await move(moves, new Date(now.getTime() - BEFORE))
      await Promise.all(Array.from({ length: runs[index]! }, () => sweepDeadlines(deps, { now })))
    }
    const heard = await sql<{ n: number; timer: TimerKind; level: number; at: Date }[]>`
      select k.take_due_at, m.reference::int as n, e.data->>'timer' as timer, (e.data->>'level')::int as level, e.at
      from case_events e join cases k on k.id = e.case_id join matters m on m.id = k.matter_id
      where e.kind = 'reminded' order by e.id`
    const [{ timers }] = (await sql`select count(*)::int as timers from timers`) as unknown as [
      { timers: number },
    ]
    return {
      cases,
      ticks,
      skipped: runs.filter((times) => times === 0).length,
      doubled: runs.filter((times) => times === 2).length,
      timers,
      ...compare(),
    }

    async function move(moves: { life: Life; step: number }[], now: Date) {
      const fresh = moves.filter(({ step }) => step === 0).map(({ life }) => life)
      await db.transaction(async (tx) => {
        const rows = fresh.map(({ n, id, department, severity }) => ({
          n,
          id,
          department,
          severity,
          contact: contacts[department]!.id,
          customer: contacts[department]!.customerId,
          person: accountable[department],
        }))
        if (rows.length > 0)
          await tx.execute(`with given as (select * from jsonb_to_recordset('${JSON.stringify(rows)}'::jsonb)
              g(n int, id uuid, department text, severity int, contact uuid, customer uuid, person uuid)),
            made as (insert into matters (customer_id, reference, created_at) select customer, n::text, '${now.toISOString()}' from given returning id, reference)
            insert into cases (id, matter_id, customer_id, contact_id, brand_key, department_key, severity, accountable_id, opened_at, take_due_at, apology_due_at, promise, promise_due_at)
            select g.id, made.id, g.customer, g.contact, 'nordly', g.department, g.severity, g.person, '${now.toISOString()}', '${now.toISOString()}', '${now.toISOString()}', 'first word', '${now.toISOString()}'
            from given g join made on made.reference = g.n::text`)
        for (const { life, step } of moves) {
          if (step === 0) continue
          const set = Object.entries(life.steps[step]!.set).map(
            ([column, value]) =>
              `${column} = ${value === null ? 'null' : `'${value instanceof Date ? value.toISOString() : value}'`}`,
          )
          await tx.execute(`update cases set ${set.join(', ')} where id = '${life.id}'`)
        }
        const changed = await readTimed(
          tx,
          moves.map(({ life }) => life.id),
        )
        await writeDeadlines(tx, changesOf(changed, now), now)
      })
    }

    function compare() {
      const wanted = new Map<string, { at: Date; due: Date }>()
      const dues = new Map<string, Date>()
      const executed = nextRun(runs)
      for (const life of lives)
        for (const clock of clocksOf(life, PLACES[life.department]!, counted[life.department]!))
          for (const { level, when, next } of hearings(clock, counted[life.department]!, (from) => {
            const index = executed[Math.max(0, Math.ceil((from.getTime() - START.getTime()) / tick))]
            return index === undefined ? undefined : at(index)
          })) {
            const key = `${life.n} ${clock.kind} ${level} ${when.getTime()}`
            wanted.set(key, { at: when, due: next })
            dues.set(`${life.n} ${clock.kind} ${level}`, next)
          }
      let [twice, early, astray] = [0, 0, 0]
      const seen = new Set<string>()
      for (const { n, timer, level, at: when } of heard) {
        const key = `${n} ${timer} ${level} ${when.getTime()}`
        if (seen.has(key)) twice++
        else if (!wanted.has(key)) {
          astray++
          const next = dues.get(`${n} ${timer} ${level}`)
          if (!next || when < next) early++
        }
        seen.add(key)
      }
      const missed = [...wanted.keys()].filter((key) => !seen.has(key)).length
      return { reminders: heard.length, missed, twice, early, astray }
    }
  } finally {
    await database.end()
  }
}

const setUp = async (db: Parameters<typeof makeOrganisation>[0]) => {
  const { anna, maja } = await makeOrganisation(db)
  const contacts: Record<string, { id: string; customerId: string | null }> = {}
  const accountable: Record<string, string> = {}
  for (const [key, place] of Object.entries(PLACES)) {
    await makeDepartment(db, { key, ...place })
    await makeMember(db, { departmentKey: key, personId: anna.id, role: 'liaison' })
    await makeMember(db, { departmentKey: key, personId: maja.id, role: 'manager' })
    contacts[key] = await makeContact(db, { brandKey: 'nordly', departmentKey: key })
    accountable[key] = anna.id
  }
  return { contacts, accountable }
}
