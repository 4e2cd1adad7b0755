import {
  boolean,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type { SignInRules } from './desk.ts'
import type { AskRules, HelpdeskRules } from './rules.ts'

/** Opening hours by ISO weekday (1 = Monday): spans of local wall-clock time, "HH:MM". */
export type Hours = Partial<Record<1 | 2 | 3 | 4 | 5 | 6 | 7, [from: string, to: string][]>>
/** What a liaison may enact without asking, by goodwill remedy: in one case, and in a month. Amounts in the currency's main unit. */
export type Authority = Record<string, { amount: number; currency: string; month?: number }>
export type ChatDestination = { platform: string; workspace: string; channel: string }
/** Why figures about a person, and duty rosters, may be kept: all four, or there are none. `retention` is in days. */
export type PeoplePrivacy = { purpose: string; consultation: string; notice: string; retention: number }

/**
 * How long what is kept, each as PostgreSQL reads an interval ("24 months"). `words` runs from a case's end, and never ends
 * before its last right plus `claims`; `addresses`: of contacts nobody answered; `books`: of paid remedies;
 * `numbers`: what is left of contacts and cases whose words have gone.
 */
export type Retention = Record<
  | 'claims'
  | 'words'
  | 'addresses'
  | 'outbox'
  | 'timers'
  | 'sessions'
  | 'signIns'
  | 'idempotency'
  | 'audit'
  | 'books'
  | 'numbers',
  string
>
export type Privacy = { people: PeoplePrivacy | null; retention?: Retention }

export const brands = pgTable('brands', {
  key: text().primaryKey(),
  name: text().notNull(),
  senderName: text().notNull(),
  senderAddress: text().notNull(),
  replyTo: text().notNull(),
  colour: text().notNull(),
  logoSvg: text(),
  language: text().notNull(),
  /** Where a customer can take a dispute: named in a final answer. */
  disputeBody: text(),
  active: boolean().notNull().default(true),
})

export const people = pgTable(
  'people',
  {
    id: uuid().primaryKey().defaultRandom(),
    email: text().notNull().unique(),
    name: text().notNull(),
    /** What they read and act in. */
    language: text().notNull().default('en'),
    // Written for one more release, for the product of before; read by nobody: `person_accounts` has them.
    slackWorkspace: text(),
    slackUser: text(),
    teamsTenant: text(),
    teamsUser: text(),
    /** Out of office until then. */
    awayUntil: timestamp({ withTimezone: true }),
    /** When this absence, or else the last one, was told: what went to others since can be taken back. */
    awaySince: timestamp({ withTimezone: true }),
    /** As the identity provider knows them, by an administrator's hand: the subject, in Entra the object id. */
    oidcSubject: text(),
    active: boolean().notNull().default(true),
  },
  (t) => [
    uniqueIndex('people_oidc').on(t.oidcSubject),
    uniqueIndex('people_slack').on(t.slackWorkspace, t.slackUser),
    uniqueIndex('people_teams').on(t.teamsTenant, t.teamsUser),
  ],
)

/**
 * As a chat platform knows a person: one account a platform. The desk knows everybody by `people.id` and has no rows.
 * A trigger (`people_accounts`) also copies here, for one release, what the version before writes on `people`.
 */
export const personAccounts = pgTable(
  'person_accounts',
  {
    personId: uuid()
      .notNull()
      .references(() => people.id),
    platform: text().notNull(),
    workspace: text().notNull(),
    user: text('user_id').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.personId, t.platform] }),
    unique('person_accounts_once').on(t.platform, t.workspace, t.user),
  ],
)

/** By a field of the department that the desk changed: what the file said before, who changed it last, and when. Liaisons are ids of people. */
export type FileSays = {
  liaisons?: { value: string[]; by: string; at: string }
  digestHour?: { value: number; by: string; at: string }
}

export type NextInLine = 'list' | 'fewest'

/** `kind = management` is the one row above the departments: it gets the management digest. */
export const departments = pgTable('departments', {
  key: text().primaryKey(),
  kind: text().$type<'department' | 'management'>().notNull().default('department'),
  name: text().notNull(),
  /** What its channel reads. */
  language: text().notNull().default('en'),
  timeZone: text().notNull(),
  hours: jsonb().$type<Hours>().notNull(),
  /** Local dates (YYYY-MM-DD) without business, expanded when the set-up is applied. */
  holidays: jsonb().$type<string[]>().notNull().default([]),
  destination: jsonb().$type<ChatDestination>().notNull(),
  authority: jsonb().$type<Authority>().notNull().default({}),
  digestHour: smallint().notNull(),
  /** Share of contacts asked, 0 to 1. */
  sampling: jsonb().$type<number>().notNull().default(1),
  excluded: boolean().notNull().default(false),
  /** Which liaison is next: the first listed, or who has the fewest open cases. */
  nextInLine: text().$type<NextInLine>().notNull().default('list'),
  /** What organisation.yaml said where the desk says otherwise since; null where they agree. */
  fileSays: jsonb().$type<FileSays>(),
  active: boolean().notNull().default(true),
  /** Digests start after this instant; a new department owes none for its past. */
  since: timestamp({ withTimezone: true }).notNull(),
})

export const departmentPeople = pgTable(
  'department_people',
  {
    departmentKey: text()
      .notNull()
      .references(() => departments.key),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    role: text().$type<'liaison' | 'manager'>().notNull(),
    position: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.departmentKey, t.role, t.personId] })],
)

export const helpdeskGroups = pgTable(
  'helpdesk_groups',
  {
    helpdesk: text().notNull(),
    group: text('group_name').notNull(),
    brandKey: text()
      .notNull()
      .references(() => brands.key),
    departmentKey: text()
      .notNull()
      .references(() => departments.key),
  },
  (t) => [primaryKey({ columns: [t.helpdesk, t.group] })],
)

/** One row: what holds for the whole organisation. */
export const organisation = pgTable('organisation', {
  id: smallint().primaryKey().default(1),
  name: text().notNull(),
  ask: jsonb().$type<AskRules>().notNull(),
  /** By helpdesk. */
  helpdesks: jsonb().$type<Record<string, HelpdeskRules>>().notNull().default({}),
  /** Which department can fix what a driver is about. */
  drivers: jsonb().$type<Record<string, string>>().notNull().default({}),
  /** How long a new case waits before it is announced. */
  graceSeconds: integer().notNull().default(120),
  /** `people` is null until organisation.yaml records it; without `retention` the defaults hold. */
  privacy: jsonb().$type<Privacy>().notNull().default({ people: null }),
  signIn: jsonb()
    .$type<SignInRules>()
    .notNull()
    .default({ sessionDays: 30, idleDays: 7, mailedLinks: null, oidc: null }),
  appliedAt: timestamp({ withTimezone: true }).notNull(),
})

/** Where events go to other systems. The secret is derived from `TOKEN_KEY` and the key, and stored nowhere. */
export const webhooks = pgTable('webhooks', {
  key: text().primaryKey(),
  url: text().notNull(),
  events: text().array().notNull(),
  /** The endpoint answered 410, or an administrator took it out. */
  disabledAt: timestamp({ withTimezone: true }),
  active: boolean().notNull().default(true),
})
