import { DomainError } from '../../errors.ts'
import { pageDeliveries } from '../../webhooks/deliveries.ts'
import { disableWebhook, enableWebhook } from '../../webhooks/enable.ts'
import { listWebhooks } from '../../webhooks/list.ts'
import { asViewer } from '../caller.ts'
import { addressOf } from '../filterFields.ts'
import { type Desk, type DeskContext, finish, goTo, malformed, setFlash, takeFlash } from '../guard.ts'
import type { Posted } from '../posted.ts'
import { DeliveriesPage } from '../views/console/deliveries.tsx'
import { CONSOLE, DELIVERIES } from '../views/console/page.tsx'
import { WebhooksPage } from '../views/console/webhooks.tsx'
import { html, NoticePage, type Viewer, wordsOf } from '../views/layout.tsx'

export const showWebhooks = (desk: Desk) => async (c: DeskContext, viewer: Viewer) =>
  finish(c, html(WebhooksPage({ viewer, endpoints: await listWebhooks(desk), flash: takeFlash(desk, c) })))

/** Calls an endpoint again and sends what failed there, or calls it no more. */
export const changeWebhooks = (desk: Desk) => async (c: DeskContext, viewer: Viewer, posted: Posted) => {
  const verb = posted.get('do')
  if (verb !== 'enable' && verb !== 'disable') return malformed(c)
  const say = wordsOf({ viewer }).console.webhooks
  const given = { key: posted.get('endpoint') ?? '', now: desk.now(), as: asViewer(c, viewer) }
  try {
    if (verb === 'disable') {
      await disableWebhook(desk, given)
      setFlash(desk, c, { text: say.disabledNow(given.key) })
    } else {
      setFlash(desk, c, { text: say.enabled(given.key, await enableWebhook(desk, given)) })
      desk.wake()
    }
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    setFlash(desk, c, { text: error.says(wordsOf({ viewer })), bad: true })
  }
  return goTo(c, CONSOLE.webhooks)
}

/** `?endpoint=KEY`, `&after=` the entry where the page before ended. */
export const showDeliveries = (desk: Desk) => async (c: DeskContext, viewer: Viewer) => {
  const key = (c.req.query('endpoint') ?? '').slice(0, 100)
  const endpoint = (await listWebhooks(desk)).find((one) => one.key === key)
  const say = wordsOf({ viewer })
  if (!endpoint) {
    const { title, noEndpoint } = say.console.deliveries
    return finish(c, html(NoticePage({ viewer, title, text: noEndpoint(key) }), 404))
  }
  const after = Number(/^\d{1,15}$/.exec(c.req.query('after') ?? '')?.[0]) || undefined
  const { deliveries, next } = await pageDeliveries(desk.db.$client, { endpoint: key, after })
  const older = next ? addressOf(DELIVERIES, { endpoint: key, after: String(next) }) : undefined
  return finish(
    c,
    html(DeliveriesPage({ viewer, endpoint, deliveries, now: desk.now(), older, flash: takeFlash(desk, c) })),
  )
}
