import { createHmac } from 'node:crypto'
import { cpus } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { SMTPServer } from 'smtp-server'
import { connect } from '../db/client.ts'
import { migrate } from '../db/migrate.ts'
import { brands, departments, organisation } from '../db/schema/index.ts'
import { startPostgres } from '../dev/postgres.ts'
import { createKey } from '../src/setup/keys.ts'
import { ask, makeOrganisation } from '../test/deps.ts'
import { startPooler } from '../test/fault/pooler.ts'
import { byApi, byZammad, emailOf, kindOf } from './burstContacts.ts'
import { startServer } from './servers.ts'
import { rssOf, startInWorkerd } from './workerd.ts'

/**
 * Contacts in one burst, half through the API and half through Zammad's webhook, against `serve` ("-- workerd": the
 * Workers) on loopback with real PostgreSQL and a real SMTP server. Prints memory, pace and what became of each; ends with 1 where a rule did not hold.
 */
const COUNT = Number(process.env.BURST ?? 10_000)
const AT_ONCE = 32
/** More than this above the idle server is not flat; what of workerd is an isolate’s cannot be read from outside. */
const MOST_MB = 150
const SECRET = 'a secret of the webhook'

const IN_WORKERD = process.argv[2] === 'workerd'

const serve = async (databaseUrl: string, env: Record<string, string>) => {
  const { port, pid, stop } = await startServer('src/node.ts', {
    ...env,
    DATABASE_URL: databaseUrl,
    PORT: '0',
    PUBLIC_URL: 'http://127.0.0.1:8787',
    PICTURES_DIR: '/tmp/amends-burst-pictures',
  })
  return { url: `http://127.0.0.1:${port}`, rss: () => rssOf(pid), stop }
}

const received = new Map<string, number>()
const mailServer = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData: (stream, session, done) => {
    stream.resume()
    stream.once('end', () => {
      for (const { address } of session.envelope.rcptTo)
        received.set(address, (received.get(address) ?? 0) + 1)
      done()
    })
  },
})
const smtpPort = await new Promise<number>((listening) => {
  const inner = mailServer.listen(0, '127.0.0.1', () => listening((inner.address() as { port: number }).port))
})

