import { ask as askProduct, type Failed, noticeOf } from '../../integrations/answer.ts'
import { ChatError, type Form } from '../../integrations/chat.ts'
import type { Answer, Inbound } from '../../integrations/inbound.ts'
import { chatWords } from '../../integrations/words.ts'
import { type Desk, type DeskContext, goTo, malformed, personOf, setFlash } from './guard.ts'
import { type FormValues, type Posted, type PostedAction, readAction, readForm } from './posted.ts'
import { type DeskMessage, refOf } from './store.ts'
import type { Place } from './views/card.tsx'
import { FormPage } from './views/form.tsx'
import { type Flash, html, type Viewer } from './views/layout.tsx'
import { AnswerPage } from './views/pages.tsx'

export const ask = ({ log }: Desk, c: DeskContext, inbound: Inbound): Promise<Answer | Failed> =>
  askProduct('desk', log, c.env.handle, inbound)

const flashOf = (answer: Answer | Failed, { language }: Viewer): Flash => ({
  text: noticeOf({ language, ...answer }) ?? chatWords(language).done,
  bad: ['failed', 'notice', 'faults'].includes(answer.kind),
})

/** A pressed button acts, or opens a form. */
export const pressButton = (desk: Desk) => async (c: DeskContext, viewer: Viewer, posted: Posted) => {
  const action = readAction(posted)
  if (!action) return malformed(c)
  const { verb, subject } = action
  const seen = await messageAt(desk, viewer, action)
  const message = seen && refOf(seen)
  const inbound = { kind: 'click', by: personOf(viewer), verb, subject, ...(message && { message }) } as const
  return follow(desk, c, await ask(desk, c, inbound), placeOf(viewer, action), seen)
}

/** A form that is refused or has faults is shown again with its words. Sent twice, it changes nothing more. */
export const submitForm = (desk: Desk) => async (c: DeskContext, viewer: Viewer, posted: Posted) => {
  const sent = readForm(posted)
  if (!sent) return malformed(c)
  const { form, values } = sent
  const seen = await messageAt(desk, viewer, sent)
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
  if (answer.kind === 'failed')
    return formAgain(form, place, values, { '': chatWords(viewer.language).unsure })
  if (answer.kind === 'faults') return formAgain(form, place, values, answer.faults)
  if (answer.kind === 'notice') return formAgain(form, place, values, {}, flashOf(answer, viewer))
  return follow(desk, c, answer, place, seen)
}

/** A command that was typed in the box. */
export const runCommand = (desk: Desk) => async (c: DeskContext, viewer: Viewer, posted: Posted) => {
  const typed = posted.get('text')
  if (typed === null) return malformed(c)
  const text = typed.slice(0, 500).trim() || 'help'
  const answer = await ask(desk, c, { kind: 'command', by: personOf(viewer), text })
  if (answer.kind === 'card' || answer.kind === 'home' || answer.kind === 'form')
    return follow(desk, c, answer, { viewer, back: '/desk' })
  return html(AnswerPage({ viewer, cards: [], flash: flashOf(answer, viewer) }))
}

const follow = (
  desk: Desk,
  c: DeskContext,
  answer: Answer | Failed,
  place: Place,
  seen?: DeskMessage,
): Response => {
  if (answer.kind === 'form') {
    const page = formPage(desk, answer.form, place)
    if (page) return page
    setFlash(desk, c, { text: chatWords(place.viewer.language).notOpened, bad: true })
    return goTo(c, place.back)
  }
  if (answer.kind === 'card')
    return html(AnswerPage({ viewer: place.viewer, cards: [answer.card, ...(answer.thread ?? [])] }))
  if (answer.kind === 'home') return html(AnswerPage({ viewer: place.viewer, cards: answer.cards }))
  setFlash(desk, c, flashOf(answer, place.viewer))
  return goTo(c, answer.kind === 'done' && isAnswered(seen) ? '/desk' : place.back)
}

/** A message about a case that is not the case's own, such as an approval: its card is updated only after this. */
const isAnswered = (seen: DeskMessage | undefined) =>
  seen?.card.about !== undefined && seen.card.about !== seen.card.subject

const formPage = ({ log }: Desk, form: Form, place: Place): Response | undefined => {
  try {
    return html(FormPage({ form, place }))
  } catch (error) {
    if (!(error instanceof ChatError)) throw error
    log('desk.form_not_opened', { verb: form.verb, cause: error.message })
  }
}

const formAgain = (
  form: Form,
  place: Place,
  values: FormValues,
  faults: Record<string, string>,
  flash?: Flash,
) => html(FormPage({ form, place, values, faults, flash }), flash ? 409 : 422)

const placeOf = (
  viewer: Viewer,
  { back = '/desk', message }: Pick<PostedAction, 'back' | 'message'>,
): Place => ({
  viewer,
  back,
  ...(message && { message }),
})

/** The message whose button it was, if this person can see it. */
const messageAt = async ({ store }: Desk, viewer: Viewer, { message: id }: { message?: string }) =>
  id ? (await store.message(viewer.id, id))?.message : undefined
