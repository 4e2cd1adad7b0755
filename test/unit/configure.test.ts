import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { configure, readDeploy } from '../../dev/configure.ts'
import { root } from '../../dev/workers/configure.ts'
import { wrangler } from '../../dev/workers/wrangler.ts'

const folder = mkdtempSync(join(root, '.deploy-test-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const example = readFileSync(join(root, 'deploy.env.example'), 'utf8')
const id = (digit: string) => digit.repeat(32)
const filled = example.replace(id('0'), id('a')).replaceAll('# STAGING', 'STAGING')

test('wrangler takes what is made of one file, for production and staging, each with its own names and ids', async () => {
  configure(filled, folder)
  for (const [config, worker, bindings] of [
    ['wrangler.toml', 'edge', ['OPS', 'WAKE']],
    ['wrangler.ops.toml', 'ops', ['PICTURES', 'WAKE']],
  ] as const) {
    for (const [env, ids, name] of [
      ['', id('a'), 'amends'],
      ['staging', id('1'), 'amends-staging'],
    ] as const) {
      const out = join(folder, 'out')
      const said = await wrangler([
        'deploy',
        '--dry-run',
        '-c',
        join(folder, config),
        '--env',
        env,
        '--outdir',
        out,
      ])
      expect(said, `${config} ${env}`).toContain(ids)
      for (const binding of bindings) expect(said).toContain(`env.${binding}`)
      expect(said).toMatch(new RegExp(`\\b${name}-(ops|wake|pictures)\\b`))
      expect(said).not.toMatch(/unexpected|warning/i)
      expect(readFileSync(join(out, `${worker}.js`)).length).toBeGreaterThan(100_000)
    }
    const made = readFileSync(join(folder, config), 'utf8')
    expect(made.match(/region = "aws:eu-north-1"/g)).toHaveLength(2)
  }
  expect(readFileSync(join(folder, 'wrangler.ops.toml'), 'utf8')).not.toContain('routes')
})

test('what is not filled in is named, all at once', () => {
  expect(() => readDeploy('HOSTNAME=https://x.example\nSTAGING_HOSTNAME=s.example\nNAME=Amends!')).toThrow(
    [
      'deploy.env:',
      '  NAME is wrong: it wants small letters, digits and hyphens',
      '  HOSTNAME is wrong: it wants a host such as amends.example.com',
      '  HYPERDRIVE_ID is missing: it wants the id that "wrangler hyperdrive create" printed',
      '  PLACEMENT is missing: it wants aws:REGION, gcp:REGION, azure:REGION, or the database as host:port',
      '  STAGING_HYPERDRIVE_ID is missing: it wants the id that "wrangler hyperdrive create" printed',
      '  STAGING_PLACEMENT is missing: it wants aws:REGION, gcp:REGION, azure:REGION, or the database as host:port',
    ].join('\n'),
  )
  expect(() => readDeploy(example)).toThrow('HYPERDRIVE_ID is wrong')
  expect(readDeploy(filled.replaceAll('aws:eu-north-1', 'db.example.com:5432')).production.placement).toBe(
    'db.example.com:5432',
  )
})
