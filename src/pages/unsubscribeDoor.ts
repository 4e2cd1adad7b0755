import type { Context } from 'hono'
import type { EdgeDeps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { resubscribe, unsubscribe, viewSubscription } from '../invitations/unsubscribe.ts'
import { admit } from '../links.ts'
import { answer } from './answer.ts'
import { BUTTON_FORM, readForm } from './form.ts'
import { unsubscribePage } from './unsubscribe.tsx'

type Link = Context<object, '/u/:token'>

/** Shows one button. Records nothing: scanners open every link. */
export const showUnsubscribe = (deps: EdgeDeps) => async (c: Link) =>
  answer(c, unsubscribePage(await viewSubscription(deps, { token: c.req.param('token'), now: deps.now() })))

/** Stops the asking, from the button or from a mail program (RFC 8058: no redirect, no cookies), or undoes it. */
export const answerUnsubscribe = (deps: EdgeDeps) => async (c: Link) => {
  const at = { token: c.req.param('token'), now: deps.now() }
  await admit(deps, 'unsubscribe', at.token)
  const form = await readForm(c, BUTTON_FORM)
  if (form?.undo === 'yes')
    return resubscribe(deps, at).then(
      (view) => answer(c, unsubscribePage(view, { back: true })),
      async (error) => {
        if (!(error instanceof DomainError && error.code === 'too many')) throw error
        return answer(c, unsubscribePage(await viewSubscription(deps, at), { often: true }))
      },
    )
  return answer(c, unsubscribePage(await unsubscribe(deps, at)))
}
