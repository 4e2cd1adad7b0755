import {
  askTurns,
  contacts,
  customers,
  holds,
  invitations,
  links,
  matters,
  oddContacts,
  responseRevisions,
  responses,
  suppressions,
} from '../../../db/schema/index.ts'
import { ANSWERS } from '../answerRules.ts'
import { byColumn, type Declaration, declare, GONE, NOBODY, ofCustomer, ofStaff } from '../declare.ts'

/** Who was in contact, who was asked, and what they answered. */
export const CUSTOMERS: Declaration[] = [
  declare(customers, {
    reach: { by: 'condition', sql: 't.id = $1' },
    lifetime: { from: 'contact', columns: 'addresses', rows: 'numbers' },
    plain: ['id', 'createdAt', 'erasedAt', 'erasureToldAt', 'hadEmail'],
    personal: {
      email: ofCustomer('address'),
      phone: ofCustomer('address'),
      name: ofCustomer('name'),
    },
  }),
  declare(matters, {
    reach: byColumn('customer_id', 'customer'),
    lifetime: { from: 'contact', columns: 'addresses', rows: 'numbers' },
    plain: ['id', 'customerId', 'createdAt', 'joinedInto'],
    personal: { reference: ofCustomer('reference') },
  }),
  declare(contacts, {
    // A contact with a customer has a matter of theirs, and an index leads from that
    reach: byColumn('matter_id', 'matter'),
    lifetime: { from: 'contact', columns: 'addresses', rows: 'numbers' },
    plain: [
      'id',
      'source',
      'channel',
      'brandKey',
      'departmentKey',
      'customerId',
      'matterId',
      'startedAt',
      'endedAt',
      'language',
      'timeZone',
      'zoneGiven',
      'receivedAt',
      'purge',
    ],
    personal: {
      // Unique with its source, and another system finds the person by it
      externalId: ofCustomer('reference', { erasure: { to: 'set', sql: `'erased:' || t.id` } }),
      staffMember: ofStaff('name'),
      customerName: ofCustomer('name'),
      reference: ofCustomer('reference'),
    },
  }),
  declare(oddContacts, {
    reach: byColumn('contact_id', 'contact'),
    lifetime: { from: { column: 'last_at' }, rows: 'odd' },
    plain: ['id', 'source', 'kind', 'contactId', 'times', 'firstAt', 'lastAt'],
    personal: {
      externalId: ofCustomer('reference', { erasure: GONE }),
      detail: ofCustomer('words', { erasure: GONE }),
      value: ofCustomer('words', { erasure: GONE }),
    },
  }),
  declare(invitations, {
    reach: byColumn('contact_id', 'contact'),
    lifetime: 'numbers',
    plain: [
      'id',
      'contactId',
      'customerId',
      'departmentKey',
      'asked',
      'rate',
      'survey',
      'state',
      'reason',
      'plannedFor',
      'sentAt',
      'remindedAt',
      'expiresAt',
      'createdAt',
      'changed',
    ],
    personal: {},
  }),
  declare(responses, {
    reach: byColumn('invitation_id', 'invitation'),
    lifetime: { from: 'contact', columns: 'words', rows: 'numbers' },
    plain: [
      'id',
      'invitationId',
      'departmentKey',
      'score',
      'kind',
      'severity',
      'judged',
      'revision',
      'answeredAt',
      'revisedAt',
      'changed',
    ],
    personal: { answers: ofCustomer('words', { erasure: { to: 'keys', keys: ANSWERS } }) },
  }),
  declare(responseRevisions, {
    reach: byColumn('response_id', 'response'),
    lifetime: { from: 'contact', columns: 'words', rows: 'numbers' },
    plain: ['id', 'responseId', 'revision', 'at'],
    personal: { answers: ofCustomer('words', { erasure: { to: 'keys', keys: ANSWERS } }) },
  }),
  declare(links, {
    // Its subject is the invitation, the case or, for a partner, the request
    reach: {
      by: 'condition',
      sql: `t.subject_id in (
        select i.id from matters m join contacts c on c.matter_id = m.id join invitations i on i.contact_id = c.id
          where m.customer_id = $1
        union all select k.id from cases k where k.customer_id = $1
        union all select p.id from proposals p join cases k on k.id = p.case_id where k.customer_id = $1)`,
    },
    lifetime: { from: { column: 'expires_at' }, rows: 'sessions' },
    plain: ['purpose', 'undone', 'subjectId', 'expiresAt'],
    personal: {
      hash: ofCustomer('token', { erasure: GONE, exported: { withheld: 'security' } }),
      nonce: ofCustomer('token', { erasure: GONE, exported: { withheld: 'security' } }),
    },
  }),
  declare(suppressions, {
    // Kept as a keyed hash in `erased_addresses` instead
    reach: {
      by: 'condition',
      sql: 't.address in (select a from customers u, unnest(array[u.email, u.phone]) a where u.id = $1)',
    },
    lifetime: 'set-up',
    plain: ['scope', 'reason', 'createdAt'],
    personal: { address: ofCustomer('address', { erasure: GONE }) },
  }),
  declare(holds, {
    // Why it was held and when is what an operator has to show later; the reason names no customer
    reach: {
      by: 'condition',
      sql: 't.customer_id = $1 or t.case_id in (select k.id from cases k where k.customer_id = $1)',
    },
    lifetime: 'numbers',
    plain: ['id', 'caseId', 'customerId', 'at', 'liftedAt'],
    personal: {
      reason: ofStaff('words'),
      liftReason: ofStaff('words'),
      by: ofStaff('id'),
      liftedBy: ofStaff('id'),
    },
  }),
  declare(askTurns, { reach: NOBODY, lifetime: 'set-up', plain: ['bucket'], personal: {} }),
]
