import type { ChatDestination } from '../../db/schema/index.ts'
import { isInside, nextInLine, placeBeside } from '../directory/nextInLine.ts'
import type { CachedDepartment } from '../directory/setupCache.ts'
import { openingDeadlines } from './deadlines/opening.ts'
import type { NewRow } from './deadlines/reconcile.ts'

export type Opening = {
  accountableId: string
  accountable: string
  /** The person complained about, if that is one of us. */
  aboutId: string | null
  /** Where the case is posted instead, if the person complained about reads the department's channel. */
  destination: ChatDestination | null
  takeDueAt: Date
  apologyDueAt: Date
  timers: NewRow[]
}

/** Whom the contact names by e-mail, of those who are called. */
const excludedFrom = ({ line }: CachedDepartment, about: string | undefined): string[] =>
  line.filter(({ email }) => email === about?.toLowerCase()).map(({ id }) => id)

/**
 * Who is on call in a department now, and by when they owe what. The person complained about is skipped; if that
 * is a colleague, the case is posted to the manager alone who has it.
 */
export const onCall = (
  department: CachedDepartment,
  about: string | undefined,
  now: Date,
  { severity = 2, announceAt = now }: { severity?: number; announceAt?: Date } = {},
): Opening => {
  const { line, name } = department
  const excluded = excludedFrom(department, about)
  const person = nextInLine(line, { excluded, now })
  if (!person)
    throw new Error(`nobody in ${name} or in management can be accountable: apply organisation.yaml`)
  const timers = openingDeadlines(department, { severity, announceAt }, now)
  const dueOf = (kind: NewRow['kind']) => timers.find((timer) => timer.kind === kind)!.dueAt
  return {
    accountableId: person.id,
    accountable: person.name,
    aboutId: excluded[0] ?? null,
    destination: isInside(line, excluded) ? person.place : null,
    takeDueAt: dueOf('take'),
    apologyDueAt: dueOf('apology'),
    timers,
  }
}

/** Where management is called: its channel, or another of them where the person complained about reads that. */
export const managementPlace = (
  department: CachedDepartment,
  about: string | undefined,
): ChatDestination | null =>
  placeBeside(
    department.management,
    department.line.filter(({ role }) => role === 'management'),
    excludedFrom(department, about),
  )
