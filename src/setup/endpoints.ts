import { eq } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { webhooks } from '../../db/schema/index.ts'
import { sendAgain } from '../webhooks/enable.ts'
import type { Change } from './diff.ts'
import type { SetUp } from './state.ts'

/** An endpoint that is new, back or elsewhere now is called, also where it was disabled; one that is gone no more. */
export const writeEndpoints = async (
  tx: Tx,
  wanted: SetUp['webhooks'],
  changes: Change[],
  now: Date,
): Promise<void> => {
  for (const { key, kind, fields } of changes.filter(({ section }) => section === 'webhooks')) {
    if (kind === 'removed') {
      await tx.update(webhooks).set({ active: false }).where(eq(webhooks.key, key))
      continue
    }
    const row = { key, ...wanted[key]!, active: true }
    const moved = kind === 'added' || fields.some(({ name }) => name === 'url')
    await tx
      .insert(webhooks)
      .values(row)
      .onConflictDoUpdate({ target: webhooks.key, set: moved ? { ...row, disabledAt: null } : row })
    if (moved) await sendAgain(tx, key, now)
  }
}
