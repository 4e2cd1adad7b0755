import { and, eq } from 'drizzle-orm'
import { sqlOf } from '../../db/client.ts'
import { people } from '../../db/schema/index.ts'
import type { As } from '../audit/audit.ts'
import { setAway } from '../cases/away.ts'
import { endCovers } from '../covers/answer.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { isUuid } from '../ids.ts'
import { atLocal } from '../time.ts'
import { noteChanges } from './noteChanges.ts'

const FURTHEST = 366 * 24 * 3_600_000

/**
 * Somebody is out of office until the morning of a day of their first department (`on`, YYYY-MM-DD), or is back (null), as
 * by their own word. Throws `unknown`, `invalid`. Gives how many open cases went to somebody else.
 */
export const changeAway = (
  { db }: Pick<Deps, 'db'>,
  { person, on, as, now }: { person: string; on: string | null; as: As; now: Date },
): Promise<{ name: string; reassigned: number }> =>
  db.transaction(async (tx) => {
    const [found] = isUuid(person)
      ? await tx
          .select()
          .from(people)
          .where(and(eq(people.id, person), eq(people.active, true)))
      : []
    if (!found) throw new DomainError('unknown', ({ setUp: say }) => say.noPerson, 'person')
    const { name, email, awayUntil: from } = found
    const [place] = await sqlOf(tx)<{ timeZone: string }[]>`
      select d.time_zone from department_people m join departments d on d.key = m.department_key
      where m.person_id = ${person} order by d.kind = 'management', m.position limit 1`
    const until = on === null ? null : atLocal(place?.timeZone ?? 'UTC', on, '00:00')
    if (until && until.getTime() - now.getTime() > FURTHEST)
      throw new DomainError('invalid', ({ personal: { away: say } }) => say.far, 'until')
    const { reassigned } = await setAway({ db: tx }, { by: { id: person }, until, now })
    if (!until) await endCovers({ db: tx }, { person, now })
    const fields = [{ name: 'awayUntil', from, to: until }]
    await noteChanges(tx, [{ section: 'people', key: email, kind: 'changed', fields }], { as, now })
    return { name, reassigned }
  })
