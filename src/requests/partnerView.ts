import type { ProposalState } from '../../db/schema/index.ts'
import { mask } from '../care/mask.ts'
import { touches } from '../care/sensitive.ts'
import type { Case } from '../cases/case.ts'
import { loadCase } from '../cases/caseFile.ts'
import type { Deps } from '../deps.ts'
import type { BrandLook } from '../responses/view.ts'
import { localDate } from '../time.ts'
import { openRequestOfLink } from './partnerLink.ts'

/** All that a partner sees of one request: the deed, what the set-up shares, and what they said themselves. */
export type PartnerView = {
  brand: BrandLook
  language: string
  timeZone: string
  now: Date
  partner: string
  by: string | null
  number: number
  state: ProposalState
  deed: string
  due: Date
  /** The date's day, for a form. */
  dueDate: string
  answer: string | null
  reference: string | null
  name: string | null
  phone: string | null
  email: string | null
  words: string | null
  /** The customer's, by id. */
  pictures: string[]
  /** Their own words and pictures, oldest first. */
  said: { at: Date; text: string | null; pictures: string[] }[]
}

/** Reads only: opening a link records nothing. Throws `unknown`, `expired`. */
export const viewRequest = async (
  deps: Pick<Deps, 'db'>,
  { token, now }: { token: string; now: Date },
): Promise<PartnerView> => {
  const request = await openRequestOfLink(deps, { token, now })
  const { id, caseId, shares, brand, language, partner, by, state, words: deed, deedDueAt, answer } = request
  const found = await loadCase(deps.db, caseId)
  const may = (what: (typeof shares)[number]) => shares.includes(what)
  const reachable = found.answers.reach?.may !== false
  const sql = deps.db.$client
  const said = await sql<PartnerView['said']>`
    select e.at, e.text, coalesce((
      select json_agg(i.id order by i.id) from pictures i where i.event_id = e.id and i.proposal_id = ${id}
    ), '[]') as pictures
    from case_events e where e.case_id = ${caseId} and e.kind = 'partner said' and e.data ->> 'proposal' = ${id} order by e.id`
  return {
    brand,
    language,
    timeZone: found.timeZone,
    now,
    partner,
    by,
    number: found.number,
    state,
    deed,
    due: deedDueAt,
    dueDate: localDate(found.timeZone, deedDueAt),
    answer,
    reference: may('reference') ? found.reference : null,
    name: may('name') ? found.customerName : null,
    phone: may('phone') && reachable ? (found.answers.reach?.phone ?? found.phone) : null,
    email: may('email') && reachable ? found.email : null,
    words: may('words') ? wordsFor(found) : null,
    pictures: may('pictures') && !found.abusiveAt ? await picturesOf(deps, caseId) : [],
    said: [...said],
  }
}

/** Handled with as much care as in chat: numbers are masked; what is abusive or touches a person's health and the like is left out. */
const wordsFor = ({ answers, abusiveAt }: Case): string | null => {
  const text = [answers.words, answers.wish].filter(Boolean).join('\n\n')
  return text && !abusiveAt && touches(text).length === 0 ? mask(text).text : null
}

/** The customer's, and of no partner. */
const picturesOf = async ({ db }: Pick<Deps, 'db'>, caseId: string): Promise<string[]> => {
  const rows = await db.$client<{ id: string }[]>`
    select id from pictures where case_id = ${caseId} and proposal_id is null and event_id is not null order by at, id`
  return rows.map(({ id }) => id)
}
