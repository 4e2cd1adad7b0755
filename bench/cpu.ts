import { readdirSync, readFileSync } from 'node:fs'

/** Linux counts in hundredths of a second for every reader of /proc, whatever the kernel's own tick. */
const TICK_MS = 10

type Times = { parent: number; own: number; ended: number }

/** proc(5), stat: fields 4, 14 and 15, 16 and 17. */
function timesOf(pid: number | string): Times {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ')
  const at = (field: number) => Number(fields[field - 3])
  return { parent: at(4), own: (at(14) + at(15)) * TICK_MS, ended: (at(16) + at(17)) * TICK_MS }
}

/** CPU milliseconds a process has used, all its threads, user and system. */
export const cpuOf = (pid: number): number => timesOf(pid).own

/** The same of a process and all its children, those that have ended included. */
export function treeCpuOf(pid: number): number {
  const { own, ended } = timesOf(pid)
  let sum = own + ended
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue
    try {
      const child = timesOf(entry)
      if (child.parent === pid) sum += child.own
    } catch {
      // it has just ended
    }
  }
  return sum
}
