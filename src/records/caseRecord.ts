import { and, asc, desc, eq, isNull, min, sql } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { accounts, caseEvents, cases, contacts, proposals, remedies, timers } from '../../db/schema/index.ts'
import { asEvent } from '../cases/events.ts'
import { type Finding, findingsOf } from '../cases/findings.ts'
import { withoutReceipt } from '../cases/receipt.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { isUuid } from '../ids.ts'
import { factsOf } from './toldFacts.ts'

/** A case as other systems read it: its steps, promises, remedies, requests, events and finding. Throws `unknown`. */
export const caseRecord = ({ db }: Pick<Deps, 'db'>, given: string) => {
  const id = given.toLowerCase()
  if (!isUuid(id)) throw new DomainError('unknown', 'There is no such case.')
  return db.transaction((tx) => read(tx as unknown as Db, id), {
    isolationLevel: 'repeatable read',
    accessMode: 'read only',
  })
}

const read = async (db: Db, id: string) => {
  const [found] = await db.select().from(cases).where(eq(cases.id, id))
  if (!found) throw new DomainError('unknown', 'There is no such case.')
  const [contact] = await db.select().from(contacts).where(eq(contacts.id, found.contactId))
  const [account] = await db
    .select()
    .from(accounts)
    .where(eq(accounts.caseId, id))
    .orderBy(desc(accounts.version))
    .limit(1)
  const [clock] = await db
    .select({ dueAt: min(timers.dueAt) })
    .from(timers)
    .where(and(eq(timers.caseId, id), isNull(timers.endedAt), isNull(timers.pausedAt)))
  const promised = await db
    .select()
    .from(remedies)
    .where(eq(remedies.caseId, id))
    .orderBy(asc(remedies.promisedAt), asc(remedies.id))
  const requests = await db
    .select()
    .from(proposals)
    .where(and(eq(proposals.caseId, id), eq(proposals.kind, 'request')))
    .orderBy(asc(proposals.createdAt), asc(proposals.id))
  const rows = await db.select().from(caseEvents).where(eq(caseEvents.caseId, id)).orderBy(asc(caseEvents.id))
  const events = rows.map(asEvent)
  const written = await findingsOf(db, id)
  const finding = written.at(-1)
  const [receipt] = await db.execute<{ missing: boolean }>(
    sql`select ${sql.raw(withoutReceipt('k'))} as missing from cases k where k.id = ${id}`,
  )
  const answered = events.findLast((event) => event.kind === 'answered')
  return {
    id,
    number: found.number,
    state: found.state,
    severity: found.severity,
    department: found.departmentKey,
    brand: found.brandKey,
    customer: found.customerId,
    reference: contact?.reference ?? null,
    openedAt: found.openedAt,
    updatedAt: events.at(-1)?.at ?? found.openedAt,
    endedAt: found.endedAt,
    mergedInto: found.mergedInto,
    dueAt: clock?.dueAt ?? null,
    promise: found.promise === null ? null : { kind: found.promise, dueAt: found.promiseDueAt },
    steps: {
      taken: { dueAt: found.takeDueAt, at: found.takenAt },
      apology: { dueAt: found.apologyDueAt, at: found.apologisedAt },
      review: { at: account?.at ?? null, version: account?.version ?? null },
      fix: { at: found.doneAt },
      confirmation: { askedAt: found.askedAt, at: found.confirmedAt },
      finding: { at: finding?.at ?? null },
    },
    confirmation: {
      answer: answered?.data.answer ?? null,
      answeredAt: answered?.at ?? null,
      confirmedAt: found.confirmedAt,
      by: found.confirmedBy,
      receipt: found.confirmedBy === 'spoken' ? !receipt?.missing : null,
    },
    promises: events.flatMap(({ kind, at, data }) =>
      data && 'due' in data && data.due && !('proposal' in data) && !('timer' in data)
        ? [{ kind, at, dueAt: data.due }]
        : [],
    ),
    remedies: promised.map((one) => ({
      id: one.id,
      kind: one.kind,
      statutory: one.statutory,
      amount: one.amount,
      currency: one.currency,
      words: one.words,
      promisedAt: one.promisedAt,
      dueAt: one.dueAt,
      doneAt: one.doneAt,
      reference: one.reference,
      acceptedAt: one.acceptedAt,
      changeAskedAt: one.changeAskedAt,
      withdrawnAt: one.withdrawnAt,
      disputed: one.disputeBody !== null,
    })),
    requests: requests.map((one) => ({
      id: one.id,
      department: one.toDepartment,
      state: one.state,
      at: one.createdAt,
      dueAt: one.deedDueAt,
      answeredAt: one.answeredAt,
      doneAt: one.doneAt,
    })),
    events: events.map((event) => ({
      id: event.id,
      kind: event.kind,
      at: event.at,
      byStaff: event.by !== null,
      data: factsOf(event),
    })),
    finding: finding ? findingOf(finding) : null,
    /** Every version, the oldest first. */
    findings: written.map(findingOf),
  }
}

const findingOf = (one: Finding) => ({
  version: one.version,
  cause: one.cause,
  causeWords: one.causeWords,
  factors: one.factors,
  departments: one.departments,
  solution: one.solution,
  prevention: one.prevention,
  unpreventable: one.unpreventable,
  toCustomer: one.toCustomer,
  at: one.at,
})
