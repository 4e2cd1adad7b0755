import { Hono } from 'hono'
import { BODY_STATUS, BodyError } from '../../integrations/body.ts'
import type { Background, Handle } from '../../integrations/chat.ts'
import { pressButton, runCommand, submitForm } from './act.ts'
import { type Desk, languageFor, openForm, ownForm, ownPage } from './guard.ts'
import { home, showCase, showMessage, showPicture } from './pages.ts'
import { BOX, BUTTON, FORM, ownPath } from './posted.ts'
import { requestLink, showLink, signIn, signOut } from './signInPages.ts'
import { html, NoticePage, wordsOf } from './views/layout.tsx'
import { SignInPage } from './views/signIn.tsx'

const BODY_TEXT = { 'too large': 'tooLarge', 'too slow': 'tooSlow', 'cut off': 'again' } as const

/** The desk's pages, a line each. GET and HEAD change nothing; each POST does one thing and leads to a page. */
export const routes = (desk: Desk) =>
  new Hono<{ Bindings: { handle: Handle; background: Background } }>()
    .onError((error, c) => {
      const language = languageFor(c)
      const { faults: say } = wordsOf({ language }).desk
      if (error instanceof BodyError)
        return html(
          NoticePage({ language, title: say.unread, text: say[BODY_TEXT[error.code]] }),
          BODY_STATUS[error.code],
        )
      desk.log('desk.failed', { path: c.req.routePath, cause: error.name })
      return html(NoticePage({ language, title: say.failed, text: say.failedText }), 500)
    })
    .get('/desk', ownPage(desk, home(desk)))
    .get('/desk/c/:id', ownPage(desk, showCase(desk)))
    .get('/desk/m/:id', ownPage(desk, showMessage(desk)))
    .get('/desk/p/:id', ownPage(desk, showPicture(desk)))
    .post('/desk/act', ownForm(desk, BUTTON, pressButton(desk)))
    .post('/desk/form', ownForm(desk, FORM, submitForm(desk)))
    .post('/desk/say', ownForm(desk, BOX, runCommand(desk)))
    .post('/desk/sign-out', ownForm(desk, BUTTON, signOut(desk)))
    .get('/desk/sign-in', (c) =>
      html(SignInPage({ language: languageFor(c), to: ownPath(c.req.query('to')) })),
    )
    .post('/desk/sign-in', openForm(desk, BUTTON, requestLink(desk)))
    .get('/desk/sign-in/:token', showLink(desk))
    .post('/desk/sign-in/:token', openForm(desk, BUTTON, signIn(desk)))
    .all('*', (c) => {
      const language = languageFor(c)
      const { nothing: title, nowhere: text } = wordsOf({ language }).desk.faults
      return html(NoticePage({ language, title, text }), 404)
    })
