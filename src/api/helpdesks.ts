import { and, eq } from 'drizzle-orm'
import type { Context } from 'hono'
import { Hono } from 'hono/tiny'
import { helpdeskGroups } from '../../db/schema/index.ts'
import { readBytes } from '../../integrations/body.ts'
import type { Helpdesk, HelpdeskContact } from '../../integrations/helpdesk/helpdesk.ts'
import { contactInput } from '../contacts/input.ts'
import { recordContact } from '../contacts/record.ts'
import type { EdgeDeps } from '../deps.ts'
import { faultsOf, problem } from './problem.ts'

/** A ticket carries its articles' texts, so a helpdesk may send more than an integrator. */
const LARGEST = { bytes: 1024 * 1024, seconds: 20 }

/** `POST /v1/helpdesks/<name>`: a helpdesk's webhook. The same closing of a ticket counts once. */
export const helpdesksApi = (deps: EdgeDeps, known: { helpdesk: Helpdesk; secret: string | undefined }[]) => {
  const app = new Hono()
  for (const { helpdesk, secret } of known) {
    app.post(`/${helpdesk.name}`, async (c) => {
      if (!secret) return problem(c, 404, `${helpdesk.name} is not set up: its webhook secret is missing.`)
      const unsigned = () => problem(c, 401, 'The signature is missing or wrong.')
      if (!helpdesk.maySign(c.req.raw.headers)) return unsigned()
      const body = await readBytes(c.req.raw, LARGEST)
      if (!helpdesk.verify(c.req.raw.headers, body, secret)) return unsigned()
      const heard = helpdesk.parse(body)
      if (heard.kind === 'nothing') return c.json({ recorded: false, reason: heard.reason }, 202)
      if (heard.kind === 'wrong') return problem(c, 422, 'The webhook is not as documented.', [heard])
      return record(deps, c, helpdesk.name, heard.contact)
    })
  }
  return app
}

const record = async (deps: EdgeDeps, c: Context, name: string, { group, ...contact }: HelpdeskContact) => {
  const now = deps.now()
  const [place] = await deps.db
    .select({ brand: helpdeskGroups.brandKey, department: helpdeskGroups.departmentKey })
    .from(helpdeskGroups)
    .where(and(eq(helpdeskGroups.helpdesk, name), eq(helpdeskGroups.group, group)))
  if (!place)
    return c.json(
      { recorded: false, reason: `no brand and department for the group "${group}" in organisation.yaml` },
      202,
    )
  const input = contactInput.safeParse({ ...contact, ...place })
  if (!input.success) return problem(c, 422, 'The contact is not well-formed.', faultsOf(input.error))
  const recorded = await deps.db.transaction((tx) => recordContact(deps, tx, input.data, now))
  deps.wake()
  return c.json(recorded, 202)
}
