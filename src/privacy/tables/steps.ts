import {
  accounts,
  apologies,
  earlierFindings,
  findingDrafts,
  findings,
  remedies,
  sentWords,
} from '../../../db/schema/index.ts'
import {
  blank,
  byColumn,
  COPY,
  type Declaration,
  declare,
  GONE,
  HEARD,
  INTERNAL,
  internal,
  OF_CASE,
  ofCustomer,
  ofStaff,
} from '../declare.ts'

const FINDING_PLAIN = ['caseId', 'version', 'cause', 'departments', 'unpreventable', 'at'] as const
const finding = () => ({
  causeWords: ofCustomer('words', { ...blank, ...internal }),
  factors: ofCustomer('words', { ...blank, ...internal }),
  people: ofCustomer('words', { ...blank, exported: HEARD }),
  solution: ofCustomer('words', { ...blank, ...internal }),
  prevention: ofCustomer('words', { ...blank, ...internal }),
  toCustomer: ofCustomer('words'),
  by: ofStaff('id'),
})

/** What was said, promised and found in the steps of a case. */
export const STEPS: Declaration[] = [
  declare(apologies, {
    reach: byColumn('case_id', 'case'),
    lifetime: OF_CASE,
    plain: ['id', 'caseId', 'at'],
    personal: {
      text: ofCustomer('words', blank),
      // Unique, and made of the words
      sameness: ofCustomer('words', { erasure: { to: 'set', sql: `'erased:' || t.id` }, exported: COPY }),
      shingles: ofCustomer('words', { exported: COPY }),
      by: ofStaff('id'),
    },
  }),
  declare(sentWords, {
    reach: byColumn('case_id', 'case'),
    lifetime: OF_CASE,
    plain: ['id', 'caseId', 'kind', 'at'],
    personal: {
      text: ofCustomer('words', { erasure: GONE }),
      sameness: ofCustomer('words', { erasure: GONE, exported: COPY }),
      shingles: ofCustomer('words', { erasure: GONE, exported: COPY }),
    },
  }),
  declare(accounts, {
    reach: byColumn('case_id', 'case'),
    lifetime: OF_CASE,
    plain: ['id', 'caseId', 'version', 'at'],
    personal: { text: ofCustomer('words', blank), by: ofStaff('id') },
  }),
  declare(remedies, {
    // Kind, amount, currency and dates stay for the books
    reach: byColumn('case_id', 'case'),
    lifetime: { from: 'case', columns: 'words', rows: 'books' },
    plain: [
      'id',
      'caseId',
      'kind',
      'statutory',
      'amount',
      'currency',
      'proposalId',
      'promisedAt',
      'dueAt',
      'doneAt',
      'acceptedAt',
      'changeAskedAt',
      'withdrawnAt',
      'disputeBody',
    ],
    personal: {
      ground: ofCustomer('words'),
      insteadOf: ofCustomer('words'),
      words: ofCustomer('words', blank),
      reference: ofCustomer('reference'),
      changeAsked: ofCustomer('words'),
      withdrawnReason: ofCustomer('words'),
      by: ofStaff('id'),
      doneBy: ofStaff('id'),
    },
  }),
  declare(findings, {
    reach: byColumn('case_id', 'case'),
    lifetime: OF_CASE,
    plain: FINDING_PLAIN,
    personal: finding(),
  }),
  declare(earlierFindings, {
    reach: byColumn('case_id', 'case'),
    lifetime: OF_CASE,
    plain: FINDING_PLAIN,
    personal: finding(),
  }),
  declare(findingDrafts, {
    reach: byColumn('case_id', 'case'),
    lifetime: OF_CASE,
    plain: ['caseId', 'at'],
    personal: {
      draft: ofCustomer('words', { erasure: GONE, exported: INTERNAL }),
      by: ofStaff('id'),
    },
  }),
]
