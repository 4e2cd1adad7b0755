import { sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import type { As } from '../audit/audit.ts'
import { recomputeDeadlines } from '../cases/deadlines/recompute.ts'
import { reassignCases } from '../cases/reassign.ts'
import { holdCases } from '../directory/reassign.ts'
import { type Change, difference } from './diff.ts'
import { channelsOf, moveChannels } from './moveChannels.ts'
import { noteChanges } from './noteChanges.ts'
import type { SetUp } from './state.ts'
import { writeSetUp } from './write.ts'

export type Applied = { changes: Change[]; reassigned: number }

/** Two administrators at once: the second sees what the first did. Held to the end of the transaction. */
export const holdSetUp = (tx: Tx) => tx.execute(sql`lock table organisation in share row exclusive mode`)

/** The one way in which the set-up changes, by a file or on the desk. The caller holds it, and has read `current` since. */
export const bringSetUp = async (
  tx: Tx,
  { current, wanted, as, now }: { current: SetUp; wanted: SetUp; as: As; now: Date },
): Promise<Applied> => {
  const changes = difference(current, wanted)
  if (changes.length === 0) return { changes, reassigned: 0 }
  await holdCases(tx)
  const before = await channelsOf(tx)
  await writeSetUp(tx, wanted, changes, now)
  await noteChanges(tx, changes, { as, now })
  await moveChannels(tx, before, now)
  await recomputeDeadlines(tx, otherHours(changes), now)
  return { changes, reassigned: await reassignCases(tx, now) }
}

const CALENDAR = ['timeZone', 'hours', 'holidays']

/** Departments whose business time is another now. */
const otherHours = (changes: Change[]): string[] =>
  changes
    .filter(({ section, kind }) => section === 'departments' && kind !== 'removed')
    .filter(({ kind, fields }) => kind === 'added' || fields.some(({ name }) => CALENDAR.includes(name)))
    .map(({ key }) => key)
