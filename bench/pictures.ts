import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { addLink } from '../src/invitations/plan.ts'
import { linkOf } from '../src/links.ts'
import { makeOrganisation, testDeps } from '../test/deps.ts'
import { makeCase } from '../test/factories.ts'
import { freshDatabase } from '../test/setup/database.ts'
import { startServer } from './servers.ts'

/**
 * Forms with three pictures of 8 MB each, twelve at once: at one case's link, then at a link each. Against `serve` on
 * loopback with real PostgreSQL. Prints what the process took more at its peak; ends with 1 above `MOST_MB`.
 */
const AT_ONCE = 12
const MOST_MB = 150
const MB = 1024 * 1024
/** The highest resident size since it was last asked. */
const peakOf = (pid: number): number => {
  const peak = Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024
  writeFileSync(`/proc/${pid}/clear_refs`, '5')
  return peak
}

/** A JPEG of just under 8 MB: a real one's head, with noise for its scan, in which no marker may stand. */
const plain = readFileSync('test/fixtures/pictures/plain.jpg')
const large = () =>
  Buffer.concat([
    plain.subarray(0, -2),
    randomBytes(8 * MB - 64 * 1024).map((byte) => (byte === 0xff ? 0xfe : byte)),
    plain.subarray(-2),
  ])
const PICTURES = [large(), large(), large()]

const bodyOf = (pictures: Buffer[]): Buffer => {
  const part = (headers: string, content: string | Buffer) => [
    Buffer.from(`--edge\r\nContent-Disposition: form-data; ${headers}\r\n\r\n`),
    Buffer.from(content),
    Buffer.from('\r\n'),
  ]
  return Buffer.concat([
    ...part('name="words"', 'Look.'),
    ...part('name="form"', randomUUID()),
    ...pictures.flatMap((one) => part('name="pictures"; filename="lamp.jpg"', one)),
    Buffer.from('--edge--\r\n'),
  ])
}

const upload = (port: number, path: string, pictures: Buffer[]): Promise<string> =>
  new Promise((resolve) => {
    const body = bodyOf(pictures)
    const headers = { 'content-type': 'multipart/form-data; boundary=edge', 'content-length': body.length }
    const sent = request({ port, path, method: 'POST', headers, agent: false }, (answer) => {
      answer.resume()
      answer.once('end', () =>
        resolve(answer.headers.location?.split('?')[1] ?? `status ${answer.statusCode}`),
      )
    })
    sent.once('error', (error) => resolve(error.message))
    sent.end(body)
  })

const database = await freshDatabase()
const folder = mkdtempSync(join(tmpdir(), 'amends-bench-'))
await makeOrganisation(database.db)
const linked = async () => {
  const { deps } = testDeps(database.db)
  const { id } = await makeCase(database.db, { brandKey: 'nordly', departmentKey: 'service' })
  await addLink(deps, database.db, 'case', id, new Date('2100-01-01T00:00:00Z'))
  return new URL(await linkOf(deps, 'case', id)).pathname
}
const server = await startServer(
  process.env.ENTRY ?? 'src/node.ts',
  {
    DATABASE_URL: database.url,
    PORT: '0',
    PUBLIC_URL: 'http://127.0.0.1:8787',
    TOKEN_KEY: testDeps(database.db).deps.tokenKey,
    SMTP_URL: 'smtp://127.0.0.1:1',
    PICTURES_DIR: folder,
  },
  (process.env.FLAGS ?? '').split(' ').filter(Boolean),
)
const burst = async (paths: string[]): Promise<void> => {
  const begun = performance.now()
  const answers = await Promise.all(paths.map((path) => upload(server.port, path, PICTURES)))
  const counts = [...new Set(answers)].map(
    (answer) => `${answers.filter((one) => one === answer).length} ${answer}`,
  )
  const grown = Math.round(peakOf(server.pid) - before)
  const seconds = ((performance.now() - begun) / 1000).toFixed(1)
  console.log(
    `${new Set(paths).size} links: ${grown} MB more at the peak, ${seconds} s, answers: ${counts.join(', ')}`,
  )
  if (grown > MOST_MB) process.exitCode = 1
}
const one = await linked()
await upload(server.port, one, [plain])
await sleep(1000)
peakOf(server.pid)
const before = peakOf(server.pid)
console.log(`${AT_ONCE} forms of 24 MB at once, Node ${process.version}, ${Math.round(before)} MB before`)
await burst(Array(AT_ONCE).fill(one))
await sleep(2000)
peakOf(server.pid)
await burst(await Promise.all(Array.from({ length: AT_ONCE }, linked)))
await sleep(5000)
peakOf(server.pid)
console.log(`${Math.round(peakOf(server.pid) - before)} MB more 5 s later`)
await server.stop()
await database.end()
rmSync(folder, { recursive: true })
process.exit()
