import { and, eq, lte } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { callBacks, type cases } from '../../db/schema/index.ts'
import type { Case } from '../cases/case.ts'
import type { Change } from '../cases/change.ts'
import { type Act, changeByStaff } from '../cases/changeByStaff.ts'
import { endRest } from '../cases/close.ts'
import { mailCustomer } from '../cases/mailCustomer.ts'
import { promiseSoonest } from '../cases/promises.ts'
import { keepAccount, nextVersion } from '../cases/steps/account.ts'
import { drafted } from '../cases/steps/findingForm.ts'
import { nothingOwed } from '../cases/steps/settled.ts'
import type { CaseVerb } from '../cases/verb.ts'
import { giveAlong } from '../remedies/giveAlong.ts'
import { type Held, heldFields, readHeld } from './heldForm.ts'

/** After a call or at the counter one form notes it all, in any order: one transaction, each its own event. */
const run: CaseVerb['run'] = (deps, act) =>
  changeByStaff(deps, 'held', act, async (found) => {
    const held = await readHeld(deps, act, found)
    const { how, due } = held
    return {
      set: {
        ...(due ? goesOn(found) : confirmed(found, act.now)),
        ...(held.apology ? { apologisedAt: found.apologisedAt ?? act.now } : {}),
        waitingSince: null,
        askReminderAt: null,
        silentAt: null,
      },
      event: { kind: 'held', data: { how, ...(due ? { due } : {}) } },
      also: async (change) => {
        const { tx } = change
        await note(change, found, act, held)
        await callEnds(tx, found, act.now)
        await drafted(change, found, act)
        if (due) await promiseSoonest(tx, found.id, act.now, due)
        else {
          await nothingOwed(tx, found.id)
          await endRest(tx, found.id, act.now)
        }
      },
    }
  })

type Columns = Partial<typeof cases.$inferInsert>

const goesOn = (found: Case): Columns => ({
  state: 'recovering',
  promise: 'next word',
  ...(found.state === 'awaiting customer' ? { done: null, doneAt: null, askedAt: null } : {}),
})

const confirmed = (found: Case, now: Date): Columns => ({
  state: 'confirmed',
  confirmedAt: now,
  confirmedBy: 'spoken',
  doneAt: found.doneAt ?? now,
  askedAt: found.askedAt ?? now,
  promise: 'a finding',
  promiseDueAt: null,
})

/** Each part its own event; what the customer should have in writing is one mail. */
const note = async (
  change: Change,
  found: Case,
  act: Act,
  { apology, account, offer, already, due }: Held,
) => {
  const by = act.by.id
  const { tx, now } = change
  const told: number[] = []
  if (apology)
    await change.note(found.id, { kind: 'apology', text: apology, data: { spoken: true, due }, by })
  if (account) {
    const version = nextVersion(found, account, 'account')
    const event = await change.note(found.id, { kind: 'account', text: account, data: { version }, by })
    await keepAccount(tx, { caseId: found.id, version, text: account, by, at: now })
    told.push(event)
  }
  if (offer) told.push(...(await giveAlong(change, found, act, offer, already)))
  if (!due) {
    const data = { answer: 'yes' as const, spoken: true as const }
    // The receipt first: without it a spoken yes is counted apart
    told.unshift(await change.note(found.id, { kind: 'answered', data, by }))
  }
  const [first, ...along] = told
  if (first !== undefined) await mailCustomer(tx, found, first, now, { along })
}

/** A booked call-back whose time has come was this conversation. */
const callEnds = (tx: Tx, found: Case, now: Date) =>
  tx
    .update(callBacks)
    .set({ state: 'held' })
    .where(and(eq(callBacks.caseId, found.id), eq(callBacks.state, 'booked'), lte(callBacks.at, now)))

export const held: CaseVerb = { fields: heldFields, run }
