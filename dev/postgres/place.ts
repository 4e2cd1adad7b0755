import { createHash } from 'node:crypto'
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { isAlive } from '../processes.ts'
import { isReachable, own, postgresUser, runsAsRoot } from './user.ts'

/**
 * Where a kept database really lives. As root, a folder that only root can enter is no home for Postgres:
 * the data then goes to /var/lib/amends and the asked-for path becomes a link to it.
 */
export function keptPlace(wanted: string): string {
  const path = resolve(wanted)
  if (existsSync(path)) return own(realpathSync(path))
  rmSync(path, { force: true }) // a link whose data was removed
  mkdirSync(dirname(path), { recursive: true })
  if (!runsAsRoot() || isReachable(dirname(path))) {
    mkdirSync(path, { mode: 0o700 })
    return own(path)
  }
  const place = join('/var/lib/amends', createHash('sha256').update(path).digest('hex').slice(0, 12))
  mkdirSync(place, { recursive: true, mode: 0o755 })
  const data = join(place, 'postgres')
  if (!existsSync(data)) mkdirSync(data, { mode: 0o700 })
  symlinkSync(data, path)
  return own(data)
}

/** A fresh folder named after this process, so that a later run can tell whose it was. */
export function throwAwayPlace(): string {
  const folder = mkdtempSync(join(tempFolder(), `amends-postgres-${process.pid}-`))
  own(folder)
  const data = join(folder, 'data')
  mkdirSync(data, { mode: 0o700 })
  return own(data)
}

/** Throw-away folders whose maker was killed before it could clear up. */
export function abandonedPlaces(): string[] {
  const folder = tempFolder()
  return readdirSync(folder).flatMap((name) => {
    const pid = name.match(/^amends-postgres-(\d+)-/)?.[1]
    const path = join(folder, name)
    return pid && !isAlive(Number(pid)) && isMine(path) ? [join(path, 'data')] : []
  })
}

function tempFolder(): string {
  const usable = [tmpdir(), '/tmp', '/var/tmp'].filter((folder) => existsSync(folder))
  return usable.find((folder) => !runsAsRoot() || isReachable(folder)) ?? tmpdir()
}

function isMine(path: string): boolean {
  const uid = lstatSync(path, { throwIfNoEntry: false })?.uid
  return uid === (postgresUser()?.uid ?? process.getuid?.())
}
