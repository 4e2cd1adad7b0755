import { randomUUID } from 'node:crypto'
import { loadCase } from '../cases/caseFile.ts'
import { type Act, changeByStaff } from '../cases/changeByStaff.ts'
import { decidersOf } from '../cases/deciders.ts'
import { mailCustomer } from '../cases/mailCustomer.ts'
import type { CaseVerb } from '../cases/verb.ts'
import type { EdgeDeps } from '../deps.ts'
import { askApproval } from './askApproval.ts'
import { AboveAuthority, authorityOf, withinAuthority } from './authority.ts'
import { enact, promised } from './enact.ts'
import { giveAlong } from './giveAlong.ts'
import { readOffer } from './offer.ts'
import { besideExplanation } from './offerAlong.ts'
import { fields, intro, next } from './remedyForm.ts'
import { confirmedFirst } from './rights.ts'

/** Promises a remedy: a right of the customer as it is, goodwill within authority. Above that a manager is asked. */
const run: CaseVerb['run'] = async (deps, act) => {
  try {
    return await promise(deps, act)
  } catch (error) {
    if (!(error instanceof AboveAuthority)) throw error
    // A right is not kept from the customer for want of a manager
    if (error.right && (await nobodyElse(deps, act))) return promise(deps, act, true)
    return askApproval(deps, act, error)
  }
}

const nobodyElse = async ({ db }: EdgeDeps, { caseId, by, now }: Act): Promise<boolean> =>
  (await decidersOf(db, await loadCase(db, caseId), now, [by.id])).length === 0

const promise = (deps: EdgeDeps, act: Act, unconfirmed = false) => {
  const id = randomUUID()
  return changeByStaff(deps, 'remedy', act, async (found) => {
    const offer = readOffer(act, found, await authorityOf(deps.db, found.departmentKey))
    const besides = besideExplanation(act, found, offer)
    return {
      set: { state: 'recovering' },
      event: promised(id, offer),
      also: async (change, event) => {
        const { tx } = change
        await withinAuthority(tx, found, offer, act.by.id, act.now)
        if (offer.statutory && !unconfirmed) await confirmedFirst(tx, found, offer)
        await enact(tx, found, { id, offer, by: act.by.id, event, told: true, now: act.now })
        const along = besides ? await giveAlong(change, found, act, besides) : []
        await mailCustomer(tx, found, event, act.now, { along })
      },
    }
  })
}

export const remedy: CaseVerb = { intro, fields, next, run }
