import type { Sql } from 'postgres'
import * as z from 'zod'
import type { CaseEvents, EventKind } from '../src/cases/events.ts'
import type { ImprovementEventKind, ImprovementEvents } from '../src/improvements/events.ts'

const instant = z.iso.datetime()
const id = z.uuid()
const promised = { due: instant }
const money = { kind: z.string(), amount: z.string().nullable(), currency: z.string().nullable() }
const proposed = { proposal: id }
const callBack = { callBack: id, at: instant, phone: z.string() }
const askedOf = <T extends z.core.$ZodLooseShape>(more: T) =>
  z.union([
    z.strictObject({ ...proposed, department: z.string(), ...more }),
    z.strictObject({ ...proposed, partner: z.string(), ...more }),
  ])
const answer = z.enum(['yes', 'partly', 'not yet'])
const work = { remedies: z.array(id), reference: z.string().optional() }
const none = z.strictObject({})

/** The facts of every kind of event at run time, so that what tests write can be held against `CaseEvents`. */
const shapes: { [K in EventKind]: z.ZodType<CaseEvents[K]> } = {
  opened: z.union([
    z.strictObject({ score: z.number(), safety: z.literal(true).optional() }),
    z.strictObject({ reason: z.string() }),
    z.strictObject({ by: z.literal('staff'), channel: z.string() }),
    z.strictObject({ by: z.literal('customer'), after: z.int() }),
  ]),
  said: z.strictObject({
    score: z.int(),
    added: z.record(z.string(), z.unknown()) as z.ZodType<CaseEvents['said']['added']>,
  }),
  'heard elsewhere': z.strictObject({ channel: z.string() }),
  'address corrected': z.strictObject({ from: z.string().nullable(), to: z.string() }),
  'mail sent again': none,
  taken: none,
  'management called': z.strictObject({
    severe: z.array(z.enum(['injury', 'legal threat', 'data breach', 'discrimination'])).optional(),
    safety: z.literal(true).optional(),
    chosen: z.literal(true).optional(),
    notYet: z.literal(true).optional(),
    afterAnswer: z.literal(true).optional(),
    right: z.literal(true).optional(),
    cases: z.int().optional(),
  }),
  apology: z.strictObject({
    due: instant.optional(),
    spoken: z.literal(true).optional(),
    known: z.string().optional(),
  }),
  question: z.strictObject(promised),
  'customer said': z.strictObject({ pictures: z.int().optional() }),
  account: z.strictObject({ version: z.int() }),
  'account corrected': z.strictObject({ version: z.int() }),
  'remedy promised': z.strictObject({
    ...money,
    ...promised,
    remedy: id,
    statutory: z.boolean(),
    ground: z.string().nullable(),
    credit: z.literal(true).optional(),
    insteadOf: z.string().nullable(),
    replaces: z.string().nullable(),
  }),
  'remedy accepted': z.strictObject({ remedy: id }),
  'remedy change asked': z.strictObject({ remedy: id }),
  'remedy done': z.strictObject(work),
  'approval asked': z.strictObject({
    ...money,
    to: z.string(),
    proposal: id.optional(),
    due: instant.optional(),
  }),
  'approval given': z.strictObject({ ...money, ...proposed }),
  'approval changed': z.strictObject({ ...money, ...proposed, asked: z.string().nullable() }),
  'approval declined': z.strictObject({ ...money, ...proposed }),
  'promise withdrawn': z.union([
    z.strictObject({ ...money, ...promised, what: z.literal('remedy'), remedy: id }),
    z.strictObject({ what: z.literal('request'), department: z.string(), due: instant.nullable() }),
    z.strictObject({ ...promised, what: z.enum(['word', 'call-back']) }),
  ]),
  'done taken back': z.strictObject({ ...money, ...promised, remedy: id, reference: z.string().nullable() }),
  'right disputed': z.strictObject({ ...money, remedy: id, body: z.string() }),
  progress: z.strictObject({ ...promised, known: z.string().optional() }),
  held: z.strictObject({ how: z.string(), due: instant.optional() }),
  done: z.strictObject(work),
  'confirmation reminded': none,
  answered: z.strictObject({ answer, spoken: z.literal(true).optional(), known: z.string().optional() }),
  'earlier case answered': z.strictObject({ answer, number: z.int() }),
  'carried on': z.strictObject(promised),
  'opened again': none,
  unconfirmed: z.strictObject({ reason: z.string().optional() }),
  'not them': none,
  'finding drafted': none,
  documented: z.strictObject({ cause: z.string(), version: z.int().optional() }),
  'final answer': z.strictObject({ body: z.string().nullable() }),
  ended: z.union([
    z.strictObject({
      state: z.string() as unknown as z.ZodType<CaseEvents['ended']['state']>,
      reason: z.string(),
    }),
    z.strictObject({
      state: z.string() as unknown as z.ZodType<CaseEvents['ended']['state']>,
      mended: z.literal(true),
    }),
  ]),
  stopped: none,
  'severity changed': z.strictObject({ from: z.int(), to: z.int() }),
  'handling set': z.strictObject({ handling: z.string() }),
  abusive: z.strictObject({ to: z.string() }),
  'handover offered': z.strictObject({ ...proposed, to: z.string(), stands: z.string().optional() }),
  'handover accepted': z.strictObject({ ...proposed, to: z.string(), department: z.string().optional() }),
  'handover declined': z.strictObject({ ...proposed, to: z.string() }),
  'handover timed out': z.strictObject({ ...proposed, to: z.string() }),
  'somebody else asked': z.strictObject({
    about: z.boolean(),
    to: z.string().optional(),
    person: id.optional(),
  }),
  'request sent': askedOf(promised),
  'request accepted': askedOf({ due: instant.nullable() }),
  'request declined': askedOf({ due: instant.nullable() }),
  'request done': askedOf({ due: instant.nullable() }),
  'request taken back': askedOf({}),
  'partner said': z.strictObject({ ...proposed, partner: z.string(), pictures: z.int().optional() }),
  'call-back booked': z.strictObject(callBack),
  'call-back moved': z.strictObject(callBack),
  'call-back cancelled': z.strictObject({ ...callBack, withCase: z.literal(true).optional() }),
  'call-back near': z.strictObject({ callBack: id, at: instant }),
  reminded: z.strictObject({
    timer: z.string() as unknown as z.ZodType<CaseEvents['reminded']['timer']>,
    level: z.union([z.literal(1), z.literal(2), z.literal(3)]),
    due: instant,
    refused: z.literal(true).optional(),
    snooze: instant.optional(),
    to: z.string(),
    person: z.strictObject({ platform: z.string(), workspace: z.string(), user: z.string() }).optional(),
    whose: z.string().optional(),
    deed: z.boolean().optional(),
    decision: z.literal(true).optional(),
  }),
  snoozed: z.strictObject({
    until: instant,
    timers: z.array(z.string()) as unknown as z.ZodType<CaseEvents['snoozed']['timers']>,
  }),
  covered: z.strictObject({
    cover: id,
    from: z.string(),
    to: z.string(),
    until: instant.optional(),
    back: z.literal(true).optional(),
  }),
  reassigned: z.strictObject({ from: id, to: id, name: z.string().optional() }),
  merged: z.strictObject({
    number: z.int(),
    state: z.string() as unknown as z.ZodType<CaseEvents['merged']['state']>,
    promise: z.string().nullable(),
    promiseDueAt: instant.nullable(),
    matter: id,
    matters: z.array(id),
    contacts: z.array(id),
    cases: z.array(id),
    remedies: z.array(id),
  }),
  joined: z.strictObject({ number: z.int() }),
  'join undone': z.strictObject({ number: z.int() }),
  link: none,
  'data asked': z.strictObject({ what: z.enum(['copy', 'erasure']) }),
}

