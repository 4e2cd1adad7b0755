import { sqlOf, type Tx } from '../../db/client.ts'
import type { PeoplePrivacy } from '../../db/schema/index.ts'
import { DomainError } from '../errors.ts'

/** Figures about people leave out what rests on fewer answers than this, after every filter. */
export const FEWEST_ANSWERS = 5

/**
 * What the organisation records about figures on its own people; undefined until it does: then there are no such
 * figures and no duty rosters.
 */
export const peoplePrivacy = async (tx: Tx): Promise<PeoplePrivacy | undefined> => {
  const [row] = await sqlOf(tx)<{ people: PeoplePrivacy | null }[]>`
    select privacy -> 'people' as people from organisation`
  return row?.people ?? undefined
}

/** The same for what can't be done without it. Throws `forbidden`. */
export const needPeoplePrivacy = async (tx: Tx): Promise<PeoplePrivacy> => {
  const found = await peoplePrivacy(tx)
  if (!found) throw new DomainError('forbidden', ({ rosters: say }) => say.off)
  return found
}
