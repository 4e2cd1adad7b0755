import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isTaken, listenerOf } from '../ports.ts'
import { commandOf } from '../processes.ts'
import { root } from '../workers/configure.ts'

/** Everything the local stack keeps between runs; out of git. A test has a place of its own. */
export const home = process.env.AMENDS_HOME || join(root, '.amends')

const wanted = {
  edge: ['EDGE_PORT', 8787],
  inbox: ['INBOX_PORT', 1080],
  smtp: ['SMTP_PORT', 1025],
  slack: ['SLACK_PORT', 8790],
  postgres: ['POSTGRES_PORT', 54329],
  teams: ['TEAMS_PORT', 56150],
} as const

export type Ports = Record<keyof typeof wanted, number>

export function portsFrom(env: NodeJS.ProcessEnv): Ports {
  const ports = Object.entries(wanted).map(([name, [variable, standard]]) => {
    const port = env[variable] ? Number(env[variable]) : standard
    if (!Number.isInteger(port) || port < 1 || port > 65535)
      throw new Error(`${variable} wants a port between 1 and 65535, not "${env[variable]}"`)
    const twin = Object.entries(wanted).find(
      ([other, [v, s]]) => other < name && Number(env[v] || s) === port,
    )
    if (twin) throw new Error(`${variable} and ${twin[1][0]} both say ${port}: give each a port of its own`)
    return [name, port]
  })
  return Object.fromEntries(ports)
}

/** One error for all taken ports: which, by whom if the machine tells, and the variable that moves it. */
export async function refuseTaken(ports: Partial<Ports>): Promise<void> {
  const faults: string[] = []
  for (const [name, port] of Object.entries(ports) as [keyof Ports, number | undefined][]) {
    if (!port || !(await isTaken(port))) continue
    const pid = await listenerOf(port)
    const who = pid ? ` by process ${pid} (${commandOf(pid).slice(0, 80)})` : ''
    faults.push(
      `port ${port} (${name}) is taken${who}: end it, or move ours with ${wanted[name][0]}=<free port>`,
    )
  }
  if (faults.length > 0) throw new Error(faults.join('\n'))
}

const names = ['TOKEN_KEY', 'ZAMMAD_WEBHOOK_SECRET', 'LOCAL_TICK_KEY', 'SLACK_SIGNING_SECRET'] as const
export type Secrets = Record<(typeof names)[number] | 'SLACK_BOT_TOKEN', string>

/** Made once per clone, so that links and signatures outlive a restart. */
export function secrets(): Secrets {
  mkdirSync(home, { recursive: true })
  const file = join(home, 'secrets.json')
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<Secrets>) : {}
  const made = Object.fromEntries(names.map((name) => [name, randomBytes(32).toString('base64url')]))
  const all = {
    ...made,
    SLACK_BOT_TOKEN: `xoxb-local-${randomBytes(12).toString('hex')}`,
    ...kept,
  } as Secrets
  writeFileSync(file, `${JSON.stringify(all, undefined, 2)}\n`, { mode: 0o600 })
  return all
}

/** Lets `npm run apply`, `keys` and `outbox` find the local stack without any setting. */
export function keepSettings(env: Record<string, string>): void {
  const lines = Object.entries(env).map(([name, value]) => `${name}=${value}`)
  writeFileSync(join(home, 'env'), `${lines.join('\n')}\n`, { mode: 0o600 })
}

/** With SLACK_API_URL the product talks to that server, with its token and secret, and not to the local one. */
export function anotherSlack(env: NodeJS.ProcessEnv): Record<string, string> {
  if (!env.SLACK_API_URL) return {}
  const names = ['SLACK_API_URL', 'SLACK_BOT_TOKEN', 'SLACK_SIGNING_SECRET', 'SLACK_TEAM_ID']
  return Object.fromEntries(names.flatMap((name) => (env[name] ? [[name, env[name]]] : [])))
}
