import { opens } from '../directory/rights.ts'
import { isUuid } from '../ids.ts'
import { endAccess, endOtherSessions, endOwnSession } from '../sessions/end.ts'
import { peopleSignedIn, sessionsOf } from '../sessions/list.ts'
import { deskPersonOf } from '../sessions/read.ts'
import { readLimits } from '../sessions/rules.ts'
import { endedBy } from './caller.ts'
import { dropSession } from './cookies.ts'
import { type Desk, type DeskContext, finish, goTo, setFlash, takeFlash } from './guard.ts'
import type { Posted } from './posted.ts'
import { html, type Viewer, wordsOf } from './views/layout.tsx'
import { SessionsPage, SignedInPage } from './views/sessions.tsx'

const OWN = '/desk/sessions'
const ALL = '/desk/sessions/all'

/** Where the viewer is signed in. */
export const showSessions = (desk: Desk) => async (c: DeskContext, viewer: Viewer) => {
  const now = desk.now()
  const management = opens(`GET ${ALL}`, viewer.held)
  const [sessions, limits] = await Promise.all([
    sessionsOf(desk, { personId: viewer.id, now }),
    readLimits(desk),
  ])
  const flash = takeFlash(desk, c)
  return finish(c, html(SessionsPage({ viewer, sessions, limits, management, now, flash })))
}

/** Everybody who is signed in, for management. */
export const showSignedIn = (desk: Desk) => async (c: DeskContext, viewer: Viewer) => {
  const now = desk.now()
  const { people, next } = await peopleSignedIn(desk, { after: c.req.query('after') ?? '', now })
  const flash = takeFlash(desk, c)
  const older = next && `${ALL}?after=${next}`
  return finish(c, html(SignedInPage({ viewer, people, older, now, flash })))
}

/** Ends one of the viewer's own sessions; this one is signing out. */
export const endOne = (desk: Desk) => async (c: DeskContext, viewer: Viewer, posted: Posted) => {
  const session = posted.get('session') ?? ''
  const say = wordsOf({ viewer }).sessions
  const ended = await endOwnSession(desk, { personId: viewer.id, session, ...endedBy(desk, c, viewer) })
  if (ended && session === viewer.session) {
    dropSession(desk, c)
    return goTo(c, '/desk/sign-in')
  }
  setFlash(desk, c, ended ? { text: say.ended } : { text: say.notThere, bad: true })
  return goTo(c, OWN)
}

export const endOthers = (desk: Desk) => async (c: DeskContext, viewer: Viewer) => {
  const ending = endedBy(desk, c, viewer)
  const ended = await endOtherSessions(desk, { personId: viewer.id, session: viewer.session!, ...ending })
  setFlash(desk, c, { text: wordsOf({ viewer }).sessions.othersEnded(ended) })
  return goTo(c, OWN)
}

/** Management ends all that a person could still use: sessions, visits and mailed links. */
export const endPerson = (desk: Desk) => async (c: DeskContext, viewer: Viewer, posted: Posted) => {
  const say = wordsOf({ viewer }).sessions
  const id = posted.get('person') ?? ''
  const person = isUuid(id) ? await deskPersonOf(desk, id) : undefined
  const ending = { reason: 'management', ...endedBy(desk, c, viewer) } as const
  if (person) await desk.db.transaction((tx) => endAccess(tx, { personId: person.id, ...ending }))
  setFlash(desk, c, person ? { text: say.personEnded(person.name) } : { text: say.noPerson, bad: true })
  return goTo(c, ALL)
}
