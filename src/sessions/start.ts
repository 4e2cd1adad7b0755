import { randomBytes } from 'node:crypto'
import { sqlOf, type Tx } from '../../db/client.ts'
import type { Device, SignInWay } from '../../db/schema/index.ts'
import { audit, type From } from '../audit/audit.ts'
import { hash } from '../tokens.ts'
import { sessionDays } from './rules.ts'

/** What signing in gives: the cookie's secret, and when it ends. */
export type Session = { secret: string; expiresAt: Date }
type Begun = { way: SignInWay; device: Device; from: From; now: Date }

/** Begins a session of an active person; undefined if there is none. Only the SHA-256 of the secret is kept. */
export const startSession = async (
  tx: Tx,
  {
    personId,
    way,
    device,
    from,
    now,
    vouchedAt,
    instead,
  }: Begun & {
    personId: string
    vouchedAt?: Date
    /** The secret of the session that this one replaces. */
    instead?: string
  },
): Promise<Session | undefined> => {
  const sql = sqlOf(tx)
  if (instead) await sql`delete from sessions where hash = ${hash(instead)}`
  const secret = randomBytes(32).toString('base64url')
  const [made] = await sql<{ expiresAt: Date }[]>`
    insert into sessions (hash, person_id, way, device, created_at, last_seen_at, vouched_at, expires_at)
    select ${hash(secret)}, id, ${way}, ${JSON.stringify(device)}::json, ${now}, ${now}, ${vouchedAt ?? null},
      ${now}::timestamptz + make_interval(days => ${sessionDays(sql)})
    from people where id = ${personId} and active
    returning expires_at`
  if (!made) return undefined
  const by = { kind: 'person', id: personId } as const
  await audit(tx, { kind: 'signin.done', by, from, id: personId, facts: { method: way }, now })
  return { secret, expiresAt: made.expiresAt }
}
