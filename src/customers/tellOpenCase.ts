import { and, eq, inArray, isNotNull, sql } from 'drizzle-orm'
import { type ChatDestination, cases, departments } from '../../db/schema/index.ts'
import type { Case } from '../cases/case.ts'
import { inChange } from '../cases/change.ts'
import { heedSevere } from '../cases/heedSevere.ts'
import { type Confirmation, REOPENABLE } from '../cases/otherMoves.ts'
import { OPEN_STATES } from '../cases/states.ts'
import type { EdgeDeps } from '../deps.ts'

/** The matter has another open case by now: that one goes on, and is told what is still not right with this one. */
export const tellOpenCase = (
  { db }: EdgeDeps,
  found: Case,
  said: { text?: string; data: { answer: Confirmation }; formId?: string; now: Date },
): Promise<boolean> =>
  inChange(db, said.now, async (change) => {
    const { tx } = change
    const { now: _at, formId, ...words } = said
    const closed = await tx
      .update(cases)
      .set({ askedAt: null })
      .where(
        and(
          eq(cases.id, found.id),
          inArray(cases.state, ['unconfirmed', ...REOPENABLE]),
          isNotNull(cases.askedAt),
        ),
      )
      .returning({ id: cases.id })
    if (closed.length === 0) return false
    await change.note(found.id, { kind: 'answered', ...words, formId }, { quiet: true })
    const [open] = await tx
      .select({
        id: cases.id,
        destination: sql<ChatDestination>`coalesce(${cases.destination}, ${departments.destination})`,
      })
      .from(cases)
      .innerJoin(departments, eq(departments.key, cases.departmentKey))
      .where(and(eq(cases.matterId, found.matterId), inArray(cases.state, [...OPEN_STATES])))
    const data = { ...said.data, number: found.number }
    if (!open) return true
    await change.note(open.id, { kind: 'earlier case answered', ...words, data })
    await heedSevere(change, open, said.text)
    return true
  }).then((told) => told === true)
