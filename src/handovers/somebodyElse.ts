import { randomUUID } from 'node:crypto'
import { and, eq, inArray } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { cases, proposals } from '../../db/schema/index.ts'
import { callTo } from '../cases/call.ts'
import type { Case } from '../cases/case.ts'
import { type Change, inChange, submittedBefore } from '../cases/change.ts'
import { decidersOf } from '../cases/deciders.ts'
import { heedSevere } from '../cases/heedSevere.ts'
import { mayAdd } from '../cases/limits.ts'
import { propose, updateProposalCards } from '../cases/proposals.ts'
import { OPEN_STATES } from '../cases/states.ts'
import { handTo } from '../cases/transfer.ts'
import type { EdgeDeps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { freeHere, type Receiver } from './present.ts'

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
  if (await submittedBefore(deps, formId)) return 'made before'
  const [manager] = await decidersOf(deps.db, found, now, [found.accountableId])
  const [next] = await freeHere(deps.db, found, now)
  const made = await inChange(deps.db, now, async (change) => {
    const { tx } = change
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
    if (held.length === 0) return 'late'
    if (await submittedBefore({ db: tx }, formId)) return 'made before'
    await mayAdd(tx, found.id, 'words', now)
    const heir = about ? (manager ?? next) : undefined
    if (heir) await takeFrom(change, found, heir, wish)
    else await offerTo(change, found, next, wish, manager)
    await heedSevere(change, found, wish.words)
    return 'made'
  })
  if (made !== 'late') {
    deps.wake()
    return made
  }
  if (await submittedBefore(deps, formId)) return 'made before'
  throw new DomainError('conflict', 'The case has changed in the meantime.')
}

const told = ({ words, formId }: Wish, data: { about: boolean; to?: string; person?: string }) => ({
  kind: 'somebody else asked' as const,
  text: words || undefined,
  data,
  formId,
})

/** Takes the case, and every open decision on it, from the person whom it is about, and gives it to the manager. */
const takeFrom = async ({ tx, now, note }: Change, found: Case, heir: Receiver, wish: Wish) => {
  await tx.update(cases).set({ aboutId: found.accountableId }).where(eq(cases.id, found.id))
  const to = { ...heir, departmentKey: found.departmentKey, department: found.department }
  await handTo(tx, found, to, { now, key: randomUUID() })
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
  for (const proposal of ended) await updateProposalCards(tx, proposal, now)
  const event = await note(found.id, told(wish, { about: true, to: heir.name, person: found.accountableId }))
  await callTo(tx, { caseId: found.id, event, to: heir.place, now })
}

const offerTo = async (
  change: Change,
  found: Case,
  next: Receiver | undefined,
  wish: Wish,
  manager?: Receiver,
) => {
  const { tx, now, note } = change
  const event = await note(found.id, told(wish, { about: wish.about }))
  if (manager) await callTo(tx, { caseId: found.id, event, to: manager.place, now })
  if (!next || (await offeredAlready(tx, found.id))) return
  const proposal = randomUUID()
  await note(found.id, { kind: 'handover offered', data: { proposal, to: next.name } })
  await propose(change, found, {
    id: proposal,
    kind: 'handover',
    by: null,
    toPerson: next.id,
    words: '',
    destination: next.place,
  })
}

/** Under the case's row. */
const offeredAlready = async (tx: Tx, caseId: string): Promise<boolean> => {
  const waiting = await tx
    .select({ id: proposals.id })
    .from(proposals)
    .where(and(eq(proposals.caseId, caseId), eq(proposals.kind, 'handover'), eq(proposals.state, 'waiting')))
  return waiting.length > 0
}
