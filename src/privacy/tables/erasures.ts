import { dataRequests, erasedAddresses, erasures, posts } from '../../../db/schema/index.ts'
import { byColumn, type Declaration, declare, NOBODY, ofCustomer } from '../declare.ts'

/** What an erasure leaves and needs. */
export const ERASURES: Declaration[] = [
  declare(erasures, {
    reach: { by: 'condition', sql: 't.customer_id = $1' },
    lifetime: 'set-up',
    plain: ['id', 'customerId', 'at', 'forced', 'owed', 'rows', 'left', 'againAt'],
    personal: {
      addresses: ofCustomer('token', {
        erasure: {
          to: 'keep',
          because: 'a keyed hash: contacts from the address are refused after a restore too',
        },
        exported: { withheld: 'security' },
      }),
    },
  }),
  declare(erasedAddresses, {
    reach: NOBODY,
    lifetime: 'set-up',
    plain: ['keyVersion', 'since'],
    personal: {
      hash: ofCustomer('token', {
        erasure: { to: 'keep', because: 'a keyed hash, dropped on the person’s wish' },
        exported: { withheld: 'security' },
      }),
    },
  }),
  declare(dataRequests, {
    // Ids and dates: that it was asked for, and what came of it, can be shown later
    reach: byColumn('customer_id', 'customer'),
    lifetime: { from: { column: 'asked_at' }, rows: 'words' },
    plain: ['id', 'customerId', 'caseId', 'what', 'askedAt', 'confirmedAt', 'doneAt', 'againAt'],
    personal: {},
  }),
  declare(posts, {
    reach: byColumn('case_id', 'case'),
    lifetime: { from: 'case', rows: 'words' },
    plain: ['id', 'caseId', 'at'],
    personal: {
      ref: ofCustomer('message', {
        erasure: { to: 'keep', because: 'the message is rendered again as its skeleton, and found by it' },
        exported: { withheld: 'copy' },
      }),
    },
  }),
]
