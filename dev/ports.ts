import { execFile } from 'node:child_process'
import { connect, createServer } from 'node:net'
import { promisify } from 'node:util'

/** A port of 127.0.0.1 that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}

/** True when something answers on 127.0.0.1, or the port can't be bound there. */
export async function isTaken(port: number): Promise<boolean> {
  if (await answers(port)) return true
  return new Promise((resolve) => {
    const server = createServer().once('error', () => resolve(true))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(false)))
  })
}

export function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: 1000 })
    const done = (yes: boolean) => {
      socket.destroy()
      resolve(yes)
    }
    socket
      .once('connect', () => done(true))
      .once('error', () => done(false))
      .once('timeout', () => done(false))
  })
}

/** Who listens, as far as the machine's own tools tell; undefined where none of them is installed. */
export async function listenerOf(port: number): Promise<number | undefined> {
  const run = promisify(execFile)
  const lsof = await run('lsof', ['-nP', '-t', `-iTCP:${port}`, '-sTCP:LISTEN']).catch(() => undefined)
  if (lsof) return Number(lsof.stdout.split('\n')[0]) || undefined
  const ss = await run('ss', ['-Hltnp', `sport = :${port}`]).catch(() => undefined)
  return Number(ss?.stdout.match(/pid=(\d+)/)?.[1]) || (await listenerByProc(port))
}

async function listenerByProc(port: number): Promise<number | undefined> {
  const { readdir, readFile, readlink } = await import('node:fs/promises')
  const hex = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  const tables = await Promise.all(
    ['/proc/net/tcp', '/proc/net/tcp6'].map((file) => readFile(file, 'utf8').catch(() => '')),
  )
  const rows = tables.flatMap((table) => table.split('\n').map((line) => line.trim().split(/\s+/)))
  const inode = rows.find((row) => row[1]?.endsWith(hex) && row[3] === '0A')?.[9]
  if (!inode) return undefined
  for (const pid of await readdir('/proc').catch(() => [])) {
    if (!/^\d+$/.test(pid)) continue
    for (const fd of await readdir(`/proc/${pid}/fd`).catch(() => [])) {
      const target = await readlink(`/proc/${pid}/fd/${fd}`).catch(() => '')
      if (target === `socket:[${inode}]`) return Number(pid)
    }
  }
  return undefined
}
