import type { Db } from '../../../db/client.ts'
import { setUpOf } from '../../setup/kept.ts'
import { isAbout } from '../actor.ts'
import type { Case } from '../load.ts'
import { isPresent } from './onCall.ts'

/**
 * Who has a case that comes back from its end: who had it, if they are still there, else who is on call in its
 * department by now; of a complaint about a colleague a manager. While it was ended nobody saw to it.
 */
export const heirOf = async (db: Db, found: Case, now: Date): Promise<string> => {
  const { departments } = await setUpOf(db.$client, null)
  const all = departments[found.departmentKey]?.onCall ?? []
  const inside = all.some((one) => one.role !== 'management' && isAbout(found, one))
  const others = all.filter((one) => !isAbout(found, one))
  if (others.some(({ id }) => id === found.accountableId)) return found.accountableId
  const able = inside ? others.filter(({ role }) => role !== 'liaison') : others
  const heir = able.find((one) => isPresent(one, now)) ?? able[0] ?? others[0]
  return heir?.id ?? found.accountableId
}
