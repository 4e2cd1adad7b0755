import { chownSync, readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

export interface Runner {
  uid: number
  gid: number
}

export const runsAsRoot = (): boolean => process.getuid?.() === 0

/** Postgres refuses to run as root: as root it runs as nobody, otherwise as the current user. */
export function postgresUser(): Runner | undefined {
  if (!runsAsRoot()) return undefined
  const line = readFileSync('/etc/passwd', 'utf8').match(/^nobody:[^:]*:(-?\d+):(-?\d+):/m)
  if (!line)
    throw new Error(
      'Postgres does not run as root, and this machine has no user "nobody": run as another user',
    )
  return { uid: Number(line[1]) >>> 0, gid: Number(line[2]) >>> 0 }
}

/** True when any user may pass through every folder down to this one. */
export function isReachable(path: string): boolean {
  for (let folder = path; ; folder = dirname(folder)) {
    const mode = statSync(folder, { throwIfNoEntry: false })?.mode
    if (mode !== undefined && (mode & 0o001) === 0) return false
    if (folder === dirname(folder)) return true
  }
}

/** Hands a folder to the user Postgres runs as. */
export function own(path: string): string {
  const user = postgresUser()
  if (user) chownSync(path, user.uid, user.gid)
  return path
}
