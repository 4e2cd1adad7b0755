import {
  type Answer,
  type Card,
  type ChatEnv,
  ChatError,
  type Form,
  type Handle,
  type Inbound,
  type MessageRef,
} from '../chat.ts'
import { noticeDialog } from './card.ts'
import { type Carried, formDialog, formOf } from './form.ts'

// `handle` may have committed before it failed, so nothing may be claimed either way.
const UNSURE = 'That may not have been saved; look at the card and try again.'
const UNDRAWN = 'The form could not be opened. Nothing was changed; please click again.'
/** Teams shows an error for an empty answer, so what worked says so. */
export const DONE = 'Done.'

type Log = ChatEnv['log']
/** A dialog, or its message. Strings close it. */
export type Dialog = ReturnType<typeof noticeDialog | typeof formDialog> | string

export async function ask(handle: Handle, inbound: Inbound, log: Log): Promise<Answer | undefined> {
  try {
    return await handle(inbound)
  } catch (error) {
    const verb = 'verb' in inbound ? inbound.verb : inbound.kind
    log('teams.handle_failed', { verb, cause: error instanceof Error ? error.name : 'unknown' })
  }
}

const textOf = (answer: Answer | undefined): string => {
  if (!answer) return UNSURE
  if (answer.kind === 'notice') return answer.text
  if (answer.kind === 'faults') return Object.values(answer.faults).join('\n')
  return answer.kind === 'done' ? (answer.notice ?? DONE) : UNDRAWN
}

/** The message a person alone sees after a button that acts. */
export const answerAct = (answer: Answer | undefined): string => textOf(answer) || DONE

/** The dialog that a button fetched: the form, or why there is none. */
export function answerOpen(answer: Answer | undefined, message: MessageRef | undefined, log: Log): Dialog {
  if (answer?.kind !== 'form') return noticeDialog(textOf(answer))
  return drawn(answer.form, message, log)
}

function drawn(form: Form, message: MessageRef | undefined, log: Log): Dialog {
  try {
    return formDialog(form, message)
  } catch (error) {
    if (!(error instanceof ChatError)) throw error
    log('teams.form_not_opened', { verb: form.verb, cause: error.message })
    return noticeDialog(form.page ? `${UNDRAWN} Or do it here: ${form.page}` : UNDRAWN)
  }
}

/** What follows a submit. With faults, or when it may not have been saved, the dialog stays with its words. */
export function answerSubmit(
  answer: Answer | undefined,
  { message, values }: Extract<Inbound, { kind: 'submit' }>,
  carried: Carried,
  log: Log,
): Dialog {
  if (answer?.kind === 'form') return drawn(answer.form, message, log)
  const faults = answer ? (answer.kind === 'faults' ? answer.faults : undefined) : { '': UNSURE }
  if (faults && Object.keys(faults).length > 0)
    return formDialog(formOf(carried), message, { values, faults })
  const text = textOf(answer)
  return text === DONE ? DONE : noticeDialog(text)
}

/** What a command is answered with in the personal chat. A dialog opens by a button alone, so a form becomes one. */
export function answerSay(answer: Answer | undefined): Card[] {
  if (answer?.kind === 'card') return [answer.card, ...(answer.thread ?? [])]
  if (answer?.kind === 'home' && answer.cards.length > 0) return answer.cards
  if (answer?.kind === 'form') return [toOpen(answer.form)]
  const text = textOf(answer)
  return [{ title: '', summary: text, tone: 'plain', parts: [{ kind: 'text', text }], actions: [] }]
}

const toOpen = ({ title, verb, subject }: Form): Card => ({
  title,
  summary: title,
  tone: 'plain',
  parts: [{ kind: 'text', text: 'The button opens the form.' }],
  subject,
  actions: [{ verb, label: title, opens: 'form', style: 'primary' }],
})
