import type { Fragment, Sql } from '../../db/client.ts'
import type { MessageRef } from '../../integrations/chat.ts'
import type { Entry } from './entry.ts'

/** Messages that no row of their own knows, and that tell of customers. */
const TOLD = ['reply', 'history', 'call', 'reassigned', 'digest now', 'digest reminder']

/**
 * Where such a message was posted, as rows to stand after `held`: an erasure renders it again without words. Undefined for
 * other kinds.
 */
export const postsOf = (
  sql: Sql,
  { kind, payload }: Pick<Entry, 'kind' | 'payload'>,
  result: unknown,
  now: Date,
): Fragment | undefined => {
  const cases = payload.cases ?? (payload.case ? [payload.case] : [])
  if (!TOLD.includes(kind) || !isRef(result)) return undefined
  if (!kind.startsWith('digest') && (!Array.isArray(cases) || cases.length === 0)) return undefined
  const { platform, workspace, channel, id, thread, place } = result
  const ref = JSON.stringify({ platform, workspace, channel, id, thread, place })
  const about = Array.isArray(cases) && cases.length > 0 ? cases.map(String) : [null]
  return sql`
    , noted as (
      insert into posts (case_id, ref, at)
      select told.id, ${ref}::jsonb, ${now} from held, unnest(${about}::uuid[]) told(id)
      where told.id is null or exists (select from cases where cases.id = told.id)
    )`
}

const isRef = (result: unknown): result is MessageRef =>
  typeof result === 'object' &&
  result !== null &&
  'platform' in result &&
  'channel' in result &&
  'id' in result
