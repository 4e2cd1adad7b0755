import { execFileSync } from 'node:child_process'
import { chmodSync, closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { expect, test } from 'vitest'
import { runsAsRoot } from '../../dev/postgres/user.ts'
import { startPostgres } from '../../dev/postgres.ts'
import { isAlive } from '../../dev/processes.ts'
import { NOTHING_LOST, underLoad } from './underLoad.ts'

const MB = 1024 * 1024
const SIZE = 300
const MORE = Number(process.env.AMENDS_ANSWERS ?? 300)

// Only root may mount a small file system
test.runIf(runsAsRoot())(
  'with its disk full Postgres loses nothing acknowledged, and the service is back once there is room',
  async () => {
    const disk = mkdtempSync(join(tmpdir(), 'amends-disk-'))
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE}m,mode=755`, 'tmpfs', disk])
    chmodSync(disk, 0o755)
    const ballast = join(disk, 'ballast')
    try {
      const settings = { max_wal_size: '64MB', min_wal_size: '32MB' }
      const database = await startPostgres({ dataDir: join(disk, 'cluster', 'data'), settings })
      const said: string[] = []
      const found = await underLoad(database.url, {}, async (on) => {
        await on.serves(MORE)
        fill(ballast)
        await writeLog(database.url)
        said.push(`health bad after ${await on.healthTurns(false)} s: ${(await on.health()).said}`)
        rmSync(ballast)
        // Where its log found no room Postgres ended, and what supervises it starts it again
        const ended = await ends(database.pid)
        if (ended) await database.restart()
        said.push(ended ? 'Postgres ended, started again by its supervisor' : 'Postgres recovered by itself')
        said.push(`good again after ${await on.healthTurns(true)} s, serving after ${await on.serves(1)} s`)
        await on.serves(MORE)
      }).finally(() => database.stop())
      const { missing, doubled, faults, left, figures, inDoubt } = found
      const { contacts, answers, clicks } = figures.acknowledged
      console.log(
        `disk of ${SIZE} MB full: ${contacts} contacts, ${answers} answers, ${clicks} clicks acknowledged; ` +
          `${missing.length} missing, ${doubled.length} doubled, ${inDoubt} left without an answer; ${said.join('; ')}`,
      )
      expect({ missing, doubled, faults, left }).toEqual(NOTHING_LOST)
    } finally {
      execFileSync('umount', ['-l', disk])
      rmSync(disk, { recursive: true, force: true })
    }
  },
  600_000,
)

/** Takes all the room there is. */
const fill = (path: string): void => {
  const file = openSync(path, 'w')
  const block = Buffer.alloc(MB / 16)
  try {
    for (;;) writeSync(file, block)
  } catch (error) {
    expect((error as NodeJS.ErrnoException).code).toBe('ENOSPC')
  } finally {
    closeSync(file)
  }
}

/** Writes Postgres' log (WAL) on until it finds no room for the next part. */
const writeLog = async (url: string): Promise<void> => {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  for (let n = 0; n < SIZE; n++) {
    const refused = await sql`select pg_logical_emit_message(false, 'full', repeat('x', 1000000), true)`.then(
      () => false,
      () => true,
    )
    if (refused) break
  }
  await sql.end({ timeout: 1 })
}

/** Whether it ends within a few seconds, as after a recovery that found no room. */
const ends = async (pid: number): Promise<boolean> => {
  for (const until = Date.now() + 5000; Date.now() < until; ) {
    if (!isAlive(pid)) return true
    await new Promise((later) => setTimeout(later, 50))
  }
  return false
}
