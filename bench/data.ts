import postgres from 'postgres'
import { connect } from '../db/client.ts'
import { migrate } from '../db/migrate.ts'
import { rollUp } from '../src/figures/rollUp.ts'
import { hash } from '../src/tokens.ts'
import { bare } from './big.ts'
import { channelOf, DEPARTMENTS, liaisonOf, MANAGEMENT, nonceOf, range, tokenOf, WORKSPACE } from './links.ts'

const BATCH = 10_000
/** As many are asked in one day, since a day whose answers grow is counted again. */
const A_DAY = 3_000
/** Answers of the weeks before: Postgres plans for tables as they are in use, not for empty ones. */
const HISTORY = 10_000
const HISTORY_FROM = 1_000_000_000
const LOGO =
  '<svg viewBox="0 0 64 24"><rect width="64" height="24" rx="6" fill="#1f4e79"/><path d="M8 17V7l8 10V7m5 5a5 5 0 1 0 10 0a5 5 0 1 0-10 0m15 5V7h4a3 3 0 0 1 0 6h-4m4 0l4 4m5-10h5v10h-5zm10 0v10" fill="none" stroke="#fff" stroke-width="2"/></svg>'
const ASK = {
  delayMinutes: 30,
  window: { from: '08:00', to: '20:00' },
  restDays: 30,
  reminderDays: 3,
  expiryDays: 14,
  excludedChannels: [],
}
const HOURS = Object.fromEntries([1, 2, 3, 4, 5].map((day) => [day, [['09:00', '17:00']]]))
const YEAR = new Date().getFullYear()
const HOLIDAYS = [YEAR, YEAR + 1].flatMap((year) =>
  ['01-01', '01-06', '05-01', '06-06', '12-24', '12-25', '12-26', '12-31'].map((day) => `${year}-${day}`),
)

/**
 * An organisation of 50 departments and at least `count` customers, each with one contact, asked and not yet answered,
 * in the state the product's own apply, contact and mail leave behind.
 */
export async function prepare(url: string, count: number): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    await make(sql, url, count)
    await countDays(url)
    await sql`checkpoint`
  } finally {
    await sql.end()
  }
}

/** As where the server ran all along: nothing of former days is left to count. */
async function countDays(url: string): Promise<void> {
  const db = connect(url, { max: 1 })
  try {
    while ((await rollUp({ db })) > 0);
  } finally {
    await db.$client.end()
  }
}

async function make(sql: postgres.Sql, url: string, count: number): Promise<void> {
  // What a run that was cut off left
  await sql.unsafe('drop schema public cascade; create schema public; drop schema if exists drizzle cascade')
  await migrate(url)
  await sql`insert into organisation (name, ask, grace_seconds, applied_at) values ('Nordly', ${sql.json(ASK)}, 0, now())`
  await sql`insert into brands (key, name, sender_name, sender_address, reply_to, colour, logo_svg, language)
    values ('nordly', 'Nordly', 'Nordly', 'care@nordly.example', 'care@nordly.example', '#1f4e79', ${LOGO}, 'sv')`
  for (const n of range(0, DEPARTMENTS)) {
    const key = `department-${n}`
    const destination = { platform: 'slack', workspace: WORKSPACE, channel: channelOf(n) }
    await sql`insert into departments (key, name, time_zone, hours, holidays, destination, digest_hour, since)
      values (${key}, ${`Department ${n}`}, 'Europe/Stockholm', ${sql.json(HOURS)}, ${sql.json(HOLIDAYS)}, ${sql.json(destination)}, 8, now())`
    await sql`with person as (
        insert into people (email, name, slack_workspace, slack_user)
        values (${`liaison-${n}@nordly.example`}, ${`Liaison ${n}`}, ${WORKSPACE}, ${liaisonOf(n)}) returning id
      ) insert into department_people (department_key, person_id, role, position) select ${key}, id, 'liaison', 0 from person`
  }
  await sql`insert into departments (key, kind, name, time_zone, hours, destination, digest_hour, since)
    values ('management', 'management', 'Management', 'Europe/Stockholm', ${sql.json(HOURS)},
      ${sql.json({ platform: 'slack', workspace: WORKSPACE, channel: MANAGEMENT })}, 8, now())`
  const back = await bare(sql)
  for (let from = 0; from < count; from += BATCH) await customers(sql, from, BATCH)
  await customers(sql, HISTORY_FROM, HISTORY)
  await history(sql, HISTORY_FROM, HISTORY)
  for (const one of back) await sql.unsafe(one)
  await sql`vacuum analyze`
}

