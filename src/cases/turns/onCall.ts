import type { ChatDestination } from '../../../db/schema/index.ts'
import { openingTimers } from '../../clocks/opening.ts'
import type { NewRow } from '../../clocks/reconcile.ts'
import type { KeptDepartment, OnCall } from '../../setup/kept.ts'

export type Opening = {
  accountableId: string
  accountable: string
  /** Whoever the complaint is about, if that is one of us. */
  aboutId: string | null
  /** Where the case is posted instead, if whoever it is about reads the department's channel. */
  destination: ChatDestination | null
  takeDueAt: Date
  apologyDueAt: Date
  timers: NewRow[]
}

export const isPresent = ({ awayUntil }: Pick<OnCall, 'awayUntil'>, now: Date): boolean =>
  !awayUntil || new Date(awayUntil) <= now

/**
 * Who is on call in a department now, and by when they owe what: the first listed liaison present, else the first
 * manager, else management; with all away the first of them. Whoever the complaint is about is passed over.
 */
export const onCall = (
  department: KeptDepartment,
  about: string | undefined,
  now: Date,
  severity = 2,
): Opening => {
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
  const timers = openingTimers(department, severity, now)
  const dueOf = (kind: NewRow['kind']) => timers.find((timer) => timer.kind === kind)!.dueAt
  return {
    accountableId: person.id,
    accountable: person.name,
    aboutId: subject?.id ?? null,
    destination: inside ? person.place : null,
    takeDueAt: dueOf('take'),
    apologyDueAt: dueOf('apology'),
    timers,
  }
}

/** Where management is called: its channel, or another of them where whoever it is about reads that. */
export const managementPlace = (
  { onCall: all, management }: KeptDepartment,
  about: string | undefined,
): ChatDestination | null => {
  const above = all.filter(({ role }) => role === 'management')
  const others = above.filter(({ email }) => email !== about?.toLowerCase())
  return others.length === above.length ? management : (others[0]?.place ?? null)
}
