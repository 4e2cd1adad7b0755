import type { OpsDeps } from '../deps.ts'

const BATCH = 100
/** An upload is done or cut off long before. */
const LONGEST_ARRIVAL_MS = 3600_000

/**
 * Removes what uploads that were cut off left behind: the bytes, then their row, so that no bytes are ever without one.
 * May run twice, late or not at all. A store that fails leaves the rest for the next time. Gives how many were removed.
 */
export const sweepPictures = async (
  { db, pictures }: Pick<OpsDeps, 'db' | 'pictures'>,
  { now }: { now: Date },
): Promise<number> => {
  const before = new Date(now.getTime() - LONGEST_ARRIVAL_MS)
  let removed = 0
  for (;;) {
    const rows = await db.$client<{ id: string; key: string }[]>`
      select id, key from pictures where event_id is null and at < ${before} order by at limit ${BATCH}`
    for (const { id, key } of rows) {
      await pictures.delete(key)
      await db.$client`delete from pictures where id = ${id} and event_id is null`
    }
    removed += rows.length
    if (rows.length < BATCH) return removed
  }
}
