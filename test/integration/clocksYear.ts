import type { Hours, TimerKind } from '../../db/schema/index.ts'
import { readClocked } from '../../src/clocks/read.ts'
import { stepOf } from '../../src/clocks/rules.ts'
import { sweepTimers } from '../../src/clocks/sweep.ts'
import { changesOf, writeTimers } from '../../src/clocks/write.ts'
import { addBusinessDays, type Calendar } from '../../src/time.ts'
import { makeOrganisation, testDeps } from '../deps.ts'
import { makeContact, makeDepartment, makeMember, weekdays } from '../factories.ts'
import { openMinutes } from '../openMinutes.ts'
import { freshDatabase } from '../setup/database.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const START = new Date('2026-01-01T00:00:00Z')
const DAYS = 365
/** Moves come a little before the tick, so that due times stand at any minute. */
const BEFORE = 3 * MINUTE

const PLACES: Record<string, { timeZone: string; hours: Hours; holidays: string[] }> = {
  stockholm: {
    timeZone: 'Europe/Stockholm',
    hours: weekdays,
    holidays: ['2026-04-03', '2026-12-24', '2026-12-25'],
  },
  'new-york': {
    timeZone: 'America/New_York',
    hours: { ...weekdays, 6: [['10:00', '14:00']] },
    holidays: ['2026-11-26'],
  },
  'lord-howe': {
    timeZone: 'Australia/Lord_Howe',
    hours: { ...weekdays, 7: [['00:00', '06:00']] },
    holidays: [],
  },
  kathmandu: {
    timeZone: 'Asia/Kathmandu',
    hours: {
      7: [['10:00', '17:00']],
      1: [
        ['10:00', '13:00'],
        ['14:00', '17:00'],
      ],
      3: [['10:00', '17:00']],
    },
    holidays: [],
  },
  night: {
    timeZone: 'Europe/Oslo',
    hours: {
      6: [['22:00', '24:00']],
      7: [
        ['00:00', '06:00'],
        ['20:00', '24:00'],
      ],
      1: [['00:00', '04:00']],
      2: [['08:00', '20:00']],
      4: [['08:00', '20:00']],
    },
    holidays: [],
  },
}

type Step = { at: Date; set: Record<string, unknown> }
type Life = { n: number; id: string; department: string; severity: number; steps: Step[] }
/** When a timer counts, until what, and when it is at an end. */
type Clock = { kind: TimerKind; spans: { from: Date; due: Date | null }[]; end: Date; severity: number }
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

const random = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296
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
      await Promise.all(Array.from({ length: runs[index]! }, () => sweepTimers(deps, { now })))
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
        const changed = await readClocked(
          tx,
          moves.map(({ life }) => life.id),
        )
        await writeTimers(tx, changesOf(changed, now), now)
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

