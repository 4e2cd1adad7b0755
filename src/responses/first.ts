import type { Db } from '../../db/client.ts'
import type { Verdict } from '../../surveys/assess.ts'
import type { Answers } from '../../surveys/survey.ts'
import { together } from '../batch.ts'
import { hash } from '../tokens.ts'
import { known, type Link, type LinkRow, linkQuery, withSetUp } from './context.ts'

type First = { token: string; answers: Answers; verdict: Verdict; now: Date }
type Saved = LinkRow & { saved: boolean }

/**
 * Finds what a survey link leads to and saves a first answer that opens no case, in one statement: most answers
 * are this, and a round trip costs more than the statement. Saves nothing once something was said or the link has
 * expired. Throws `unknown`.
 */
export const saveFirst = async (db: Db, first: First): Promise<{ link: Link; saved: boolean }> => {
  const { saved, ...row } = await known(first.token, () => firsts(db, first))
  return { link: await withSetUp(db, row), saved }
}

// A statement that writes waits for the disk: several wait for the same turn of it
const AT_ONCE = 3

// In one order, so that two statements with the same links cannot wait for each other
const firsts = together<First, Saved>(AT_ONCE, async ({ $client: sql }, all) => {
  const said = all.map(({ token, answers, verdict: { kind, severity }, now }, place) => ({
    place,
    hash: hash(token).toString('hex'),
    said: answers,
    said_kind: kind,
    said_severity: severity,
    said_at: now,
  }))
  const rows = await sql<(Saved & { place: number })[]>`
    with found as (
      select asked.*, link.* from jsonb_to_recordset(${JSON.stringify(said)}::jsonb) asked(place int, hash text,
        said jsonb, said_kind text, said_severity smallint, said_at timestamptz)
      cross join lateral (${linkQuery(sql, sql`decode(asked.hash, 'hex')`)} limit 1) link
    ), saved as (
      insert into responses (invitation_id, department_key, score, answers, kind, severity, answered_at, revised_at)
      select invitation_id, department_key, (said->>'score')::smallint, said, said_kind, said_severity, said_at, said_at
      from found where response_id is null and expires_at > said_at order by invitation_id
      on conflict (invitation_id) do nothing
      returning invitation_id
    )
    select found.*, exists (select from saved where saved.invitation_id = found.invitation_id) as saved from found`
  const answers: Saved[] = []
  for (const row of rows) answers[row.place] = row
  return answers
})
