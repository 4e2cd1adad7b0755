import { Hono } from 'hono'
import { BODY_STATUS, BodyError } from '../../integrations/body.ts'
import type { Background } from '../../integrations/chat.ts'
import type { Handle } from '../../integrations/inbound.ts'
import { causeOf } from '../errors.ts'
import { pressButton, runCommand, submitForm } from './act.ts'
import { showAudit } from './console/audit.ts'
import { changeKeys, showKeys } from './console/keys.ts'
import { changeOutbox, showOutbox } from './console/outbox.ts'
import { changeSetUp, showSetUp } from './console/setUp.ts'
import { changeSuppressions, showSuppressions } from './console/suppressions.ts'
import { changeWebhooks, showDeliveries, showWebhooks } from './console/webhooks.ts'
import { eraseOne, exportOne, showCustomers } from './customers.ts'
import { needFresh } from './fresh.ts'
import { type Desk, goTo, languageFor, openForm, ownForm, ownPage, waysOf } from './guard.ts'
import { showAnswers, showCases } from './lists.ts'
import { finishOidc, startOidc } from './oidc/pages.ts'
import { downloadCasePack, home, showCase, showMessage, showPicture, showUnsent } from './pages.ts'
import { BOX, BUTTON, FORM, ownPath } from './posted.ts'
import { downloadReport, showReport } from './report/show.ts'
import { endOne, endOthers, endPerson, showSessions, showSignedIn } from './sessionPages.ts'
import { requestLink, showLink, signIn, signOut } from './signInPages.ts'
import { CONSOLE } from './views/console/page.tsx'
import { html, NoticePage, wordsOf } from './views/layout.tsx'
import { SignInPage } from './views/signIn.tsx'
import { openVisit, showVisit } from './visit.ts'

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
      desk.log('desk.failed', { path: c.req.routePath, cause: causeOf(error) })
      return html(NoticePage({ language, title: say.failed, text: say.failedText }), 500)
    })
    .get('/desk', ownPage(desk, home(desk)))
    .get('/desk/cases', ownPage(desk, showCases(desk)))
    .get('/desk/answers', ownPage(desk, showAnswers(desk)))
    .get('/desk/report', ownPage(desk, showReport(desk)))
    .get('/desk/report.csv', ownPage(desk, downloadReport(desk)))
    .get(
      '/desk/console',
      ownPage(desk, async (c) => goTo(c, CONSOLE.outbox)),
    )
    .get('/desk/customers', ownPage(desk, showCustomers(desk)))
    .post('/desk/customers', ownForm(desk, BUTTON, needFresh(desk, eraseOne(desk), '/desk/customers')))
    .get('/desk/customers/:id/export', ownPage(desk, needFresh(desk, exportOne(desk), '/desk/customers')))
    .get('/desk/audit', ownPage(desk, needFresh(desk, showAudit(desk))))
    .get('/desk/console/outbox', ownPage(desk, showOutbox(desk)))
    .post('/desk/console/outbox', ownForm(desk, BUTTON, changeOutbox(desk)))
    .get('/desk/console/suppressions', ownPage(desk, showSuppressions(desk)))
    .post('/desk/console/suppressions', ownForm(desk, BUTTON, changeSuppressions(desk)))
    .get('/desk/console/keys', ownPage(desk, needFresh(desk, showKeys(desk))))
    .post(
      '/desk/console/keys',
      ownForm(desk, BUTTON, needFresh(desk, changeKeys(desk), '/desk/console/keys')),
    )
    .get('/desk/console/webhooks', ownPage(desk, showWebhooks(desk)))
    .post(
      '/desk/console/webhooks',
      ownForm(desk, BUTTON, needFresh(desk, changeWebhooks(desk), CONSOLE.webhooks)),
    )
    .get('/desk/console/setup', ownPage(desk, needFresh(desk, showSetUp(desk))))
    .post('/desk/console/setup', ownForm(desk, FORM, needFresh(desk, changeSetUp(desk), CONSOLE.setup)))
    .get('/desk/console/deliveries', ownPage(desk, showDeliveries(desk)))
    .get('/desk/c/:id', ownPage(desk, showCase(desk)))
    .get('/desk/c/:id/pack', ownPage(desk, needFresh(desk, downloadCasePack(desk))))
    .get('/desk/m/:id', ownPage(desk, showMessage(desk)))
    .get('/desk/p/:id', ownPage(desk, showPicture(desk)))
    .get('/desk/unsent', ownPage(desk, showUnsent(desk)))
    .get('/desk/sessions', ownPage(desk, showSessions(desk)))
    .get('/desk/sessions/all', ownPage(desk, showSignedIn(desk)))
    .post('/desk/sessions/end', ownForm(desk, BUTTON, endOne(desk)))
    .post('/desk/sessions/end-others', ownForm(desk, BUTTON, endOthers(desk)))
    .post(
      '/desk/sessions/end-person',
      ownForm(desk, BUTTON, needFresh(desk, endPerson(desk), '/desk/sessions/all')),
    )
    .post('/desk/act', ownForm(desk, BUTTON, pressButton(desk)))
    .post('/desk/form', ownForm(desk, FORM, submitForm(desk)))
    .post('/desk/say', ownForm(desk, BOX, runCommand(desk)))
    .post('/desk/sign-out', ownForm(desk, BUTTON, signOut(desk)))
    .get('/desk/open/:token', showVisit(desk))
    .post('/desk/open/:token', openForm(desk, BUTTON, openVisit(desk)))
    .get('/desk/sign-in', async (c) =>
      html(
        SignInPage({ language: languageFor(c), to: ownPath(c.req.query('to')), ways: await waysOf(desk) }),
      ),
    )
    .get('/desk/oidc', startOidc(desk))
    .get('/desk/oidc/callback', finishOidc(desk))
    .post('/desk/sign-in', openForm(desk, BUTTON, requestLink(desk)))
    .get('/desk/sign-in/:token', showLink(desk))
    .post('/desk/sign-in/:token', openForm(desk, BUTTON, signIn(desk)))
    .all('*', (c) => {
      const language = languageFor(c)
      const { nothing: title, nowhere: text } = wordsOf({ language }).desk.faults
      return html(NoticePage({ language, title, text }), 404)
    })
