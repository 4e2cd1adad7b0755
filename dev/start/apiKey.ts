import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cli } from './cli.ts'
import { home } from './settings.ts'

/** The key for the printed example; replaced when the database no longer knows the one we kept. */
export async function apiKey(edgeUrl: string, databaseUrl: string): Promise<string> {
  const file = join(home, 'api-key')
  const kept = existsSync(file) ? readFileSync(file, 'utf8').trim() : ''
  if (kept && (await isKnown(edgeUrl, kept))) return kept
  const said = await cli(['keys', 'create', 'local', '--scope', 'contacts:write'], {
    DATABASE_URL: databaseUrl,
  })
  const key = said.match(/[\w-]{32,}/)?.[0]
  if (!key) throw new Error(`"keys create" printed no key:\n${said}`)
  writeFileSync(file, `${key}\n`, { mode: 0o600 })
  return key
}

async function isKnown(edgeUrl: string, key: string): Promise<boolean> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
  const answer = await fetch(`${edgeUrl}/v1/contacts`, { method: 'POST', headers, body: '{}' })
  await answer.text()
  return answer.status !== 401 && answer.status !== 403
}
