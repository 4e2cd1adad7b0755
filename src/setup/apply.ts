import { sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import type { ChatPlatform } from '../../integrations/chat.ts'
import { recomputeTimers } from '../cases/deadlines/recompute.ts'
import { reassignCases } from '../cases/reassign.ts'
import type { Deps } from '../deps.ts'
import { holdCases } from '../directory/reassign.ts'
import { currentSetUp } from './current.ts'
import { type Change, difference } from './diff.ts'
import { SetupError } from './fault.ts'
import { channelsOf, moveChannels } from './moveChannels.ts'
import { writePaces } from './paces.ts'
import { readOrganisation } from './read.ts'
import { resolveChat } from './resolve.ts'
import type { SetUp } from './state.ts'
import { wantedSetUp } from './wanted.ts'
import { writeSetUp } from './write.ts'

type ApplyDeps = Pick<Deps, 'db'> & {
  chat: Record<string, ChatPlatform>
  pause: (seconds: number) => Promise<void>
}

export type Applied = { changes: Change[]; reassigned: number }

/**
 * Brings the set-up to what organisation.yaml says, in one transaction; a second time changes nothing. `dryRun`
 * only tells. Throws SetupError with every fault, and has changed nothing then.
 */
export const applyOrganisation = async (
  { db, chat, pause }: ApplyDeps,
  { text, now, dryRun = false }: { text: string; now: Date; dryRun?: boolean },
): Promise<Applied> => {
  const { file, placed } = readOrganisation(text)
  const resolved = await resolveChat(chat, file, pause).catch((error) => {
    throw error instanceof SetupError ? new SetupError(error.faults.map(placed)) : error
  })
  const wanted = wantedSetUp(file, resolved, now)
  if (dryRun) return { changes: difference(await currentSetUp(db), wanted), reassigned: 0 }
  return db.transaction(async (tx) => {
    await writePaces(tx, chat, resolved)
    return apply(tx, wanted, now)
  })
}

const apply = async (tx: Tx, wanted: SetUp, now: Date): Promise<Applied> => {
  // Two administrators at once: the second sees what the first did.
  await tx.execute(sql`lock table organisation in share row exclusive mode`)
  const changes = difference(await currentSetUp(tx), wanted)
  if (changes.length === 0) return { changes, reassigned: 0 }
  await holdCases(tx)
  const before = await channelsOf(tx)
  await writeSetUp(tx, wanted, changes, now)
  await moveChannels(tx, before, now)
  await recomputeTimers(tx, otherHours(changes), now)
  return { changes, reassigned: await reassignCases(tx, now) }
}

const CALENDAR = ['timeZone', 'hours', 'holidays']

/** Departments whose business time is another now. */
const otherHours = (changes: Change[]): string[] =>
  changes
    .filter(({ section, kind }) => section === 'departments' && kind !== 'removed')
    .filter(({ kind, fields }) => kind === 'added' || fields.some(({ name }) => CALENDAR.includes(name)))
    .map(({ key }) => key)
