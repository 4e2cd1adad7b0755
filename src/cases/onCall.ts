import type { KeptDepartment } from '../setup/kept.ts'
import { addBusinessMinutes } from '../time.ts'

/** Business minutes of recovery.md section 3, Clocks. */
const TAKE = 60
const APOLOGISE = 240

export type Opening = {
  accountableId: string
  accountable: string
  takeDueAt: Date
  apologyDueAt: Date
}

/**
 * Who is on call in a department now, and by when they owe what: the first listed liaison, else the first manager,
 * else management. Whoever the complaint is about is passed over.
 */
export const onCall = (department: KeptDepartment, about: string | undefined, now: Date): Opening => {
  const person = department.onCall.find(({ email }) => email !== about?.toLowerCase())
  if (!person)
    throw new Error(
      `nobody in ${department.name} or in management can be accountable: apply organisation.yaml`,
    )
  return {
    accountableId: person.id,
    accountable: person.name,
    takeDueAt: addBusinessMinutes(department, now, TAKE),
    apologyDueAt: addBusinessMinutes(department, now, APOLOGISE),
  }
}
