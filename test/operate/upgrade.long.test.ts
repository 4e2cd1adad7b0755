import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { migrate } from '../../db/migrate.ts'
import { root } from '../../dev/workers/configure.ts'
import { journey, type Product, serving, startStage } from './stage.ts'

const folder = mkdtempSync(join(tmpdir(), 'amends-before-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const git = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim()

/** The newest migration of the last release. A release changes this line. */
const RELEASED = '0001_recovery.sql'

/** The release: the code right before the first migration that it lacks. */
const before = (): string[] => {
  const named = process.env.AMENDS_BEFORE
  if (named) return named.split(',')
  const files = readdirSync(join(root, 'db/migrations'))
    .filter((name) => name.endsWith('.sql'))
    .sort()
  const first = files[files.indexOf(RELEASED) + 1]
  if (!first) throw new Error(`No migration came after ${RELEASED}: name a commit in AMENDS_BEFORE.`)
  // Files were renamed before they were pushed: the oldest commit that added a later one than the release has
  const added = git('log', '--format=%H', '--diff-filter=A', `--`, 'db/migrations/*.sql').split('\n')
  const released = git('log', '--format=%H', '--diff-filter=A', '--', `db/migrations/${RELEASED}`).split(
    '\n',
  )[0]
  const commit = added[added.indexOf(released!) - 1]
  if (!released || !commit)
    throw new Error('This clone lacks the history: git fetch --unshallow, or name a commit in AMENDS_BEFORE.')
  return [`${commit}^`]
}

test('the product of before runs on the schema of now', async () => {
  for (const commit of before()) {
    const home = join(folder, git('rev-parse', '--short', commit))
    mkdirSync(home)
    const archive = execFileSync(
      'git',
      ['archive', commit, 'src', 'integrations', 'db', 'surveys', 'package.json', 'tsconfig.json'],
      {
        cwd: root,
        maxBuffer: 256 * 1024 * 1024,
      },
    )
    execFileSync('tar', ['-x', '-C', home], { input: archive })
    symlinkSync(join(root, 'node_modules'), join(home, 'node_modules'))
    execFileSync('chmod', ['-R', 'a+rX', folder])
    const node = [process.execPath, '--import', 'tsx']
    const old: Product = { cwd: home, serve: [...node, 'src/node.ts'], cli: [...node, 'src/cli.ts'] }
    const stage = await startStage()
    try {
      await migrate(stage.database.url)
      const applied = await stage.cli(old, 'apply', stage.file)
      expect(applied.code, applied.text).toBe(0)
      const log = await serving(stage, old, async () => {
        await journey(stage, old, 'before')
      })
      expect(log).not.toMatch(/failed|fault/)
      console.log(`${commit} on the schema of now: a contact, its mail, an answer, a case in Slack, a click`)
    } finally {
      await stage.stop()
    }
  }
}, 600_000)
