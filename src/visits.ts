import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { EdgeDeps } from './deps.ts'
import { hash, looksLikeToken, token } from './tokens.ts'

type VisitDeps = Pick<EdgeDeps, 'db' | 'tokenKey'>
/** Whom a link is for, and the page it opens, a path of the desk. */
export type Visit = { personId: string; opens: string }
/** What using a link gives: the cookie's secret, when it ends, and where it leads. */
export type Visiting = { secret: string; expiresAt: Date; opens: string }

const MINUTE = 60_000
const LINK = 5 * MINUTE
const VISIT = 30 * MINUTE
const LONGEST = 2_000

/**
 * The token of a link that opens one page, once, within 5 minutes. All it says is in it, signed: making one writes
 * nothing, so that it can be made as a click is answered.
 */
export const visitToken = ({ tokenKey }: VisitDeps, { personId, opens }: Visit, now: Date): string => {
  const said = [personId, opens, now.getTime() + LINK, randomBytes(12).toString('base64url')]
  const payload = Buffer.from(JSON.stringify(said)).toString('base64url')
  return `${payload}.${sealOf(tokenKey, payload)}`
}

const sealOf = (tokenKey: string, payload: string) => token(tokenKey, 'visit', payload, new Uint8Array())

/** What a token says, if it is ours and not too old. Whether it was used, only `visitBy` knows. */
const readToken = ({ tokenKey }: VisitDeps, given: string, now: Date): Visit | undefined => {
  const [payload = '', seal = ''] = given.length > LONGEST ? [] : given.split('.')
  if (!looksLikeToken(seal) || !timingSafeEqual(hash(seal), hash(sealOf(tokenKey, payload)))) return undefined
  const [personId, opens, until] = JSON.parse(Buffer.from(payload, 'base64url').toString()) as [
    string,
    string,
    number,
  ]
  return until > now.getTime() ? { personId, opens } : undefined
}

/** Whose link it is, and their language; undefined if it can't be used any more. Changes nothing. */
export const linkedVisit = async (
  deps: VisitDeps,
  given: string,
  now: Date,
): Promise<(Visit & { language: string }) | undefined> => {
  const said = readToken(deps, given, now)
  if (!said) return undefined
  const [person] = await deps.db.$client<{ language: string }[]>`
    select language from people where id = ${said.personId} and active
      and not exists (select from visits where link = ${hash(given)})`
  return person && { ...said, ...person }
}

/** Uses a link: of two at the same moment one wins, since a link is in one row. */
export const startVisit = async (
  deps: VisitDeps,
  given: string,
  now: Date,
): Promise<Visiting | undefined> => {
  const said = readToken(deps, given, now)
  if (!said) return undefined
  const secret = randomBytes(32).toString('base64url')
  const expiresAt = new Date(now.getTime() + VISIT)
  const made = await deps.db.$client`
    insert into visits (link, hash, person_id, opens, created_at, expires_at)
    select ${hash(given)}, ${hash(secret)}, id, ${said.opens}, ${now}, ${expiresAt} from people
    where id = ${said.personId} and active
    on conflict (link) do nothing returning 1`
  return made.length > 0 ? { secret, expiresAt, opens: said.opens } : undefined
}

/** Whose visit it is and which page it was for, as long as it lasts. */
export const visitBy = async ({ db }: VisitDeps, secret: string, now: Date): Promise<Visit | undefined> => {
  if (!looksLikeToken(secret)) return undefined
  const [found] = await db.$client<Visit[]>`
    select person_id, opens from visits
    where hash = ${hash(secret)} and expires_at > ${now}`
  return found
}
