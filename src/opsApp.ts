import { Hono } from 'hono'
import type { Background } from '../integrations/chat.ts'
import { act } from './cases/act.ts'
import type { OpsDeps } from './deps.ts'

/** What chat platforms call: `/<platform>/…`. Verified, acted on and answered within the request. */
export const chatApp = (deps: OpsDeps, background: Background) => {
  const app = new Hono()
  for (const [name, platform] of Object.entries(deps.chat))
    app.post(`/${name}/*`, (c) => platform.receive(c.req.raw, act(deps), background))
  return app
}
