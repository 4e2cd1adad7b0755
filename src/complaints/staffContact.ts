import type { Db } from '../../db/client.ts'
import type { Actor } from '../cases/rights.ts'
import { SEE } from '../directory/rights.ts'
import { departmentsBy, rolesOf } from '../directory/roles.ts'
import { DomainError } from '../errors.ts'
import { isUuid } from '../ids.ts'

/** A contact that staff found, as a case is opened on it. */
export type StaffContact = {
  id: string
  customerId: string
  matterId: string
  brandKey: string
  departmentKey: string
  department: string
  channel: string
  reference: string | null
  name: string | null
  email: string | null
  phone: string | null
  about: string | null
}

/** Throws `unknown` for none, and for one whose customer is not known. */
export const staffContact = async (db: Db, id: string): Promise<StaffContact> => {
  const [found] = isUuid(id)
    ? await db.$client<StaffContact[]>`
        select c.id, c.customer_id, c.matter_id, c.brand_key, c.department_key, d.name as department, c.channel,
          c.reference, coalesce(c.customer_name, u.name) as name, u.email, u.phone, c.staff_member->>'email' as about
        from contacts c join customers u on u.id = c.customer_id join departments d on d.key = c.department_key
        where c.id = ${id} and c.matter_id is not null`
    : []
  if (!found) throw new DomainError('unknown', ({ personal: { openCase: say } }) => say.unknown)
  return found
}

/** Departments whose contacts and cases this person may see; every one for management. */
export const reachOf = async (db: Db, { id }: Actor): Promise<string[]> =>
  departmentsBy(db, SEE, await rolesOf(db, id))

/** Throws unless the contact is of a department of theirs, and not about themselves. */
export const mayReach = async (
  db: Db,
  contact: Pick<StaffContact, 'departmentKey' | 'department' | 'about'>,
  by: Actor,
): Promise<void> => {
  if (!(await reachOf(db, by)).includes(contact.departmentKey))
    throw new DomainError('forbidden', ({ personal: { openCase: say } }) => say.notYours(contact.department))
  if (contact.about?.toLowerCase() === by.email.toLowerCase())
    throw new DomainError('forbidden', ({ personal: { openCase: say } }) => say.aboutYou)
}
