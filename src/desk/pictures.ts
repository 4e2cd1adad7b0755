import type { Db } from '../../db/client.ts'
import type { PictureStore } from '../../integrations/pictures/pictures.ts'
import { findActor } from '../cases/actor.ts'
import { DomainError } from '../errors.ts'
import { isUuid } from '../ids.ts'
import { pictureFor, type Shown } from '../pictures/read.ts'

/** The pictures of a case, for a page that was shown to who has rights on it. */
export const picturesOf = async (
  { $client: sql }: Db,
  caseId: string,
): Promise<{ id: string; at: Date }[]> =>
  isUuid(caseId)
    ? sql<
        { id: string; at: Date }[]
      >`select id, at from pictures where case_id = ${caseId} and event_id is not null order by at, id`
    : []

/** One picture, if this person has rights on its case. */
export const pictureOf = async (
  deps: { db: Db; pictures: PictureStore },
  person: string,
  id: string,
): Promise<Shown | undefined> => {
  try {
    const by = await findActor(deps.db, { platform: 'desk', workspace: 'desk', user: person })
    return await pictureFor(deps, { by, id })
  } catch (error) {
    if (error instanceof DomainError) return undefined
    throw error
  }
}
