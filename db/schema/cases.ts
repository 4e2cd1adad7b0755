import { sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type { MessageRef } from '../../integrations/chat.ts'
import type { EventFacts, EventKind } from '../../src/cases/events.ts'
import type { Answers } from '../../surveys/survey.ts'
import { contacts } from './contacts.ts'
import { customers, matters } from './customers.ts'
import { brands, type ChatDestination, departments, people } from './organisation.ts'
import { responses } from './responses.ts'
import { caseWords } from './searched.ts'

export type CaseState =
  | 'open'
  | 'owned'
  | 'recovering'
  | 'awaiting customer'
  | 'confirmed'
  | 'documented'
  | 'unconfirmed'
  | 'withdrawn'
  | 'answered by mistake'
  | 'contact declined'
  | 'not agreed'
  | 'merged'

/** Somebody works on it, and a matter has one such case at most. */
export const OPEN_STATES = ['open', 'owned', 'recovering', 'awaiting customer'] as const satisfies CaseState[]
const listed = (states: readonly CaseState[]) => `(${states.map((state) => `'${state}'`).join(', ')})`
/** For SQL, literal so that the partial indexes serve: the open ones, and with those whose finding is still owed. */
export const OPEN_LIST = listed(OPEN_STATES)
export const UNFINISHED_LIST = listed([...OPEN_STATES, 'confirmed'])

const at = () => timestamp({ withTimezone: true })

export const cases = pgTable(
  'cases',
  {
    id: uuid().primaryKey().defaultRandom(),
    number: integer().notNull().generatedAlwaysAsIdentity({ startWith: 1001 }),
    matterId: uuid()
      .notNull()
      .references(() => matters.id),
    customerId: uuid()
      .notNull()
      .references(() => customers.id),
    contactId: uuid()
      .notNull()
      .references(() => contacts.id),
    /** None where staff opened it: then `said` holds the customer's words. */
    responseId: uuid().references(() => responses.id),
    said: jsonb().$type<Partial<Answers>>(),
    brandKey: text()
      .notNull()
      .references(() => brands.key),
    departmentKey: text()
      .notNull()
      .references(() => departments.key),
    state: text().$type<CaseState>().notNull().default('open'),
    severity: smallint().notNull(),
    ownerId: uuid().references(() => people.id),
    /** Exactly one at every moment: the owner, or who is on call until it is taken. */
    accountableId: uuid()
      .notNull()
      .references(() => people.id),
    /** Whom the complaint is about now. Who may not see the case is in `case_exclusions`. */
    aboutId: uuid().references(() => people.id),
    /** Where its message goes if not to its department's channel: the person complained about reads that. */
    destination: jsonb().$type<ChatDestination>(),
    openedAt: at().notNull(),
    /** The end of the grace in which a mis-tap may be corrected. Null: announced as it was opened. */
    announceAt: at(),
    takeDueAt: at().notNull(),
    apologyDueAt: at().notNull(),
    takenAt: at(),
    apologisedAt: at(),
    doneAt: at(),
    /** What was done, as the customer reads it. */
    done: text(),
    /** The next thing owed to the customer, and by when. Null only once the case has ended. */
    promise: text(),
    promiseDueAt: at(),
    askedAt: at(),
    askReminderAt: at(),
    silentAt: at(),
    /** A question to the customer is open since then: the clocks pause. */
    waitingSince: at(),
    confirmedAt: at(),
    /** The customer's own word: a click, or spoken in a call and receipted. Counted apart. */
    confirmedBy: text().$type<'clicked' | 'spoken'>(),
    endedAt: at(),
    endReason: text(),
    /** When the customer confirmed it, or it ended otherwise. */
    closedAt: at().generatedAlwaysAs(sql`coalesce(confirmed_at, ended_at)`),
    mergedInto: uuid().references((): AnyPgColumn => cases.id),
    /** A person marked its text as abusive: folded behind a warning. */
    abusiveAt: at(),
    /** Management was called. */
    calledAt: at(),
    /** Set by staff with a reason, over what the customer chose. */
    handling: text().$type<NonNullable<Answers['handling']>>(),
    /** Where the escalation is in chat, once posted. */
    message: jsonb().$type<MessageRef>(),
    /** Its words went by age (`src/privacy/purge`); the numbers stay. */
    purgedAt: at(),
  },
  (t) => [
    uniqueIndex('cases_one_open_per_matter')
      .on(t.matterId)
      .where(sql.raw(`state in ${OPEN_LIST}`)),
    index('cases_matter').on(t.matterId),
    index('cases_number').on(t.number),
    index('cases_words').using('gin', sql.raw(caseWords())).where(sql`said is not null`),
    index('cases_customer').on(t.customerId),
    index('cases_accountable')
      .on(t.accountableId)
      .where(sql.raw(`state in ${UNFINISHED_LIST}`)),
    index('cases_response').on(t.responseId),
    index('cases_department').on(t.departmentKey, t.state, t.openedAt, t.id),
    index('cases_state').on(t.state, t.openedAt, t.id),
    index('cases_opened').on(t.openedAt, t.id),
    index('cases_closed').on(t.departmentKey, t.closedAt),
    index('cases_department_opened').on(t.departmentKey, t.openedAt),
    index('cases_unpurged').on(t.closedAt).where(sql`purged_at is null and closed_at is not null`),
    index('cases_purged').on(t.closedAt).where(sql`purged_at is not null`),
    index('cases_silence').on(t.silentAt).where(sql`state = 'awaiting customer'`),
    index('cases_reminder').on(t.askReminderAt).where(sql`state = 'awaiting customer'`),
  ],
)

/** What happened, in order. `form_id` makes a form's second submit a no-op. */
export const caseEvents = pgTable(
  'case_events',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    caseId: uuid()
      .notNull()
      .references(() => cases.id),
    kind: text().$type<EventKind>().notNull(),
    at: at().notNull(),
    by: uuid().references(() => people.id),
    /** Words of the customer or of the liaison, as sent. */
    text: text(),
    data: jsonb().$type<EventFacts>(),
    formId: text().unique(),
  },
  (t) => [
    index('case_events_case').on(t.caseId, t.id),
    index('case_events_at').on(t.at, t.id),
    index('case_events_again')
      .on(t.at)
      .where(sql`kind = 'opened again' or kind = 'answered' and data ->> 'answer' <> 'yes'`),
  ],
)

/**
 * People who never own, see or approve a case, because it is about them: whom its contact names by e-mail, and
 * everybody the customer complained about since. Triggers add the rows (`cases_exclude`, `people_exclude`), so that no
 * statement that opens a case, sets `about_id` or adds a person can forget them. A row stays, unless it was made for a
 * name alone (`src/cases/apart.ts`).
 */
export const caseExclusions = pgTable(
  'case_exclusions',
  {
    caseId: uuid()
      .notNull()
      .references(() => cases.id),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    /** The contact names somebody of this name, without an address: until a manager says that it is not them. */
    byName: boolean().notNull().default(false),
  },
  (t) => [primaryKey({ columns: [t.caseId, t.personId] }), index('case_exclusions_person').on(t.personId)],
)
