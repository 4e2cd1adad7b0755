import { connect } from '../db/client.ts'
import { startPostgres } from '../dev/postgres.ts'
import { edgeApp } from '../src/app.ts'
import { act } from '../src/staff/act.ts'
import { testDeps } from '../test/deps.ts'
import { treeCpuOf } from './cpu.ts'
import { prepare } from './data.ts'
import { type Figure, median, print, round } from './figures.ts'
import { departmentOf, liaisonOf, range, TOKEN_KEY, tokenOf, WORKSPACE } from './links.ts'

/**
 * `npm run bench:clicks`: what the product's part of a click costs, without the platform's: statements,
 * BEGIN and COMMIT among them, and CPU, which other programs of the machine disturb less than time.
 */
const CASES = Number(process.env.CASES ?? 1000)
const AT_ONCE = 8
/** Not counted: the first ones compile the code, and Postgres plans for each connection. */
const WARM = 300
const ROUNDS = 4
const VERBS = { take: 'Take it', apologise: 'a form opens' }
type Verb = keyof typeof VERBS
type Open = { id: string; n: number }

const database = await startPostgres()
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => database.stop().finally(() => process.exit(1)))
await prepare(database.url, CASES * 5)
const db = connect(database.url, { max: 20 })
const { deps } = testDeps(db, { now: () => new Date(), tokenKey: TOKEN_KEY })

/** As many at once as `AT_ONCE`. */
const each = async <T>(all: T[], work: (one: T) => Promise<void>) => {
  const left = [...all]
  const worker = async () => {
    for (let one = left.pop(); one !== undefined; one = left.pop()) await work(one)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
}

const edge = edgeApp(deps)
await each(range(0, CASES, 5), async (n) => {
  const body = 'step=score&score=1'
  const headers = {
    origin: deps.publicUrl,
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': String(body.length),
  }
  const answer = await edge.request(`${deps.publicUrl}/s/${tokenOf(n)}`, { method: 'POST', headers, body })
  if (answer.status !== 200) throw new Error(`an answer came to ${answer.status}`)
})
const sql = db.$client
await sql`update cases set message = jsonb_build_object('platform', 'slack', 'workspace', 'T', 'channel', 'C', 'id', id)`
await sql`update outbox set state = 'sent', settled_at = now() where kind = 'escalation'`
await sql.unsafe('vacuum analyze')
const open: Open[] = await sql<Open[]>`
  select k.id, c.external_id::int as n from cases k join contacts c on c.id = k.contact_id where k.state = 'open' order by random()`

let statements = 0
Object.assign(sql.options, { debug: () => statements++ })
const handle = act(deps)
const click = async (verb: Verb, { id, n }: Open) => {
  const by = { platform: 'slack', workspace: WORKSPACE, user: liaisonOf(departmentOf(n)) }
  const answer = await handle({ kind: 'click', by, verb, subject: id })
  if (answer.kind !== (verb === 'take' ? 'done' : 'form')) throw new Error(JSON.stringify(answer))
}

const measured = async (verb: Verb, some: Open[]) => {
  const before = { server: process.cpuUsage(), postgres: treeCpuOf(database.pid), begun: performance.now() }
  statements = 0
  await each(some, (one) => click(verb, one))
  const { user, system } = process.cpuUsage(before.server)
  return {
    statements: statements / some.length,
    server: (user + system) / 1000 / some.length,
    postgres: (treeCpuOf(database.pid) - before.postgres) / some.length,
    perSecond: (some.length / (performance.now() - before.begun)) * 1000,
  }
}

const verbs = Object.keys(VERBS) as Verb[]
const warm = open.splice(0, WARM)
for (const verb of verbs) await measured(verb, warm)
const size = Math.floor(open.length / ROUNDS)
const all: Record<Verb, Awaited<ReturnType<typeof measured>>[]> = { take: [], apologise: [] }
for (const n of range(0, ROUNDS))
  for (const verb of verbs) all[verb].push(await measured(verb, open.slice(n * size, (n + 1) * size)))
print(
  verbs.map((verb): Figure => {
    const of = (part: keyof (typeof all)[Verb][number]) => median(all[verb].map((one) => one[part]))
    return {
      what: `${VERBS[verb]}, ${AT_ONCE} at once (${size * ROUNDS} clicks in ${ROUNDS} rounds)`,
      measured: `${round(of('statements'), 1)} statements; ${round(of('server') + of('postgres'), 2)} ms of CPU (server ${round(of('server'), 2)}, Postgres ${round(of('postgres'), 2)}); ${round(of('perSecond'))} a second`,
    }
  }),
)
await db.$client.end()
await database.stop()
