import type { Db } from '../../db/client.ts'
import type { ChatDestination, StaffMember } from '../../db/schema/index.ts'
import { DomainError } from '../errors.ts'
import { isUuid } from '../ids.ts'
import type { Kudos } from './card.ts'

export type LoadedKudos = Omit<Kudos, 'staffMember' | 'mailedTo'> & {
  /** No longer satisfied: the customer took it back. */
  satisfied: boolean
  staffMember: StaffMember | null
  departmentKey: string
  department: string
  destination: ChatDestination
  brandKey: string
  /** The brand's. */
  language: string
  /** The department's. */
  staffLanguage: string
}

/** Throws `unknown`. */
export const loadKudos = async (db: Db, id: string): Promise<LoadedKudos> => {
  const [found] = isUuid(id)
    ? await db.$client<LoadedKudos[]>`
        select k.response_id as id, r.kind = 'satisfied' as satisfied, r.answers->>'good' as good, r.answers->>'kudos' as named,
          c.staff_member, b.name as brand, b.key as brand_key, b.language, c.channel, c.ended_at, d.time_zone,
          k.department_key, d.name as department, d.language as staff_language, d.destination, p.name as passed_by, k.passed_at, k.message
        from kudos k join responses r on r.id = k.response_id join invitations i on i.id = r.invitation_id
          join contacts c on c.id = i.contact_id join brands b on b.key = c.brand_key
          join departments d on d.key = k.department_key left join people p on p.id = k.passed_by
        where k.response_id = ${id}`
    : []
  if (!found) throw new DomainError('unknown', ({ kudos: say }) => say.unknown)
  return found
}

const wordsOf = (text: string) => text.toLowerCase().match(/\p{L}{2,}/gu) ?? []

/**
 * Whom the thanks are for, if an address is known: the contact's staff member, unless the customer names somebody
 * else; then the member of staff who has exactly that name. Undefined rather than a wrong person.
 */
export const thanked = async (
  db: Db,
  { named, staffMember }: Pick<LoadedKudos, 'named' | 'staffMember'>,
): Promise<{ name: string; email: string } | undefined> => {
  const theirs = new Set(wordsOf(staffMember?.name ?? ''))
  if (staffMember?.email && (!named || wordsOf(named).some((word) => theirs.has(word))))
    return { name: staffMember.name, email: staffMember.email }
  if (!named) return undefined
  const same = await db.$client<{ name: string; email: string }[]>`
    select name, email from people where active and lower(name) = ${named.trim().toLowerCase()} limit 2`
  return same.length === 1 ? same[0] : undefined
}
