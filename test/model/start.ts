import type { Sql } from 'postgres'
import type { cases } from '../../db/schema/index.ts'
import { hash, nonce, token as tokenOf } from '../../src/tokens.ts'
import { noon } from '../factories.ts'

const hours = (n: number) => new Date(noon.getTime() + n * 3_600_000)
const said = { apologisedAt: noon, promise: 'next word', promiseDueAt: hours(20) }
const asked = { ...said, done: 'Sent a new one.', doneAt: noon, askedAt: noon }

/** Where a sequence begins: deep states are not left to chance. */
export const STARTS: Partial<typeof cases.$inferInsert>[] = [
  { state: 'open' },
  { state: 'owned' },
  { state: 'recovering', ...said },
  {
    state: 'awaiting customer',
    ...asked,
    promise: 'your answer',
    promiseDueAt: hours(168),
    askReminderAt: hours(72),
    silentAt: hours(168),
  },
  {
    state: 'confirmed',
    ...asked,
    promise: 'a finding',
    promiseDueAt: null,
    confirmedAt: noon,
    confirmedBy: 'clicked',
  },
]

/** Customer, matter, contact, case and link in one statement: a hundred thousand of them are made. */
export const begin = async (
  sql: Sql,
  tokenKey: string,
  { start, who, responseId }: { start: (typeof STARTS)[number]; who: string; responseId: string },
): Promise<{ id: string; token: string }> => {
  const [{ id }] = await sql<[{ id: string }]>`select gen_random_uuid() as id`
  const fresh = nonce()
  const token = tokenOf(tokenKey, 'case', id, fresh)
  const taken = start.state === 'open' ? null : who
  await sql`
    with customer as (
      insert into customers (email, name, created_at) values (${`${id}@mail.example`}, 'Kim Berg', ${noon}) returning id
    ), matter as (
      insert into matters (customer_id, reference, created_at) select id, ${id}, ${noon} from customer returning id, customer_id
    ), contact as (
      insert into contacts (source, external_id, channel, brand_key, department_key, customer_id, matter_id, ended_at,
        language, time_zone, received_at)
      select 'shop', ${id}, 'phone', 'nordly', 'service', customer_id, id, ${noon}, 'en', 'Europe/Stockholm', ${noon}
      from matter returning id, matter_id, customer_id
    ), known as (
      insert into cases (id, matter_id, customer_id, contact_id, response_id, brand_key, department_key, severity, state,
        owner_id, accountable_id, taken_at, opened_at, take_due_at, apology_due_at, apologised_at, done, done_at, asked_at,
        promise, promise_due_at, ask_reminder_at, silent_at, confirmed_at, confirmed_by)
      select ${id}, matter_id, customer_id, id, ${responseId}, 'nordly', 'service', 2, ${start.state!}, ${taken}, ${who},
        ${taken ? noon : null}, ${noon}, ${hours(1)}, ${hours(4)}, ${start.apologisedAt ?? null}, ${start.done ?? null},
        ${start.doneAt ?? null}, ${start.askedAt ?? null}, ${start.promise === undefined ? 'first word' : start.promise},
        ${start.promiseDueAt === undefined ? hours(4) : start.promiseDueAt}, ${start.askReminderAt ?? null},
        ${start.silentAt ?? null}, ${start.confirmedAt ?? null}, ${start.confirmedBy ?? null}
      from contact returning id
    ), yes as (
      insert into case_events (case_id, kind, at, data) select id, 'answered', ${noon}, '{"answer":"yes"}' from known
      where ${start.state === 'confirmed'}
    )
    insert into links (hash, purpose, subject_id, nonce, expires_at)
    select ${hash(token)}, 'case', id, ${fresh}, ${new Date('2028-01-01T00:00:00Z')} from known`
  return { id, token }
}
