import type { Tx } from '../../db/client.ts'
import { readClocked } from './read.ts'
import { changesOf, writeTimers } from './write.ts'

/**
 * Brings a case's timers to what it owes now: those it needs are there, those it no longer owes have ended. Part of
 * every change of a case, in its transaction, after the rows it is about; twice does no harm.
 */
export const setTimers = async (tx: Tx, caseId: string, now: Date): Promise<void> => {
  await writeTimers(tx, changesOf(await readClocked(tx, [caseId]), now), now)
}
