import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { startWorkers } from '../dev/workers.ts'

/** MB of a process that are in memory. */
export const rssOf = (pid: number | string): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024

const TICK_KEY = 'a key for the ticker of the burst'

/** Edge and ops in real workerd, with a ticker for the cron. `rss` is workerd's alone, both Workers in one process. */
export const startInWorkerd = async (databaseUrl: string, env: Record<string, string>) => {
  const workers = await startWorkers({ databaseUrl, env: { ...env, LOCAL_TICK_KEY: TICK_KEY }, built: true })
  let open = true
  const ticker = (async () => {
    while (open) {
      await workers.tick()
      await sleep(1000)
    }
  })()
  const rss = () => Math.max(0, ...ofGroup(workers.pid).map(rssOf))
  const stop = async () => {
    open = false
    await ticker
    await workers.stop()
  }
  return { url: workers.url, rss, stop }
}

/** The workerd processes of a group. */
const ofGroup = (group: number): string[] =>
  readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid)) return false
    try {
      const [, name, rest] = /^\d+ \((.+)\) . \d+ (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? []
      return name === 'workerd' && Number(rest) === group
    } catch {
      return false // it has just ended
    }
  })
