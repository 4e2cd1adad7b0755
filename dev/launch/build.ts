import {
  accessSync,
  constants,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { bundle, root } from '../bundle.ts'

/**
 * Makes the bundle that `dev/launch.mjs` runs, in a folder of `cache` that it prints, and notes what it was made of.
 * Exit code 1: it cannot be kept.
 */
const cache = process.argv[2]!
/** A running server may still load parts of an older one. */
const KEPT_MS = 24 * 3_600_000
/** A file's time is as coarse as the kernel's clock: one that changed so shortly before may change again unseen. */
const COARSE_MS = 50

const migrations = join('db', 'migrations')
/** What decides beside the files that esbuild read. A folder's time tells what came and went. */
const ALSO = ['wrangler.ops.toml', 'tsconfig.json', 'package.json', 'dev/bundle.ts', 'dev/launch/build.ts']
const installed = ['node_modules/.package-lock.json']

const isThere = (file: string) => statSync(join(root, file), { throwIfNoEntry: false }) !== undefined

try {
  mkdirSync(cache, { recursive: true })
  accessSync(cache, constants.W_OK)
} catch {
  process.exit(1)
}
const begun = Date.now()
const folder = `${begun}-${process.pid}`
const { files } = await bundle(join(cache, folder))
const all = [
  ...files,
  ...ALSO,
  ...installed.filter(isThere),
  migrations,
  ...readdirSync(join(root, migrations), { recursive: true, encoding: 'utf8' }).map((name) =>
    join(migrations, name),
  ),
]
const noted = all.map((file) => {
  const { ctimeMs, size } = statSync(join(root, file))
  // Changed while it was read: the next run makes it again
  return [file, ctimeMs < begun - COARSE_MS ? ctimeMs : 0, size]
})
const note = join(cache, `${folder}.json`)
writeFileSync(note, JSON.stringify({ folder, files: noted }))
renameSync(note, join(cache, 'built.json'))
for (const name of readdirSync(cache))
  if (Number.parseInt(name, 10) < begun - KEPT_MS) rmSync(join(cache, name), { recursive: true, force: true })
console.log(folder)
