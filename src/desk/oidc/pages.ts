import type { Vouched } from '../../../integrations/oidc/oidc.ts'
import { SignInError } from '../../../integrations/oidc/oidc.ts'
import { audit } from '../../audit/audit.ts'
import { type Session, startSession } from '../../sessions/start.ts'
import { personVouchedFor, type Refused } from '../../sessions/vouched.ts'
import { readWays } from '../../sessions/ways.ts'
import { browserOf } from '../caller.ts'
import { keepSession, secretOf } from '../cookies.ts'
import { type Desk, type DeskContext, finish, goTo, languageFor } from '../guard.ts'
import { ownPath } from '../posted.ts'
import { html, wordsOf } from '../views/layout.tsx'
import { NotSignedInPage } from '../views/signIn.tsx'
import { beginFlow, endFlow } from './flow.ts'

const CALLBACK = '/desk/oidc/callback'
type Why = keyof ReturnType<typeof wordsOf>['oidc']['faults']
/** What is ours, or the provider's, is no fault of the request. */
const STATUS: Partial<Record<Why, number>> = {
  away: 503,
  begun: 400,
  cancelled: 400,
  over: 400,
  noProvider: 404,
}

/** Leads to the provider. `fresh`: they have to show there again who they are. */
export const startOidc = (desk: Desk) => async (c: DeskContext) => {
  const to = ownPath(c.req.query('to'))
  const ways = await readWays(desk.db, desk.oidc !== undefined)
  if (!desk.oidc || !ways.oidc) return notSignedIn(desk, c, { why: 'noProvider', to })
  const [domain] = ways.oidc.domains.length === 1 ? ways.oidc.domains : []
  try {
    const url = await desk.oidc.begin({
      redirect: `${desk.publicUrl}${CALLBACK}`,
      secrets: beginFlow(desk, c, to),
      fresh: c.req.query('fresh') !== undefined,
      ...(domain && { domain }),
    })
    return goTo(c, url.href)
  } catch (error) {
    return failed(desk, c, error, to)
  }
}

/**
 * Where the provider leads back to. It is a GET that signs somebody in: its code works once, and only in the browser that
 * began, which no link can bring along.
 */
export const finishOidc = (desk: Desk) => async (c: DeskContext) => {
  const flow = endFlow(desk, c)
  if (!flow || c.req.query('state') !== flow.secrets.state)
    return notSignedIn(desk, c, { why: 'begun', to: '/desk' })
  const { to, secrets } = flow
  if (!desk.oidc) return notSignedIn(desk, c, { why: 'noProvider', to })
  try {
    const url = new URL(`${desk.publicUrl}${CALLBACK}${new URL(c.req.url).search}`)
    const began = await letIn(desk, c, await desk.oidc.finish({ url, secrets }))
    if ('refused' in began) return notSignedIn(desk, c, { why: began.refused, to })
    keepSession(desk, c, began)
    return goTo(c, to)
  } catch (error) {
    return failed(desk, c, error, to)
  }
}

/** Begins a session of whom the provider vouches for, in the place of the one this browser had. */
const letIn = async (
  desk: Desk,
  c: DeskContext,
  vouched: Vouched,
): Promise<Session | { refused: Refused | 'noProvider' }> => {
  const now = desk.now()
  const { oidc: rules } = await readWays(desk.db, true)
  if (!rules) return { refused: 'noProvider' }
  const { device, from } = browserOf(c)
  const kind = desk.oidc!.kind
  return desk.db.transaction(async (tx) => {
    const found = await personVouchedFor(tx, { vouched, kind, rules, from, now })
    if ('refused' in found) {
      const facts = { method: 'oidc', reason: found.refused } as const
      await audit(tx, { kind: 'signin.refused', by: { kind: 'stranger' }, from, facts, now })
      return found
    }
    const { authenticatedAt = now } = vouched
    const vouchedAt = authenticatedAt < now ? authenticatedAt : now
    const begun = { ...found, way: 'oidc', device, from, now, vouchedAt, instead: secretOf(desk, c) } as const
    return (await startSession(tx, begun)) ?? { refused: 'unknown' }
  })
}

const failed = (desk: Desk, c: DeskContext, error: unknown, to: string): Response => {
  if (!(error instanceof SignInError)) throw error
  desk.log('desk.oidc_failed', { fault: error.fault, cause: error.message })
  return notSignedIn(desk, c, { why: error.fault, to })
}

const notSignedIn = (desk: Desk, c: DeskContext, { why, to }: { why: Why; to: string }): Response => {
  desk.log('desk.oidc_refused', { why })
  const language = languageFor(c)
  return finish(
    c,
    html(NotSignedInPage({ language, text: wordsOf({ language }).oidc.faults[why], to }), STATUS[why] ?? 403),
  )
}