/** Customers from `from` on have answered; the dissatisfied ones' cases are documented, their messages sent. */
async function history(sql: postgres.Sql, from: number, count: number): Promise<void> {
  const uuid = (kind: string) => sql`md5(${kind} || n)::uuid`
  const at = sql`now() - n % 28 * interval '1 day'`
  const all = sql`generate_series(${from}::int, ${from + count - 1}::int) n`
  await sql`insert into responses (id, invitation_id, department_key, score, answers, kind, severity, answered_at, revised_at)
    select ${uuid('response ')}, ${uuid('invitation ')}, 'department-' || n / 5 % ${DEPARTMENTS}::int, case when n % 5 = 0 then 1 else 5 end, jsonb_build_object('score', case when n % 5 = 0 then 1 else 5 end),
      case when n % 5 = 0 then 'dissatisfied' else 'satisfied' end, case when n % 5 = 0 then 2 end, ${at}, ${at} from ${all}`
  await sql`insert into cases (id, matter_id, customer_id, contact_id, response_id, brand_key, department_key, state, severity,
      owner_id, accountable_id, opened_at, take_due_at, apology_due_at, ended_at)
    select ${uuid('case ')}, ${uuid('matter ')}, ${uuid('customer ')}, ${uuid('contact ')}, ${uuid('response ')}, 'nordly',
      'department-' || n / 5 % ${DEPARTMENTS}::int, 'documented', 2, p.id, p.id, ${at}, ${at}, ${at}, ${at}
    from ${all} join people p on p.email = 'liaison-' || n / 5 % ${DEPARTMENTS}::int || '@nordly.example' where n % 5 = 0`
  await sql`insert into case_events (case_id, kind, at) select ${uuid('case ')}, kind, ${at}
    from ${all}, unnest(array['opened', 'taken', 'apologised', 'done', 'confirmed', 'documented']) kind where n % 5 = 0`
  await sql`insert into destinations (key, pace_ms)
    select destination->>'platform' || ':' || (destination->>'workspace') || ':' || (destination->>'channel'), 1000 from departments`
  await sql`insert into outbox (kind, destination, lane, once_key, payload, state, due_at, created_at, settled_at)
    select 'escalation', 'slack:' || ${WORKSPACE} || ':C' || lpad((n / 5 % ${DEPARTMENTS}::int)::text, 8, '0'), 'case:' || ${uuid('case ')},
      'escalation:' || ${uuid('case ')}, jsonb_build_object('case', ${uuid('case ')}), 'sent', ${at}, ${at}, ${at} from ${all} where n % 5 = 0`
}

async function customers(sql: postgres.Sql, from: number, count: number): Promise<void> {
  const last = from + count - 1
  const uuid = (kind: string) => sql`md5(${kind} || n)::uuid`
  const all = sql`generate_series(${from}::int, ${last}::int) n`
  await sql`insert into customers (id, email, phone, name, created_at)
    select ${uuid('customer ')}, 'customer-' || n || '@mail.example', '+4670' || n, 'Customer ' || n, now() from ${all}`
  await sql`insert into matters (id, customer_id, reference, created_at)
    select ${uuid('matter ')}, ${uuid('customer ')}, 'order-' || n, now() from ${all}`
  await sql`insert into contacts (id, source, external_id, channel, brand_key, department_key, staff_member, customer_id,
      matter_id, customer_name, reference, ended_at, language, time_zone, received_at)
    select ${uuid('contact ')}, 'bench', n, (array['phone', 'chat', 'store', 'parcel'])[n % 4 + 1], 'nordly',
      'department-' || n / 5 % ${DEPARTMENTS}::int, jsonb_build_object('name', 'Sam ' || n % 100, 'email', 'sam-' || n % 100 || '@nordly.example'),
      ${uuid('customer ')}, ${uuid('matter ')}, 'Customer ' || n, 'order-' || n, now() - interval '1 hour',
      (array['sv', 'nb', 'en'])[n % 3 + 1], 'Europe/Stockholm', now() - interval '1 hour' from ${all}`
  await sql`insert into invitations (id, contact_id, customer_id, department_key, survey, state, planned_for, sent_at, expires_at, created_at)
    select ${uuid('invitation ')}, ${uuid('contact ')}, ${uuid('customer ')}, 'department-' || n / 5 % ${DEPARTMENTS}::int, 'csat-1', 'sent', asked, asked, now() + interval '14 days', asked - interval '30 minutes'
    from ${all}, lateral (select now() - interval '30 minutes' - n % ${HISTORY_FROM} / ${A_DAY} * interval '1 day' as asked) a`
  const numbers = range(from, count)
  const hashes = numbers.map((n) => hash(tokenOf(n)).toString('hex'))
  const nonces = numbers.map((n) => nonceOf(n).toString('hex'))
  await sql`insert into links (hash, purpose, subject_id, nonce, expires_at)
    select decode(hash, 'hex'), 'survey', ${uuid('invitation ')}, decode(nonce, 'hex'), now() + interval '14 days'
    from unnest(${numbers}::int[], ${hashes}::text[], ${nonces}::text[]) l(n, hash, nonce)`
}
