import { connect } from '../db/client.ts'
import { edgeApp } from './app.ts'
import { consoleLog } from './deps.ts'
import { parseEnv, schemas } from './env.ts'

type Bindings = Record<string, unknown> & { HYPERDRIVE: Hyperdrive; OPS: Fetcher; WAKE: Queue }

const TO_OPS = /^\/(slack|teams)\//

/** Tells ops at once, and leaves a message for when it did not hear. A failed wake-up fails nothing. */
const wakeOps = (env: Bindings) => {
  const told = [env.OPS.fetch('https://ops/wake', { method: 'POST' }), env.WAKE.send({})]
  return Promise.allSettled(told)
}

export default {
  async fetch(request, env, ctx) {
    const settings = parseEnv(schemas.edge, env)
    const { pathname } = new URL(request.url)
    if (TO_OPS.test(pathname)) return env.OPS.fetch(request)
    if (pathname === '/local/tick' && settings.LOCAL_TICK_KEY) {
      const known = request.headers.get('x-tick-key') === settings.LOCAL_TICK_KEY
      return known
        ? env.OPS.fetch('https://ops/tick', { method: 'POST' })
        : new Response(null, { status: 403 })
    }
    const db = connect(env.HYPERDRIVE.connectionString)
    const deps = {
      db,
      log: consoleLog,
      now: () => new Date(),
      publicUrl: settings.PUBLIC_URL,
      tokenKey: settings.TOKEN_KEY,
      wake: () => ctx.waitUntil(wakeOps(env)),
    }
    try {
      return await edgeApp(deps, { zammadSecret: settings.ZAMMAD_WEBHOOK_SECRET }).fetch(request, env, ctx)
    } finally {
      ctx.waitUntil(db.$client.end())
    }
  },
} satisfies ExportedHandler<Bindings>
