import type { Tx } from '../../db/client.ts'
import { ChatError } from '../../integrations/chat.ts'
import type { OpsDeps } from '../deps.ts'
import { backoff } from './backoff.ts'
import { begin } from './claim.ts'
import type { Entry, Handlers, Message } from './entry.ts'
import { failed, wait } from './failed.ts'
import { acceptedBy, probeUnused } from './mailFaults.ts'
import { postsOf } from './posts.ts'
import { goTo, recovered, settle, settleSent } from './settle.ts'

const MINUTE = 60_000
const UNKNOWN = 'two tries may have arrived; nobody can tell but who looks'

/** Renders a claimed entry, sends it and settles its fate. Never throws for what a destination does. */
export const sendOne = async (deps: OpsDeps, handlers: Handlers, entry: Entry): Promise<void> => {
  const { db } = deps
  let message: Message | undefined
  let begun = false
  try {
    const prepared = await render(deps, handlers, entry)
    if ('drop' in prepared)
      return void (await settle(
        db,
        entry,
        { state: 'dropped', cause: prepared.drop },
        deps.now(),
        unused(deps, entry, prepared.dropped),
      ))
    if ('defer' in prepared) {
      const span = prepared.until ? prepared.until.getTime() - deps.now().getTime() : undefined
      return void (await wait(
        deps,
        entry,
        prepared.defer,
        span ?? backoff(entry.attempts, { first: MINUTE }),
        unused(deps, entry),
        // Its time will come, however often it was looked at before
        span !== undefined,
      ))
    }
    message = prepared
    if (message.at && message.at !== entry.destination)
      return void (await goTo(db, entry, message.at, deps.now()))
    const doubtful = entry.maybeSent && !message.repeatable
    const again = doubtful ? message.again : undefined
    if (again && entry.payload.postedAgain)
      return void (await settle(db, entry, { state: 'uncertain', cause: UNKNOWN }, deps.now()))
    const found = doubtful ? await message.find?.() : undefined
    if (found === undefined) {
      begun = (await begin(db, entry, message.unlessSuppressed, again !== undefined)) === 'begun'
      if (!begun) return void (await unused(deps, entry)?.(db))
    }
    const result = found ?? (await (again ?? message.send)())
    await sent(deps, entry, message, result)
  } catch (error) {
    await failed(deps, entry, begun ? message : undefined, error)
  }
}

/** What is not sent after all tells nothing of a destination that is being tried. */
const unused = ({ now }: OpsDeps, entry: Entry, also?: (tx: Tx) => Promise<void>) =>
  entry.ailing
    ? async (tx: Tx) => {
        await also?.(tx)
        await probeUnused(tx, entry, now())
      }
    : also

const render = async (deps: OpsDeps, handlers: Handlers, entry: Entry) => {
  const kind = handlers[entry.kind]
  if (!kind) throw new ChatError('bug', `nothing sends the kind ${entry.kind}`)
  return kind(deps, entry, deps.now())
}

const sent = (deps: OpsDeps, entry: Entry, message: Message, result: unknown) => {
  const now = deps.now()
  const { settled, rows, unlessSuppressed } = message
  const { $client: sql } = deps.db
  if (!settled)
    return settleSent(
      deps.db,
      entry,
      now,
      rows?.(sql, result as never, now) ?? postsOf(sql, entry, result, now),
      unlessSuppressed?.address,
    )
  return settle(deps.db, entry, { state: 'sent' }, now, async (tx) => {
    await settled(tx, result as never, now)
    if (entry.ailing) await recovered(tx, entry.destination, now)
    else if (entry.attempts > 1 && unlessSuppressed) await acceptedBy(tx, unlessSuppressed.address)
  })
}
