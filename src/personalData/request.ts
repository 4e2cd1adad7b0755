import type { Db } from '../../db/client.ts'
import type { dataRequests, OwedThing } from '../../db/schema/index.ts'
import { DomainError } from '../errors.ts'
import { heldBy } from '../privacy/holds.ts'
import type { BrandLook } from '../responses/view.ts'
import { hash, looksLikeToken } from '../tokens.ts'
import { owedTo } from './owed.ts'

type Row = typeof dataRequests.$inferSelect

/** What a remedy was, as it stays in the books: nothing of the person. */
type Kept = { kind: string; amount: string | null; currency: string | null; at: Date | null }

/**
 * What was asked for, as the link in its mail leads to it. `asks`: it waits for a yes. `copy`: it can be read. `waits`: it
 * is erased once nothing is owed, and no legal matter needs it. `erased`: what is kept. `over`: the link has ended.
 */
export type DataRequest = Pick<Row, 'id' | 'what' | 'customerId' | 'caseId'> & {
  brand: BrandLook
  language: string
  timeZone: string
  zoneNamed: boolean
  now: Date
  expiresAt: Date
  state:
    | { is: 'asks' | 'copy' | 'over' }
    | { is: 'waits'; owed: OwedThing[]; held: boolean }
    | { is: 'erased'; at: Date; kept: Kept[]; mails: number; partners: string[] }
}

type Found = Pick<Row, 'id' | 'what' | 'customerId' | 'caseId' | 'confirmedAt'> &
  Pick<DataRequest, 'language' | 'timeZone' | 'zoneNamed' | 'expiresAt'> & {
    brand: BrandLook
    erasedAt: Date | null
  }

/** Reads only. Throws `unknown`. */
export const requestOfLink = async (
  db: Db,
  { token, now }: { token: string; now: Date },
): Promise<DataRequest> => {
  const [found] = looksLikeToken(token)
    ? await db.$client<Found[]>`
        select q.id, q.what, q.customer_id, q.case_id, q.confirmed_at, l.expires_at, u.erased_at,
          coalesce(c.language, b.language) as language, coalesce(c.time_zone, d.time_zone) as time_zone,
          not coalesce(c.zone_given, false) as zone_named,
          json_build_object('name', b.name, 'colour', b.colour, 'logoSvg', b.logo_svg, 'replyTo', b.reply_to) as brand
        from links l join data_requests q on q.id = l.subject_id join customers u on u.id = q.customer_id
          join cases k on k.id = q.case_id join brands b on b.key = k.brand_key
          join departments d on d.key = k.department_key left join contacts c on c.id = k.contact_id
        where l.hash = ${hash(token)} and l.purpose = 'data'`
    : []
  if (!found) throw new DomainError('unknown', 'This link is not known.')
  const { confirmedAt, erasedAt, ...request } = found
  return { ...request, now, state: await stateOf(db, found, now) }
}

const stateOf = async (db: Db, found: Found, now: Date): Promise<DataRequest['state']> => {
  const { what, customerId, confirmedAt, erasedAt, expiresAt } = found
  if (expiresAt <= now) return { is: 'over' }
  if (erasedAt) return erasedState(db, customerId, erasedAt)
  if (!confirmedAt) return { is: 'asks' }
  if (what === 'copy') return { is: 'copy' }
  const held = await heldBy(db, { customer: customerId })
  return { is: 'waits', owed: await owedTo(db, customerId), held: held.length > 0 }
}

const erasedState = async (db: Db, customer: string, at: Date): Promise<DataRequest['state']> => {
  const kept = await db.$client<Kept[]>`
    select r.kind, r.amount::text, r.currency, coalesce(r.done_at, r.promised_at) as at
    from cases k join remedies r on r.case_id = k.id where k.customer_id = ${customer} order by 4, r.id`
  const [left] = await db.$client<{ mails: number; partners: string[] }[]>`
    select (e.left ->> 'mails')::int as mails,
      array(select coalesce(p.name, key) from jsonb_array_elements_text(e.left -> 'partners') key
        left join partners p on p.key = key) as partners
    from erasures e where e.customer_id = ${customer}`
  return { is: 'erased', at, kept: [...kept], mails: left?.mails ?? 0, partners: left?.partners ?? [] }
}

/** Erasures that customers confirmed and that wait, since something is owed or held: the oldest first. */
export const waitingErasures = ({ $client }: Db): Promise<{ customer: string; number: number; at: Date }[]> =>
  $client`
    select q.customer_id as customer, k.number, q.confirmed_at as at
    from data_requests q join cases k on k.id = q.case_id
    where q.again_at is not null order by q.confirmed_at limit 100`
