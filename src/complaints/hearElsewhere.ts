import { and, eq, inArray, sql } from 'drizzle-orm'
import { cases, departments, people } from '../../db/schema/index.ts'
import type { Change } from '../cases/change.ts'
import { heedSevere } from '../cases/heedSevere.ts'
import { OPEN_STATES } from '../cases/states.ts'
import type { Done, Given } from '../cases/verb.ts'
import { excludedFrom } from '../directory/excluded.ts'
import { DomainError } from '../errors.ts'
import type { Placed } from './placeContact.ts'

/** The open case of the matter hears the words instead. All in this transaction's own connection: a second one of a full pool might never come. */
export const hearElsewhere = async (
  change: Change,
  at: Placed,
  { by, formId, words }: Pick<Given, 'by' | 'formId'> & { words: string },
): Promise<Done> => {
  const { tx } = change
  const [open] = await tx
    .select({
      id: cases.id,
      number: cases.number,
      accountable: people.name,
    })
    .from(cases)
    .innerJoin(departments, eq(departments.key, cases.departmentKey))
    .innerJoin(people, eq(people.id, cases.accountableId))
    .where(and(eq(cases.matterId, at.matterId), inArray(cases.state, [...OPEN_STATES])))
    .for('update', { of: cases })
  if (!open) throw new DomainError('conflict', ({ personal: { openCase: say } }) => say.ended)
  const event = {
    kind: 'heard elsewhere' as const,
    by: by.id,
    formId,
    text: words,
    data: { channel: at.channel },
  }
  await change.note(open.id, event)
  await heedSevere(change, open, words)
  const [theirs] = await tx.execute(sql`
    select from cases k where k.id = ${open.id} and ${by.id}::uuid in ${sql.raw(excludedFrom('k'))}`)
  return {
    notice: ({ personal: { openCase: say } }) =>
      theirs ? say.addedElsewhere : say.added(open.number, open.accountable),
  }
}
