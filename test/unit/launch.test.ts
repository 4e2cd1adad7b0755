import { execFile } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')
let home: string
const file = (name: string) => join(home, name)
/** Always of the same date, as what is unpacked or copied may be. */
const say = (word: string) => {
  writeFileSync(file('src/word.ts'), `export const word: string = '${word}'\n`)
  utimesSync(file('src/word.ts'), 1e9, 1e9)
}
const builds = () => readdirSync(file('node_modules/.cache/amends')).filter((name) => /^\d+-\d+$/.test(name))
const cli = (...args: string[]) =>
  new Promise<{ code: unknown; out: string }>((resolve) => {
    execFile(process.execPath, ['dev/launch.mjs', 'cli', ...args], { cwd: home }, (error, out) =>
      resolve({ code: error?.code ?? 0, out: out.trim() }),
    )
  })

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'amends-launch-'))
  for (const name of [
    'dev/launch.mjs',
    'dev/launch',
    'dev/bundle.ts',
    'wrangler.ops.toml',
    'tsconfig.json',
    'package.json',
  ])
    cpSync(join(root, name), file(name), { recursive: true })
  for (const name of ['src', 'db/migrations', 'node_modules']) mkdirSync(file(name), { recursive: true })
  for (const name of ['esbuild', 'tsx'])
    symlinkSync(join(root, 'node_modules', name), file(`node_modules/${name}`))
  writeFileSync(file('src/node.ts'), '')
  writeFileSync(
    file('src/cli.ts'),
    "import { word } from './word.ts'\nconsole.log(word, ...process.argv.slice(2))\nprocess.exitCode = process.argv.length - 2\n",
  )
  say('one')
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

test('a command runs from a bundle, which is made once for unchanged sources', async () => {
  expect(await cli()).toEqual({ code: 0, out: 'one' })
  expect(await cli('a', 'b')).toEqual({ code: 2, out: 'one a b' })
  expect(builds()).toHaveLength(1)
})

test('a changed source is what runs next, though its size and its date are the old ones', async () => {
  say('two')
  expect((await cli()).out).toBe('two')
  expect(builds()).toHaveLength(2)
})

test('a new migration is in the bundle that runs next', async () => {
  writeFileSync(file('db/migrations/0001.sql'), 'select 1')
  await cli()
  const { folder } = JSON.parse(readFileSync(file('node_modules/.cache/amends/built.json'), 'utf8'))
  expect(readdirSync(file(`node_modules/.cache/amends/${folder}/migrations`))).toEqual(['0001.sql'])
})

test('a source with a fault fails, and no older bundle runs in its place', async () => {
  writeFileSync(file('src/word.ts'), 'export const word = (')
  const { code, out } = await cli()
  expect(code).not.toBe(0)
  expect(out).toBe('')
  say('one')
})

test('where no bundle can be kept, the sources run', async () => {
  rmSync(file('node_modules/.cache'), { recursive: true })
  writeFileSync(file('node_modules/.cache'), '')
  expect(await cli('a')).toEqual({ code: 1, out: 'one a' })
})
