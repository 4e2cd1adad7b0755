import { pageSuppressions } from '../../addresses/page.ts'
import { lift, readAddress, SCOPES, suppressByHand } from '../../addresses/suppress.ts'
import { DomainError } from '../../errors.ts'
import { asViewer } from '../caller.ts'
import { type Desk, type DeskContext, finish, goTo, malformed, setFlash, takeFlash } from '../guard.ts'
import type { Posted } from '../posted.ts'
import { CONSOLE } from '../views/console/page.tsx'
import { SuppressionsPage } from '../views/console/suppressions.tsx'
import { type Flash, html, type Viewer, wordsOf } from '../views/layout.tsx'

const scopeOf = (given: string | null | undefined) => SCOPES.find((scope) => scope === given)

/** `?q=` is part of an address, `?after=&scope=` where the page before ended. */
const page = async (desk: Desk, c: DeskContext, viewer: Viewer, typed?: string, flash?: Flash) => {
  const part = (c.req.query('q') ?? '').trim().slice(0, 100)
  const [address, scope] = [c.req.query('after'), scopeOf(c.req.query('scope'))]
  const { rows, next } = await pageSuppressions(desk.db.$client, {
    like: part,
    ...(address && scope && { after: { address, scope } }),
  })
  const older =
    next &&
    `${CONSOLE.suppressions}?${new URLSearchParams({ q: part, after: next.address, scope: next.scope })}`
  return SuppressionsPage({ viewer, rows, part, typed, older, flash })
}

export const showSuppressions = (desk: Desk) => async (c: DeskContext, viewer: Viewer) =>
  finish(c, html(await page(desk, c, viewer, undefined, takeFlash(desk, c))))

/** Suppresses an address, or lifts one. */
export const changeSuppressions = (desk: Desk) => async (c: DeskContext, viewer: Viewer, posted: Posted) => {
  const say = wordsOf({ viewer }).console.suppressions
  const given = (posted.get('address') ?? '').trim()
  const scope = scopeOf(posted.get('scope'))
  const verb = posted.get('do')
  if (!scope || (verb !== 'add' && verb !== 'lift')) return malformed(c)
  const as = asViewer(c, viewer)
  if (verb === 'lift') {
    const lifted = await lift(desk.db, { address: given, scope, as, now: desk.now() })
    setFlash(
      desk,
      c,
      lifted.length > 0 ? { text: say.lifted(given) } : { text: say.notThere(given), bad: true },
    )
    return goTo(c, `${CONSOLE.suppressions}?${new URLSearchParams({ q: posted.get('q') ?? '' })}`)
  }
  try {
    const address = readAddress(given)
    await suppressByHand(desk, { address, scope, reason: 'unsubscribed', as, now: desk.now() })
    setFlash(desk, c, { text: say.added(address) })
    return goTo(c, CONSOLE.suppressions)
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    return html(await page(desk, c, viewer, given, { text: say.noAddress(given), bad: true }), 422)
  }
}
