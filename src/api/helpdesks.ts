import { Hono } from 'hono/tiny'
import { readBytes } from '../../integrations/body.ts'
import { helpdesks } from '../../integrations/helpdesk/index.ts'
import { hearHelpdesk } from '../contacts/hearHelpdesk.ts'
import type { EdgeDeps } from '../deps.ts'
import { problem } from './problem.ts'

/** A ticket carries its articles' texts, so a helpdesk may send more than an integrator. */
const LARGEST = { bytes: 1024 * 1024, seconds: 20 }

/** `POST /v1/helpdesks/<name>`: a helpdesk's webhook. The same closing of a ticket counts once. */
export const helpdesksApi = (deps: EdgeDeps, settings: Record<string, unknown>) => {
  const app = new Hono()
  for (const helpdesk of helpdesks) {
    const secret = settings[helpdesk.secret.setting]
    app.post(`/${helpdesk.name}`, async (c) => {
      if (typeof secret !== 'string')
        return problem(c, 404, `${helpdesk.name} is not set up: its webhook secret is missing.`)
      const unsigned = () => problem(c, 401, 'The signature is missing or wrong.')
      if (!helpdesk.maySign(c.req.raw.headers)) return unsigned()
      const body = await readBytes(c.req.raw, LARGEST)
      if (!helpdesk.verify(c.req.raw.headers, body, secret)) return unsigned()
      const answer = await hearHelpdesk(deps, { helpdesk, body, now: deps.now() })
      if ('refused' in answer) return problem(c, 422, answer.refused, answer.faults)
      if ('contact' in answer) deps.wake()
      return c.json(answer, 202)
    })
  }
  return app
}
