/** The readable copy of what is kept about a customer. */
export const dataCopy = {
  title: 'Personal data',
  lead: (when: string) =>
    `Everything that is kept about you, as of ${when}. Values stand as they are stored.`,
  /** The same for staff, who read it of somebody. */
  of: (customer: string, when: string) =>
    `Everything that is kept about customer ${customer}, as of ${when}.`,
  withheld: 'What was left out',
  why: {
    'internal notes': 'notes that staff made for each other',
    'people heard': 'names and words of people who were heard',
    staff: 'which member of staff it was, and how they are reached',
    security: 'links and tokens, of which only hashes are kept',
    copy: 'copies of what stands above, such as messages in chat',
  },
  picture: (n: number) => `Picture ${n}`,
  tables: {
    customers: 'Who you are',
    matters: 'Orders and tickets',
    contacts: 'Contacts',
    odd_contacts: 'What could not be read of them',
    invitations: 'When you were asked',
    responses: 'Your answers',
    response_revisions: 'What you said before',
    suppressions: 'Addresses that are not written to',
    cases: 'Cases',
    case_events: 'What was said and done',
    pictures: 'Pictures',
    call_backs: 'Calls',
    apologies: 'Apologies',
    sent_words: 'What was written to you',
    accounts: 'What happened, as agreed',
    remedies: 'Remedies',
    findings: 'What changed because of you',
    earlier_findings: 'What changed, as said before',
    outbox: 'Mails',
  },
  /** Of a column where its own name does not say it. */
  columns: { at: 'When', said: 'What you said', good: 'What was good', kudos: 'Whom you thanked' },
}
