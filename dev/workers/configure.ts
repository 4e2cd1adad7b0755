import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { schemas } from '../../src/env.ts'

export const root = resolve(import.meta.dirname, '..', '..')

/**
 * Copies both Workers' configurations into a folder of this run, each with the settings its entry parses
 * beside it: wrangler takes `--env-file` for the first Worker only, and edge needs none of Slack's secrets.
 */
export function configure(folder: string, env: Record<string, string>): string[] {
  return [
    write(folder, 'edge', 'wrangler.toml', pick(env, Object.keys(schemas.edge.shape))),
    write(folder, 'ops', 'wrangler.ops.toml', pick(env, Object.keys(schemas.ops.shape))),
  ]
}

function write(folder: string, name: string, source: string, env: Record<string, string>): string {
  const home = join(folder, name)
  mkdirSync(home, { recursive: true })
  const toml = readFileSync(join(root, source), 'utf8')
    .replace(/^main = "(.+)"$/m, (_, path: string) => `main = ${JSON.stringify(join(root, path))}`)
    .replace(/= "(\.\/.+)"$/gm, (_, path: string) => `= ${JSON.stringify(join(root, path))}`)
  writeFileSync(join(home, 'wrangler.toml'), toml)
  const quote = (value: string) => (value.includes("'") ? `"${value}"` : `'${value}'`)
  const lines = Object.entries(env).map(([key, value]) => `${key}=${quote(value)}`)
  writeFileSync(join(home, '.dev.vars'), `${lines.join('\n')}\n`, { mode: 0o600 })
  return join(home, 'wrangler.toml')
}

const pick = (env: Record<string, string>, keys: string[]) =>
  Object.fromEntries(Object.entries(env).filter(([key]) => keys.includes(key)))
