import { and, eq, isNotNull, isNull, ne, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { type Authority, cases, customers, departments, people, remedies } from '../../db/schema/index.ts'
import type { Case } from '../cases/case.ts'
import type { RemedyKind } from '../cases/remedyKinds.ts'
import { DomainError } from '../errors.ts'
import type { StaffWords } from '../locales/staff.ts'
import { staffMoney } from '../money.ts'
import { atLocal, localDate } from '../time.ts'
import type { Offer } from './offer.ts'

/** Goodwill in one currency: its sum in the main unit, and how many remedies it was. */
export type Goodwill = { currency: string; amount: number; times: number }

/** What was given to this customer as goodwill in the 12 months before `now`, over all cases; withdrawn remedies left out. */
export const goodwillGiven = async (db: Tx, customerId: string, now: Date): Promise<Goodwill[]> => {
  const rows = await db
    .select({ currency: remedies.currency, amount: SUM, times: sql<number>`count(*)::int` })
    .from(remedies)
    .innerJoin(cases, eq(cases.id, remedies.caseId))
    .where(
      and(
        eq(cases.customerId, customerId),
        STANDING,
        sql`${remedies.promisedAt} > ${now.toISOString()}::timestamptz - interval '12 months'`,
      ),
    )
    .groupBy(remedies.currency)
    .orderBy(remedies.currency)
  return rows.map(({ currency, amount, times }) => ({ currency: currency!, amount: Number(amount), times }))
}

/** Goodwill as one line: "350 SEK (2 remedies)", "none". */
export const goodwillLine = (given: Goodwill[], words: StaffWords): string =>
  given
    .map(({ amount, currency, times }) => words.labels.given(staffMoney(amount, currency, words), times))
    .join(', ') || words.labels.none

/** A liaison's authority for one kind of goodwill in one case, and what was used of it. Amounts in the main unit. */
export type Limit = { currency: string; amount: number; given: number; month?: number; givenInMonth: number }

const SUM = sql<string>`coalesce(sum(${remedies.amount}), 0)`
const STANDING = and(eq(remedies.statutory, false), isNull(remedies.withdrawnAt), isNotNull(remedies.amount))

export const authorityOf = async (db: Tx, departmentKey: string): Promise<Authority> => {
  const [department] = await db
    .select({ authority: departments.authority })
    .from(departments)
    .where(eq(departments.key, departmentKey))
  return department?.authority ?? {}
}

type Asked = { kind: string; by: string; now: Date; replaces?: string | null }

/**
 * The authority of `by` for this kind of goodwill; undefined if there is none. All of that kind counts in the case; in
 * the department's local month what this person gave without asking. What is to be replaced does not count.
 */
export const limitOf = async (
  db: Tx,
  found: Pick<Case, 'id' | 'departmentKey' | 'timeZone'>,
  { kind, by, now, replaces }: Asked,
) => {
  const limit = (await authorityOf(db, found.departmentKey))[kind]
  if (!limit) return undefined
  const { timeZone, departmentKey } = found
  const month = atLocal(timeZone, `${localDate(timeZone, now).slice(0, 7)}-01`, '00:00')
  const sumOf = async (where: SQL | undefined) => {
    const [row] = await db
      .select({ sum: SUM })
      .from(remedies)
      .innerJoin(cases, eq(cases.id, remedies.caseId))
      .where(
        and(
          STANDING,
          eq(remedies.kind, kind),
          eq(remedies.currency, limit.currency),
          replaces ? ne(remedies.id, replaces) : undefined,
          where,
        ),
      )
    return Number(row!.sum)
  }
  return {
    ...limit,
    given: await sumOf(eq(remedies.caseId, found.id)),
    givenInMonth:
      limit.month === undefined
        ? 0
        : await sumOf(
            and(
              eq(remedies.by, by),
              isNull(remedies.proposalId),
              eq(cases.departmentKey, departmentKey),
              sql`${remedies.promisedAt} >= ${month.toISOString()}::timestamptz`,
            ),
          ),
  } satisfies Limit
}

/** What this person may still give of it without asking, now. */
export const leftOf = ({ amount, given, month, givenInMonth }: Limit): number =>
  Math.max(
    0,
    Math.round(Math.min(amount - given, month === undefined ? Infinity : month - givenInMonth) * 1000) / 1000,
  )

/** "500 SEK in a case, 200 SEK of it given; 5000 SEK in a month". */
export const limitLine = (limit: Limit | undefined, words: StaffWords): string => {
  const say = words.labels.authority
  if (!limit) return say.none
  const { currency, amount, given, month, givenInMonth } = limit
  const money = (sum: number) => staffMoney(sum, currency, words)
  const used = (sum: number) => (sum > 0 ? money(sum) : '')
  return [
    say.case(money(amount), used(given)),
    ...(month === undefined ? [] : [say.month(money(month), used(givenInMonth))]),
  ].join('; ')
}

/** Held until the transaction ends: two offers of one person at the same moment see each other. After the case's row. */
export const holdPerson = (tx: Tx, id: string) =>
  // Not "for update": every event that names a person holds the key of the row, and two of them would wait for each other.
  tx.select({ id: people.id }).from(people).where(eq(people.id, id)).for('no key update')

/** The same for two who give goodwill to one customer. After the person. */
export const holdCustomer = (tx: Tx, { customerId }: Pick<Case, 'customerId'>) =>
  tx.select({ id: customers.id }).from(customers).where(eq(customers.id, customerId)).for('no key update')

/** Above what this person may give without asking. A room that can't ask shows it as it is. */
export class AboveAuthority extends DomainError {
  readonly limit: Limit | undefined
  /** A right that a manager confirms first: its money is above the limit, or it is the same one again. */
  readonly right: 'above' | 'again' | undefined
  constructor(kind: RemedyKind, limit: Limit | undefined, right?: 'above' | 'again') {
    super(
      'invalid',
      ({ remedies, ...words }) =>
        right
          ? remedies.right.refused[right](limitLine(limit, { remedies, ...words }))
          : remedies.above.refused(words.labels.remedies[kind], limitLine(limit, { remedies, ...words })),
      'amount',
    )
    this.limit = limit
    this.right = right
  }
}

/**
 * Within the transaction that enacts it, after the case's row: throws AboveAuthority where a goodwill remedy is more
 * than `by` may give in this case or month. A right of the customer is never cut.
 */
export const withinAuthority = async (
  tx: Tx,
  found: Case,
  { kind, amount, statutory, replaces }: Pick<Offer, 'kind' | 'amount' | 'statutory' | 'replaces'>,
  by: string,
  now: Date,
): Promise<void> => {
  if (statutory || amount === null) return
  await holdPerson(tx, by)
  await holdCustomer(tx, found)
  const limit = await limitOf(tx, found, { kind, by, now, replaces })
  if (!limit || Number(amount) > leftOf(limit)) throw new AboveAuthority(kind, limit)
}
