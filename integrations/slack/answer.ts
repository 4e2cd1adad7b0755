import type { RespondFn, types } from '@slack/bolt'
import { ask, type Failed, noticeOf, verbOf, wordsFor, yoursOf } from '../answer.ts'
import type { ChatEnv, Form } from '../chat.ts'
import type { Answer, Handle, Inbound } from '../inbound.ts'
import { chatWords } from '../words.ts'
import { cardsMessage } from './card.ts'
import { type FormMeta, formView, noticeView } from './form.ts'
import { orPlainer } from './plainer.ts'
import { escapeText, plain } from './text.ts'

type PrivateMessage = { text: string; blocks: types.KnownBlock[] }
export type AckBody =
  | { response_action: 'errors'; errors: Record<string, string> }
  | { response_action: 'update'; view: types.ModalView }
  | ({ response_type: 'ephemeral' } & PrivateMessage)

type Log = ChatEnv['log']
type Kind<K extends Inbound['kind']> = Extract<Inbound, { kind: K }>
/** Where a form was opened, to be known again when it is sent. */
type OpenedAt = Omit<FormMeta, 'form' | 'subject'>

type ClickTools = {
  ack: () => Promise<void>
  respond?: RespondFn
  open: (view: types.ModalView) => Promise<unknown>
  log: Log
  /** Clicked in the home tab: there is no message to answer beside. */
  home?: boolean
}

/**
 * Waits for the handle (commit before ack), opens a form while the trigger lives, acks, then tells privately. That
 * the product failed is told before the ack: a worker that dies in between must not leave a bare success behind.
 */
export async function answerClick(
  inbound: Kind<'click'>,
  handle: Handle,
  { ack, respond, open, log, home }: ClickTools,
): Promise<void> {
  const answer = await ask('slack', log, handle, inbound)
  const say = wordsFor(answer)
  const message =
    answer.kind === 'form'
      ? await openForm(open, answer.form, openedAt(inbound, home), inbound, log)
      : privateMessageOf(answer)
  const tell = async (words: PrivateMessage) => {
    if (!respond) return void (await open(noticeOfAnswer(answer, noticeOf(answer) ?? say.late)))
    await respond({
      response_type: 'ephemeral',
      replace_original: false,
      ...words,
      ...(inbound.message?.thread && { thread_ts: inbound.message.thread }),
    })
  }
  if (answer.kind === 'failed') return tell(textMessage(say.unsure)).then(ack)
  // A modal wants the click's trigger, which does not outlive the request for long
  if (message && !respond) await tell(message).catch(lost(inbound, log))
  await ack()
  if (message && respond) await tell(message).catch(lost(inbound, log))
}

const lost = (inbound: Inbound, log: Log) => (error: unknown) =>
  log('slack.notice_lost', { verb: verbOf(inbound), cause: String(error).slice(0, 200) })

/** What worked is not headed like a warning. */
const noticeOfAnswer = (answer: Answer | Failed, text: string): types.ModalView =>
  noticeView(text, answer.language, {
    yours: yoursOf(answer),
    ...(answer.kind === 'done' && { title: wordsFor(answer).done.replace(/\.$/, '') }),
  })

const openedAt = ({ message }: Kind<'click' | 'submit'>, home?: boolean): OpenedAt => ({
  channel: message?.channel,
  message: message?.id,
  thread: message?.thread,
  home,
})

/** Opens a form; what to tell the person if that fails. */
async function openForm(
  open: ClickTools['open'],
  form: Form,
  meta: OpenedAt,
  inbound: Inbound,
  log: Log,
): Promise<PrivateMessage | undefined> {
  try {
    await orPlainer(log, (bare) => formView(form, meta, bare), open)
  } catch (error) {
    log('slack.form_not_opened', { verb: verbOf(inbound), cause: String(error).slice(0, 200) })
    return textMessage(elsewhere(form))
  }
}

/** A form that Slack can't show can be had on a page of our own. */
const elsewhere = ({ page, language }: Form): string => {
  const say = chatWords(language)
  return page ? `${say.late} ${say.orHere(page)}` : say.late
}

const textMessage = (text: string): PrivateMessage => ({
  text: escapeText(text),
  blocks: [{ type: 'section', text: plain(text, 3000) }],
})

/** What the person alone is told. */
function privateMessageOf(answer: Answer | Failed): PrivateMessage | undefined {
  if (answer.kind === 'card') return cardsMessage([answer.card, ...(answer.thread ?? [])])
  if (answer.kind === 'home') return cardsMessage(answer.cards)
  const notice = noticeOf(answer)
  return notice ? textMessage(notice) : undefined
}

/** A slash command is answered in its ack, to that person alone; a form opens by the command's own trigger. */
export async function answerCommand(
  inbound: Kind<'command'>,
  handle: Handle,
  { ack, open, log }: { ack: (answer?: AckBody) => Promise<void> } & Pick<ClickTools, 'open' | 'log'>,
): Promise<void> {
  const answer = await ask('slack', log, handle, inbound)
  const message =
    answer.kind === 'form'
      ? await openForm(open, answer.form, {}, inbound, log)
      : (privateMessageOf(answer) ?? textMessage(wordsFor(answer).done))
  await ack(message && { response_type: 'ephemeral', ...message })
}

/** The ack of a submitted form. Where a field can carry the message the form stays open, so no words are lost. */
export async function answerSubmit(
  inbound: Kind<'submit'>,
  fields: string[],
  handle: Handle,
  { ack, log, home }: { ack: (answer?: AckBody) => Promise<void>; log: Log; home?: boolean },
): Promise<void> {
  const answer = await ask('slack', log, handle, inbound)
  await ack(ackOf(answer, fields, inbound, { log, home }))
}

function ackOf(
  answer: Answer | Failed,
  fields: string[],
  inbound: Kind<'submit'>,
  { log, home }: { log: Log; home?: boolean },
): AckBody | undefined {
  const faults =
    answer.kind === 'faults'
      ? answer.faults
      : answer.kind === 'failed'
        ? { [fields[0] ?? '']: wordsFor(answer).unsure }
        : {}
  const errors = Object.fromEntries(
    Object.entries(byField(faults, fields)).map(([k, v]) => [k, v.slice(0, 2000)]),
  )
  if (Object.keys(errors).length) return { response_action: 'errors', errors }
  if (answer.kind === 'form')
    return { response_action: 'update', view: nextView(answer.form, openedAt(inbound, home), log) }
  const notice = noticeOf(answer)
  return notice ? { response_action: 'update', view: noticeOfAnswer(answer, notice) } : undefined
}

/** The form that follows a form, or why it can't be shown. Slack says nothing of an answer that it does not take. */
function nextView(form: Form, meta: OpenedAt, log: Log): types.ModalView {
  try {
    return formView(form, meta, true)
  } catch (error) {
    log('slack.form_not_opened', { verb: form.verb, cause: String(error).slice(0, 200) })
    return noticeView(elsewhere(form), form.language)
  }
}

/** Slack refuses errors of blocks it does not know: those go to the first field, by name. */
function byField(faults: Record<string, string>, fields: string[]): Record<string, string> {
  const first = fields[0]
  if (first === undefined) return {}
  const placed: Record<string, string> = {}
  for (const [name, text] of Object.entries(faults)) {
    const known = fields.includes(name)
    const at = known ? name : first
    const line = known ? text : `${name}: ${text}`
    placed[at] = placed[at] ? `${placed[at]}\n${line}` : line
  }
  return placed
}
