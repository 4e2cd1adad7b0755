import type { Db } from '../../db/client.ts'
import type { Verdict } from '../../surveys/assess.ts'
import type { Answers } from '../../surveys/survey.ts'
import { looksLikeToken } from '../tokens.ts'
import { type Link, linkQuery, unknownLink } from './context.ts'

/**
 * Finds what a survey link leads to and saves a first answer that opens no case, in one statement: most answers
 * are this, and a round trip costs more than the statement. Saves nothing once something was said or the link has
 * expired. Throws `unknown`.
 */
export const saveFirst = async (
  db: Db,
  { token, answers, verdict, now }: { token: string; answers: Answers; verdict: Verdict; now: Date },
): Promise<{ link: Link; saved: boolean }> => {
  if (!looksLikeToken(token)) throw unknownLink()
  const sql = db.$client
  const [row] = await sql<(Link & { saved: boolean })[]>`
    with found as (${linkQuery(sql, token)}), said as (
      insert into responses (invitation_id, score, answers, kind, severity, answered_at, revised_at)
      select invitation_id, ${answers.score}, ${JSON.stringify(answers)}::jsonb, ${verdict.kind}, ${verdict.severity}::smallint, ${now}, ${now}
      from found where response_id is null and expires_at > ${now}
      on conflict (invitation_id) do nothing
      returning 1
    )
    select found.*, exists (select from said) as saved from found`
  if (!row) throw unknownLink()
  const { saved, ...link } = row
  return { link, saved }
}
