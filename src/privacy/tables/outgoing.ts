import {
  deskMessages,
  destinations,
  digests,
  discoveries,
  discoveryRuns,
  heartbeats,
  idempotencyKeys,
  incidents,
  mailRefusals,
  outbox,
  rollupProgress,
  rollups,
  staleDays,
} from '../../../db/schema/index.ts'
import { type Declaration, declare, GONE, INTERNAL, NOBODY, ofCustomer, ofStaff } from '../declare.ts'

const COPY = { withheld: 'copy' } as const
const BY_ADDRESS = { by: 'address' } as const

const CUSTOMERS_ANSWERS = `matters m join contacts c on c.matter_id = m.id join invitations i on i.contact_id = c.id`
const OUTBOX_KEYS = `array(
  select what || i.id from ${CUSTOMERS_ANSWERS}, unnest(array['invitation:', 'reminder:']) what where m.customer_id = $1
  union all select what || r.id from ${CUSTOMERS_ANSWERS} join responses r on r.invitation_id = i.id,
    unnest(array['kudos:', 'thanks:', 'severe:']) what where m.customer_id = $1
  union all select 'case mail:' || e.id from cases k join case_events e on e.case_id = k.id where k.customer_id = $1
  union all select 'data mail:' || q.id from data_requests q where q.customer_id = $1
  union all select 'partner mail:' || p.id || what from cases k join proposals p on p.case_id = k.id,
    unnest(array[':asked', ':withdrawn']) what where k.customer_id = $1 and p.to_partner is not null
  union all select 'webhook:remedy-' || d.id || ':' || w.key from cases k join remedies d on d.case_id = k.id, webhooks w
    where k.customer_id = $1
)`
const CARD_IDS = `array(
  select k.id::text from cases k where k.customer_id = $1
  union all select p.id::text from cases k join proposals p on p.case_id = k.id where k.customer_id = $1
  union all select r.id::text from ${CUSTOMERS_ANSWERS} join responses r on r.invitation_id = i.id where m.customer_id = $1
)`

/** What left the product or waits to, and what is found from many customers at once. */
export const OUTGOING: Declaration[] = [
  declare(outbox, {
    // By the keys that its mails and webhooks were made with, since an index is on those
    reach: { by: 'condition', sql: `t.kind <> 'card' and t.once_key = any(${OUTBOX_KEYS})` },
    lifetime: { from: { column: 'settled_at' }, rows: 'outbox' },
    plain: [
      'id',
      'kind',
      'destination',
      'lane',
      'onceKey',
      'state',
      'dueAt',
      'attempts',
      'fence',
      'leaseUntil',
      'maybeSent',
      'createdAt',
      'settledAt',
    ],
    personal: {
      payload: ofCustomer('reference', { erasure: { to: 'kind' }, exported: 'yes' }),
      // Mail servers repeat the address they refuse
      cause: ofCustomer('address', { exported: 'yes' }),
    },
  }),
  declare(destinations, {
    reach: BY_ADDRESS,
    lifetime: 'set-up',
    plain: ['key', 'nextAt', 'paceMs', 'parallel', 'faults', 'lastLane', 'urgentRun'],
    personal: {
      problem: ofCustomer('address', { exported: COPY }),
      fault: ofCustomer('address', { exported: COPY }),
    },
  }),
  declare(mailRefusals, {
    reach: BY_ADDRESS,
    lifetime: { from: { column: 'last_at' }, rows: 'odd' },
    plain: ['domain', 'times', 'firstAt', 'lastAt'],
    personal: { words: ofCustomer('address', { erasure: { to: 'set', sql: `''` }, exported: COPY }) },
  }),
  declare(deskMessages, {
    // By the ids that a card names: its case, or what its buttons act on
    reach: { by: 'condition', sql: `ids_in(t.card) && ${CARD_IDS}` },
    lifetime: { from: { column: 'posted_at' }, rows: 'words' },
    plain: ['id', 'key', 'channel', 'thread', 'postedAt'],
    personal: {
      card: ofCustomer('words', { erasure: { to: 'kind' }, exported: COPY }),
      calls: ofStaff('id'),
    },
  }),
  declare(digests, {
    // Keys, ids and counts: words are read when it is rendered
    reach: NOBODY,
    lifetime: { from: { column: 'to' }, rows: 'words' },
    plain: ['id', 'departmentKey', 'edition', 'localDate', 'from', 'to', 'message'],
    personal: { digest: ofStaff('name'), personId: ofStaff('id') },
  }),
  declare(discoveries, {
    // A theme's phrase is what several customers wrote; its quotes are ids, whose words are read when it is rendered
    reach: {
      by: 'condition',
      sql: `t.kind = 'theme' and t.facts -> 'answers' ?| array(
        select r.id::text from matters m join contacts c on c.matter_id = m.id join invitations i on i.contact_id = c.id
        join responses r on r.invitation_id = i.id where m.customer_id = $1)`,
    },
    lifetime: 'numbers',
    plain: ['id', 'kind', 'departmentKey', 'foundAt', 'fromDay', 'toDay', 'state'],
    personal: {
      onceKey: ofCustomer('words', { erasure: { to: 'kind' }, exported: INTERNAL }),
      facts: ofCustomer('words', { erasure: { to: 'kind' }, exported: INTERNAL }),
    },
  }),
  declare(discoveryRuns, {
    reach: NOBODY,
    lifetime: { from: { column: 'done_at' }, rows: 'timers' },
    plain: ['departmentKey', 'kind', 'period', 'slices', 'state', 'startedAt', 'doneAt'],
    personal: {},
  }),
  declare(incidents, {
    // What is known, for every customer alike
    reach: NOBODY,
    lifetime: 'numbers',
    plain: [
      'id',
      'departmentKey',
      'driver',
      'fromAt',
      'seenAt',
      'closedAt',
      'ended',
      'n',
      'hits',
      'usual',
      'known',
      'knownAt',
      'message',
    ],
    personal: { knownBy: ofStaff('id') },
  }),
  declare(idempotencyKeys, {
    // The answer names the contact it made
    reach: {
      by: 'condition',
      sql: `t.response ->> 'contact' in (
        select c.id::text from matters m join contacts c on c.matter_id = m.id where m.customer_id = $1)`,
    },
    lifetime: { from: { column: 'created_at' }, rows: 'idempotency' },
    plain: ['apiKeyId', 'status', 'createdAt'],
    personal: {
      key: ofCustomer('reference', { erasure: GONE, exported: COPY }),
      requestHash: ofCustomer('token', { erasure: GONE, exported: { withheld: 'security' } }),
      response: ofCustomer('id', { erasure: GONE, exported: COPY }),
    },
  }),
  declare(rollups, {
    reach: NOBODY,
    lifetime: 'numbers',
    plain: [
      'departmentKey',
      'day',
      'brandKey',
      'channel',
      'survey',
      'asked',
      'rate',
      'answered',
      'satisfied',
      'neutral',
      'dissatisfied',
      'scores',
      'named',
      'drivers',
      'invited',
      'sent',
      'replied',
      'score1',
      'score2',
      'score3',
      'score4',
      'score5',
    ],
    personal: {},
  }),
  declare(staleDays, { reach: NOBODY, lifetime: 'set-up', plain: ['departmentKey', 'day'], personal: {} }),
  declare(rollupProgress, {
    reach: NOBODY,
    lifetime: 'set-up',
    plain: ['departmentKey', 'timeZone', 'seen', 'snapshot', 'countedUntil'],
    personal: {},
  }),
  declare(heartbeats, { reach: NOBODY, lifetime: 'set-up', plain: ['name', 'at'], personal: {} }),
]
