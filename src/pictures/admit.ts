import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'

const MEGABYTE = 1024 * 1024
/** So much is read at once in a process: one form of the largest size, with a few that are small. A Worker has 128 MB. */
const ROOM = 32 * MEGABYTE
/** So many wait for room: their bodies are not read, and cost nothing meanwhile. */
const MOST_WAITING = 50
const MOST_WAITING_OF_ONE = 12
const LOOK_MS = 50
const PATIENCE_MS = 60_000
/** A request that was cut off in a Worker may never say that it ended. */
const LONGEST_MS = 300_000

type Upload = { of: string; bytes: number; until: number }
const reading = new Set<Upload>()
const waiting: string[] = []

/**
 * Runs `work` once there is room for its bytes: one upload `of` a case at a time, and `ROOM` in all. Throws `busy` where
 * too many wait, or after a minute. By process; what another isolate does harms nobody here.
 */
export const admit = async <T>(
  { now }: Pick<Deps, 'now'>,
  { of, bytes }: { of: string; bytes: number },
  work: () => Promise<T>,
): Promise<T> => {
  const upload = { of, bytes, until: 0 }
  if (waiting.length >= MOST_WAITING || waiting.filter((one) => one === of).length >= MOST_WAITING_OF_ONE)
    throw busy()
  waiting.push(of)
  try {
    for (let waited = 0; !hasRoom(upload, now().getTime()); waited += LOOK_MS) {
      if (waited >= PATIENCE_MS) throw busy()
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
    }
    reading.add(upload)
  } finally {
    waiting.splice(waiting.indexOf(of), 1)
  }
  upload.until = now().getTime() + LONGEST_MS
  try {
    return await work()
  } finally {
    reading.delete(upload)
  }
}

const hasRoom = ({ of, bytes }: Upload, now: number): boolean => {
  let free = ROOM
  for (const one of reading) {
    if (one.until < now) reading.delete(one)
    else if (one.of === of) return false
    else free -= one.bytes
  }
  return free >= bytes
}

const busy = () => new DomainError('busy', 'Other pictures are still being received.', 'pictures')
