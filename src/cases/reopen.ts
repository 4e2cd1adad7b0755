import { and, eq, inArray, ne, notInArray, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { type CaseState, caseEvents, cases, departments, OPEN_STATES } from '../../db/schema/index.ts'
import { excludedOf } from '../directory/excluded.ts'
import { addBusinessMinutes } from '../time.ts'
import type { Case } from './case.ts'
import type { Change } from './change.ts'
import { decidersOf } from './deciders.ts'
import { promiseSoonest } from './promises.ts'
import { reassignCases } from './reassign.ts'
import { isOpen } from './states.ts'
import { goesOn } from './steps/carryOn.ts'
import { handTo } from './transfer.ts'

/** recovery.md section 3: so long a customer opens an ended case again; after that their words open a new one. */
const REOPEN_DAYS = 30
const DAY = 24 * 3600_000
/** Business minutes within which they hear, as after "not yet". */
const NEXT_WORD = 240

export type Takes = 'open' | 'reopen' | 'kept' | 'new case'

/** Until when "partly", "not yet" and "that isn't right" bring a case back. */
export const inTime = (
  { endedAt, confirmedAt }: Pick<Case, 'endedAt' | 'confirmedAt'>,
  now: Date,
): boolean => {
  const end = endedAt ?? confirmedAt
  return end === null || now.getTime() - end.getTime() <= REOPEN_DAYS * DAY
}

/** What a customer's words on the case's page come to now. A final answer is given twice at most. */
export const takesNow = async (db: Tx, found: Case, now: Date): Promise<Takes> => {
  if (isOpen(found.state)) return 'open'
  if (!inTime(found, now)) return 'new case'
  return found.state === 'not agreed' && (await finalAnswers(db, found.id)).length > 1 ? 'kept' : 'reopen'
}

const finalAnswers = (db: Tx, caseId: string) =>
  db
    .select({ by: caseEvents.by })
    .from(caseEvents)
    .where(and(eq(caseEvents.caseId, caseId), eq(caseEvents.kind, 'final answer')))
    .orderBy(sql`${caseEvents.id} desc`)

/** The open case of the same matter, if there is one besides. */
export const openBeside = async (
  tx: Tx,
  { id, matterId }: Pick<Case, 'id' | 'matterId'>,
): Promise<string | undefined> => {
  const [open] = await tx
    .select({ id: cases.id })
    .from(cases)
    .where(and(eq(cases.matterId, matterId), ne(cases.id, id), inArray(cases.state, [...OPEN_STATES])))
  return open?.id
}

const ENDED: CaseState[] = [...OPEN_STATES, 'merged']

/**
 * An ended case goes on: it was never taken, or goes on where it was, with who had it. After a final answer another
 * manager has it. The case's row is held, and its matter has no open case.
 */
export const reopenCase = async (
  change: Change,
  caseId: string,
  { text, formId }: { text?: string; formId?: string } = {},
): Promise<void> => {
  const { tx, now } = change
  const [was] = await tx
    .select({ found: cases, calendar: departments })
    .from(cases)
    .innerJoin(departments, eq(departments.key, cases.departmentKey))
    .where(eq(cases.id, caseId))
  const { found, calendar } = was!
  const due = addBusinessMinutes(calendar, now, NEXT_WORD)
  const manager = found.state === 'not agreed' ? await anotherManager(tx, found, now) : undefined
  await tx
    .update(cases)
    .set({
      ...goesOn,
      waitingSince: null,
      confirmedBy: null,
      state: found.ownerId === null ? 'open' : found.apologisedAt === null ? 'owned' : 'recovering',
      promise: 'next word',
      promiseDueAt: due,
    })
    .where(and(eq(cases.id, caseId), notInArray(cases.state, ENDED)))
  await change.note(caseId, { kind: 'opened again', text, formId })
  if (manager)
    await handTo(
      tx,
      found,
      { ...manager, departmentKey: found.departmentKey, department: calendar.name },
      { now, key: `again:${now.getTime()}` },
    )
  await promiseSoonest(tx, caseId, now, due)
  await reassignCases(tx, now, { only: caseId })
}

const anotherManager = async (tx: Tx, found: typeof cases.$inferSelect, now: Date) => {
  const gaveIt = (await finalAnswers(tx, found.id)).flatMap(({ by }) => by ?? [])
  const of = { departmentKey: found.departmentKey, excluded: await excludedOf(tx, found.id) }
  return (await decidersOf(tx, of, now, gaveIt))[0]
}
