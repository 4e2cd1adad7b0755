import { asc } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { departments } from '../../db/schema/index.ts'
import { csat } from '../insight/csat.ts'
import { driverCounts } from '../insight/drivers.ts'
import { type AnswerGroup, answersIn, kudosIn } from './answers.ts'
import { askedIn } from './asked.ts'
import type { Answered, Confirmed, Department, Digest, Scope, Seen } from './digest.ts'
import {
  type Ended,
  endedIn,
  messagesNow,
  needsNow,
  problemsNow,
  type Standing,
  standingNow,
} from './needs.ts'

/** Longer than any request lives between taking its `now` and committing. */
const LATE = 10 * 60_000
const TOP = 5
const nothing: Seen = { answers: [], recovered: [], unconfirmed: [] }

type Period = {
  department: Department
  from: Date
  to: Date
  now: Date
  /** The digest before this one, where there was one. */
  last?: Digest
}

/** Counts what came in after `from` up to `to`, and what needs a person `now`. Reads only. */
export async function compileDigest(tx: Tx, { department, from, to, now, last }: Period): Promise<Digest> {
  const lateFrom = last ? new Date(from.getTime() - LATE) : from
  const scope: Scope = { department, from, to, lateFrom, seen: last?.seen ?? nothing }
  const seenFrom = new Date(to.getTime() - LATE)
  const all = await tx.select().from(departments).orderBy(asc(departments.name))
  const answers = await answersIn(tx, scope, seenFrom)
  const standing = await standingNow(tx, scope, now)
  const ended = await endedIn(tx, scope)
  const [recovered, unconfirmed] = [
    ended.filter((one) => one.recovered),
    ended.filter((one) => !one.recovered),
  ]
  // Two digests close to each other: what the one before last had seen is still within reach.
  const carried = from > seenFrom ? scope.seen : nothing
  const late = (rows: Ended[]) => rows.filter(({ at }) => at > seenFrom).map(({ id }) => id)
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    ...(await needsNow(tx, scope, now)),
    awaiting: {
      count: standing.reduce((sum, { awaiting }) => sum + awaiting, 0),
      longest: longest(standing),
    },
    toDocument: standing.flatMap(({ toDocument }) => toDocument ?? []),
    messages: await messagesNow(tx, scope),
    problems: await problemsNow(tx, scope, all),
    answers: answered(answers),
    drivers: driverCounts(
      answers.filter(({ kind }) => kind !== 'satisfied'),
      TOP,
    ),
    recovered: recovered.map(({ number }) => number),
    confirmed: confirmedOf(recovered),
    unconfirmed: unconfirmed.map(({ number }) => number),
    asked: await askedIn(tx, scope),
    kudos: await kudosIn(tx, scope),
    seen: {
      answers: [...carried.answers, ...answers.flatMap((group) => group.late ?? [])],
      recovered: [...carried.recovered, ...late(recovered)],
      unconfirmed: [...carried.unconfirmed, ...late(unconfirmed)],
    },
    ...(department.kind === 'management' && {
      departments: all
        .filter(({ kind, active }) => kind === 'department' && active)
        .map(({ key, name }) => {
          const stands = standing.find((one) => one.department === key)
          return {
            name,
            ...answered(answers.filter((group) => group.department === key)),
            open: stands?.open ?? 0,
            overdue: stands?.overdue ?? 0,
            recovered: recovered.filter((one) => one.department === key).length,
            confirmed: confirmedOf(recovered.filter((one) => one.department === key)),
          }
        }),
    }),
  }
}

function answered(groups: AnswerGroup[]): Answered {
  const dissatisfied = groups.filter(({ kind }) => kind === 'dissatisfied')
  const { n, satisfied } = csat(groups)
  return { n, satisfied, dissatisfied: csat(dissatisfied).n }
}

const confirmedOf = (ended: Ended[]): Confirmed => {
  const by = (how: Ended['how']) => ended.filter((one) => one.how === how).length
  const withoutReceipt = by('without receipt')
  return { clicked: by('clicked'), spoken: by('spoken') + withoutReceipt, withoutReceipt }
}

const longest = (standing: Standing[]): Digest['awaiting']['longest'] =>
  standing.flatMap((one) => one.longest ?? []).sort((a, b) => Date.parse(a.since) - Date.parse(b.since))[0] ??
  null
