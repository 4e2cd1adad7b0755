import type { RespondFn, types } from '@slack/bolt'
import type { Answer, ChatEnv, Form, Handle, Inbound } from '../chat.ts'
import { cardsMessage } from './card.ts'
import { type FormMeta, formView, noticeView } from './form.ts'
import { escapeText, plain } from './text.ts'

type Said = { text: string; blocks: types.KnownBlock[] }
export type AckBody =
  | { response_action: 'errors'; errors: Record<string, string> }
  | { response_action: 'update'; view: types.ModalView }
  | ({ response_type: 'ephemeral' } & Said)

export const verbOf = (inbound: Inbound) => ('verb' in inbound ? inbound.verb : inbound.kind)

type Log = ChatEnv['log']
type Submit = Extract<Inbound, { kind: 'submit' }>

// `handle` may have committed before it failed, so nothing may be claimed either way.
const UNSURE = 'That may not have been saved; look at the card and try again.'
const LATE = 'The form could not be opened in time. Nothing was changed; please click again.'

export async function ask(handle: Handle, inbound: Inbound, log: Log): Promise<Answer | undefined> {
  try {
    return await handle(inbound)
  } catch (error) {
    log('slack.handle_failed', {
      verb: verbOf(inbound),
      cause: error instanceof Error ? error.name : 'unknown',
    })
  }
}

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
  inbound: Extract<Inbound, { kind: 'click' }>,
  handle: Handle,
  { ack, respond, open, log, home }: ClickTools,
): Promise<void> {
  const answer = await ask(handle, inbound, log)
  let said = saidOf(answer)
  if (answer?.kind === 'form') {
    const { channel, id, thread } = inbound.message ?? {}
    said = await opened(open, answer, { channel, message: id, thread, home }, inbound, log)
  }
  const tell = async (words: Said) => {
    if (!respond) return void (await open(noticeView(noticeOf(answer) ?? LATE)))
    await respond({
      response_type: 'ephemeral',
      replace_original: false,
      ...words,
      ...(inbound.message?.thread && { thread_ts: inbound.message.thread }),
    })
  }
  if (!answer) return tell(saidOf(undefined)!).then(ack)
  // A modal wants the click's trigger, which does not outlive the request for long
  if (said && !respond) await tell(said).catch(lost(inbound, log))
  await ack()
  if (said && respond) await tell(said).catch(lost(inbound, log))
}

const lost = (inbound: Inbound, log: Log) => (error: unknown) =>
  log('slack.notice_lost', { verb: verbOf(inbound), cause: String(error).slice(0, 200) })

/** Opens a form; what has to be said if that fails. */
async function opened(
  open: ClickTools['open'],
  { form }: Extract<Answer, { kind: 'form' }>,
  meta: Omit<FormMeta, 'form' | 'subject'>,
  inbound: Inbound,
  log: Log,
): Promise<Said | undefined> {
  try {
    await open(formView(form, meta))
  } catch (error) {
    log('slack.form_not_opened', { verb: verbOf(inbound), cause: String(error).slice(0, 200) })
    return spoken(elsewhere(LATE, form))
  }
}

/** A form that Slack can't show can be had on a page of our own. */
const elsewhere = (why: string, { page }: Form) => (page ? `${why} Or do it here: ${page}` : why)

const spoken = (text: string): Said => ({
  text: escapeText(text),
  blocks: [{ type: 'section', text: plain(text, 3000) }],
})

/** What is told to the person alone. */
function saidOf(answer: Answer | undefined): Said | undefined {
  if (answer?.kind === 'card') return cardsMessage([answer.card, ...(answer.thread ?? [])])
  if (answer?.kind === 'home') return cardsMessage(answer.cards)
  const notice = noticeOf(answer)
  return notice ? spoken(notice) : undefined
}

function noticeOf(answer: Answer | undefined): string | undefined {
  if (!answer) return UNSURE
  if (answer.kind === 'notice') return answer.text
  if (answer.kind === 'faults') return Object.values(answer.faults).join('\n')
  return answer.kind === 'done' ? answer.notice : undefined
}

/** A slash command is answered in its ack, to that person alone; a form opens by the command's own trigger. */
export async function answerCommand(
  inbound: Extract<Inbound, { kind: 'command' }>,
  handle: Handle,
  { ack, open, log }: { ack: (answer?: AckBody) => Promise<void> } & Pick<ClickTools, 'open' | 'log'>,
): Promise<void> {
  const answer = await ask(handle, inbound, log)
  const said =
    answer?.kind === 'form'
      ? await opened(open, answer, {}, inbound, log)
      : (saidOf(answer) ?? spoken('Done.'))
  await ack(said && { response_type: 'ephemeral', ...said })
}

/** The ack of a submitted form. Where a field can carry the message the form stays open, so no words are lost. */
export async function answerSubmit(
  inbound: Submit,
  fields: string[],
  handle: Handle,
  { ack, log, home }: { ack: (answer?: AckBody) => Promise<void>; log: Log; home?: boolean },
): Promise<void> {
  const answer = await ask(handle, inbound, log)
  await ack(ackOf(answer, fields, inbound, { log, home }))
}

function ackOf(
  answer: Answer | undefined,
  fields: string[],
  inbound: Submit,
  { log, home }: { log: Log; home?: boolean },
): AckBody | undefined {
  const faults = answer ? (answer.kind === 'faults' ? answer.faults : {}) : { [fields[0] ?? '']: UNSURE }
  const errors = Object.fromEntries(
    Object.entries(placed(faults, fields)).map(([k, v]) => [k, v.slice(0, 2000)]),
  )
  if (Object.keys(errors).length) return { response_action: 'errors', errors }
  if (answer?.kind === 'form') {
    const { channel, id, thread } = inbound.message ?? {}
    return {
      response_action: 'update',
      view: nextView(answer.form, { channel, message: id, thread, home }, log),
    }
  }
  const notice = noticeOf(answer)
  return notice ? { response_action: 'update', view: noticeView(notice) } : undefined
}

/** The form that follows a form, or why it can't be shown. */
function nextView(form: Form, meta: Omit<FormMeta, 'form' | 'subject'>, log: Log): types.ModalView {
  try {
    return formView(form, meta)
  } catch (error) {
    log('slack.form_not_opened', { verb: form.verb, cause: String(error).slice(0, 200) })
    return noticeView(elsewhere(LATE, form))
  }
}

/** Slack refuses errors of blocks it does not know: those go to the first field, by name. */
function placed(faults: Record<string, string>, fields: string[]): Record<string, string> {
  const first = fields[0]
  if (first === undefined) return {}
  const found: Record<string, string> = {}
  for (const [name, text] of Object.entries(faults)) {
    const known = fields.includes(name)
    const at = known ? name : first
    const line = known ? text : `${name}: ${text}`
    found[at] = found[at] ? `${found[at]}\n${line}` : line
  }
  return found
}
