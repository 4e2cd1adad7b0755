import type { Tx } from '../../../db/client.ts'
import { readClocked } from './read.ts'
import { changesOf, writeTimers } from './write.ts'

/**
 * Brings the timers of these cases to what they owe now: those they need are there, those they no longer owe have
 * ended. The end of every change (`cases/change.ts`), in its transaction; twice does no harm.
 */
export const setDeadlines = async (tx: Tx, caseIds: string[], now: Date): Promise<void> => {
  await writeTimers(tx, changesOf(await readClocked(tx, caseIds), now), now)
}
