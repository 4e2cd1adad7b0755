import { randomUUID } from 'node:crypto'
import { and, count, eq, inArray, isNull } from 'drizzle-orm'
import { cases, pictures } from '../../db/schema/index.ts'
import type { PictureStore } from '../../integrations/pictures/pictures.ts'
import { caseOfLink } from '../cases/caseLinks.ts'
import { submittedBefore } from '../cases/change.ts'
import { OPEN_STATES } from '../cases/machine.ts'
import { type ByLink, changeByCustomer, formOf, late, wordsOf } from '../customers/changeByCustomer.ts'
import { heard, heardSoonest, openAs } from '../customers/say.ts'
import type { EdgeDeps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import type { Clean } from './clean.ts'

/** What a case keeps in all. */
const IN_ALL = 20

type With = EdgeDeps & { pictures: PictureStore }
type Given = ByLink & { words?: string; pictures: Clean[]; refused?: DomainError }
/** `refused`: why none of the pictures was kept. The words were. */
export type Added = { refused?: DomainError['code'] }

/**
 * The customer's words with pictures. A picture that can't be kept does not cost the words. The rows are stored before
 * the bytes they name, so that no bytes are left that nobody knows of (`sweep.ts`), and get their event after them, so
 * that what is shown is there. Throws as `say` does, `invalid` where nothing is left to keep.
 */
export const addPictures = async (deps: With, { words, refused, ...given }: Given): Promise<Added> => {
  const by = { token: given.token, formId: given.formId, now: given.now }
  const text = wordsOf(words)
  const caseId = await caseOfLink(deps.db, by.token, by.now)
  if (await submittedBefore(deps, formOf(caseId, by.formId))) return {}
  await stillOpen(deps, caseId)
  const full = given.pictures.length > 0 && !(await hasRoom(deps, caseId, given.pictures.length))
  const why = refused ?? (full ? tooMany() : undefined)
  const wanted = why ? [] : given.pictures
  if (!text && wanted.length === 0)
    throw why ?? new DomainError('invalid', 'Please write a few words.', 'words')
  const keys = wanted.map(() => `${caseId}/${randomUUID()}`)
  try {
    await store(deps, caseId, wanted, keys, by.now)
    // Sent twice at once: the other one's pictures are kept
    if (!(await keep(deps, by, text, keys))) await forget(deps, keys)
  } catch (error) {
    await forget(deps, keys)
    // Others of the same customer came in meanwhile, and there is no room for these
    if (!(error instanceof DomainError && error.code === 'too large' && text)) throw error
    await keep(deps, by, text, [])
    return { refused: error.code }
  }
  return why ? { refused: why.code } : {}
}

/** The rows, then the bytes. */
const store = async (
  { db, pictures: kept }: With,
  caseId: string,
  given: Clean[],
  keys: string[],
  now: Date,
): Promise<void> => {
  if (given.length === 0) return
  const keyed = given.map((picture, n) => ({ ...picture, key: keys[n]! }))
  await db
    .insert(pictures)
    .values(keyed.map(({ bytes, ...row }) => ({ ...row, caseId, bytes: bytes.length, at: now })))
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

const keep = (deps: With, by: ByLink, text: string, keys: string[]) =>
  changeByCustomer(deps, by, (found) => ({
    from: openAs(found),
    set: heard(found, by.now),
    event: {
      kind: 'customer said',
      ...(text ? { text } : {}),
      ...(keys.length > 0 ? { data: { pictures: keys.length } } : {}),
    },
    also: async ({ tx }, eventId) => {
      await heardSoonest(tx, found, by.now)
      if (keys.length === 0) return
      const rows = await tx
        .update(pictures)
        .set({ eventId })
        .where(and(inArray(pictures.key, keys), isNull(pictures.eventId)))
        .returning({ id: pictures.id })
      if (rows.length < keys.length) throw late()
      // The case's row is held: whoever sends at the same moment counts these
      const [all] = await tx
        .select({ kept: count(pictures.eventId) })
        .from(pictures)
        .where(eq(pictures.caseId, found.id))
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

/** Counts those that are arriving too, so that a flood leaves no more behind than a case may keep. */
const hasRoom = async ({ db }: With, caseId: string, more: number): Promise<boolean> => {
  const [row] = await db.$client<{ kept: number }[]>`
    select count(*)::int as kept from pictures where case_id = ${caseId}`
  return more + (row?.kept ?? 0) <= IN_ALL
}

const tooMany = () => new DomainError('too large', `A case keeps ${IN_ALL} pictures.`, 'pictures')
