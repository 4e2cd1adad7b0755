import { createHash } from 'node:crypto'
import { strToU8 } from 'fflate'
import type { Db } from '../../db/client.ts'
import type { PictureStore } from '../../integrations/pictures/pictures.ts'
import { DomainError } from '../errors.ts'
import { isUuid } from '../ids.ts'
import type { Shown } from '../pictures/read.ts'
import type { Export } from './export.ts'
import { type Entry, pictureEntry, pictureName, zipped } from './zip.ts'

type With = { db: Db; pictures?: PictureStore }
type Picture = { id: string; key: string; type: Shown['type'] }

/** What the customer added themselves, the oldest first; a partner's is not theirs. */
const picturesOf = async ({ db }: Pick<With, 'db'>, customer: string): Promise<Picture[]> =>
  isUuid(customer)
    ? db.$client<Picture[]>`
        select p.id, p.key, p.type from cases k join pictures p on p.case_id = k.id
        where k.customer_id = ${customer} and p.event_id is not null and p.proposal_id is null order by p.at, p.id`
    : []

/** An export whose pictures say where each is, and with `hashed` the SHA-256 of its bytes, which are read one by one. */
export const withPictures = async (
  deps: With,
  found: Export,
  linkOf: (picture: Picture, n: number, read: boolean) => string | undefined,
  { hashed = false } = {},
): Promise<Export> => {
  const rows = found.tables.pictures
  if (!rows) return found
  const said = new Map<unknown, Record<string, string>>()
  for (const [n, picture] of (await picturesOf(deps, found.customer)).entries()) {
    const bytes = hashed ? await deps.pictures?.get(picture.key).catch(() => undefined) : undefined
    const sha256 = bytes && createHash('sha256').update(bytes).digest('hex')
    const link = linkOf(picture, n + 1, bytes !== undefined)
    said.set(picture.id, { ...(link && { link }), ...(sha256 && { sha256 }) })
  }
  return {
    ...found,
    tables: { ...found.tables, pictures: rows.map((row) => ({ ...row, ...said.get(row.id) })) },
  }
}

/** One picture of a customer's own. Throws `unknown`. */
export const pictureOfCustomer = async (
  deps: With,
  { customer, id }: { customer: string; id: string },
): Promise<Shown> => {
  const found = (await picturesOf(deps, customer)).find((one) => one.id === id)
  const bytes = found && (await deps.pictures?.get(found.key))
  if (!found || !bytes) throw new DomainError('unknown', 'There is no such picture.')
  return { type: found.type, bytes }
}

/** An export as one zip: the data as JSON, a page to read, and the pictures that both name. */
export const exportZip = async (
  deps: With,
  found: Export,
  { page, now }: { page: (found: Export) => string; now: Date },
): Promise<ReadableStream<Uint8Array>> => {
  // One that can't be read is in it as a note, which is no picture to show
  const nameOf = ({ type }: Picture, n: number, read: boolean) => (read ? pictureName(type, n) : undefined)
  const named = await withPictures(deps, found, nameOf, { hashed: true })
  const images = await picturesOf(deps, found.customer)
  const entries = async function* (): AsyncGenerator<Entry> {
    yield { name: 'data.json', bytes: strToU8(`${JSON.stringify(named, null, 2)}\n`) }
    yield { name: 'data.html', bytes: strToU8(page(named)) }
    for (const [n, image] of images.entries()) yield pictureEntry(deps.pictures, image, n + 1)
  }
  return zipped(entries(), now)
}