const database = await startPostgres()
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => database.stop().finally(() => process.exit(1)))
try {
  await migrate(database.url)
  const db = connect(database.url, { max: 4 })
  await makeOrganisation(db)
  await db
    .update(organisation)
    .set({ graceSeconds: 0, ask: { ...ask, delayMinutes: 0, window: { from: '00:00', to: '24:00' } } })
  await db.update(departments).set({ timeZone: 'UTC' })
  await db.update(brands).set({ replyTo: 'care@nordly.example' })
  await db.$client`insert into helpdesk_groups values ('zammad', 'Support::*', 'nordly', 'service')`
  const { key } = await createKey({ db }, { name: 'burst', scopes: ['contacts:write'], now: new Date() })
  const env = {
    TOKEN_KEY: 'a key of at least thirty-two characters',
    API_PER_MINUTE: '1000000',
    SMTP_URL: `smtp://127.0.0.1:${smtpPort}`,
    ZAMMAD_WEBHOOK_SECRET: SECRET,
  }
  // In Hyperdrive's place; where pgbouncer is not installed the Workers connect to PostgreSQL directly
  const pooler = IN_WORKERD ? await startPooler(database.port, 20) : undefined
  const server = IN_WORKERD
    ? await startInWorkerd(pooler?.url ?? database.url, env)
    : await serve(database.url, env)
  const { url } = server
  const took: number[] = []
  const send = async (at: number): Promise<void> => {
    const api = Math.floor(at / 20) % 2 === 0
    const body = JSON.stringify(api ? byApi(at) : byZammad(at))
    const headers: Record<string, string> = api
      ? { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
      : { 'x-hub-signature': `sha1=${createHmac('sha1', SECRET).update(body).digest('hex')}` }
    const begun = performance.now()
    const response = await fetch(`${url}/v1/${api ? 'contacts' : 'helpdesks/zammad'}`, {
      method: 'POST',
      headers,
      body,
    })
    const text = await response.text()
    took.push(performance.now() - begun)
    if (response.status !== 202) throw new Error(`${response.status}: ${text}`)
  }
  // The same code paths, before memory is read
  for (let at = -200; at < 0; at++) await send(at)
  await sleep(2000)
  took.length = 0
  const before = server.rss()
  const memory: number[] = []
  const sampling = setInterval(() => memory.push(server.rss()), 200)
  const startedAt = new Date()
  const begun = performance.now()
  let next = 0
  const halves: number[] = []
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let at = next++; at < COUNT; at = next++) {
        await send(at)
        if (at === COUNT / 2) halves.push(performance.now() - begun)
      }
    }),
  )
  const seconds = (performance.now() - begun) / 1000
  const wanted = new Set(
    Array.from({ length: COUNT }, (_, at) => at)
      .filter((at) => ['ordinary', 'rest period'].includes(kindOf(at)))
      .map((at) => emailOf(at).replace('+second', '')),
  ).size
  for (
    const until = Date.now() + 300_000 + COUNT * 100;
    Date.now() < until && received.size < wanted;
    await sleep(250)
  );
  await sleep(1000)
  const mailed = (performance.now() - begun) / 1000
  clearInterval(sampling)
  await sleep(5000)
  const counts = await db.$client<{ what: string; count: number }[]>`
    select coalesce(i.reason, i.state) as what, count(*)::int from invitations i join contacts c on c.id = i.contact_id
    where c.received_at >= ${startedAt} group by 1 order by 2 desc`
  const odd = await db.$client`select count(*)::int as count from odd_contacts`
  const sorted = took.sort((a, b) => a - b)
  const at = (share: number) => Math.round(sorted[Math.floor(sorted.length * share)]!)
  const peak = Math.max(...memory)
  const mailboxes = new Map<string, number>()
  for (const [address, times] of received) {
    const mailbox = address.replace(/\+[^@]*/, '')
    mailboxes.set(mailbox, (mailboxes.get(mailbox) ?? 0) + times)
  }
  const twice = [...mailboxes.values()].filter((times) => times > 1).length
  const wrong = [...mailboxes.keys()].filter((one) => !/^customer\d+@mail\.example$/.test(one)).length
  const through = pooler ? 'through pgbouncer' : 'without pgbouncer'
  console.log(
    `${IN_WORKERD ? `workerd ${through}` : `Node ${process.version}`} (${cpus().length} cores), ${AT_ONCE} at once, Postgres durable, on loopback`,
  )
  console.log(
    `contacts           ${COUNT} in ${seconds.toFixed(1)} s: ${Math.round(COUNT / seconds)} a second; first half ${((halves[0] ?? 0) / 1000).toFixed(1)} s`,
  )
  console.log(`a request          ${at(0.5)} ms median, ${at(0.95)} ms p95, ${at(0.99)} ms p99`)
  console.log(
    `mails              ${received.size} of ${wanted} in ${mailed.toFixed(1)} s; mailboxes asked twice: ${twice}; others than customers: ${wrong}`,
  )
  console.log(
    `memory (RSS)       ${Math.round(before)} MB before, ${Math.round(peak)} at the peak, ${Math.round(server.rss())} after`,
  )
  for (const { what, count } of counts) console.log(`  ${what.padEnd(17)} ${count}`)
  console.log(`fields left out    ${odd[0]!.count} (telephone numbers that are none)`)
  const holds =
    twice === 0 && wrong === 0 && received.size === wanted && (IN_WORKERD || peak - before <= MOST_MB)
  console.log(holds ? 'every ask rule holds, memory is flat' : 'A RULE DID NOT HOLD')
  process.exitCode = holds ? 0 : 1
  await db.$client.end()
  await server.stop()
  await pooler?.stop()
} finally {
  await database.stop()
  mailServer.close()
}
