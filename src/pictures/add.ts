import { and, eq, inArray } from 'drizzle-orm'
import { cases } from '../../db/schema/index.ts'
import { caseOfLink } from '../cases/caseLinks.ts'
import { submittedBefore } from '../cases/change.ts'
import { OPEN_STATES } from '../cases/states.ts'
import { type ByLink, changeByCustomer, formOf, late, wordsOf } from '../customers/changeByCustomer.ts'
import { heard, heardSoonest, openAs } from '../customers/say.ts'
import type { EdgeDeps } from '../deps.ts'
import type { DomainError } from '../errors.ts'
import { type ByPartner, partnerLate, partnerSays } from '../requests/partnerAnswer.ts'
import { openRequestOfLink } from '../requests/partnerLink.ts'
import type { Clean } from './clean.ts'
import { type Added, attach, keepPictures, type With } from './keep.ts'

type Sent = { words?: string; pictures: Clean[]; refused?: DomainError }

/** The customer's words with pictures. Throws as `say` does, `invalid` where nothing is left to keep. */
export const addPictures = async (
  deps: With,
  { words, refused, ...given }: ByLink & Sent,
): Promise<Added> => {
  const by = { token: given.token, formId: given.formId, now: given.now }
  const text = wordsOf(words)
  const caseId = await caseOfLink(deps.db, by.token, by.now)
  if (await submittedBefore(deps, formOf(caseId, by.formId))) return {}
  await stillOpen(deps, caseId)
  return keepPictures(deps, { caseId }, { ...given, text, refused }, (keys) => keep(deps, by, text, keys))
}

const keep = (deps: With, by: ByLink, text: string, keys: string[]) =>
  changeByCustomer(deps, by, (found) => ({
    from: openAs(found),
    set: heard(found, by.now),
    event: {
      kind: 'customer said',
      ...(text ? { text } : {}),
      ...(keys.length > 0 ? { data: { pictures: keys.length } } : {}),
    },
    also: async ({ tx }, eventId) => {
      await heardSoonest(tx, found, by.now)
      await attach(tx, { caseId: found.id }, keys, eventId, late)
    },
  }))

/** A partner's, with the one request of their link. Throws as `partnerSays` does. */
export const addPartnerPictures = async (
  deps: With,
  { words = '', refused, ...given }: ByPartner & Sent,
): Promise<Added> => {
  const { id: proposalId, caseId } = await openRequestOfLink(deps, given)
  const by = { token: given.token, formId: given.formId, now: given.now }
  const place = { caseId, proposalId }
  return keepPictures(deps, place, { ...given, text: words.trim(), refused }, (keys) =>
    partnerSays(deps, {
      ...by,
      words,
      pictures: keys.length,
      also: ({ tx }, event) => attach(tx, place, keys, event, partnerLate),
    }),
  )
}

/** Nothing is stored for a case that hears no more. */
const stillOpen = async ({ db }: EdgeDeps, caseId: string) => {
  const [open] = await db
    .select({ id: cases.id })
    .from(cases)
    .where(and(eq(cases.id, caseId), inArray(cases.state, [...OPEN_STATES])))
  if (!open) throw late()
}
