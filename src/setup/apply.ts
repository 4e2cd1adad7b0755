import type { ChatPlatform } from '../../integrations/chat.ts'
import { OPERATOR } from '../audit/audit.ts'
import type { Deps } from '../deps.ts'
import { type Applied, bringSetUp, holdSetUp } from './bring.ts'
import { currentSetUp } from './current.ts'
import { forgetFile, undoneBy, undoneFault } from './deskChanges.ts'
import { difference } from './diff.ts'
import { faultLine, SetupError } from './fault.ts'
import { writePaces } from './paces.ts'
import { readOrganisation } from './read.ts'
import { resolveChat } from './resolve.ts'
import { wantedSetUp } from './wanted.ts'

type ApplyDeps = Pick<Deps, 'db'> & {
  chat: Record<string, ChatPlatform>
  pause: (seconds: number) => Promise<void>
}
/** `undoDesk`: also where the file undoes what was changed on the desk since. */
type Given = { text: string; now: Date; dryRun?: boolean; undoDesk?: boolean }

/**
 * Brings the set-up to what organisation.yaml says, in one transaction; a second time changes nothing. `dryRun`
 * only tells, and `undone` then says what of the desk's the file would undo. Throws SetupError with every fault, and has
 * changed nothing then.
 */
export const applyOrganisation = async (
  { db, chat, pause }: ApplyDeps,
  { text, now, dryRun = false, undoDesk = false }: Given,
): Promise<Applied & { undone: string[] }> => {
  const { file, placed } = readOrganisation(text)
  const resolved = await resolveChat(chat, file, pause).catch((error) => {
    throw error instanceof SetupError ? new SetupError(error.faults.map(placed)) : error
  })
  const wanted = wantedSetUp(file, resolved, now)
  const faultsIn = (undone: Awaited<ReturnType<typeof undoneBy>>) => undone.map(undoneFault).map(placed)
  if (dryRun) {
    const current = await currentSetUp(db)
    return {
      changes: difference(current, wanted),
      reassigned: 0,
      undone: faultsIn(await undoneBy(db, current, wanted)).map(faultLine),
    }
  }
  return db.transaction(async (tx) => {
    await writePaces(tx, chat, resolved)
    await holdSetUp(tx)
    const current = await currentSetUp(tx)
    const undone = undoDesk ? [] : await undoneBy(tx, current, wanted)
    if (undone.length > 0) throw new SetupError(faultsIn(undone))
    const applied = await bringSetUp(tx, { current, wanted, as: OPERATOR, now })
    await forgetFile(tx)
    return { ...applied, undone: [] }
  })
}
