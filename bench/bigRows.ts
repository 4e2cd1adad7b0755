import { drivers } from '../surveys/drivers.ts'

/** What `bigRows` fills with as many rows as there are answers, or a part of it. */
export const BIG = [
  'customers',
  'matters',
  'contacts',
  'invitations',
  'responses',
  'cases',
  'case_events',
  'timers',
  'remedies',
]

export const BIG_DEPARTMENTS = 40
/** The last local day is the day before this instant. */
export const BIG_NOW = new Date('2026-11-02T07:00:00Z')
/** Two years, where it is not said. */
export const BIG_DAYS = 730
/** Of three customers who are asked two answer. */
const ASKED = 1.5

const HOURS = JSON.stringify(Object.fromEntries([1, 2, 3, 4, 5, 6].map((day) => [day, [['08:00', '20:00']]])))
const WORDS = [
  'Nobody called me back.',
  'The parcel came a week late and nobody could say where it was.',
  'I waited for forty minutes.',
  'Ingen ringde tillbaka.',
  'Fakturan var fel för tredje gången.',
  'Jag fick vänta i en timme i butiken.',
  'Ingen ringte meg tilbake.',
  'Pakken kom en uke for sent.',
  'Jeg ble sendt fra den ene til den andre.',
  'Quick and kind, thank you.',
  'Snabb hjälp, tack.',
  'Veldig hyggelig hjelp.',
]

/** A number from 0 to `below` that depends on the row and on what it is for. */
const pick = (salt: number, below: number) => `(abs(hashint8extended(n, ${salt})) % ${below})`
const id = (kind: number, n = 'n') =>
  `('${kind}0000000-0000-4000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`
const DEPARTMENT = `'department-' || ${pick(1, BIG_DEPARTMENTS)}`
/** A department serves one brand most of the time, and three channels. */
const BRAND = `'brand-' || case when ${pick(2, 10)} < 8 then ${pick(1, 3)} else (${pick(1, 3)} + 1) % 3 end`
const CHANNEL = `(array['phone', 'chat', 'email', 'store', 'parcel', 'web'])[1 + (${pick(1, 4)} + ${pick(3, 3)}) % 6]`
const RATE = `(array[1, 0.5, 0.25])[1 + ${pick(1, 3)}]`
const ASKED_HOW = `case when ${pick(4, 100)} < 97 then 'routine' when ${pick(4, 100)} < 99 then 'personal' else 'unprompted' end`
/** 78 % satisfied, 7 % neutral, 15 % dissatisfied. */
const SCORE = `case when ${pick(5, 100)} < 55 then 5 when ${pick(5, 100)} < 78 then 4 when ${pick(5, 100)} < 85 then 3 when ${pick(5, 100)} < 91 then 2 else 1 end`
const WORDS_SQL = `(array[${WORDS.map((words) => `'${words}'`).join(', ')}])[1 + ${pick(6, WORDS.length)}]`
const driver = (salt: number) =>
  `(array[${drivers.map((one) => `'${one}'`).join(', ')}])[1 + ${pick(salt, drivers.length)} * ${pick(salt + 50, drivers.length)} / ${drivers.length}]`

