import { randomUUID } from 'node:crypto'
import { and, eq, inArray } from 'drizzle-orm'
import type { Tx } from '../../../db/client.ts'
import { cases, proposals } from '../../../db/schema/index.ts'
import { callTo } from '../../clocks/call.ts'
import type { EdgeDeps } from '../../deps.ts'
import { DomainError } from '../../errors.ts'
import { OPEN_STATES } from '../case.ts'
import { mayAdd } from '../customer/limits.ts'
import type { Case } from '../load.ts'
import { addEvent, submittedBefore } from '../move.ts'
import { freeHere, type Receiver } from './free.ts'
import { handTo } from './handTo.ts'
import { decidersOf } from './managers.ts'
import { drawAgain, propose } from './propose.ts'

type Wish = {
  found: Case
  words: string
  /** The complaint is about who has the case. */
  about: boolean
  now: Date
  formId?: string
}

/**
 * The customer asks for somebody else. A manager is told, and the next person on call is offered the case; who has it
 * stays accountable until one accepts. Where the complaint is about who has it, a manager is accountable at once, and
 * they see nothing more of it. Throws `conflict` once the case has ended or went elsewhere meanwhile.
 */
export const askForSomebodyElse = async (deps: EdgeDeps, wish: Wish): Promise<'made' | 'made before'> => {
  const { found, about, now, formId } = wish
  if (formId && (await submittedBefore(deps, formId))) return 'made before'
  const [manager] = await decidersOf(deps.db, found, now, [found.accountableId])
  const [next] = await freeHere(deps.db, found, now)
  const made = await deps.db.transaction(async (tx) => {
    const held = await tx
      .select({ id: cases.id })
      .from(cases)
      .where(
        and(
          eq(cases.id, found.id),
          inArray(cases.state, [...OPEN_STATES]),
          eq(cases.accountableId, found.accountableId),
        ),
      )
      .for('update')
    if (held.length === 0) return false
    if (formId && (await submittedBefore({ db: tx }, formId))) return true
    await mayAdd(tx, found.id, 'words', now)
    const heir = about ? (manager ?? next) : undefined
    if (heir) await takeFrom(tx, found, heir, wish)
    else await offerTo(tx, found, next, wish, manager)
    return true
  })
  if (made) {
    deps.wake()
    return 'made'
  }
  if (formId && (await submittedBefore(deps, formId))) return 'made before'
  throw new DomainError('conflict', 'The case has changed in the meantime.')
}

const told = ({ words, now, formId }: Wish, data: { about: boolean; to?: string; person?: string }) => ({
  kind: 'somebody else asked' as const,
  text: words || undefined,
  data,
  now,
  formId,
})

/** Whoever it is about loses it in this moment, with what was for them to decide, and the manager has it. */
const takeFrom = async (tx: Tx, found: Case, heir: Receiver, wish: Wish) => {
  const { now } = wish
  await tx.update(cases).set({ aboutId: found.accountableId }).where(eq(cases.id, found.id))
  const to = { ...heir, departmentKey: found.departmentKey, department: found.department }
  const here = await handTo(tx, found, to, { now, key: randomUUID() })
  const ended = await tx
    .update(proposals)
    .set({ state: 'withdrawn', answeredAt: now })
    .where(
      and(
        eq(proposals.caseId, found.id),
        eq(proposals.toPerson, found.accountableId),
        eq(proposals.state, 'waiting'),
      ),
    )
    .returning()
  for (const proposal of ended) await drawAgain(tx, proposal, now)
  const event = await addEvent(
    tx,
    here,
    told(wish, { about: true, to: heir.name, person: found.accountableId }),
    true,
  )
  await callTo(tx, { caseId: found.id, event: event!, to: heir.place, now })
}

const offerTo = async (tx: Tx, found: Case, next: Receiver | undefined, wish: Wish, manager?: Receiver) => {
  const { now } = wish
  const event = await addEvent(tx, found, told(wish, { about: wish.about }), true)
  if (manager) await callTo(tx, { caseId: found.id, event: event!, to: manager.place, now })
  if (!next || (await offeredAlready(tx, found.id))) return
  const proposal = randomUUID()
  const offered = { kind: 'handover offered' as const, data: { proposal, to: next.name }, now }
  await addEvent(tx, found, offered, true)
  await propose(
    tx,
    found,
    {
      id: proposal,
      kind: 'handover',
      by: null,
      toPerson: next.id,
      words: 'The customer asked for somebody else.',
      destination: next.place,
    },
    now,
  )
}

/** Under the case's row. */
const offeredAlready = async (tx: Tx, caseId: string): Promise<boolean> => {
  const waiting = await tx
    .select({ id: proposals.id })
    .from(proposals)
    .where(and(eq(proposals.caseId, caseId), eq(proposals.kind, 'handover'), eq(proposals.state, 'waiting')))
  return waiting.length > 0
}
