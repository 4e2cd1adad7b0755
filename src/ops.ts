import { Hono } from 'hono'
import { connect } from '../db/client.ts'
import { requirePatchedDriver } from '../db/driver.ts'
import { platforms } from '../integrations/index.ts'
import { smtp } from '../integrations/mail/smtp.ts'
import { signInProvider } from '../integrations/oidc/provider.ts'
import { r2Pictures } from '../integrations/pictures/r2.ts'
import { fetchedClient } from '../integrations/webhooks/fetched.ts'
import { api } from './api/routes.ts'
import { careful } from './care/careful.ts'
import { consoleLog, type OpsDeps } from './deps.ts'
import { desk } from './desk/platform.ts'
import { type OpsEnv, parseEnv, schemas, settingNotes } from './env.ts'
import { judgeAndSend, tick } from './jobs/jobs.ts'
import { writeMeasures } from './measures/analytics.ts'
import { beat } from './measures/beat.ts'
import { chatApp } from './opsApp.ts'
import type { Limits } from './outbox/drain.ts'
import { mayWakeAgain } from './outbox/wakeAgain.ts'

// A Worker that was built on an unpatched driver does not start: the platform refuses to deploy it
requirePatchedDriver()

type Bindings = Record<string, unknown> & {
  HYPERDRIVE: Hyperdrive
  WAKE: Queue
  PICTURES: R2Bucket
  METRICS?: AnalyticsEngineDataset
}

/** A Worker has 30 s and 6 connections; two workers use four of them. */
const WORKERS = 2
const DRAIN_MS = 8_000
/** What a request leaves behind is cut off after 30 s: a mail begun at the end of a drain is done by then. */
const MAIL_LIMITS = { total: 20_000, silence: 15_000 }

type Opened = OpsDeps & {
  /** Sends what is due; what is due within a minute is not left to the next cron. */
  drainNow: () => Promise<void>
  tickNow: () => Promise<void>
  settings: OpsEnv
}

/** An isolate's environment does not change: it is parsed once. A fault is thrown, logged by the platform. */
let parsed: OpsEnv | undefined

const open = (env: Bindings, wake = () => {}): Opened => {
  if (!parsed) {
    parsed = parseEnv(schemas.ops, env)
    for (const note of settingNotes(parsed)) consoleLog('setting.note', { note })
  }
  const settings = parsed
  const now = () => new Date()
  const strings = Object.fromEntries(
    Object.entries(settings).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
  const base = {
    db: connect(env.HYPERDRIVE.connectionString, { max: 3 }),
    log: consoleLog,
    now,
    publicUrl: settings.PUBLIC_URL,
    tokenKey: settings.TOKEN_KEY,
    pictures: r2Pictures(env.PICTURES),
    wake,
  }
  const oidc = signInProvider({ env: strings, fetch: (...args) => fetch(...args), now })
  const chat = {
    ...platforms({ env: strings, fetch: (...args) => fetch(...args), now, log: consoleLog }),
    desk: desk({ ...base, oidc }),
  }
  const deps: OpsDeps = {
    ...base,
    chat: careful(chat, settings.PUBLIC_URL),
    mail: smtp(settings.SMTP_URL, MAIL_LIMITS),
    webhookClient: fetchedClient({ allowLoopback: settings.WEBHOOKS_ALLOW_LOOPBACK === '1' }),
  }
  const limits = (): Limits => {
    const until = Date.now() + DRAIN_MS
    return { workers: WORKERS, goOn: () => Date.now() < until }
  }
  const again = async (next: Date | undefined) => {
    const delaySeconds = await mayWakeAgain(deps.db, next, now())
    if (delaySeconds !== undefined) await env.WAKE.send({}, { delaySeconds })
  }
  return {
    ...deps,
    settings,
    drainNow: () => judgeAndSend(deps, limits()).then(again),
    tickNow: () => tick(deps, limits()).then(again),
  }
}

/** What goes on in the background may begin more. */
const allOf = async (work: Promise<unknown>[]) => {
  for (let known = -1; known < work.length; ) {
    known = work.length
    await Promise.allSettled(work)
  }
}

export default {
  async fetch(request, env, ctx) {
    const background: Promise<unknown>[] = []
    const deps: Opened = open(env, () => background.push(deps.drainNow()))
    const close = () => deps.db.$client.end()
    const { pathname } = new URL(request.url)
    if (request.method === 'POST' && (pathname === '/wake' || pathname === '/tick')) {
      const work = pathname === '/wake' ? deps.drainNow() : deps.tickNow()
      ctx.waitUntil(work.finally(close))
      return new Response(null, { status: 202 })
    }
    const app = new Hono()
      .route(
        '/',
        chatApp(deps, (work) => background.push(work)),
      )
      .route('/', api(deps, deps.settings))
    const response = await app.fetch(request, env, ctx)
    ctx.waitUntil(allOf(background).finally(close))
    return response
  },
  async scheduled(_controller, env) {
    const deps = open(env)
    const measured = () => env.METRICS && writeMeasures(env.METRICS, { db: deps.db, now: deps.now() })
    await deps
      .tickNow()
      .then(measured)
      .finally(() => deps.db.$client.end())
  },
  async queue(_batch, env) {
    const deps = open(env)
    const woken = beat(deps.db, 'queue', deps.now()).then(deps.drainNow)
    await woken.finally(() => deps.db.$client.end())
  },
} satisfies ExportedHandler<Bindings>
