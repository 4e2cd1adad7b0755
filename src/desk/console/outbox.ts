import { DomainError } from '../../errors.ts'
import { refusedDestinations } from '../../outbox/list.ts'
import { dropEntry, retryEntry } from '../../outbox/mend.ts'
import { type Mark, pageOutbox, type Shown } from '../../outbox/page.ts'
import { asViewer } from '../caller.ts'
import { addressOf } from '../filterFields.ts'
import { type Desk, type DeskContext, finish, goTo, malformed, setFlash, takeFlash } from '../guard.ts'
import type { Posted } from '../posted.ts'
import { OutboxPage } from '../views/console/outbox.tsx'
import { CONSOLE, DELIVERIES } from '../views/console/page.tsx'
import { html, type Viewer, wordsOf } from '../views/layout.tsx'

const shownOf = (given: string | null | undefined): Shown => (given === 'late' ? 'late' : 'attention')

const markOf = (given: string | undefined): Mark | undefined => {
  const [, at, id] = /^(\d{1,20})\.(\d{1,15})$/.exec(given ?? '') ?? []
  return at && id ? { at, id: Number(id) } : undefined
}

/** `?show=late` and `?after=` of a page before. */
export const showOutbox = (desk: Desk) => async (c: DeskContext, viewer: Viewer) => {
  const show = shownOf(c.req.query('show'))
  const after = markOf(c.req.query('after'))
  const sql = desk.db.$client
  const { entries, next } = await pageOutbox(sql, { show, now: desk.now(), ...(after && { after }) })
  const page = OutboxPage({
    viewer,
    show,
    entries,
    problems: await refusedDestinations(sql),
    ...(next && { older: `${CONSOLE.outbox}?show=${show}&after=${next.at}.${next.id}` }),
    flash: takeFlash(desk, c),
  })
  return finish(c, html(page))
}

/** Retries or drops one entry, and leads back to where it stood: here, or among what went to an endpoint. */
export const changeOutbox = (desk: Desk) => async (c: DeskContext, viewer: Viewer, posted: Posted) => {
  const verb = posted.get('do')
  const id = posted.get('id') ?? ''
  if ((verb !== 'retry' && verb !== 'drop') || !/^\d{1,15}$/.test(id)) return malformed(c)
  const say = wordsOf({ viewer }).console.outbox
  const entry = { id: Number(id), now: desk.now(), as: asViewer(c, viewer) }
  try {
    await (verb === 'retry' ? retryEntry : dropEntry)(desk, entry)
    setFlash(desk, c, { text: verb === 'retry' ? say.retried(entry.id) : say.dropped(entry.id) })
    if (verb === 'retry') desk.wake()
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    setFlash(desk, c, { text: say.late(entry.id), bad: true })
  }
  const endpoint = posted.get('endpoint')
  return goTo(
    c,
    endpoint
      ? addressOf(DELIVERIES, { endpoint: endpoint.slice(0, 100) })
      : `${CONSOLE.outbox}?show=${shownOf(posted.get('show'))}`,
  )
}
