import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, parse, resolve } from 'node:path'
import { schemas } from '../../src/env.ts'
import { wrangler } from './wrangler.ts'

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

/** Bundles both Workers once, so that a restart needs no bundler and an edit in `src` no restart. */
export async function build(configs: string[]): Promise<void> {
  await Promise.all(
    configs.map(async (config) => {
      const folder = join(config, '..', 'built')
      await wrangler(['deploy', '--dry-run', '-c', config, '--outdir', folder])
      const toml = readFileSync(config, 'utf8').replace(/^main = "(.+)"$/m, (_, path: string) => {
        const file = `${parse(path).name}.js`
        return `main = ${JSON.stringify(join(folder, file))}\nno_bundle = true`
      })
      writeFileSync(config, toml)
    }),
  )
}
