import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { cpuOf } from './cpu.ts'
import { TOKEN_KEY, WORKSPACE } from './links.ts'

const root = fileURLToPath(new URL('..', import.meta.url).href)
/** How `npm run serve` bounds the garbage of V8. */
const SPACE = readFileSync(`${root}package.json`, 'utf8').match(/--[\w-]+-space-size=\d+/g) ?? []

export type Server = {
  port: number
  pid: number
  /** CPU milliseconds so far. */
  cpu(): number
  /** Events it logged, counted by name. */
  logged: Record<string, number>
  stop(): Promise<void>
}

/** What our server needs to send to the local Slack. */
export const settingsFor = (
  databaseUrl: string,
  slackUrl: string,
  { botToken, signingSecret }: { botToken: string; signingSecret: string },
) => ({
  DATABASE_URL: databaseUrl,
  PORT: '0',
  PUBLIC_URL: 'http://127.0.0.1:8787',
  TOKEN_KEY,
  SMTP_URL: 'smtp://127.0.0.1:9',
  SLACK_BOT_TOKEN: botToken,
  SLACK_SIGNING_SECRET: signingSecret,
  SLACK_TEAM_ID: WORKSPACE,
  SLACK_API_URL: `${slackUrl}/api/`,
})

/** Starts an entry as `npm run serve` does, on a free port, and waits until it listens. */
export async function startServer(
  entry: string,
  env: Record<string, string>,
  flags: string[] = [],
): Promise<Server> {
  const program = entry === 'src/node.ts' ? ['dev/launch.mjs', 'serve'] : ['--import', 'tsx', entry]
  const child = spawn(process.execPath, [...SPACE, ...flags, ...program], {
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
      const timer = setTimeout(() => child.kill('SIGKILL'), 60_000)
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
