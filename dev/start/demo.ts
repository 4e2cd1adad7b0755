import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import postgres from 'postgres'
import { program, type Ran } from './cli.ts'
import { home } from './settings.ts'

type Remembered = { filledAt: string; told: string }

const file = join(home, 'demo.json')

type How = { say: (text: string) => void; fill?: (env: Record<string, string>) => Promise<Ran> }
const filled = (env: Record<string, string>) => program(join('dev', 'demo.ts'), env)

/**
 * Fills the demo's 90 days in, once a folder, and says before that it takes time. Throws where there are contacts that are
 * not the demo's. What the product refused of it is for people who work on the demo, in `demo.log`.
 */
export async function demo(env: Record<string, string>, { say, fill = filled }: How): Promise<string> {
  if (existsSync(file)) {
    const { filledAt, told } = JSON.parse(readFileSync(file, 'utf8')) as Remembered
    return `the demo as it was filled in on ${filledAt.slice(0, 10)}, ${told}`
  }
  if (await hasContacts(env.DATABASE_URL!))
    throw new Error(
      `--demo wants a folder without contacts: remove ${home}, or name another one in AMENDS_HOME`,
    )
  say('  the demo fills in 90 days, once: that takes a minute or two')
  const { said, complained } = await fill(env)
  const told = said.trim()
  if (complained) writeFileSync(join(home, 'demo.log'), complained)
  writeFileSync(file, JSON.stringify({ filledAt: new Date().toISOString(), told } satisfies Remembered))
  return `the demo, ${told}`
}

const hasContacts = async (url: string): Promise<boolean> => {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  const rows = await sql`select from contacts limit 1`.finally(() => sql.end())
  return rows.length > 0
}
