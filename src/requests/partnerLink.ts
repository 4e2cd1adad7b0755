import type { Db } from '../../db/client.ts'
import type { ProposalState, Shared } from '../../db/schema/index.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import type { BrandLook } from '../responses/view.ts'
import { hash, looksLikeToken } from '../tokens.ts'

/** What a partner's link leads to: one request, and how its page looks. */
export type PartnerRequest = {
  id: string
  caseId: string
  state: ProposalState
  words: string
  deedDueAt: Date
  answer: string | null
  /** Who asks, by name. */
  by: string | null
  partner: string
  language: string
  shares: Shared[]
  brand: BrandLook
  /** Its time has passed, it was taken back, or the partner is none any more. */
  ended: boolean
}

/** Reads only. Throws `unknown`. */
export const requestOfLink = async (
  { db }: Pick<Deps, 'db'>,
  { token, now }: { token: string; now: Date },
): Promise<PartnerRequest> => {
  const [row] = looksLikeToken(token)
    ? await (db as Db).$client<PartnerRequest[]>`
        select o.id, o.case_id, o.state, o.words, o.deed_due_at, o.answer, a.name as by, p.name as partner, p.language,
          p.shares, l.expires_at <= ${now} or not p.active as ended,
          json_build_object('name', b.name, 'colour', b.colour, 'logoSvg', b.logo_svg, 'replyTo', b.reply_to) as brand
        from links l join proposals o on o.id = l.subject_id join partners p on p.key = o.to_partner
          join cases k on k.id = o.case_id join brands b on b.key = k.brand_key left join people a on a.id = o.by
        where l.hash = ${hash(token)} and l.purpose = 'partner'`
    : []
  if (!row) throw new DomainError('unknown', 'This link is not known.')
  return row
}

/** As `requestOfLink`, for a link that is still good. Throws `unknown`, `expired`. */
export const openRequestOfLink = async (
  deps: Pick<Deps, 'db'>,
  by: { token: string; now: Date },
): Promise<PartnerRequest> => {
  const found = await requestOfLink(deps, by)
  if (found.ended) throw new DomainError('expired', 'This link has expired.')
  return found
}
