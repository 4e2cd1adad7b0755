import type { PictureStore } from '../../integrations/pictures/pictures.ts'
import { loadCase } from '../cases/caseFile.ts'
import { caseOfLink } from '../cases/caseLinks.ts'
import { type Actor, rightsOn } from '../cases/rights.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { isUuid } from '../ids.ts'
import { openRequestOfLink } from '../requests/partnerLink.ts'
import type { Clean, PictureType } from './bytes.ts'

type With = Pick<Deps, 'db'> & { pictures: PictureStore }
export type Shown = Pick<Clean, 'type' | 'bytes'>

/** A picture of the case a customer's link leads to. Throws `unknown`, `expired`. */
export const pictureOfLink = async (
  deps: With,
  { token, id, now }: { token: string; id: string; now: Date },
): Promise<Shown> => {
  const caseId = await caseOfLink(deps.db, token, now)
  const [row] = await find(deps, id)
  // A partner's stay inside
  if (row?.proposalId) throw gone()
  return show(deps, id, caseId)
}

/** One that a partner may see: their own, or the customer's where those are shared. Throws `unknown`, `expired`. */
export const pictureOfPartner = async (
  deps: With,
  { token, id, now }: { token: string; id: string; now: Date },
): Promise<Shown> => {
  const { id: request, caseId, shares } = await openRequestOfLink(deps, { token, now })
  const [row] = await find(deps, id)
  const theirs = row?.proposalId === request
  const shared = row?.proposalId === null && shares.includes('pictures')
  if (!theirs && !(shared && !(await loadCase(deps.db, caseId)).abusiveAt)) throw gone()
  return show(deps, id, caseId)
}

/** The same for staff with rights on its case. Throws `unknown`, `forbidden`. */
export const pictureFor = async (
  deps: With,
  { by, id }: { by: Actor; id: string },
): Promise<Shown & { caseId: string }> => {
  const [row] = await find(deps, id)
  if (!row) throw gone()
  await rightsOn(deps.db, await loadCase(deps.db, row.caseId), by)
  return { ...(await show(deps, id, row.caseId)), caseId: row.caseId }
}

const gone = () => new DomainError('unknown', 'There is no such picture.')

const find = async ({ db }: With, id: string) =>
  isUuid(id)
    ? db.$client<{ caseId: string; proposalId: string | null; key: string; type: PictureType }[]>`
        select case_id, proposal_id, key, type from pictures where id = ${id} and event_id is not null`
    : []

const show = async (deps: With, id: string, caseId: string): Promise<Shown> => {
  const [row] = await find(deps, id)
  const bytes = row?.caseId === caseId ? await deps.pictures.get(row.key) : undefined
  if (!row || !bytes) throw gone()
  return { type: row.type, bytes }
}
