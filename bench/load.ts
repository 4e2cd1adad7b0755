import { setTimeout as sleep } from 'node:timers/promises'
import { type Connection, getPage, open, postScore } from './http.ts'
import { serveJobs } from './jobs.ts'
import { scoreOf, tokenOf } from './links.ts'

/** Answers the links one after the other on each connection, for `ms` at most; one answer = the page and the score. */
type Closed = { port: number; numbers: number[]; connections: number; ms?: number }
/** So many answers a second, each begun at its time, whatever became of the one before. */
type Paced = { port: number; numbers: number[]; perSecond: number }
/** Everything submitted at once, each on its own connection. */
type Burst = { port: number; numbers: number[] }
export type Done = { answered: number[]; errors: string[]; ms: number; sentAt: number[]; pageBytes: number }

const fresh = (): Done => ({ answered: [], errors: [], ms: 0, sentAt: [], pageBytes: 0 })

async function submit(connection: Connection, n: number, token: string, done: Done): Promise<void> {
  const at = Date.now()
  const { status } = await connection.send(postScore(token, scoreOf(n)))
  if (status !== 200) return void done.errors.push(`submit answered ${status}`)
  done.answered.push(n)
  done.sentAt.push(at)
}

async function answer(connection: Connection, n: number, token: string, done: Done): Promise<void> {
  const page = await connection.send(getPage(token))
  if (page.status !== 200) return void done.errors.push(`page answered ${page.status}`)
  done.pageBytes = page.bytes
  await submit(connection, n, token, done)
}

const noting = (done: Done) => (error: Error) => void done.errors.push(error.message)
const openAll = (port: number, count: number) => Promise.all(Array.from({ length: count }, () => open(port)))

serveJobs({
  async closed({ port, numbers, connections, ms = Number.POSITIVE_INFINITY }: Closed): Promise<Done> {
    const done = fresh()
    const tokens = numbers.map(tokenOf)
    const lines = await openAll(port, connections)
    let next = 0
    const begun = performance.now()
    const work = async (line: Connection) => {
      while (next < numbers.length && performance.now() - begun < ms) {
        const i = next++
        await answer(line, numbers[i]!, tokens[i]!, done)
      }
    }
    await Promise.all(lines.map((line) => work(line).catch(noting(done))))
    done.ms = performance.now() - begun
    for (const line of lines) line.close()
    return done
  },

  async paced({ port, numbers, perSecond }: Paced): Promise<Done> {
    const done = fresh()
    const tokens = numbers.map(tokenOf)
    const idle = await openAll(port, 8)
    const all = new Set(idle)
    const begun = performance.now()
    const work = numbers.map(async (n, i) => {
      await sleep((i * 1000) / perSecond)
      let line = idle.pop()
      while (line && !line.alive()) line = idle.pop()
      line ??= await open(port)
      all.add(line)
      await answer(line, n, tokens[i]!, done)
      idle.push(line)
    })
    await Promise.all(work.map((one) => one.catch(noting(done))))
    done.ms = performance.now() - begun
    for (const line of all) line.close()
    return done
  },

  async burst({ port, numbers }: Burst): Promise<Done> {
    const done = fresh()
    const tokens = numbers.map(tokenOf)
    const lines = await openAll(port, numbers.length)
    const begun = performance.now()
    await Promise.all(lines.map((line, i) => submit(line, numbers[i]!, tokens[i]!, done).catch(noting(done))))
    done.ms = performance.now() - begun
    for (const line of lines) line.close()
    return done
  },
})
