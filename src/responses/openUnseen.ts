import { sqlOf, type Tx } from '../../db/client.ts'
import type { StaffMember } from '../../db/schema/index.ts'
import type { Answers } from '../../surveys/survey.ts'
import type { Called } from '../cases/eventFacts.ts'
import { managementPlace } from '../cases/onCall.ts'
import { openedBy, openingRows } from '../cases/open.ts'
import type { OpsDeps } from '../deps.ts'
import { cachedSetup } from '../directory/setupCache.ts'
import { chatDestination } from '../outbox/destinations.ts'
import { enqueue } from '../outbox/enqueue.ts'

export type Unseen = {
  contactId: string
  /** Null where nobody knows whose contact it was. */
  customerId: string | null
  matterId: string | null
  brandKey: string
  departmentKey: string
  staffMember: StaffMember | null
}

type Said = Unseen & { responseId: string; answers: Answers; called: Called; now: Date }

/**
 * Severe words that no case holds: they open one as severe as can be, whatever the score. Management
 * reads an anonymous answer in a message of its own. Throws where a case was opened at the same moment: it is judged again.
 */
export const openUnseen = async (
  { db, tokenKey }: Pick<OpsDeps, 'db' | 'tokenKey'>,
  tx: Tx,
  { responseId, answers, called, staffMember, now, customerId, matterId, ...of }: Said,
): Promise<void> => {
  const department = (await cachedSetup(db.$client, null)).departments[of.departmentKey]!
  const about = staffMember?.email
  if (!customerId || !matterId) {
    const destination = managementPlace(department, about)
    if (!destination) return
    return enqueue(tx, {
      kind: 'call',
      destination: chatDestination(destination),
      onceKey: `severe:${responseId}`,
      payload: { response: responseId, called, destination },
      dueAt: now,
      now,
    })
  }
  const sql = sqlOf(tx)
  const { rows } = openingRows({ tokenKey }, sql, {
    ...of,
    customerId,
    matterId,
    department,
    about,
    severity: 1,
    worstBecause: called,
    opened: openedBy(answers),
    now,
  })
  const opened = await sql`with said as (select ${responseId}::uuid as id) ${rows} select id from opened`
  if (opened.length === 0) throw new Error('a case was opened at the same moment')
}
