import { eq } from 'drizzle-orm'
import { sqlOf, type Tx } from '../../db/client.ts'
import { cases } from '../../db/schema/index.ts'
import { severeIn } from '../care/severe/severe.ts'
import { announceNow } from './announceNow.ts'
import type { Case } from './case.ts'
import type { Change } from './change.ts'
import type { Called } from './eventFacts.ts'
import { openBeside, reopenCase } from './reopen.ts'
import { isOpen } from './states.ts'
import { managementCalled } from './steps/callManagement.ts'

type How = {
  /** From when its deadlines are shorter. */
  since?: Date
  /** The case came back from an end by this very change. */
  fresh?: boolean
}

/**
 * Words of injury, threat or the like make a case severe, whenever the customer writes them: an ended one opens again,
 * and management is called, once. Within the change that keeps or judges them. A manager may lower it again, with a
 * reason. Tells whether the words are severe.
 */
export const heedSevere = async (
  change: Change,
  { id }: Pick<Case, 'id'>,
  text: string | undefined,
  how: How = {},
): Promise<boolean> => {
  const severe = text ? severeIn(text) : []
  if (severe.length === 0) return false
  await makeWorst(change, id, { severe }, how)
  return true
}

/** Makes a case as severe as can be; of an ended one the open case of its matter, or else itself, opened again. */
export const makeWorst = async (
  change: Change,
  id: string,
  called: Called,
  { since = change.now, fresh = false }: How = {},
): Promise<void> => {
  const { tx, now } = change
  const [was] = await tx.select().from(cases).where(eq(cases.id, id)).for('no key update')
  if (!was) return
  if (was.mergedInto) return makeWorst(change, was.mergedInto, called, { since })
  const ended = !isOpen(was.state)
  if (ended) {
    const open = await openBeside(tx, was)
    if (open) return makeWorst(change, open, called, { since })
    await reopenCase(change, id)
  }
  if (was.severity > 1) {
    await tx.update(cases).set({ severity: 1 }).where(eq(cases.id, id))
    change.touch(id)
  }
  await announceNow(change, id)
  const again = ended || fresh
  if (again || (was.severity > 1 && !(await calledForIt(tx, id))))
    await managementCalled(change, id, await change.note(id, { kind: 'management called', data: called }))
  if (since < now) await change.reconcile(since)
}

/** Management was called for its severity before, or by a person. */
const calledForIt = async (tx: Tx, id: string): Promise<boolean> => {
  const rows = await sqlOf(tx)`
    select from case_events where case_id = ${id} and kind = 'management called'
      and (by is not null or data is null or not data ? 'cases') limit 1`
  return rows.length > 0
}
