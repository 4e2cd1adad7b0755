import { createHash } from 'node:crypto'
import { and, count, eq, inArray } from 'drizzle-orm'
import { cases, pictures } from '../../db/schema/index.ts'
import type { PictureStore } from '../../integrations/pictures/pictures.ts'
import { OPEN_STATES } from '../cases/case.ts'
import { type ByLink, formOf, late, moveByLink, submitted, wordsOf } from '../cases/customer/moveByLink.ts'
import { heard, heardSoonest, openAs } from '../cases/customer/say.ts'
import { caseOfLink } from '../cases/customer/viewCase.ts'
import type { EdgeDeps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { type Clean, cleanPicture } from './clean.ts'

/** What a telephone's picker hands over at once, and what a case keeps in all. */
export const AT_ONCE = 3
const IN_ALL = 20

type Given = ByLink & { words?: string; files: Blob[] }
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
  if (await submitted(deps, formOf(caseId, by.formId))) return {}
  await stillOpen(deps, caseId)
  const { clean, refused } = await checked(deps, caseId, files)
  if (!text && clean.length === 0)
    throw refused ?? new DomainError('invalid', 'Please write a few words.', 'words')
  const kept = clean.map((picture) => ({ ...picture, key: keyOf(caseId, picture) }))
  for (const { key, bytes, type } of kept) await deps.pictures.put(key, bytes, type)
  try {
    await keep(deps, by, caseId, text, kept)
  } catch (error) {
    // Others of the same customer came in meanwhile, and there is no room for these
    if (!(error instanceof DomainError && error.code === 'too large' && text)) throw error
    await keep(deps, by, caseId, text, [])
    return { refused: error.code }
  }
  return refused ? { refused: refused.code } : {}
}

type Kept = Clean & { key: string }

const keep = (deps: EdgeDeps, by: ByLink, caseId: string, text: string, kept: Kept[]) =>
  moveByLink(deps, by, (found) => ({
    from: openAs(found),
    set: heard(found, by.now),
    event: {
      kind: 'customer said',
      ...(text ? { text } : {}),
      ...(kept.length > 0 ? { data: { pictures: kept.length } } : {}),
    },
    also: async (tx, eventId) => {
      await heardSoonest(tx, found, by.now)
      if (kept.length === 0) return
      const rows = kept.map(({ bytes, ...row }) => ({
        ...row,
        caseId,
        eventId,
        bytes: bytes.length,
        at: by.now,
      }))
      await tx.insert(pictures).values(rows).onConflictDoNothing()
      // The case's row is held: whoever sends at the same moment counts these
      const [all] = await tx.select({ kept: count() }).from(pictures).where(eq(pictures.caseId, caseId))
      if (all!.kept > IN_ALL) throw tooMany()
    },
  }))

/** Nothing is stored for a case that hears no more. */
const stillOpen = async ({ db }: EdgeDeps, caseId: string) => {
  const [open] = await db
    .select({ id: cases.id })
    .from(cases)
    .where(and(eq(cases.id, caseId), inArray(cases.state, [...OPEN_STATES])))
  if (!open) throw late()
}

/** The same picture again has the same key. */
const keyOf = (caseId: string, { bytes }: Clean): string =>
  `${caseId}/${createHash('sha256').update(bytes).digest('base64url')}`

const tooMany = () =>
  new DomainError('too large', `Send at most ${AT_ONCE} pictures at once, and ${IN_ALL} in all.`, 'pictures')

/** One after the other: three as they came and three cleaned would be much of a Worker's memory. */
const checked = async ({ db }: EdgeDeps, caseId: string, files: Blob[]) => {
  try {
    const [row] = await db.$client<{ kept: number }[]>`
      select count(*)::int as kept from pictures where case_id = ${caseId}`
    if (files.length > AT_ONCE || files.length + (row?.kept ?? 0) > IN_ALL) throw tooMany()
    const clean: Clean[] = []
    for (const file of files) clean.push(cleanPicture(new Uint8Array(await file.arrayBuffer())))
    return { clean }
  } catch (error) {
    if (error instanceof DomainError) return { clean: [], refused: error }
    throw error
  }
}
