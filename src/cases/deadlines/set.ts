import type { Tx } from '../../../db/client.ts'
import { readTimed } from './read.ts'
import { changesOf, writeDeadlines } from './write.ts'

/**
 * Brings the timers of these cases to what they owe now: those they need are there, those they no longer owe have
 * ended. The end of every change (`cases/change.ts`), in its transaction; twice does no harm.
 */
export const setDeadlines = async (tx: Tx, caseIds: string[], now: Date): Promise<void> => {
  await writeDeadlines(tx, changesOf(await readTimed(tx, caseIds), now), now)
}
