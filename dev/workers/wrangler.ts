import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify, stripVTControlCharacters } from 'node:util'

export const wranglerFile = join(
  dirname(createRequire(import.meta.url).resolve('wrangler/package.json')),
  'bin',
  'wrangler.js',
)

/** Nothing asked of the outside, and no colours in the log. */
export const quiet = {
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  WRANGLER_SEND_METRICS: 'false',
  WRANGLER_SEND_ERROR_REPORTS: 'false',
  WRANGLER_WRITE_LOGS: 'false',
  WRANGLER_HIDE_BANNER: 'true',
  FORCE_COLOR: '0',
  NO_COLOR: '1',
}

export async function wrangler(args: string[]): Promise<string> {
  const env = { ...process.env, ...quiet }
  const { stdout } = await promisify(execFile)(process.execPath, [wranglerFile, ...args], { env })
  return stripVTControlCharacters(stdout)
}
