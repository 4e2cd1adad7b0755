import { eq } from 'drizzle-orm'
import { sqlOf } from '../../db/client.ts'
import { cases } from '../../db/schema/index.ts'
import { severeIn } from '../care/severe/severe.ts'
import type { Case } from '../cases/case.ts'
import { loadCase } from '../cases/caseFile.ts'
import { caseOfLink } from '../cases/caseLinks.ts'
import { type Change, inChange, submittedBefore } from '../cases/change.ts'
import { heedSevere } from '../cases/heedSevere.ts'
import { mayAdd } from '../cases/limits.ts'
import { openingRows } from '../cases/open.ts'
import { openBeside, reopenCase, takesNow } from '../cases/reopen.ts'
import { isOpen } from '../cases/states.ts'
import { managementCalled } from '../cases/steps/callManagement.ts'
import type { EdgeDeps } from '../deps.ts'
import { cachedSetup } from '../directory/setupCache.ts'
import { type ByLink, formOf, late, needWords } from './changeByCustomer.ts'
import { say } from './say.ts'

type Words = { text: string; formId?: string }

/**
 * "That isn't right": words on the page of an ended case. For 30 days they open it again, after that they open a new
 * one. Where the matter has an open case they join it; after a second final answer they are kept, and management reads
 * them. Throws `unknown`, `expired`, `invalid`, `too many`, and `conflict` where it was changed at the same moment.
 */
export const openAgain = async (
  deps: EdgeDeps,
  { words, ...by }: ByLink & { words?: string },
): Promise<boolean> => {
  const text = needWords(words)
  const { db } = deps
  const { now } = by
  const found = await loadCase(db, await caseOfLink(db, by.token, now))
  const formId = formOf(found.id, by.formId)
  if (await submittedBefore(deps, formId)) return false
  // Staff were quicker: the words are heard as any others
  if (isOpen(found.state)) return say(deps, { words, ...by })
  const made = await inChange(db, now, async (change) => {
    const [held] = await change.tx
      .select({ state: cases.state })
      .from(cases)
      .where(eq(cases.id, found.id))
      .for('update')
    if (held?.state !== found.state) throw late()
    await mayAdd(change.tx, found.id, 'words', now)
    await take(deps, change, found, { text, formId })
    return true
  })
  if (made === 'made before') return false
  deps.wake()
  return true
}

const take = async (deps: EdgeDeps, change: Change, found: Case, said: Words): Promise<void> => {
  const { tx, now } = change
  const open = await openBeside(tx, found)
  if (open) return join(change, found, open, said)
  switch (await takesNow(tx, found, now)) {
    case 'new case':
      return openNew(deps, change, found, said)
    case 'kept':
      return keep(change, found, said)
    default:
      await reopenCase(change, found.id, said)
      await heedSevere(change, found, said.text, { fresh: true })
  }
}

const keepWords = ({ note }: Change, found: Case, { text, formId }: Words, quiet: boolean) =>
  note(found.id, { kind: 'customer said', text, formId }, { quiet })

const join = async (change: Change, found: Case, open: string, said: Words) => {
  await keepWords(change, found, said, true)
  const data = { answer: 'not yet' as const, number: found.number }
  await change.note(open, { kind: 'earlier case answered', text: said.text, data })
  await heedSevere(change, { id: open }, said.text)
}

const keep = async (change: Change, found: Case, said: Words) => {
  await keepWords(change, found, said, false)
  if (await heedSevere(change, found, said.text)) return
  const called = { kind: 'management called' as const, data: { afterAnswer: true as const } }
  await managementCalled(change, found.id, await change.note(found.id, called))
}

/** The old case keeps the words too: its page is where they were written. */
const openNew = async (deps: EdgeDeps, change: Change, found: Case, { text, formId }: Words) => {
  const sql = sqlOf(change.tx)
  const { departments } = await cachedSetup(deps.db.$client, null)
  const severe = severeIn(text)
  await keepWords(change, found, { text }, true)
  const { matterId, customerId, contactId, brandKey, departmentKey, staffMember } = found
  const { rows } = openingRows(deps, sql, {
    ...{ matterId, customerId, contactId, brandKey, departmentKey },
    department: departments[departmentKey]!,
    about: staffMember?.email,
    severity: severe.length > 0 ? 1 : 2,
    worstBecause: { severe },
    opened: { by: 'customer', after: found.number },
    now: change.now,
    told: { by: null, formId: formId ?? null, said: { words: text } },
  })
  const opened = await sql`with said as (select null::uuid as id) ${rows} select id from opened`
  if (opened.length === 0) throw late()
}