/** Statements that fill an empty, migrated database, each with its name. The same number gives the same rows. */
export function bigRows(answers: number, days: number): [what: string, statement: string][] {
  const asked = Math.round(answers * ASKED)
  const start = new Date(BIG_NOW.getTime() - days * 86_400_000).toISOString().slice(0, 10)
  const rows = `generate_series(0::bigint, ${asked - 1}) n`
  /** In the order of time, as rows come: contacts from 8 to 20 o'clock, answered within two days. */
  const ended = `timestamptz '${start} 06:00Z' + (n * ${days} / ${asked}) * interval '1 day' + ${pick(7, 43_200)} * interval '1 second'`
  const answered = `${ended} + (40 + ${pick(8, 2880)} * ${pick(9, 100)} / 100) * interval '1 minute'`
  const isAnswered = `${pick(10, 3)} < 2 and ${answered} < timestamptz '${BIG_NOW.toISOString()}'`
  const hasCase = `${isAnswered} and ${SCORE} < 3 and ${pick(11, 5)} = 0`
  const minutes = (salt: number, most: number) => `${pick(salt, most)} * interval '1 minute'`
  const now = `timestamptz '${BIG_NOW.toISOString()}'`
  return [
    [
      'organisation',
      `insert into organisation (name, ask, applied_at) values ('Nordly', '{"delayMinutes":30,"window":{"from":"08:00","to":"20:00"},"restDays":30,"reminderDays":3,"expiryDays":14,"excludedChannels":[]}', ${now});
       insert into brands (key, name, sender_name, sender_address, reply_to, colour, language)
         select 'brand-' || n, 'Brand ' || n, 'Nordly', 'care@nordly.example', 'care@nordly.example', '#1f4e79', 'sv' from generate_series(0, 2) n;
       insert into departments (key, kind, name, time_zone, hours, destination, digest_hour, since)
         select case n when ${BIG_DEPARTMENTS} then 'management' else 'department-' || n end, case n when ${BIG_DEPARTMENTS} then 'management' else 'department' end,
           'Department ' || n, 'Europe/Stockholm', '${HOURS}', jsonb_build_object('platform', 'slack', 'workspace', 'T1', 'channel', 'C' || n), 8, '${start} 00:00Z'
         from generate_series(0, ${BIG_DEPARTMENTS}) n;
       insert into people (id, email, name)
         select ${id(9)}, 'person-' || n || '@nordly.example', 'Person ' || n from generate_series(0, ${2 * BIG_DEPARTMENTS}) n;
       insert into department_people (department_key, person_id, role, position)
         select 'department-' || n % ${BIG_DEPARTMENTS}, ${id(9)}, case when n < ${BIG_DEPARTMENTS} then 'liaison' else 'manager' end, 0 from generate_series(0, ${2 * BIG_DEPARTMENTS} - 1) n
         union all select 'management', ${id(9, String(2 * BIG_DEPARTMENTS))}, 'manager', 0`,
    ],
    [
      'customers',
      `insert into customers (id, email, name, created_at)
       select ${id(1)}, 'customer-' || n || '@mail.example', 'Customer ' || n, '${start} 00:00Z' from generate_series(0::bigint, ${Math.ceil(asked / 4)}) n`,
    ],
    [
      'contacts',
      `insert into contacts (id, source, external_id, channel, brand_key, department_key, customer_id, matter_id, reference, ended_at, language, time_zone, received_at)
       select ${id(2)}, 'bench', n::text, ${CHANNEL}, ${BRAND}, ${DEPARTMENT}, ${id(1, 'n / 4')}, case when ${hasCase} then ${id(4)} end,
         case when ${hasCase} then 'order-' || n end, ${ended}, 'sv', 'Europe/Stockholm', ${ended} from ${rows}`,
    ],
    [
      'invitations',
      `insert into invitations (id, contact_id, customer_id, department_key, asked, rate, survey, state, planned_for, sent_at, expires_at, created_at)
       select ${id(3)}, ${id(2)}, ${id(1, 'n / 4')}, ${DEPARTMENT}, ${ASKED_HOW}, ${RATE}, 'csat-1', 'sent', at, at, at + interval '14 days', at - interval '30 minutes'
       from ${rows}, lateral (select ${ended} + interval '30 minutes' as at) a`,
    ],
    [
      'responses',
      `insert into responses (id, invitation_id, department_key, score, answers, kind, severity, answered_at, revised_at)
       select ${id(5)}, ${id(3)}, ${DEPARTMENT}, score, jsonb_strip_nulls(jsonb_build_object('score', score, 'words', case when ${pick(12, 10)} < 3 then ${WORDS_SQL} end,
           'drivers', case when score < 3 then case when ${pick(13, 2)} = 0 then jsonb_build_array(${driver(14)}) else (select jsonb_agg(distinct one) from unnest(array[${driver(14)}, ${driver(15)}]) one) end end)),
         case when score > 3 then 'satisfied' when score = 3 then 'neutral' else 'dissatisfied' end, case when score < 3 then 2 end, at, at
       from ${rows}, lateral (select ${SCORE} as score, ${answered} as at offset 0) a where ${isAnswered}`,
    ],
    [
      'matters',
      `insert into matters (id, customer_id, reference, created_at) select ${id(4)}, ${id(1, 'n / 4')}, 'order-' || n, ${ended} from ${rows} where ${hasCase}`,
    ],
    [
      'cases',
      // Those of the last days are open; of the others one in ten ended otherwise than by the customer's yes
      `insert into cases (id, matter_id, customer_id, contact_id, response_id, brand_key, department_key, state, severity, owner_id, accountable_id,
         opened_at, take_due_at, apology_due_at, taken_at, apologised_at, done_at, promise, promise_due_at, asked_at, confirmed_at, confirmed_by, ended_at, end_reason)
       select ${id(6)}, ${id(4)}, ${id(1, 'n / 4')}, ${id(2)}, ${id(5)}, ${BRAND}, ${DEPARTMENT}, state, 2,
         case when state <> 'open' then person end, person, at, at + interval '1 hour', at + interval '4 hours',
         case when state <> 'open' then at + ${minutes(20, 120)} end, case when state <> 'open' then at + ${minutes(20, 120)} + ${minutes(21, 300)} end,
         case when state not in ('open', 'owned') then at + ${minutes(22, 4000)} + interval '8 hours' end,
         case when state = 'confirmed' then 'a finding' when state in ('open', 'owned') then 'next word' end, case when state in ('open', 'owned') then at + interval '1 day' end,
         case when state not in ('open', 'owned') then at + ${minutes(22, 4000)} + interval '8 hours' end,
         case when state in ('confirmed', 'documented') then closed end, case when state in ('confirmed', 'documented') then case when ${pick(23, 4)} = 0 then 'spoken' else 'clicked' end end,
         case when state not in ('open', 'owned') and not (state = 'confirmed') then closed end, case when state = 'withdrawn' then 'bench' end
       from ${rows}, lateral (select ${answered} as at, ${id(9, pick(1, BIG_DEPARTMENTS))} as person offset 0) a,
         lateral (select at + ${minutes(22, 4000)} + interval '9 hours' + ${minutes(24, 3000)} as closed offset 0) b,
         lateral (select case when at > ${now} - interval '12 hours' then 'open' when closed > ${now} then 'owned' when ${pick(25, 20)} = 0 then 'withdrawn'
           when ${pick(25, 20)} < 3 then 'unconfirmed' when closed > ${now} - interval '3 days' then 'confirmed' else 'documented' end as state offset 0) c
       where ${hasCase}`,
    ],
    [
      'case events',
      `insert into case_events (case_id, kind, at, by, data)
       select k.id, e.kind, e.at, case when e.kind not in ('opened', 'answered') then k.accountable_id end, e.data from cases k, lateral (values
         ('opened', k.opened_at, '{"reason":"score 1"}'::jsonb), ('taken', k.taken_at, null), ('apology', k.apologised_at, null), ('done', k.done_at, '{"remedies":[]}'),
         ('answered', k.confirmed_at, '{"answer":"yes"}'), ('documented', case when k.state = 'documented' then k.closed_at + interval '1 day' end, '{"cause":"process"}')
       ) e(kind, at, data) where e.at is not null order by k.opened_at, e.at`,
    ],
    [
      'findings',
      `insert into findings (case_id, cause, cause_words, factors, people, departments, solution, prevention, by, at)
       select id, 'process', 'Nobody owned the next step.', '', '', array[department_key], 'Called back.', 'A list of calls owed.', accountable_id, closed_at + interval '1 day'
       from cases where state = 'documented'`,
    ],
    [
      'timers',
      `insert into timers (case_id, kind, subject_id, department_key, rule_minutes, left_minutes, severity, from_at, due_at, next_at, ended_at)
       select k.id, t.kind, k.id, k.department_key, t.rule, t.rule, 2, k.opened_at, t.due, case when t.ended is null then t.due end, t.ended from cases k, lateral (values
         ('take', 60, k.take_due_at, k.taken_at), ('apology', 240, k.apology_due_at, k.apologised_at), ('promise', null, k.opened_at + interval '1 day', k.done_at)
       ) t(kind, rule, due, ended) order by k.opened_at`,
    ],
    [
      'remedies',
      `insert into remedies (id, case_id, kind, statutory, ground, amount, currency, words, by, promised_at, due_at, done_at)
       select ('7' || substr(k.id::text, 2))::uuid, k.id, (array['refund', 'replacement', 'discount'])[1 + ${pick(30, 3)}], ${pick(31, 3)} = 0, case when ${pick(31, 3)} = 0 then 'other right' end,
         case when ${pick(30, 3)} <> 1 then 50 + ${pick(32, 500)} end, case when ${pick(30, 3)} <> 1 then 'SEK' end, 'As agreed.', k.accountable_id, k.apologised_at, k.apologised_at + interval '3 days', k.done_at
       from cases k, lateral (select ('x' || right(k.id::text, 12))::bit(48)::bigint as n) m where k.apologised_at is not null and ${pick(33, 2)} = 0`,
    ],
  ]
}
