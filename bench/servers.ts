import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { cpuOf } from './cpu.ts'

const root = fileURLToPath(new URL('..', import.meta.url).href)

export type Server = {
  port: number
  pid: number
  /** CPU milliseconds so far. */
  cpu(): number
  /** Events it logged, counted by name. */
  logged: Record<string, number>
  stop(): Promise<void>
}

/** Starts an entry as `npm run serve` does, on a free port, and waits until it listens. */
export async function startServer(
  entry: string,
  env: Record<string, string>,
  flags: string[] = [],
): Promise<Server> {
  const child = spawn(process.execPath, [...flags, '--import', 'tsx', entry], {
    cwd: root,
    env: { PATH: process.env.PATH, TZ: 'UTC', NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  process.once('exit', () => child.kill('SIGKILL'))
  const logged: Record<string, number> = {}
  const port = await listening(child, logged)
  const pid = child.pid!
  return {
    port,
    pid,
    logged,
    cpu: () => cpuOf(pid),
    async stop() {
      child.kill('SIGTERM')
      const timer = setTimeout(() => child.kill('SIGKILL'), 10_000)
      await ended
      clearTimeout(timer)
    },
  }
}

function listening(child: ChildProcess, logged: Record<string, number>): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)))
    let rest = ''
    child.stdout!.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n')
      rest = lines.pop()!
      for (const line of lines) {
        const { event, port, ...facts } = read(line)
        logged[event] = (logged[event] ?? 0) + 1
        if (event === 'listening') resolve(port!)
        else if (logged[event] <= 3) console.error(`  log: ${event} ${JSON.stringify(facts)}`)
      }
    })
  })
}

function read(line: string): { event: string; port?: number } {
  try {
    return JSON.parse(line)
  } catch {
    return { event: line.slice(0, 100) }
  }
}
