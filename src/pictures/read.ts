import type { PictureStore } from '../../integrations/pictures/pictures.ts'
import { loadCase } from '../cases/caseFile.ts'
import { caseOfLink } from '../cases/caseLinks.ts'
import { type Actor, rightsOn } from '../cases/rights.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { isUuid } from '../ids.ts'
import type { Clean, PictureType } from './bytes.ts'

type With = Pick<Deps, 'db'> & { pictures: PictureStore }
export type Shown = Pick<Clean, 'type' | 'bytes'>

/** A picture of the case a customer's link leads to. Throws `unknown`, `expired`. */
export const pictureOfLink = async (
  deps: With,
  { token, id, now }: { token: string; id: string; now: Date },
): Promise<Shown> => show(deps, id, await caseOfLink(deps.db, token, now))

/** The same for staff with rights on its case. Throws `unknown`, `forbidden`. */
export const pictureFor = async (deps: With, { by, id }: { by: Actor; id: string }): Promise<Shown> => {
  const [row] = await find(deps, id)
  if (!row) throw gone()
  await rightsOn(deps.db, await loadCase(deps.db, row.caseId), by)
  return show(deps, id, row.caseId)
}

const gone = () => new DomainError('unknown', 'There is no such picture.')

const find = async ({ db }: With, id: string) =>
  isUuid(id)
    ? db.$client<{ caseId: string; key: string; type: PictureType }[]>`
        select case_id, key, type from pictures where id = ${id} and event_id is not null`
    : []

const show = async (deps: With, id: string, caseId: string): Promise<Shown> => {
  const [row] = await find(deps, id)
  const bytes = row?.caseId === caseId ? await deps.pictures.get(row.key) : undefined
  if (!row || !bytes) throw gone()
  return { type: row.type, bytes }
}
