import { type Failed, noticeOf, wordsFor, yoursOf } from '../answer.ts'
import { type Card, type ChatEnv, ChatError, type Form, type MessageRef } from '../chat.ts'
import type { Answer, Inbound } from '../inbound.ts'
import { chatWords } from '../words.ts'
import { noticeDialog } from './card.ts'
import { type Carried, formDialog, formOf } from './form.ts'

type Log = ChatEnv['log']
/** A dialog, or its message. Strings close it. */
type Dialog = ReturnType<typeof noticeDialog | typeof formDialog> | string

/** Teams shows an error for an empty answer, so what worked says so. */
const textOf = (answer: Answer | Failed): string =>
  noticeOf(answer) ?? (answer.kind === 'done' ? wordsFor(answer).done : wordsFor(answer).notOpened)

/** The message a person alone sees after a button that acts. */
export const answerAct = (answer: Answer | Failed): string => textOf(answer) || wordsFor(answer).done

/** The dialog that a button fetched: the form, or why there is none. */
export function answerOpen(answer: Answer | Failed, message: MessageRef | undefined, log: Log): Dialog {
  if (answer.kind !== 'form') return noticeDialog(textOf(answer))
  return dialogOf(answer.form, message, log)
}

function dialogOf(form: Form, message: MessageRef | undefined, log: Log): Dialog {
  try {
    return formDialog(form, message)
  } catch (error) {
    if (!(error instanceof ChatError)) throw error
    log('teams.form_not_opened', { verb: form.verb, cause: error.message })
    const say = chatWords(form.language)
    return noticeDialog(form.page ? `${say.notOpened} ${say.orHere(form.page)}` : say.notOpened)
  }
}

/** What follows a submit. With faults, or when it may not have been saved, the dialog stays with its words. */
export function answerSubmit(
  answer: Answer | Failed,
  { message, values }: Extract<Inbound, { kind: 'submit' }>,
  carried: Carried,
  log: Log,
): Dialog {
  if (answer.kind === 'form') return dialogOf(answer.form, message, log)
  const faults =
    answer.kind === 'faults'
      ? answer.faults
      : answer.kind === 'failed'
        ? { '': chatWords(answer.language ?? carried.language).unsure }
        : undefined
  if (faults && Object.keys(faults).length > 0)
    return formDialog(formOf(carried), message, { values, faults })
  const text = textOf(answer)
  return text === wordsFor(answer).done ? text : noticeDialog(text, yoursOf(answer))
}

/** What a command is answered with in the personal chat. A dialog opens by a button alone, so a form becomes a button. */
export function answerCommand(answer: Answer | Failed): Card[] {
  if (answer.kind === 'card') return [answer.card, ...(answer.thread ?? [])]
  if (answer.kind === 'home' && answer.cards.length > 0) return answer.cards
  if (answer.kind === 'form') return [toOpen(answer.form)]
  const text = textOf(answer)
  return [{ title: '', summary: text, tone: 'plain', parts: [{ kind: 'text', text }], actions: [] }]
}

const toOpen = ({ title, verb, subject, language }: Form): Card => ({
  title,
  summary: title,
  tone: 'plain',
  parts: [{ kind: 'text', text: chatWords(language).opensForm }],
  subject,
  actions: [{ verb, label: title, opens: 'form', style: 'primary' }],
})
