import type { Hours, TimerKind } from '../../db/schema/index.ts'
import { stepOf } from '../../src/cases/deadlines/rules.ts'
import { addBusinessDays, type Calendar } from '../../src/time.ts'
import { weekdays } from '../factories.ts'
import type { openMinutes } from '../openMinutes.ts'

export const MINUTE = 60_000
export const DAY = 24 * 60 * MINUTE
export const START = new Date('2026-01-01T00:00:00Z')
export const DAYS = 365
/** Moves come a little before the tick, so that due times stand at any minute. */
export const BEFORE = 3 * MINUTE

export const PLACES: Record<string, { timeZone: string; hours: Hours; holidays: string[] }> = {
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
export type Life = { n: number; id: string; department: string; severity: number; steps: Step[] }
/** When a timer counts, until what, and when it is at an end. */
type Clock = { kind: TimerKind; spans: { from: Date; due: Date | null }[]; end: Date; severity: number }
export const random = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296
}

/** What happens to one case, and when: each a few hours or a few days after the one before. */
export const live = (
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
export const clocksOf = ({ severity, steps }: Life, calendar: Calendar, counted: Counted): Clock[] => {
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
export const nextRun = (runs: number[]): (number | undefined)[] => {
  const next: (number | undefined)[] = []
  let last: number | undefined
  for (let index = runs.length - 1; index >= 0; index--) {
    if (runs[index]! > 0) last = index
    next[index] = last
  }
  return next
}

/** Who should have heard of it, and at which tick. */
export const hearings = (
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