const counted = z.strictObject({ successes: z.int(), n: z.int() })
const look = z.strictObject({
  before: counted,
  after: counted,
  needed: z.int().nullable(),
  verdict: z.enum(['better', 'worse', 'no halving', 'too early']),
  weekly: z.number(),
})
const day = z.iso.date()

const improvementShapes: { [Kind in ImprovementEventKind]: z.ZodType<ImprovementEvents[Kind]> } = {
  opened: z.strictObject({ owner: z.string(), dueOn: day }),
  changed: z.strictObject({
    what: z.literal(true).optional(),
    owner: z.string().optional(),
    dueOn: day.optional(),
  }),
  'in place': z.strictObject({ on: day }),
  measured: look,
  closed: look,
  reopened: z.union([z.strictObject({ since: counted, after: counted }), none]),
}

/** Throws where a test left an event that is not of its kind. */
export const checkEvents = async (sql: Sql): Promise<void> => {
  type Row = { id: number; kind: string; data: unknown }
  const known: [Row[], Record<string, z.ZodType>][] = [
    [await sql<Row[]>`select id, kind, data from case_events`, shapes],
    [await sql<Row[]>`select id, kind, data from improvement_events`, improvementShapes],
  ]
  const wrong = known.flatMap(([rows, of]) => rows.flatMap((row) => wrongWith(row, of)))
  if (wrong.length > 0)
    throw new Error(`events that are not of their kind:\n${wrong.slice(0, 20).join('\n')}`)
}

const wrongWith = (
  { id: event, kind, data }: { id: number; kind: string; data: unknown },
  of: Record<string, z.ZodType>,
) => {
  const shape = Object.hasOwn(of, kind) ? of[kind] : undefined
  if (!shape) return [`${event}: no kind ${kind}`]
  const { error } = shape.safeParse(data ?? {})
  return error ? [`${event} ${kind} ${JSON.stringify(data)}: ${z.prettifyError(error)}`] : []
}
