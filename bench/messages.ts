import { setTimeout as sleep } from 'node:timers/promises'
import { type Figure, quantile, round } from './figures.ts'
import { DEPARTMENTS, departmentOf, liaisonOf } from './links.ts'
import type { Done } from './load.ts'
import type { Clicked, Posted } from './slack.ts'
import type { Stage } from './stage.ts'

const PER_SECOND = 20
const SECOND = 1000

/** How long a message may take from when it was due: `when` the server has just started, or is warm. */
type Messages = { when: string; count: number; within: number }

/**
 * From the time a dissatisfied answer's escalation is due, which is at once here, until its message is in the local
 * Slack. Answers go round the departments, so that each channel has been idle for 2.5 s.
 */
export async function answerToMessage(
  { ours, load, slack, sql, drained, take }: Stage,
  { when, count, within }: Messages,
): Promise<Figure[]> {
  const numbers = take(count, 5)
  const done = await load.ask<Done>('paced', { port: ours.port, numbers, perSecond: PER_SECOND })
  await drained()
  const posted = new Map(
    (await slack.ask<Posted[]>('posted')).map((one) => [one.caseId, Number(one.ts) * 1000]),
  )
  const rows = await sql<{ id: string; due: Date }[]>`
    select k.id, o.due_at as due from cases k join contacts c on c.id = k.contact_id join outbox o on o.once_key = 'escalation:' || k.id
    where c.source = 'bench' and c.external_id = any(${numbers.map(String)})`
  const waits = rows.flatMap(({ id, due }) => {
    const at = posted.get(id)
    return at === undefined ? [] : [at - due.getTime()]
  })
  const p95 = quantile(waits, 0.95)
  const lost = count - waits.length
  return [
    {
      what: `from due to its message in Slack, p95, ${when} (${waits.length} answers, channels idle ${round(DEPARTMENTS / PER_SECOND, 1)} s)`,
      measured: `${round(p95)} ms (median ${round(quantile(waits, 0.5))}, slowest ${round(Math.max(...waits))}; ${lost} missing)`,
      target: `under ${within} ms, 0 missing`,
      kept: p95 < within && lost === 0 && done.errors.length === 0,
    },
  ]
}

/** Signed clicks from Slack's own process, as many at once, each on a case of its own: Take it, then a form. */
export async function clicks({ slack, sql, drained }: Stage, parallel: number): Promise<Figure[]> {
  const rows = await sql<{ id: string; n: number }[]>`
    select k.id, c.external_id::int as n from cases k join contacts c on c.id = k.contact_id where k.state = 'open'`
  const user = new Map(rows.map(({ id, n }) => [id, liaisonOf(departmentOf(n))]))
  const on = (await slack.ask<Posted[]>('posted'))
    .filter(({ caseId }) => user.has(caseId))
    .map((one) => ({ ...one, user: user.get(one.caseId)! }))
  await slack.ask<Clicked>('click', { verb: 'take', on: on.slice(0, parallel), parallel })
  const fresh = on.slice(parallel)
  const taken = await slack.ask<Clicked>('click', { verb: 'take', on: fresh, parallel })
  const opened = await slack.ask<Clicked>('click', { verb: 'apologise', on: fresh, parallel })
  const [row] = await sql`select count(*)::int as n from cases where state = 'owned'`
  await sleep(SECOND)
  await drained()
  const figure = (what: string, { ms, refused, took }: Clicked, made: number): Figure => ({
    what: `Slack click acknowledged, p99 at ${parallel} at once: ${what} (${ms.length} clicks)`,
    measured: `${round(quantile(ms, 0.99))} ms (median ${round(quantile(ms, 0.5))}; ${round(ms.length / (took / SECOND))} a second; ${refused.length} refused, ${made} made)`,
    target: 'under 300 ms',
    kept: quantile(ms, 0.99) < 300 && refused.length === 0 && made === ms.length,
  })
  return [figure('Take it', taken, row!.n - parallel), figure('a form opens', opened, opened.modals)]
}
