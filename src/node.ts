import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { connect } from '../db/client.ts'
import { readConnectionString } from '../db/connectionString.ts'
import { requirePatchedDriver } from '../db/driver.ts'
import { platforms } from '../integrations/index.ts'
import { smtp } from '../integrations/mail/smtp.ts'
import { signInProvider } from '../integrations/oidc/provider.ts'
import { diskPictures, keepsPictures } from '../integrations/pictures/disk.ts'
import { pinnedClient } from '../integrations/webhooks/pinned.ts'
import { metrics } from './api/metrics.ts'
import { api } from './api/routes.ts'
import { edgeApp } from './app.ts'
import { careful } from './care/careful.ts'
import { severeIn } from './care/severe/severe.ts'
import { loadCase, loadToChange } from './cases/caseFile.ts'
import { consoleLog, type OpsDeps } from './deps.ts'
import { desk } from './desk/platform.ts'
import { parseEnv, schemas, settingNotes } from './env.ts'
import { causeOf } from './errors.ts'
import { COUNTING, judgeAndSend, tick } from './jobs/jobs.ts'
import { paced } from './jobs/pace.ts'
import { chatApp } from './opsApp.ts'
import type { Limits } from './outbox/drain.ts'
import { giveWay } from './outbox/giveWay.ts'
import { wakes } from './outbox/wakes.ts'
import { judgeAnswers } from './responses/judge.ts'
import { SERVER_OPTIONS } from './server.ts'

const TICK_MS = 20_000
const WORKERS = 4
/** Two more than `WORKERS`, so that a click never waits for all the messages under way. */
const CASE_CONNECTIONS = 6

/** Says without a stack trace what is missing: a setting, the driver's patch, a folder that can be written. */
const read = () => {
  try {
    requirePatchedDriver()
    const read = parseEnv(schemas.node, process.env)
    keepsPictures(read.PICTURES_DIR)
    return read
  } catch (error) {
    console.error((error as Error).message)
    process.exit(1)
  }
}
const settings = read()
const now = () => new Date()
for (const note of settingNotes(settings)) consoleLog('setting.note', { note })
const { options } = readConnectionString(settings.DATABASE_URL)
// PostgreSQL spends 80 ms of CPU on each connection before it has the plans of a case's two long statements. So
// clicks, customers’ pages of their cases and messages share few connections, with no report or sweep in front.
const own = settings.DATABASE_POOL < 20 ? 0 : CASE_CONNECTIONS
const db = connect(options, { max: settings.DATABASE_POOL - own })
const casesDb = own > 0 ? connect(options, { max: own }) : db

/** Sends and sweeps under way: they end before the database is let go. */
const underWay = new Set<Promise<unknown>>()
const track = (what: string, work: Promise<unknown>) => {
  const watched = work
    .catch((error) => consoleLog(`${what}.failed`, { error: causeOf(error) }))
    .finally(() => underWay.delete(watched))
  underWay.add(watched)
}

let stopping = false
const people = giveWay()
const {
  wake,
  wakeAt,
  turn,
  stop: wakeNoMore,
} = wakes({
  now,
  drain: () => judgeAndSend(forCases, limits),
  judge: () => judgeAnswers(forCases, { now: now() }),
  turn: people.turn,
  track: (work) => track('drain', work),
  tickMs: TICK_MS,
})
const limits: Limits = { workers: WORKERS, goOn: () => !stopping, turn }

const base = {
  db,
  log: consoleLog,
  now,
  publicUrl: settings.PUBLIC_URL,
  tokenKey: settings.TOKEN_KEY,
  pictures: diskPictures(settings.PICTURES_DIR),
  wake,
}
const oidc = signInProvider({ env: settings, fetch: globalThis.fetch, now })
const chat = {
  ...platforms({ env: process.env, fetch: globalThis.fetch, now, log: consoleLog }),
  desk: desk({ ...base, oidc }),
}
const deps: OpsDeps = {
  ...base,
  chat: careful(chat, settings.PUBLIC_URL),
  mail: smtp(settings.SMTP_URL),
  webhookClient: pinnedClient({ allowLoopback: settings.WEBHOOKS_ALLOW_LOOPBACK === '1' }),
}
const forCases: OpsDeps = { ...deps, db: casesDb }

const background = (work: Promise<unknown>) => track('background', work)
const app = new Hono()
  .route('/', chatApp(forCases, background))
  .route('/', api(deps, settings))
  .route('/', metrics(deps))
  .route('/', edgeApp(deps))
const server = serve(
  {
    fetch: (...request) => people.served(() => app.fetch(...request)),
    port: settings.PORT,
    hostname: settings.HOST,
    serverOptions: SERVER_OPTIONS,
  },
  ({ address, port }) => consoleLog('listening', { address, port }),
)
server.once('error', (error) => {
  console.error(`${settings.HOST}:${settings.PORT} can't be listened on: ${error.message}`)
  process.exit(1)
})

const NO_CASE = '00000000-0000-0000-0000-000000000000'
/** PostgreSQL makes a new plan for each of the first five runs of a statement on a connection. */
const PLANNED_AFTER = 6

/** What the first answer would wait for otherwise: plans of the longest statements, a page's first rendering, what words are judged by. */
const warmUp = async () => {
  // Some first: a message that comes meanwhile finds a connection
  for (const some of [WORKERS, CASE_CONNECTIONS])
    for (let run = 0; run < PLANNED_AFTER; run++)
      for (const load of [loadCase, loadToChange])
        await Promise.all(Array.from({ length: some }, () => load(casesDb, NO_CASE).catch(() => {})))
  await app.request('/s/none')
  severeIn('')
}
track('warm-up', warmUp())

const pace = paced(COUNTING)
const beat = () => track('tick', tick(deps, limits, pace).then(wakeAt))
const ticker = setInterval(beat, TICK_MS)
beat()

/** What was begun is finished: a message cut off here would be one whose fate nobody knows. */
const stop = () => {
  stopping = true
  clearInterval(ticker)
  wakeNoMore()
  server.close(async () => {
    while (underWay.size > 0) await Promise.all(underWay)
    await Promise.all([db, casesDb].map(({ $client }) => $client.end({ timeout: 5 })))
  })
}
process.once('SIGTERM', stop)
process.once('SIGINT', stop)
