import type { Tx } from '../../db/client.ts'
import { MANAGES } from './rights.ts'
import { departmentsBy, rolesOf } from './roles.ts'

/** `departments`: the keys of those whose figures, answers and cases this person reads as a manager, in order. */
export type Managed = { departments: string[]; management: boolean }

/**
 * The departments this active person manages; every one, also those that are closed, for management. Management itself
 * is no department here. Empty for anybody else.
 */
export const managedBy = async (tx: Tx, personId: string): Promise<Managed> => {
  const held = await rolesOf(tx, personId)
  return {
    departments: await departmentsBy(tx, MANAGES, held),
    management: held.some(({ role }) => role === 'management'),
  }
}
