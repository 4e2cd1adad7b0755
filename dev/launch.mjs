/**
 * `node dev/launch.mjs serve|cli …`: runs the product from a bundle, which starts in a tenth of the time that TypeScript
 * takes. A bundle runs only while every file that it was made of is as it was; else it is made again first. Where it cannot
 * be made (a checkout that is read only, no esbuild), tsx reads the sources. It is plain JavaScript: Node loads it sooner.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import module from 'node:module'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const root = resolve(import.meta.dirname, '..')
const cache = join(root, 'node_modules', '.cache', 'amends')
const sources = { serve: 'src/node.ts', cli: 'src/cli.ts' }

/** The newest bundle's folder, unless a file of it has changed. */
const fresh = () => {
  try {
    const { folder, files } = JSON.parse(readFileSync(join(cache, 'built.json'), 'utf8'))
    const same = ([file, changed, size]) => {
      const now = statSync(join(root, file))
      return now.ctimeMs === changed && now.size === size
    }
    return files.every(same) ? join(cache, folder) : undefined
  } catch {
    return undefined
  }
}

/** In a process of its own, whose memory ends with it. */
const build = () => {
  const { status, stdout } = spawnSync(process.execPath, [join(root, 'dev', 'launch', 'build.ts'), cache], {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  })
  return status === 0 ? join(cache, stdout.trim()) : undefined
}

const name = process.argv[2]
process.argv.splice(1, 2, join(root, sources[name]))
process.env.AMENDS_HOME ||= join(root, '.amends')
const bundle = fresh() ?? build()
if (bundle) {
  module.enableCompileCache?.(join(bundle, 'compiled'))
  await import(pathToFileURL(join(bundle, `${name}.js`)).href)
  // A server may be killed: what was compiled is kept before that
  setTimeout(() => module.flushCompileCache?.(), 5000).unref()
} else {
  await import('tsx')
  await import(pathToFileURL(process.argv[1]).href)
}
