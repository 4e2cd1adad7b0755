import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { answers } from '../ports.ts'
import { commandOf, isAlive } from '../processes.ts'
import { home } from './settings.ts'

const file = join(home, 'pids.json')

interface Pids {
  launcher: number
  /** The process group of wrangler and workerd. */
  workers?: number
}

export function remember(pids: Pids): void {
  writeFileSync(file, JSON.stringify(pids))
}

export function forget(): void {
  rmSync(file, { force: true })
}

/** Ends what a killed launcher left behind, and refuses to start beside a living one. */
export async function clearLeftovers(edgePort: number): Promise<void> {
  const pids = read()
  if (!pids) return
  if (isAlive(pids.launcher) && commandOf(pids.launcher).includes('dev/start.ts'))
    throw new Error(`npm start already runs here as process ${pids.launcher}: end it first`)
  if (pids.workers && groupCommands(pids.workers).some((command) => /workerd|wrangler|leash/.test(command))) {
    process.kill(-pids.workers, 'SIGKILL')
    for (let left = 50; left > 0 && (await answers(edgePort)); left--) await sleep(100)
  }
  forget()
}

function read(): Pids | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Pids
  } catch {
    return undefined
  }
}

/** The commands of a process group, so that a reused number never ends a stranger. */
function groupCommands(group: number): string[] {
  const pids = process.platform === 'linux' ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)) : []
  const members = pids.filter((pid) => groupOf(pid) === group)
  return (members.length > 0 ? members.map(Number) : [group]).map(commandOf)
}

function groupOf(pid: string): number {
  try {
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[2])
  } catch {
    return 0
  }
}
