import type { Db } from '../db/client.ts'
import { together } from './batch.ts'
import type { Deps } from './deps.ts'
import { DomainError } from './errors.ts'
import { hash, looksLikeToken, type Purpose, token } from './tokens.ts'

const PATHS: Record<Purpose, string> = { survey: 's', unsubscribe: 'u', case: 'c', partner: 'p', data: 'd' }

/** The address mailed to a customer or a partner, derived again from the stored nonce. Throws if there is no such link. */
export const linkOf = async (deps: Deps, purpose: Purpose, subjectId: string): Promise<string> => {
  const [link] = await (deps.db as Db).$client<{ nonce: Buffer }[]>`
    select nonce from links where subject_id = ${subjectId} and purpose = ${purpose} order by expires_at desc limit 1`
  if (!link) throw new Error(`no ${purpose} link for ${subjectId}`)
  return linkBy(deps, purpose, subjectId, link.nonce)
}

/** The same where the nonce was read together with its row. */
export const linkBy = (
  { tokenKey, publicUrl }: Pick<Deps, 'tokenKey' | 'publicUrl'>,
  purpose: Purpose,
  subjectId: string,
  nonce: Buffer,
): string => `${publicUrl}/${PATHS[purpose]}/${token(tokenKey, purpose, subjectId, nonce)}`

/** A case's page is kept as long as a customer may want to come back to it. */
const CASE_LINK_MS = 365 * 24 * 3600_000
export const caseLinkEnds = (now: Date): Date => new Date(now.getTime() + CASE_LINK_MS)

const known = together<{ token: string; purpose: Purpose }, boolean>(1, async ({ $client: sql }, links) => {
  const asked = links.map(({ token, purpose }) => ({ hash: hash(token).toString('hex'), purpose }))
  const rows = await sql<{ place: number }[]>`
    select asked.place::int from rows from (jsonb_to_recordset(${JSON.stringify(asked)}::jsonb)
      as (hash text, purpose text)) with ordinality asked(hash, purpose, place)
    where exists (select from links l where l.hash = decode(asked.hash, 'hex') and l.purpose = asked.purpose)`
  const found = new Set(rows.map(({ place }) => place - 1))
  return links.map((_, place) => found.has(place))
})

/** Lets in who holds a link, also one that has ended: nothing a stranger sends is read. Throws `unknown`. */
export const admit = async ({ db }: Pick<Deps, 'db'>, purpose: Purpose, token: string): Promise<void> => {
  if (!looksLikeToken(token) || !(await known(db as Db, { token, purpose })))
    throw new DomainError('unknown', 'This link is not known.')
}
