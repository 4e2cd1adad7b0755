import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { migrate } from '../db/migrate.ts'
import { startLocalSlack } from './emulators/slack/server.ts'
import { startInbox } from './mail.ts'
import { startPostgres, stopPostgres } from './postgres.ts'
import { isAlive } from './processes.ts'
import { apiKey } from './start/apiKey.ts'
import { demo } from './start/demo.ts'
import { exampleCurl } from './start/example.ts'
import { forget, refuseSecond, remember } from './start/launcher.ts'
import { peopleOf } from './start/people.ts'
import { anotherSlack, home, keepSettings, portsFrom, refuseTaken, secrets } from './start/settings.ts'
import { applyExample, placeOf } from './start/setUp.ts'
import { healthy, timed } from './start/steps.ts'
import { startTeams } from './start/teams.ts'
import { root } from './workers/configure.ts'
import { startWorkers } from './workers.ts'

/** What runs now, to be stopped in the opposite order. */
const running: { what: string; stop(): Promise<void> }[] = []
const example = join(root, 'organisation.yaml')
/** `npm start -- --teams`: the second department lives in Microsoft's Agents Playground. */
const withTeams = process.argv.includes('--teams')
/** `npm start -- --demo`: 90 days of a plausible organisation, for reports and patterns to have something to say. */
const withDemo = process.argv.includes('--demo')
const say = (text: string) => console.log(text)
/** The step under way: what it begins has to be ended as well. */
let under: Promise<unknown> = Promise.resolve()
let stopping = false
let stoppingSince = 0
/** A step that a Ctrl-C came into is waited for so long; what is on a leash ends with us anyway. */
const LET_FINISH_MS = 10_000

async function up(): Promise<void> {
  const ports = portsFrom(process.env)
  refuseSecond()
  const secret = secrets()
  const dataDir = join(home, 'postgres')
  await stopPostgres(dataDir) // a launcher that was killed leaves one behind
  await refuseTaken(withTeams ? ports : { ...ports, teams: undefined })
  remember()
  running.push({ what: 'pids', stop: async () => forget() })

  const postgres = await step(
    'Postgres',
    () => startPostgres({ dataDir, port: ports.postgres }),
    (made) => made.stop(),
  )
  await step('migrations', () => migrate(postgres.url))

  const inbox = await step(
    'mail inbox',
    () => startInbox({ smtpPort: ports.smtp, webPort: ports.inbox, folder: join(home, 'mail') }),
    (made) => made.close(),
  )

  const slack = await step(
    'local Slack',
    () =>
      startLocalSlack({
        port: ports.slack,
        signingSecret: secret.SLACK_SIGNING_SECRET,
        botToken: secret.SLACK_BOT_TOKEN,
        dataFile: join(home, 'slack.jsonl'),
        strictRate: true,
        ...peopleOf(example),
      }),
    (made) => made.close(),
  )
  const edgeUrl = `http://127.0.0.1:${ports.edge}`
  slack.setTarget(`${edgeUrl}/slack/interactions`)
  const teams = withTeams
    ? await step(
        'Agents Playground (Teams)',
        () => startTeams(example, { port: ports.teams, edgeUrl }, (part) => running.push(part)),
        (made) => made.stop(),
      )
    : undefined
  const organisation = teams?.organisation ?? example

  const env = {
    ...secret,
    PUBLIC_URL: edgeUrl,
    SMTP_URL: inbox.smtpUrl,
    SLACK_API_URL: `${slack.url}/api/`,
    WEBHOOKS_ALLOW_LOOPBACK: '1',
    ...teams?.env,
    ...anotherSlack(process.env),
  }
  keepSettings({ DATABASE_URL: postgres.url, ...env })
  say(`  ${await step('set-up', () => applyExample(organisation, { ...env, DATABASE_URL: postgres.url }))}`)

  // The Workers do nothing before the first tick
  const [workers, told] = await Promise.all([
    step(
      'Workers (edge and ops in workerd)',
      () => startWorkers({ port: ports.edge, databaseUrl: postgres.url, env, folder: join(home, 'workers') }),
      (made) => made.stop(),
    ),
    withDemo ? step('demo', () => demo({ ...env, DATABASE_URL: postgres.url }, { say })) : undefined,
  ])
  if (told) say(`  ${told}`)
  tickEvery(2000, workers.tick)
  await step('health', () => healthy(edgeUrl))
  watch({ Postgres: postgres.pid, Workers: workers.pid }, workers.logFile)

  const key = await apiKey(edgeUrl, postgres.url)
  say(`
  edge         ${edgeUrl}   (health: ${edgeUrl}/health)
  mail inbox   ${inbox.webUrl}
  local Slack  ${slack.url}${teams ? `\n  local Teams  ${teams.url}   (channel: Oslo store; forms need the real Teams)` : ''}
  Postgres     ${postgres.url}
  Workers' log ${workers.logFile}

A contact to paste; its survey comes to the inbox:

${exampleCurl(edgeUrl, key, await placeOf(postgres.url), new Date())}

ready`)
}

/** A part that is begun, and how it is ended once it runs. */
async function step<T>(what: string, act: () => Promise<T>, stop?: (made: T) => Promise<void>): Promise<T> {
  if (stopping) return new Promise(() => {})
  const made = timed(what, act).then((result) => {
    if (stop) running.push({ what, stop: () => stop(result) })
    return result
  })
  under = Promise.allSettled([under, made])
  return made
}

/** Locally no platform fires the crons. */
async function tickEvery(ms: number, tick: () => Promise<boolean>): Promise<void> {
  while (!stopping) {
    await tick()
    await sleep(ms, undefined, { ref: false })
  }
}

function watch(pids: Record<string, number>, logFile: string): void {
  setInterval(() => {
    const gone = Object.keys(pids).find((what) => !isAlive(pids[what]!))
    if (gone && !stopping) down(`${gone} ended by itself (${logFile})`)
  }, 2000)
}

async function down(why?: string): Promise<never> {
  stopping = true
  stoppingSince = Date.now()
  if (why) console.error(`\n${why}\n`)
  if (running.length > 0) say('stopping')
  await Promise.race([under, sleep(LET_FINISH_MS)])
  for (const { what, stop } of running.reverse())
    await stop().catch((error: Error) => console.error(`${what}: ${error.message}`))
  process.exit(why ? 1 : 0)
}

/** npm hands on a Ctrl-C that the terminal sent us already; only a later one means "at once". */
function asked(): void {
  if (!stopping) void down()
  else if (Date.now() - stoppingSince > 1000) process.exit(1)
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, asked)
// Who read us is gone (`npm start | head`): nothing is left running behind.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => stopping || down())
await up().catch((error: Error) => stopping || down(error.message))
