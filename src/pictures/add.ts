import { createHash } from 'node:crypto'
import type { CaseState } from '../../db/schema/index.ts'
import { pictures } from '../../db/schema/index.ts'
import type { PictureStore } from '../../integrations/pictures/pictures.ts'
import { OPEN_STATES } from '../cases/case.ts'
import { type ByLink, moveByLink, wordsOf } from '../cases/customer/moveByLink.ts'
import { heard } from '../cases/customer/say.ts'
import { caseOfLink } from '../cases/customer/viewCase.ts'
import type { EdgeDeps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { type Clean, cleanPicture } from './clean.ts'

/** What a telephone's picker hands over at once, and what a case keeps in all. */
export const AT_ONCE = 3
const IN_ALL = 20

type Given = ByLink & { words?: string; files: Uint8Array[] }
/** `refused`: why none of the pictures was kept. The words were. */
export type Added = { refused?: DomainError['code'] }

/**
 * The customer's words with pictures. A picture that can't be kept does not cost the words. The bytes are stored before
 * the rows that name them: what is in a row can be shown. Throws as `say` does, `invalid` where nothing is left to keep.
 */
export const addPictures = async (
  deps: EdgeDeps & { pictures: PictureStore },
  { words, files, ...by }: Given,
): Promise<Added> => {
  const text = wordsOf(words)
  const caseId = await caseOfLink(deps.db, by.token, by.now)
  const { clean, refused } = await checked(deps, caseId, files)
  if (!text && clean.length === 0)
    throw refused ?? new DomainError('invalid', 'Please write a few words.', 'words')
  const kept = clean.map((picture) => ({ ...picture, key: keyOf(caseId, picture) }))
  for (const { key, bytes, type } of kept) await deps.pictures.put(key, bytes, type)
  await moveByLink(deps, by, (found) => ({
    from: OPEN_STATES as readonly CaseState[],
    set: heard(found, by.now),
    event: {
      kind: 'customer said',
      ...(text ? { text } : {}),
      ...(kept.length > 0 ? { data: { pictures: kept.length } } : {}),
    },
    also: async (tx, eventId) => {
      if (kept.length === 0) return
      const rows = kept.map(({ bytes, ...row }) => ({
        ...row,
        caseId,
        eventId,
        bytes: bytes.length,
        at: by.now,
      }))
      await tx.insert(pictures).values(rows).onConflictDoNothing()
    },
  }))
  return refused ? { refused: refused.code } : {}
}

/** The same picture again has the same key. */
const keyOf = (caseId: string, { bytes }: Clean): string =>
  `${caseId}/${createHash('sha256').update(bytes).digest('base64url')}`

const checked = async ({ db }: EdgeDeps, caseId: string, files: Uint8Array[]) => {
  try {
    const [row] = await db.$client<{ kept: number }[]>`
      select count(*)::int as kept from pictures where case_id = ${caseId}`
    if (files.length > AT_ONCE || files.length + (row?.kept ?? 0) > IN_ALL)
      throw new DomainError(
        'too large',
        `Send at most ${AT_ONCE} pictures at once, and ${IN_ALL} in all.`,
        'pictures',
      )
    return { clean: files.map(cleanPicture) }
  } catch (error) {
    if (error instanceof DomainError) return { clean: [], refused: error }
    throw error
  }
}
