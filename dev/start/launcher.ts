import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { commandOf, isAlive } from '../processes.ts'
import { home } from './settings.ts'

const file = join(home, 'pids.json')

type Pids = { launcher: number }

export function remember(): void {
  writeFileSync(file, JSON.stringify({ launcher: process.pid } satisfies Pids))
}

export function forget(): void {
  rmSync(file, { force: true })
}

/** Refuses to start beside a living launcher. What a killed one started was on a leash, and Postgres is ended by its data. */
export function refuseSecond(): void {
  const launcher = read()?.launcher
  if (launcher && isAlive(launcher) && commandOf(launcher).includes('dev/start.ts'))
    throw new Error(`npm start already runs here as process ${launcher}: end it first`)
}

function read(): Pids | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Pids
  } catch {
    return undefined
  }
}
