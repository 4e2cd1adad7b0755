import { DomainError } from '../../errors.ts'
import { createKey, listKeys, revokeKey, rotateKey } from '../../setup/keys.ts'
import { asViewer } from '../caller.ts'
import { type Desk, type DeskContext, finish, goTo, malformed, setFlash, takeFlash } from '../guard.ts'
import type { Posted } from '../posted.ts'
import { KeysPage } from '../views/console/keys.tsx'
import { CONSOLE } from '../views/console/page.tsx'
import { type Flash, html, type Viewer, wordsOf } from '../views/layout.tsx'

const OVERLAP_MS = 24 * 3600_000

type More = {
  made?: { name: string; key: string }
  typed?: { name: string; scopes: string[] }
  flash?: Flash
}
const page = async (desk: Desk, viewer: Viewer, more: More = {}) =>
  KeysPage({ viewer, keys: await listKeys(desk), now: desk.now(), ...more })

export const showKeys = (desk: Desk) => async (c: DeskContext, viewer: Viewer) =>
  finish(c, html(await page(desk, viewer, { flash: takeFlash(desk, c) })))

/** Makes, rotates or revokes a key. A new one is shown by this answer alone. */
export const changeKeys = (desk: Desk) => async (c: DeskContext, viewer: Viewer, posted: Posted) => {
  const now = desk.now()
  const as = asViewer(c, viewer)
  const say = wordsOf({ viewer }).console.keys
  const name = (posted.get('name') ?? '').trim()
  const scopes = posted.getAll('scope')
  try {
    switch (posted.get('do')) {
      case 'create': {
        if (scopes.length === 0)
          return html(
            await page(desk, viewer, { typed: { name, scopes }, flash: { text: say.noScope, bad: true } }),
            422,
          )
        const { key } = await createKey(desk, { name, scopes, now, as })
        return html(await page(desk, viewer, { made: { name, key } }))
      }
      case 'rotate': {
        const { key } = await rotateKey(desk, { name, now, as, endsAt: new Date(now.getTime() + OVERLAP_MS) })
        return html(await page(desk, viewer, { made: { name, key } }))
      }
      case 'revoke': {
        const revoked = await revokeKey(desk, { which: posted.get('id') ?? '', now, as })
        setFlash(desk, c, { text: say.revokedNow(revoked.name) })
        return goTo(c, CONSOLE.keys)
      }
      default:
        return malformed(c)
    }
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    const flash = { text: error.says(wordsOf({ viewer })), bad: true }
    return html(await page(desk, viewer, { typed: { name, scopes }, flash }), 422)
  }
}
