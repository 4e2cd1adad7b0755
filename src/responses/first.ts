import type { Db } from '../../db/client.ts'
import type { Verdict } from '../../surveys/assess.ts'
import type { Answers } from '../../surveys/survey.ts'
import { together } from '../batch.ts'
import { hash } from '../tokens.ts'
import { type LinkRow, linkTables, stampOf } from './context.ts'

type First = { token: string; row: LinkRow; answers: Answers; verdict: Verdict; now: Date }

/**
 * Saves a first answer that opens no case, to a link whose row was read before: most answers are this. False where the
 * row has changed since, something was said or the link has expired: then nothing is saved.
 */
export const saveFirst = async (db: Db, first: First): Promise<boolean> => (await firsts(db, first)) ?? false

// A statement that writes waits for the disk: several wait for the same turn of it
const AT_ONCE = 3

// In one order, so that two statements with the same links cannot wait for each other
const firsts = together<First, boolean>(AT_ONCE, async ({ $client: sql }, all) => {
  const said = all.map(({ token, row, answers, verdict: { kind, severity }, now }) => ({
    hash: hash(token).toString('hex'),
    stamp: row.stamp,
    id: row.invitationId,
    department: row.departmentKey,
    said: answers,
    kind,
    severity,
    at: now,
  }))
  const saved = await sql<{ id: string }[]>`
    insert into responses (invitation_id, department_key, score, answers, kind, severity, answered_at, revised_at)
    select asked.id, department, (said->>'score')::smallint, said, kind, severity, at, at
    from jsonb_to_recordset(${JSON.stringify(said)}::jsonb) asked(hash text, stamp text, id uuid, department text,
      said jsonb, kind text, severity smallint, at timestamptz)
    cross join lateral (
      select ${stampOf(sql)} as stamp, l.expires_at from ${linkTables(sql)}
      where l.hash = decode(asked.hash, 'hex') and l.purpose = 'survey' limit 1
    ) link
    where link.stamp = asked.stamp and link.expires_at > at order by asked.id
    on conflict (invitation_id) do nothing
    returning invitation_id as id`
  const ids = new Set(saved.map(({ id }) => id))
  return all.map(({ row }) => ids.has(row.invitationId))
})
