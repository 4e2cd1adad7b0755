import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { connect } from '../db/client.ts'
import { migrate } from '../db/migrate.ts'
import { organisation } from '../db/schema/index.ts'
import { startPostgres } from '../dev/postgres.ts'
import { chatDestination } from '../src/outbox/destinations.ts'
import { enqueue } from '../src/outbox/enqueue.ts'
import { ask } from '../test/deps.ts'
import { everyDay, makeBrand, makeCase, makeDepartment, makeMember, makePerson } from '../test/factories.ts'
import { quantile, round } from './figures.ts'
import { startWorker } from './jobs.ts'
import { range } from './links.ts'
import { settingsFor, startServer } from './servers.ts'
import type { Clicked } from './teams.ts'

/**
 * `node --import tsx bench/teamsClicks.ts`: how soon *Take it* in Teams is answered by `serve`, 50 at once, each on a
 * case of its own, while the cards of the taken cases are drawn again. Teams is a process of its own, and PostgreSQL durable.
 */
const CLICKS = Number(process.env.CLICKS ?? 750)
const AT_ONCE = 50
/** Not counted: the first ones compile the code. */
const WARM = 150
/** Each has its own pace, so 50 cards a second can be drawn. */
const CHANNELS = range(0, 50).map((n) => `19:store-${n}@thread.tacv2`)
const [TENANT, APP, KARI] = [randomUUID(), randomUUID(), randomUUID()]
const PASSWORD = 'a bot password'

const database = await startPostgres({ settings: { shared_buffers: '1GB' } })
const stops: (() => unknown)[] = [() => database.stop()]
try {
  await migrate(database.url)
  const teams = startWorker('./teams.ts')
  stops.push(teams.stop)
  const { url, serviceUrl } = await teams.ask<{ url: string; serviceUrl: string }>('start', {
    tenant: TENANT,
    appId: APP,
    password: PASSWORD,
    channels: CHANNELS,
  })
  const db = connect(database.url, { max: 2 })
  stops.push(() => db.$client.end())
  await db.insert(organisation).values({ name: 'Nordly', ask, graceSeconds: 0, appliedAt: new Date() })
  await makeBrand(db, { key: 'nordly' })
  const kari = { slackUser: null, slackWorkspace: null, teamsTenant: TENANT, teamsUser: KARI }
  const { id: personId } = await makePerson(db, kari)
  const departments = []
  for (const channel of CHANNELS) {
    const destination = { platform: 'teams', workspace: TENANT, channel }
    const { key } = await makeDepartment(db, { destination, hours: everyDay })
    await makeMember(db, { departmentKey: key, personId })
    departments.push({ key, destination })
  }
  for (const n of range(0, CLICKS + WARM)) {
    const { key, destination } = departments[n % departments.length]!
    const now = new Date()
    const { id } = await makeCase(db, {
      brandKey: 'nordly',
      departmentKey: key,
      accountableId: personId,
      openedAt: now,
    })
    await enqueue(db, {
      kind: 'escalation',
      destination: chatDestination(destination),
      lane: `case:${id}`,
      onceKey: `escalation:${id}`,
      payload: { case: id },
      dueAt: now,
      now,
    })
  }
  await db.$client`vacuum analyze`
  const server = await startServer('src/node.ts', {
    ...settingsFor(database.url, 'http://127.0.0.1:9', {
      botToken: 'xoxb-none',
      signingSecret: 'a secret that signs nothing',
    }),
    TEAMS_APP_ID: APP,
    TEAMS_APP_PASSWORD: PASSWORD,
    TEAMS_TENANT_ID: TENANT,
    TEAMS_SERVICE_URL: serviceUrl,
    TEAMS_OPENID_URL: `${url}/openid`,
    TEAMS_LOGIN_URL: url,
  })
  stops.push(server.stop)
  await teams.ask('target', `http://127.0.0.1:${server.port}/teams/messages`)
  const posted = () => teams.ask<{ channel: string; id: string }[]>('posted')
  while ((await posted()).length < CLICKS + WARM) await sleep(500)
  const click = (on: { channel: string; id: string }[]) =>
    teams.ask<Clicked>('click', { user: KARI, verb: 'take', on, parallel: AT_ONCE })
  const on = await posted()
  await click(on.slice(0, WARM))
  const before = await teams.ask<number>('updates')
  const { ms, refused, took } = await click(on.slice(WARM))
  const updates = (await teams.ask<number>('updates')) - before
  const [taken] = await db.$client<
    { n: number }[]
  >`select count(*)::int as n from cases where state = 'owned'`
  const at = (share: number) => `${round(quantile(ms, share))} ms`
  console.log(
    `${ms.length} Teams clicks, ${AT_ONCE} at once: p50 ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)} (300); ` +
      `${round(ms.length / (took / 1000))} a second; ${updates} cards drawn meanwhile; ${taken!.n - WARM} taken, ${refused.length} refused ${refused[0] ?? ''}`,
  )
  process.exitCode = refused.length > 0 || taken!.n !== CLICKS + WARM ? 1 : 0
} finally {
  for (const stop of stops.reverse()) await stop()
}
