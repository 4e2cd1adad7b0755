import { and, count, eq, gt, inArray, ne, notInArray, TransactionRollbackError } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { caseEvents, cases } from '../../db/schema/index.ts'
import type { Answers } from '../../surveys/survey.ts'
import { severeIn, severeNames } from '../care/severe/severe.ts'
import { callTo } from '../cases/call.ts'
import { type Change, inChange } from '../cases/change.ts'
import { OPEN_STATES } from '../cases/machine.ts'
import { managementPlace, onCall } from '../cases/onCall.ts'
import { REPEATED, REPEATED_DAYS, repeatedSince } from '../cases/repeated.ts'
import type { Done, Given } from '../cases/verb.ts'
import type { ContactInput } from '../contacts/input.ts'
import type { EdgeDeps } from '../deps.ts'
import { type CachedSetup, cachedSetup } from '../directory/setupCache.ts'
import { addLink } from '../invitations/plan.ts'
import { caseLinkEnds } from '../links.ts'
import { chatDestination } from '../outbox/destinations.ts'
import { enqueue } from '../outbox/enqueue.ts'
import { hearElsewhere } from './hearElsewhere.ts'
import { type Placed, placeContact } from './placeContact.ts'
import type { StaffContact } from './staffContact.ts'

type Opening = Given & { contact: ContactInput | StaffContact; words: string; severity: number }

/**
 * Opens a case without a response: whoever is on call is accountable, not who opened it. Where the matter has an open
 * case that one hears the words instead. The customer is not surveyed about it. Submitted twice, it is opened once.
 */
export const openStaffCase = async (deps: EdgeDeps, opening: Opening): Promise<Done> => {
  // Read anew: who is away may have changed since the set-up was applied
  const setUp = await cachedSetup(deps.db.$client, null)
  try {
    return await inChange(deps.db, opening.now, async (change) => {
      const { tx } = change
      const before = await tx
        .select({ id: caseEvents.id })
        .from(caseEvents)
        .where(eq(caseEvents.formId, opening.formId))
      if (before.length > 0) return 'made before' as const
      const at =
        'source' in opening.contact
          ? await placeContact(tx, opening.contact, setUp, opening.now)
          : opening.contact
      if (!at) return 'made before' as const
      return (await openedOn(deps, change, at, setUp, opening)) ?? (await hearElsewhere(change, at, opening))
    })
  } catch (error) {
    // The same form is being saved by its first submit
    if (error instanceof TransactionRollbackError) return 'made before'
    throw error
  }
}

const openedOn = async (
  deps: EdgeDeps,
  { tx, note }: Change,
  at: Placed,
  setUp: CachedSetup,
  { by, now, formId, words, severity }: Opening,
): Promise<Done | undefined> => {
  const department = setUp.departments[at.departmentKey]!
  // Words of injury, threat or the like make it severe, whatever was chosen
  const severe = severeNames(severeIn(words))
  const worst = severe ? 1 : severity
  const about = at.about ?? undefined
  const { takeDueAt, apologyDueAt, ...who } = onCall(department, about, now, worst)
  const why = await whyManagement(tx, at, severe, worst, now)
  const said: Partial<Answers> = { words, ...(at.email ? {} : callsOnly(at.phone)) }
  const [opened] = await tx
    .insert(cases)
    .values({
      matterId: at.matterId,
      customerId: at.customerId,
      contactId: at.id,
      said,
      brandKey: at.brandKey,
      departmentKey: at.departmentKey,
      severity: worst,
      accountableId: who.accountableId,
      aboutId: who.aboutId,
      destination: who.destination,
      openedAt: now,
      takeDueAt,
      apologyDueAt,
      promise: 'first word',
      promiseDueAt: apologyDueAt,
      calledAt: why ? now : null,
    })
    .onConflictDoNothing()
    .returning({ id: cases.id, number: cases.number })
  if (!opened) return undefined
  const destination = who.destination ?? department.destination
  await addLink(deps, tx, 'case', opened.id, caseLinkEnds(now))
  await enqueue(tx, {
    kind: 'escalation',
    destination: chatDestination(destination),
    lane: `case:${opened.id}`,
    onceKey: `escalation:${opened.id}`,
    payload: { case: opened.id },
    dueAt: now,
    now,
  })
  const data = { by: 'staff' as const, channel: at.channel }
  await note(opened.id, { kind: 'opened', by: by.id, formId, data })
  const to = managementPlace(department, about)
  if (why) {
    const event = await note(opened.id, { kind: 'management called', text: why })
    if (to) await callTo(tx, { caseId: opened.id, event, to, now })
  }
  const other = await otherCase(tx, at, opened.id)
  return {
    notice: [
      `Case ${opened.number} is open with ${department.name}: ${who.accountable} is on call for it.`,
      ...(other ? [`This customer also has case ${other} open: join them if it is the same matter.`] : []),
    ].join(' '),
  }
}

/** recovery.md section 3, Clocks: management is called at severity 1, and to the third case of one customer in 90 days. */
const whyManagement = async (
  tx: Tx,
  { customerId }: Placed,
  severe: string,
  worst: number,
  now: Date,
): Promise<string | undefined> => {
  if (worst === 1) return severe ? `The customer writes of ${severe}.` : 'Severity 1: chosen by who opened it'
  const [before] = await tx
    .select({ cases: count() })
    .from(cases)
    .where(
      and(
        eq(cases.customerId, customerId),
        gt(cases.openedAt, repeatedSince(now)),
        notInArray(cases.state, ['merged', 'answered by mistake']),
      ),
    )
  const all = (before?.cases ?? 0) + 1
  return all >= REPEATED ? `Case ${all} of this customer in ${REPEATED_DAYS} days` : undefined
}

/** Nothing can be mailed: the card says so where it says how to reach the customer. */
const callsOnly = (phone: string | null): Partial<Answers> => ({
  reach: { may: true, how: 'phone', when: 'calls only: no e-mail address', ...(phone ? { phone } : {}) },
})

const otherCase = async (tx: Tx, { customerId }: Placed, id: string): Promise<number | undefined> => {
  const [other] = await tx
    .select({ number: cases.number })
    .from(cases)
    .where(and(eq(cases.customerId, customerId), ne(cases.id, id), inArray(cases.state, [...OPEN_STATES])))
    .limit(1)
  return other?.number
}