/** What happens to one case, and when: each a few hours or a few days after the one before. */
const live = (
  n: number,
  department: string,
  chance: () => number,
  ticks: number,
  tick: number,
  at: (index: number) => Date,
): Life => {
  let index = 1 + Math.floor(chance() * (ticks - 2))
  const lapse = () => {
    const hours = chance() < 0.6 ? chance() * 6 : chance() * 96
    index += 1 + Math.floor((hours * 60 * MINUTE) / tick)
    return new Date(at(index).getTime() - BEFORE)
  }
  const ahead = (when: Date) => new Date(when.getTime() + Math.round(chance() * 3 * 24 * 60) * MINUTE)
  const steps: Step[] = [{ at: new Date(at(index).getTime() - BEFORE), set: {} }]
  const add = (set: (when: Date) => Record<string, unknown>) => {
    const when = lapse()
    if (index < ticks) steps.push({ at: when, set: set(when) })
  }
  if (chance() < 0.95) {
    add(() => ({ state: 'owned' }))
    if (chance() < 0.4) {
      add((when) => ({
        state: 'recovering',
        waiting_since: when,
        promise: 'your answer',
        promise_due_at: ahead(when),
      }))
      add((when) => ({ waiting_since: null, promise: 'next word', promise_due_at: ahead(when) }))
    }
    add((when) => ({
      state: 'recovering',
      apologised_at: when,
      promise: 'next word',
      promise_due_at: ahead(when),
    }))
    if (chance() < 0.5) add((when) => ({ promise: 'next word', promise_due_at: ahead(when) }))
    add(() => ({ state: 'awaiting customer', promise: 'your answer' }))
  }
  const id = `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
  return { n, id, department, severity: 1 + Math.floor(chance() * 3), steps }
}

type Counted = ReturnType<typeof openMinutes>
const FAR = new Date(START.getTime() + 10 * 365 * DAY)

/** The clocks a case should have had, worked out without the product's rules. */
const clocksOf = ({ severity, steps }: Life, calendar: Calendar, counted: Counted): Clock[] => {
  const opened = steps[0]!.at
  const when = (test: (set: Step['set']) => boolean) => steps.find(({ set }) => test(set))?.at
  const taken = when(({ state }) => state === 'owned') ?? FAR
  const asked = when(({ waiting_since }) => waiting_since instanceof Date)
  const answered = when(({ waiting_since }) => waiting_since === null)
  const apologised = when(({ apologised_at }) => apologised_at !== undefined) ?? FAR
  const done = when(({ state }) => state === 'awaiting customer') ?? FAR
  const half = severity === 1 ? 0.5 : 1
  const clocks: Clock[] = [
    { kind: 'take', spans: [{ from: opened, due: counted.after(opened, 60 * half) }], end: taken, severity },
  ]
  const whole = 240 * half
  const spans: Clock['spans'] = [{ from: opened, due: counted.after(opened, whole) }]
  if (asked) {
    const first = spans[0]!.due!
    spans.push({ from: asked, due: null })
    if (answered)
      spans.push({
        from: answered,
        due: first <= asked ? first : counted.after(answered, whole - counted.between(opened, asked)),
      })
  }
  clocks.push({ kind: 'apology', spans, end: apologised, severity })
  const opening = new Date(counted.after(opened, 1).getTime() - MINUTE)
  const day = counted.between(opening, addBusinessDays(calendar, opening, 1))
  const firstWord = steps.find(({ set }) => set.promise)?.at ?? FAR
  clocks.push({
    kind: 'first promise',
    spans: [{ from: opened, due: counted.after(opened, Math.round(day * half)) }],
    end: firstWord,
    severity,
  })
  const promises = steps.filter(({ set }) => set.promise_due_at)
  for (const [index, { at, set }] of promises.entries())
    clocks.push({
      kind: set.waiting_since instanceof Date ? 'answer' : 'promise',
      spans: [{ from: at, due: set.promise_due_at as Date }],
      end: promises[index + 1]?.at ?? done,
      severity,
    })
  return clocks
}

/** By tick, the next that is run. */
const nextRun = (runs: number[]): (number | undefined)[] => {
  const next: (number | undefined)[] = []
  let last: number | undefined
  for (let index = runs.length - 1; index >= 0; index--) {
    if (runs[index]! > 0) last = index
    next[index] = last
  }
  return next
}

/** Who should have heard of it, and at which tick. */
const hearings = (
  { kind, spans, end, severity }: Clock,
  counted: Counted,
  tickFrom: (at: Date) => Date | undefined,
) => {
  const heard: { level: number; when: Date; next: Date }[] = []
  const step = stepOf(kind, severity)
  for (const [index, { from, due }] of spans.entries()) {
    const until = spans[index + 1]?.from ?? end
    if (!due) continue
    let next = heard.length === 0 ? due : index > 0 ? counted.after(from, step) : due
    while (heard.length < 3) {
      const when = tickFrom(next > from ? next : from)
      if (!when || when >= until) break
      heard.push({ level: heard.length + 1, when, next })
      next = counted.after(when, step)
    }
  }
  return heard
}
