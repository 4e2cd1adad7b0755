import type { Tx } from '../../db/client.ts'

/**
 * Brings a case's timers to what it owes now: those it needs are there, those it no longer owes have ended. Part of
 * every change of a case, in its transaction.
 */
export const setTimers = async (_tx: Tx, _caseId: string, _now: Date): Promise<void> => {}
