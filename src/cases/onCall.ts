import type { ChatDestination } from '../../db/schema/index.ts'
import type { KeptDepartment, OnCall } from '../setup/kept.ts'
import { addBusinessMinutes } from '../time.ts'

/** Business minutes of recovery.md section 3, Clocks. */
const TAKE = 60
const APOLOGISE = 240

export type Opening = {
  accountableId: string
  accountable: string
  /** Whoever the complaint is about, if that is one of us. */
  aboutId: string | null
  /** Where the case is posted instead, if whoever it is about reads the department's channel. */
  destination: ChatDestination | null
  takeDueAt: Date
  apologyDueAt: Date
}

export const isPresent = ({ awayUntil }: Pick<OnCall, 'awayUntil'>, now: Date): boolean =>
  !awayUntil || new Date(awayUntil) <= now

/**
 * Who is on call in a department now, and by when they owe what: the first listed liaison present, else the first
 * manager, else management; with all away the first of them. Whoever the complaint is about is passed over.
 */
export const onCall = (department: KeptDepartment, about: string | undefined, now: Date): Opening => {
  const subject = department.onCall.find(({ email }) => email === about?.toLowerCase())
  const others = department.onCall.filter(({ id }) => id !== subject?.id)
  // A complaint about a colleague is not for colleagues: a manager has it, and it is posted to that manager alone
  const inside = subject !== undefined && subject.role !== 'management'
  const able = inside ? others.filter(({ role }) => role !== 'liaison') : others
  const person = able.find((one) => isPresent(one, now)) ?? able[0] ?? others[0]
  if (!person)
    throw new Error(
      `nobody in ${department.name} or in management can be accountable: apply organisation.yaml`,
    )
  return {
    accountableId: person.id,
    accountable: person.name,
    aboutId: subject?.id ?? null,
    destination: inside ? person.place : null,
    takeDueAt: addBusinessMinutes(department, now, TAKE),
    apologyDueAt: addBusinessMinutes(department, now, APOLOGISE),
  }
}
