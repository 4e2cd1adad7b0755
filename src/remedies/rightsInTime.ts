import { randomUUID } from 'node:crypto'
import type { Case } from '../cases/case.ts'
import { loadCase } from '../cases/caseFile.ts'
import { answerProposal, findProposal } from '../cases/proposals.ts'
import { managementCalled } from '../cases/steps/callManagement.ts'
import type { OpsDeps } from '../deps.ts'
import { causeOf } from '../errors.ts'
import { localDate } from '../time.ts'
import type { ApprovalData } from './askApproval.ts'
import { recover } from './decide.ts'
import { enact, promised } from './enact.ts'

/**
 * A right that nobody confirmed by the day it is due is promised on that day as it was asked for, and management is
 * called: a confirmation never delays what the customer may claim. May run twice, late or not at all.
 */
export const sweepRights = async (deps: OpsDeps, { now }: { now: Date }): Promise<void> => {
  const waiting = await deps.db.$client<{ id: string }[]>`
    select id from proposals where kind = 'approval' and state = 'waiting'
      and (data -> 'offer' ->> 'statutory')::boolean
      and (data -> 'offer' ->> 'due')::timestamptz <= ${new Date(now.getTime() + 24 * 3600_000)} order by created_at, id`
  for (const { id } of waiting)
    await keepInTime(deps, id, now).catch((error) =>
      deps.log('right.failed', { proposal: id, error: causeOf(error) }),
    )
}

const keepInTime = async (deps: OpsDeps, id: string, now: Date) => {
  const proposal = await findProposal(deps, id)
  const found = await loadCase(deps.db, proposal.caseId)
  const { offer } = proposal.data as ApprovalData
  const due = new Date(offer.due)
  if (!dayHasCome(found, due, now)) return
  const { kind, amount, currency } = offer
  await answerProposal(deps, proposal, now, {
    from: ['waiting'],
    set: { state: 'accepted', answeredAt: now },
    event: { kind: 'approval given', data: { proposal: id, kind, amount, currency } },
    also: async (change) => {
      const remedy = randomUUID()
      const right = { ...offer, due, replaces: null }
      await recover(change.tx, found, true)
      const event = await change.note(found.id, { ...promised(remedy, right), by: proposal.by! })
      await enact(change.tx, found, {
        id: remedy,
        offer: right,
        by: proposal.by!,
        proposalId: id,
        event,
        now,
      })
      const called = { kind: 'management called' as const, data: { right: true as const } }
      await managementCalled(change, found.id, await change.note(found.id, called))
    },
  })
}

const dayHasCome = ({ timeZone }: Pick<Case, 'timeZone'>, due: Date, now: Date): boolean =>
  localDate(timeZone, now) >= localDate(timeZone, due)
