import type { Db } from '../../db/client.ts'
import { covers } from '../../db/schema/index.ts'
import type { Actor } from '../cases/rights.ts'
import type { Deps } from '../deps.ts'
import { codeOf, DomainError } from '../errors.ts'
import { addBusinessMinutes, type Calendar } from '../time.ts'
import { loadCover, tellCover } from './cover.ts'

/** As long as a handover waits. */
const ANSWER = 240
const UNIQUE_VIOLATION = '23505'

export type Colleague = Actor & { awayUntil: Date | null; user: string | null }

/** Those who share a department with this person, managers too; management of everybody. */
export const colleaguesOf = ({ $client: sql }: Db, { id }: Pick<Actor, 'id'>): Promise<Colleague[]> =>
  sql<Colleague[]>`
    select distinct p.id, p.name, p.email, p.away_until, (select user_id from person_accounts a where a.person_id = p.id limit 1) as user
    from people p join department_people m on m.person_id = p.id
    where p.active and p.id <> ${id} and m.department_key in (select department_key from department_people where person_id = ${id})
    order by p.name`

const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim()

/** Whom a name means: in full, by its first part, by e-mail, or as a mention. Several are several people. Pure. */
export const named = (said: string, colleagues: readonly Colleague[]): Colleague[] => {
  const mention = /^<@(\w+)/.exec(said.trim())?.[1]
  const name = plain(said.replace(/^@/, ''))
  const by = (is: (one: Colleague) => boolean) => colleagues.filter(is)
  if (mention) return by(({ user }) => user === mention)
  const whole = by((one) => plain(one.name) === name || plain(one.email) === name)
  return whole.length > 0 ? whole : by((one) => plain(one.name).split(' ')[0] === name)
}

/** Asks a colleague to have this person's cases until then. Nothing moves before they accept. Throws `conflict`. */
export const askCover = async (
  { db }: Pick<Deps, 'db'>,
  {
    by,
    colleague,
    until,
    leave,
    now,
  }: { by: Actor; colleague: Colleague; until: Date; leave: boolean; now: Date },
): Promise<Date> =>
  db
    .transaction(async (tx) => {
      const [calendar] = await db.$client<Calendar[]>`
        select d.time_zone, d.hours, d.holidays from department_people m join departments d on d.key = m.department_key
        where m.person_id = ${colleague.id} order by d.kind = 'management', m.position limit 1`
      const rule = addBusinessMinutes(calendar!, now, ANSWER)
      const answerBy = rule < until ? rule : until
      const [made] = await tx
        .insert(covers)
        .values({ personId: by.id, coverId: colleague.id, until, leave, askedAt: now, answerBy })
        .returning({ id: covers.id })
      await tellCover(tx, await loadCover(tx, made!.id), { to: 'colleague', what: 'asked' }, now)
      return answerBy
    })
    .catch((error) => {
      if (codeOf(error) !== UNIQUE_VIOLATION) throw error
      throw new DomainError('conflict', ({ covers: say }) => say.already)
    })
