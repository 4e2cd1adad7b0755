import { readWays } from '../sessions/ways.ts'
import type { Desk, DeskContext } from './guard.ts'
import { ownPath, type Posted } from './posted.ts'
import { html, type Viewer } from './views/layout.tsx'
import { FreshPage } from './views/signIn.tsx'

const FRESH_MS = 15 * 60_000

/**
 * Guards a page or a form of `ownPage` and `ownForm` where there is an identity provider: it has to have vouched for the
 * viewer within the last 15 minutes, else they are asked to confirm, and nothing is done. Where there is none, nothing is
 * asked. `to`: the page they come back to; of a page its own address where nothing is said.
 */
export const needFresh =
  <Rest extends [] | [Posted]>(
    desk: Desk,
    then: (c: DeskContext, viewer: Viewer, ...rest: Rest) => Promise<Response>,
    to?: string,
  ) =>
  async (c: DeskContext, viewer: Viewer, ...rest: Rest): Promise<Response> => {
    if (await isFresh(desk, viewer)) return then(c, viewer, ...rest)
    const { pathname, search } = new URL(c.req.url)
    const back = ownPath(to ?? rest[0]?.get('back') ?? `${pathname}${search}`)
    return html(FreshPage({ viewer, to: back, posted: rest.length > 0 }), 403)
  }

const isFresh = async (desk: Desk, { vouchedAt, visits }: Viewer): Promise<boolean> => {
  const { oidc } = await readWays(desk.db, desk.oidc !== undefined)
  if (!oidc) return true
  return !visits && !!vouchedAt && desk.now().getTime() - vouchedAt.getTime() < FRESH_MS
}
