import { execFileSync, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** How long a part of the local stack may take to start: a busy machine is slow, and a hang has to end. */
export const START_SECONDS = Number(process.env.START_SECONDS) || 180

/** True while the process runs; one that ended but was not yet reaped counts as gone. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.[0] !== 'Z'
  } catch {
    return true
  }
}

/** The command line of a process: what keeps us from ending a stranger that got a recorded pid. */
export function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
  } catch {
    try {
      return execFileSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' }).trim()
    } catch {
      return ''
    }
  }
}

export async function waitForExit(pid: number, ms: number): Promise<boolean> {
  for (const deadline = Date.now() + ms; Date.now() < deadline; await sleep(20)) {
    if (!isAlive(pid)) return true
  }
  return !isAlive(pid)
}

/** Each signal in turn, until the process is gone. */
export async function end(pid: number, signals: NodeJS.Signals[], msEach = 5000): Promise<void> {
  for (const signal of signals) {
    if (!isAlive(pid)) return
    try {
      process.kill(pid, signal)
    } catch {
      return
    }
    if (await waitForExit(pid, msEach)) return
  }
  if (isAlive(pid)) throw new Error(`process ${pid} does not end`)
}

/** Ends a whole process group, politely first. Group and leader have one id. */
export async function endGroup(group: number, politeMs = 4000): Promise<void> {
  for (const [signal, ms] of [
    ['SIGTERM', politeMs],
    ['SIGKILL', 4000],
  ] as const) {
    try {
      process.kill(-group, signal)
    } catch {
      return // already gone
    }
    if (await waitForExit(group, ms)) {
      // The leader may leave before the others of its group
      if (signal === 'SIGKILL') return
    }
  }
}

type Background = {
  cwd: string
  env: NodeJS.ProcessEnv
  uid?: number
  gid?: number
  logFile: string
  /** Its whole group ends with us, however we end. */
  leash?: boolean
  seconds?: number
  ready(pid: number): boolean | Promise<boolean>
  /** Says early that waiting is in vain. */
  failed?(): boolean
}

/**
 * Starts a program in a group of its own, so that a Ctrl-C reaches it only through us, and waits until it is ready.
 * Undefined: it was not in time, or ended, and its group is gone.
 */
export async function startBackground(command: string[], how: Background): Promise<number | undefined> {
  const { logFile, leash, ready, failed, seconds = START_SECONDS, ...place } = how
  const log = openSync(logFile, 'w')
  const [program, ...args] = leash
    ? [process.execPath, join(import.meta.dirname, 'workers', 'leash.ts'), ...command]
    : command
  const stdio = [leash ? ('pipe' as const) : ('ignore' as const), log, log]
  const child = spawn(program!, args, { ...place, detached: true, stdio })
  closeSync(log)
  const pid = await new Promise<number>((resolve, reject) => {
    child.once('error', reject).once('spawn', () => resolve(child.pid!))
  })
  child.unref()
  for (const deadline = Date.now() + seconds * 1000; Date.now() < deadline; await sleep(50)) {
    if (await ready(pid)) return pid
    if (!isAlive(pid) || failed?.()) break
  }
  await endGroup(pid)
  return undefined
}
