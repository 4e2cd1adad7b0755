import type { Tx } from '../../db/client.ts'
import { ChatError } from '../../integrations/chat.ts'
import { MailError } from '../../integrations/mail/mail.ts'
import { WebhookError } from '../../integrations/webhooks/webhook.ts'
import type { OpsDeps } from '../deps.ts'
import { causeOf } from '../errors.ts'
import { backoff, later, scheduled } from './backoff.ts'
import type { Entry, Message } from './entry.ts'
import { mailFate } from './mailFaults.ts'
import { rest, retractAgain, settle } from './settle.ts'

const MINUTE = 60_000
/** A message that was slow to be taken is slow to be shown. */
const SHOWN = 10_000
/** After this an entry that only ever had to wait is shown to a person. */
const PATIENCE = 3 * 24 * 60 * MINUTE

/** `ms` undefined: it was tried as often as its kind wants. `patient`: it is never given up. */
export const wait = (
  deps: OpsDeps,
  entry: Entry,
  cause: string,
  ms: number | undefined,
  also?: (tx: Tx) => Promise<void>,
  patient = false,
) => {
  const now = deps.now()
  const spent = !patient && now.getTime() - entry.createdAt.getTime() > PATIENCE && entry.attempts > 20
  return settle(
    deps.db,
    entry,
    spent || ms === undefined
      ? { state: 'failed', cause }
      : { state: 'waiting', cause, dueAt: later(now, ms) },
    now,
    async (tx) => {
      await retractAgain(tx, entry)
      await also?.(tx)
    },
  )
}

const resting =
  (deps: OpsDeps, entry: Entry, ms: number, problem?: string) =>
  async (tx: Tx): Promise<void> =>
    void (await rest(tx, entry.destination, later(deps.now(), ms), problem))

/** Settles the fate of an entry that met a fault. `begun`: its message, if it may have left. */
export const failed = async (deps: OpsDeps, entry: Entry, begun: Message | undefined, error: unknown) => {
  const { db, log } = deps
  const now = deps.now()
  const known = error instanceof ChatError || error instanceof MailError || error instanceof WebhookError
  const cause = known ? error.message : causeOf(error)
  const kind = known ? error.kind : 'unexpected'
  log('outbox.fault', {
    id: entry.id,
    kind: entry.kind,
    destination: entry.destination,
    fault: kind,
    attempts: entry.attempts,
  })
  if (error instanceof MailError) return mailFailed(deps, entry, begun, error)
  const usual = backoff(entry.attempts)
  const span = begun?.spans ? scheduled(begun.spans, entry.attempts) : usual
  if (begun?.optional && (kind === 'person' || kind === 'bug' || kind === 'gone'))
    return settle(db, entry, { state: 'dropped', cause }, now)
  switch (kind) {
    case 'gone': {
      const makeGood = begun?.gone
      return makeGood
        ? settle(db, entry, { state: 'dropped', cause }, now, (tx) => makeGood(tx, now))
        : settle(db, entry, { state: 'failed', cause }, now)
    }
    case 'wait': {
      const asked = (error as ChatError).retryAfter
      if (asked === undefined)
        return wait(deps, entry, cause, span, resting(deps, entry, Math.min(span ?? usual, MINUTE)))
      const ms = asked * 1000 + backoff(1, { first: 500 })
      const after = begun?.spans ? span && Math.max(span, ms) : ms
      return wait(deps, entry, cause, after, resting(deps, entry, ms))
    }
    case 'person':
      return wait(
        deps,
        entry,
        cause,
        span,
        resting(deps, entry, backoff(entry.attempts, { first: MINUTE, most: 15 * MINUTE }), cause),
      )
    case 'ambiguous':
      return unknown(deps, entry, begun, cause, resting(deps, entry, Math.min(span ?? usual, MINUTE)))
    case 'address':
      return settle(
        db,
        entry,
        { state: 'failed', cause },
        now,
        (tx) => begun?.unreachable?.(tx, now) ?? Promise.resolve(),
      )
    case 'bug':
      return settle(db, entry, { state: 'failed', cause }, now)
    default:
      // Ours or Postgres': no fault of the destination
      return begun ? unknown(deps, entry, begun, cause) : wait(deps, entry, cause, span)
  }
}

/** Mail is not given up while a person still has to fix the cause; a refusal that is final ends it, and a person sees it. */
const mailFailed = (deps: OpsDeps, entry: Entry, begun: Message | undefined, error: MailError) => {
  const now = deps.now()
  const { kind, message: cause } = error
  const { ms, also } = mailFate(entry, error, now)
  if (kind === 'ambiguous')
    return unknown(deps, entry, begun, cause, resting(deps, entry, Math.min(backoff(entry.attempts), MINUTE)))
  if (kind === 'address' || kind === 'bug')
    return settle(deps.db, entry, { state: 'failed', cause }, now, async (tx) => {
      if (kind === 'address') await begun?.unreachable?.(tx, now)
      await begun?.refused?.(tx, now)
      if (error.answer) await also(tx)
    })
  return wait(deps, entry, cause, ms, also, !error.answer)
}

/** It may have arrived: looked up once the destination had time to show it, or sent once more, else left to a person. */
const unknown = (
  { db, now }: OpsDeps,
  entry: Entry,
  message: Message | undefined,
  cause: string,
  also?: (tx: Tx) => Promise<void>,
) => {
  const span = message?.spans
    ? scheduled(message.spans, entry.attempts)
    : backoff(entry.attempts, { first: message?.repeatable ? 2000 : SHOWN })
  const again = message?.repeatable || message?.find || (message?.again && !entry.maybeSent)
  const change =
    again && span !== undefined
      ? ({ state: 'waiting', dueAt: later(now(), span) } as const)
      : ({ state: 'uncertain' } as const)
  const unsure = change.state === 'uncertain' ? message?.unsure : undefined
  const all = unsure
    ? async (tx: Tx) => {
        await also?.(tx)
        await unsure(tx, now())
      }
    : also
  return settle(db, entry, { ...change, maybeSent: true, cause }, now(), all)
}
