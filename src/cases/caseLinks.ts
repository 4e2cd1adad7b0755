import { and, eq, gt, sql } from 'drizzle-orm'
import type { Db, Tx } from '../../db/client.ts'
import { links } from '../../db/schema/index.ts'
import type { EdgeDeps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { addLink } from '../invitations/plan.ts'
import { caseLinkEnds } from '../links.ts'
import { hash, looksLikeToken } from '../tokens.ts'

type Linked = { caseId: string; expiresAt: Date }

/** The case a link is of: the one that goes on, where it was joined with another. Throws `unknown`. */
export const linkedCase = async (db: Db, token: string): Promise<Linked> => {
  const [link] = looksLikeToken(token)
    ? await db.$client<Linked[]>`
        with recursive linked as (
          select k.id, k.customer_id, k.merged_into, l.expires_at, 0 as step
          from links l join cases k on k.id = l.subject_id where l.hash = ${hash(token)} and l.purpose = 'case'
          union all
          select k.id, k.customer_id, k.merged_into, linked.expires_at, step + 1
          from linked join cases k on k.id = linked.merged_into and k.customer_id = linked.customer_id where step < 9
        )
        select id as case_id, expires_at from linked order by step desc limit 1`
    : []
  if (!link) throw new DomainError('unknown', 'This link is not known.')
  return link
}

/** As `linkedCase`, for a link that is still good. Throws `unknown`, `expired`. */
export const caseOfLink = async (db: Db, token: string, now: Date): Promise<string> => {
  const { caseId, expiresAt } = await linkedCase(db, token)
  if (expiresAt <= now) throw new DomainError('expired', 'This link has expired.')
  return caseId
}

/** Ends every link that leads to the case; the next mail brings a new one. */
export const endCaseLinks = async (
  deps: Pick<EdgeDeps, 'tokenKey'>,
  tx: Tx,
  caseId: string,
  now: Date,
): Promise<void> => {
  await tx
    .update(links)
    .set({ expiresAt: now })
    .where(
      and(
        // A joined case's links lead here too, and those of what was joined with it before
        sql`${links.subjectId} in (
          with recursive here as (
            select ${caseId}::uuid as id union select k.id from cases k join here on k.merged_into = here.id
          ) select id from here)`,
        eq(links.purpose, 'case'),
        gt(links.expiresAt, now),
      ),
    )
  await addLink(deps, tx, 'case', caseId, caseLinkEnds(now))
}
