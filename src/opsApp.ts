import { type Context, Hono } from 'hono'
import type { Background } from '../integrations/chat.ts'
import type { OpsDeps } from './deps.ts'
import { pictureRoutes } from './pages/case/pictureRoutes.ts'
import { casePages } from './pages/case/routes.ts'
import { dataPages } from './pages/data/routes.ts'
import { partnerPages } from './pages/partner/routes.ts'
import { seal } from './seal.ts'
import { act } from './staff/act.ts'

/** What chat platforms call, `/<platform>/…`, verified, acted on and answered within the request; and the pages of customers' cases and partners' requests. */
export const chatApp = (deps: OpsDeps, background: Background) => {
  const app = new Hono()
    .use(seal(deps))
    .route('/', pictureRoutes(deps))
    .route('/', casePages(deps))
    .route('/', dataPages(deps))
    .route('/', partnerPages(deps))
  for (const [name, platform] of Object.entries(deps.chat)) {
    const receive = (c: Context) => platform.receive(c.req.raw, act(deps), background)
    if (platform.hosted) app.all(`/${name}/*`, receive)
    else app.post(`/${name}/*`, receive)
  }
  return app
}
