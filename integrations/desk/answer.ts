import { type Answer, ChatError, type Form, type Inbound, type MessageRef } from '../chat.ts'
import type { Place } from './card.tsx'
import { type Desk, type Door, goTo, malformed, personOf, tellNext, WORKSPACE } from './door.ts'
import type { Values } from './fields.tsx'
import { FormPage } from './form.tsx'
import { html, type Told, type Viewer } from './layout.tsx'
import { SaidPage } from './pages.tsx'
import { type Act, type Posted, readAct, readForm } from './read.ts'
import type { DeskMessage } from './store.ts'

// `handle` may have committed before it failed, so nothing may be claimed either way.
const UNSURE = 'That may not have been saved; look at the card and try again.'
const UNDRAWN = 'The form could not be opened. Nothing was changed; please click again.'
const DONE = 'Done.'

/** What the product answers; undefined when it failed. */
export const ask = async ({ chatEnv }: Desk, c: Door, inbound: Inbound): Promise<Answer | undefined> => {
  try {
    return await c.env.handle(inbound)
  } catch (error) {
    const verb = 'verb' in inbound ? inbound.verb : inbound.kind
    chatEnv.log('desk.handle_failed', { verb, cause: error instanceof Error ? error.name : 'unknown' })
  }
}

const toldBy = (answer: Answer | undefined): Told => {
  if (!answer) return { text: UNSURE, bad: true }
  if (answer.kind === 'notice') return { text: answer.text, bad: true }
  if (answer.kind === 'faults') return { text: Object.values(answer.faults).join('\n'), bad: true }
  return { text: answer.kind === 'done' ? (answer.notice ?? DONE) : DONE }
}

/** A button was pressed: it acts, or opens a form. */
export const press = (desk: Desk) => async (c: Door, viewer: Viewer, posted: Posted) => {
  const act = readAct(posted)
  if (!act) return malformed(c)
  const { verb, subject } = act
  const seen = await seenBy(desk, viewer, act)
  const message = seen && refOf(seen)
  const inbound = { kind: 'click', by: personOf(viewer), verb, subject, ...(message && { message }) } as const
  return follow(desk, c, await ask(desk, c, inbound), placeOf(viewer, act), seen)
}

/** A form was sent. With faults, or refused, it stays with its words; sent twice it does nothing more. */
export const send = (desk: Desk) => async (c: Door, viewer: Viewer, posted: Posted) => {
  const sent = readForm(posted)
  if (!sent) return malformed(c)
  const { form, values } = sent
  const seen = await seenBy(desk, viewer, sent)
  const message = seen && refOf(seen)
  const answer = await ask(desk, c, {
    kind: 'submit',
    by: personOf(viewer),
    verb: form.verb,
    subject: form.subject,
    formId: form.id,
    values,
    ...(message && { message }),
  })
  const place = placeOf(viewer, sent)
  if (!answer) return formAgain(form, place, values, { '': UNSURE })
  if (answer.kind === 'faults') return formAgain(form, place, values, answer.faults)
  if (answer.kind === 'notice') return formAgain(form, place, values, {}, toldBy(answer))
  return follow(desk, c, answer, place, seen)
}

/** Something was said in the box. */
export const say = (desk: Desk) => async (c: Door, viewer: Viewer, posted: Posted) => {
  const said = posted.get('text')
  if (said === null) return malformed(c)
  const text = said.slice(0, 500).trim() || 'help'
  const answer = await ask(desk, c, { kind: 'command', by: personOf(viewer), text })
  if (answer?.kind === 'card' || answer?.kind === 'home' || answer?.kind === 'form')
    return follow(desk, c, answer, { viewer, back: '/desk' })
  return html(SaidPage({ viewer, cards: [], told: toldBy(answer) }))
}

const follow = (
  desk: Desk,
  c: Door,
  answer: Answer | undefined,
  place: Place,
  seen?: DeskMessage,
): Response => {
  if (answer?.kind === 'form') {
    const page = formPage(desk, answer.form, place)
    if (page) return page
    tellNext(desk, c, { text: UNDRAWN, bad: true })
    return goTo(c, place.back)
  }
  if (answer?.kind === 'card')
    return html(SaidPage({ viewer: place.viewer, cards: [answer.card, ...(answer.thread ?? [])] }))
  if (answer?.kind === 'home') return html(SaidPage({ viewer: place.viewer, cards: answer.cards }))
  tellNext(desk, c, toldBy(answer))
  return goTo(c, answer?.kind === 'done' && isAnswered(seen) ? '/desk' : place.back)
}

/** A message about a case that is not the case's own, such as an approval: it is drawn anew only after this. */
const isAnswered = (seen: DeskMessage | undefined) =>
  seen?.card.about !== undefined && seen.card.about !== seen.card.subject

const formPage = ({ chatEnv }: Desk, form: Form, place: Place): Response | undefined => {
  try {
    return html(FormPage({ form, place }))
  } catch (error) {
    if (!(error instanceof ChatError)) throw error
    chatEnv.log('desk.form_not_opened', { verb: form.verb, cause: error.message })
  }
}

const formAgain = (form: Form, place: Place, values: Values, faults: Record<string, string>, told?: Told) =>
  html(FormPage({ form, place, typed: { values, faults }, told }), told ? 409 : 422)

const placeOf = (viewer: Viewer, { back = '/desk', message }: Pick<Act, 'back' | 'message'>): Place => ({
  viewer,
  back,
  ...(message && { message }),
})

/** The message whose button it was, if this person can see it. */
const seenBy = async ({ store }: Desk, viewer: Viewer, { message: id }: { message?: string }) =>
  id ? (await store.message(viewer.id, id))?.message : undefined

const refOf = ({ channel, id, thread }: DeskMessage): MessageRef => ({
  platform: 'desk',
  workspace: WORKSPACE,
  channel,
  id,
  ...(thread && { thread }),
})
