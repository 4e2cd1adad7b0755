import type { Db } from '../db/client.ts'
import type { Deps } from './deps.ts'
import { type Purpose, token } from './tokens.ts'

const PATHS: Record<Purpose, string> = { survey: 's', unsubscribe: 'u', case: 'c' }

/** The address mailed to a customer, derived again from the stored nonce. Throws if there is no such link. */
export const linkOf = async (
  { db, tokenKey, publicUrl }: Deps,
  purpose: Purpose,
  subjectId: string,
): Promise<string> => {
  const [link] = await (db as Db).$client<{ nonce: Buffer }[]>`
    select nonce from links where subject_id = ${subjectId} and purpose = ${purpose} order by expires_at desc limit 1`
  if (!link) throw new Error(`no ${purpose} link for ${subjectId}`)
  return `${publicUrl}/${PATHS[purpose]}/${token(tokenKey, purpose, subjectId, link.nonce)}`
}

/** A case's page is kept as long as a customer may want to come back to it. */
const CASE_LINK_MS = 365 * 24 * 3600_000
export const caseLinkEnds = (now: Date): Date => new Date(now.getTime() + CASE_LINK_MS)
