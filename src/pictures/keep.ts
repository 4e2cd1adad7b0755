import { randomUUID } from 'node:crypto'
import { and, count, eq, inArray, isNull } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { pictures } from '../../db/schema/index.ts'
import type { PictureStore } from '../../integrations/pictures/pictures.ts'
import type { EdgeDeps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import type { Clean } from './clean.ts'

/** What the customer of a case keeps in all, and a partner on one request. */
const IN_ALL = 20

export type With = EdgeDeps & { pictures: PictureStore }
/** Whose they are: the customer's of a case, or a partner's with one request. */
export type Place = { caseId: string; proposalId?: string }
export type Given = { text: string; pictures: Clean[]; refused?: DomainError; now: Date }
/** `refused`: why none of the pictures was kept. The words were. */
export type Added = { refused?: DomainError['code'] }

/**
 * Words with pictures. A picture that can't be kept does not cost the words. The rows are stored before the bytes they
 * name, so that no bytes are left that nobody knows of (`sweep.ts`), and get their event after them (`attach`), so that
 * what is shown is there. `say` keeps the words with the pictures of these keys; false: they were said before. Throws
 * what it throws, and `invalid` where nothing is left to keep.
 */
export const keepPictures = async (
  deps: With,
  place: Place,
  { text, refused, now, ...given }: Given,
  say: (keys: string[]) => Promise<boolean>,
): Promise<Added> => {
  const full = given.pictures.length > 0 && !(await hasRoom(deps, place, given.pictures.length))
  const why = refused ?? (full ? tooMany() : undefined)
  const wanted = why ? [] : given.pictures
  if (!text && wanted.length === 0)
    throw why ?? new DomainError('invalid', 'Please write a few words.', 'words')
  const keys = wanted.map(() => `${place.caseId}/${randomUUID()}`)
  try {
    await store(deps, place, wanted, keys, now)
    // Sent twice at once: the other one's pictures are kept
    if (!(await say(keys))) await forget(deps, keys)
  } catch (error) {
    await forget(deps, keys)
    // Others of the same sender came in meanwhile, and there is no room for these
    if (!(error instanceof DomainError && error.code === 'too large' && text)) throw error
    await say([])
    return { refused: error.code }
  }
  return why ? { refused: why.code } : {}
}

/** Ties them to the event they came with, under the case's row: who sends at the same moment counts these. */
export const attach = async (
  tx: Tx,
  { caseId, proposalId }: Place,
  keys: string[],
  eventId: number,
  late: () => DomainError,
): Promise<void> => {
  if (keys.length === 0) return
  const rows = await tx
    .update(pictures)
    .set({ eventId })
    .where(and(inArray(pictures.key, keys), isNull(pictures.eventId)))
    .returning({ id: pictures.id })
  if (rows.length < keys.length) throw late()
  const [all] = await tx
    .select({ kept: count(pictures.eventId) })
    .from(pictures)
    .where(
      and(
        eq(pictures.caseId, caseId),
        proposalId ? eq(pictures.proposalId, proposalId) : isNull(pictures.proposalId),
      ),
    )
  if (all!.kept > IN_ALL) throw tooMany()
}

/** The rows, then the bytes. */
const store = async (
  { db, pictures: kept }: With,
  place: Place,
  given: Clean[],
  keys: string[],
  now: Date,
): Promise<void> => {
  if (given.length === 0) return
  const keyed = given.map((picture, n) => ({ ...picture, key: keys[n]! }))
  await db
    .insert(pictures)
    .values(keyed.map(({ bytes, ...row }) => ({ ...row, ...place, bytes: bytes.length, at: now })))
  for (const { key, bytes, type } of keyed) await kept.put(key, bytes, type)
}

/** Bytes, then rows: what fails half-way is still known, and swept later. */
const forget = async ({ db, pictures: kept, log }: With, keys: string[]): Promise<void> => {
  try {
    for (const key of keys) await kept.delete(key)
    if (keys.length > 0)
      await db.delete(pictures).where(and(inArray(pictures.key, keys), isNull(pictures.eventId)))
  } catch {
    log('pictures.left', { pictures: keys.length })
  }
}

/** Counts those that are arriving too, so that a flood leaves no more behind than may be kept. */
const hasRoom = async ({ db }: With, { caseId, proposalId }: Place, more: number): Promise<boolean> => {
  const [row] = await db.$client<{ kept: number }[]>`
    select count(*)::int as kept from pictures
    where case_id = ${caseId} and proposal_id is not distinct from ${proposalId ?? null}`
  return more + (row?.kept ?? 0) <= IN_ALL
}

const tooMany = () => new DomainError('too large', `A case keeps ${IN_ALL} pictures.`, 'pictures')
