import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { bad, type Finding, good } from './finding.ts'

type Said = Omit<Finding, 'what'>
const HOUR_MS = 3600_000
const OLD_HOURS = 26
const SKEW_MS = 5_000

/** The public address, as a customer reaches it: its health, and this machine's clock against the answer's `Date`. */
export const publicAddress = async (
  publicUrl: string,
  { fetch: asked = fetch, now }: { fetch?: typeof fetch; now: () => Date },
): Promise<Said[]> => {
  const answer = await asked(`${publicUrl}/health`, { redirect: 'manual' })
  const at = now()
  if (answer.status >= 300 && answer.status < 400)
    return [
      bad(`it redirects to ${answer.headers.get('location')}: PUBLIC_URL is the address without a redirect`),
    ]
  const health = (await answer.json().catch(() => undefined)) as Record<string, unknown> | undefined
  if (!health?.status) return [bad(`${publicUrl}/health is not answered by Amends (${answer.status})`)]
  const faults = Object.entries(health).filter(
    ([name, found]) => typeof found === 'string' && found !== 'good' && name !== 'status',
  )
  const date = Date.parse(answer.headers.get('date') ?? '')
  const skew = Number.isNaN(date) ? 0 : Math.round((date - at.getTime()) / 1000)
  return [
    ...(faults.length > 0
      ? faults.map(([name, found]) => bad(`health: ${name}: ${found}`))
      : [good('it answers, and its health is good')]),
    ...(Math.abs(skew) * 1000 > SKEW_MS ? [bad(`its clock differs from this machine’s by ${skew} s`)] : []),
  ]
}

/** The age of the newest backup, a file or the newest of a folder. */
export const backupAge = async (path: string, now: Date): Promise<Said[]> => {
  const found = await stat(path).catch(() => undefined)
  if (!found) return [bad(`there is no ${path}`)]
  const files = found.isDirectory()
    ? await Promise.all((await readdir(path)).map(async (name) => (await stat(join(path, name))).mtime))
    : [found.mtime]
  if (files.length === 0) return [bad(`${path} is empty`)]
  const hours = (now.getTime() - Math.max(...files.map(Number))) / HOUR_MS
  return [
    hours > OLD_HOURS
      ? bad(`the newest is ${Math.round(hours)} h old: is the nightly backup running?`)
      : good(`the newest is ${hours < 1 ? 'less than an hour' : `${Math.round(hours)} h`} old`),
  ]
}
