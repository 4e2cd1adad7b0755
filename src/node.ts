import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { connect } from '../db/client.ts'
import { platforms } from '../integrations/index.ts'
import { smtp } from '../integrations/mail/smtp.ts'
import { edgeApp } from './app.ts'
import { consoleLog, type OpsDeps } from './deps.ts'
import { parseEnv, schemas } from './env.ts'
import { tick } from './jobs.ts'
import { kinds } from './kinds.ts'
import { chatApp } from './opsApp.ts'
import { drain } from './outbox/drain.ts'

const TICK_MS = 20_000
const WORKERS = 8

const settings = parseEnv(schemas.node, process.env)
const now = () => new Date()
const db = connect(settings.DATABASE_URL, { max: settings.DATABASE_POOL })

let draining: Promise<unknown> | undefined
let asked = false
let timer: NodeJS.Timeout | undefined

const wakeAt = (next: Date | undefined) => {
  clearTimeout(timer)
  if (next) timer = setTimeout(wake, Math.min(Math.max(next.getTime() - Date.now(), 20), TICK_MS)).unref()
}

/** One drain at a time; asked for meanwhile, it runs once more. The next due entry sets the timer. */
const wake = () => {
  asked = true
  draining ??= (async () => {
    while (asked) {
      asked = false
      const next = await drain(deps, kinds, { workers: WORKERS }).catch(
        (error) => void consoleLog('drain.failed', { error: String(error) }),
      )
      wakeAt(next ?? undefined)
    }
  })().finally(() => {
    draining = undefined
  })
}

const deps: OpsDeps = {
  db,
  log: consoleLog,
  now,
  publicUrl: settings.PUBLIC_URL,
  tokenKey: settings.TOKEN_KEY,
  chat: platforms({ env: process.env, fetch: globalThis.fetch, now, log: consoleLog }),
  mail: smtp(settings.SMTP_URL),
  wake,
}

const background = (work: Promise<unknown>) =>
  void work.catch((error) => consoleLog('background.failed', { error: String(error) }))
const app = new Hono()
  .route('/', chatApp(deps, background))
  .route('/', edgeApp(deps, { zammadSecret: settings.ZAMMAD_WEBHOOK_SECRET }))
const server = serve({ fetch: app.fetch, port: settings.PORT }, ({ port }) =>
  consoleLog('listening', { port }),
)

const beat = () =>
  tick(deps, { workers: WORKERS }).then(wakeAt, (error) =>
    consoleLog('tick.failed', { error: String(error) }),
  )
const ticker = setInterval(beat, TICK_MS)
void beat()

const stop = () => {
  clearInterval(ticker)
  clearTimeout(timer)
  server.close(async () => {
    await draining
    await db.$client.end({ timeout: 5 })
  })
}
process.once('SIGTERM', stop)
process.once('SIGINT', stop)
