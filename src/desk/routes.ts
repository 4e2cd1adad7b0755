import { Hono } from 'hono'
import { BODY_STATUS, BodyError, type BodyFault } from '../../integrations/body.ts'
import type { Background, Handle } from '../../integrations/chat.ts'
import { pressButton, runCommand, submitForm } from './act.ts'
import { type Desk, openForm, ownForm, ownPage } from './guard.ts'
import { FAILED, home, showCase, showMessage, showPicture } from './pages.ts'
import { BOX, BUTTON, FORM, ownPath } from './posted.ts'
import { requestLink, showLink, signIn, signOut } from './signInPages.ts'
import { html, NoticePage } from './views/layout.tsx'
import { SignInPage } from './views/signIn.tsx'

const BODY_TEXT: Record<BodyFault, string> = {
  'too large': 'Nothing was changed: it was too long. Please go back, make it shorter and send it again.',
  'too slow': 'Nothing was changed: it took too long to arrive. Please go back and send it again.',
  'cut off': 'Nothing was changed. Please go back and try again.',
}

/** The desk's pages, a line each. GET and HEAD change nothing; each POST does one thing and leads to a page. */
export const routes = (desk: Desk) =>
  new Hono<{ Bindings: { handle: Handle; background: Background } }>()
    .onError((error, c) => {
      if (error instanceof BodyError)
        return html(
          NoticePage({ title: 'That could not be read', text: BODY_TEXT[error.code] }),
          BODY_STATUS[error.code],
        )
      desk.log('desk.failed', { path: c.req.routePath, cause: error.name })
      return html(NoticePage({ title: 'That did not work', text: FAILED }), 500)
    })
    .get('/desk', ownPage(desk, home(desk)))
    .get('/desk/c/:id', ownPage(desk, showCase(desk)))
    .get('/desk/m/:id', ownPage(desk, showMessage(desk)))
    .get('/desk/p/:id', ownPage(desk, showPicture(desk)))
    .post('/desk/act', ownForm(desk, BUTTON, pressButton(desk)))
    .post('/desk/form', ownForm(desk, FORM, submitForm(desk)))
    .post('/desk/say', ownForm(desk, BOX, runCommand(desk)))
    .post('/desk/sign-out', ownForm(desk, BUTTON, signOut(desk)))
    .get('/desk/sign-in', (c) => html(SignInPage({ to: ownPath(c.req.query('to')) })))
    .post('/desk/sign-in', openForm(desk, BUTTON, requestLink(desk)))
    .get('/desk/sign-in/:token', showLink(desk))
    .post('/desk/sign-in/:token', openForm(desk, BUTTON, signIn(desk)))
    .all('*', () =>
      html(NoticePage({ title: 'There is nothing here', text: 'This address leads nowhere.' }), 404),
    )
