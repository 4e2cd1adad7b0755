import type { Db } from '../../db/client.ts'
import { setUpOf } from '../setup/kept.ts'
import type { Case } from './load.ts'
import { onCall } from './onCall.ts'

/**
 * Who has a case that comes back from its end: who had it, if they are still there, else who is on call in its
 * department by now. While it was ended nobody saw to it.
 */
export const heirOf = async (db: Db, found: Case, now: Date): Promise<string> => {
  const [still] = await db.$client`
    select from department_people m join people p on p.id = m.person_id join departments d on d.key = m.department_key
    where m.person_id = ${found.accountableId} and p.active and p.id is distinct from ${found.aboutId}
      and (d.key = ${found.departmentKey} or d.kind = 'management')`
  if (still) return found.accountableId
  const { departments } = await setUpOf(db.$client, null)
  return onCall(departments[found.departmentKey]!, found.staffMember?.email, now).accountableId
}
