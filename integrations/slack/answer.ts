import type { RespondFn, types } from '@slack/bolt'
import type { Answer, ChatEnv, Handle, Inbound } from '../chat.ts'
import { formView, noticeView } from './form.ts'
import { escapeText, plain } from './text.ts'

export type AckBody =
  | { response_action: 'errors'; errors: Record<string, string> }
  | { response_action: 'update'; view: types.ModalView }

const verbOf = (inbound: Inbound) => ('verb' in inbound ? inbound.verb : inbound.kind)

type Ack = (answer?: AckBody) => Promise<void>
type Log = ChatEnv['log']
type Submit = Extract<Inbound, { kind: 'submit' }>

// `handle` may have committed before it failed, so nothing may be claimed either way.
const UNSURE = 'That may not have been saved; look at the card and try again.'
const LATE = 'The form could not be opened in time. Nothing was changed; please click again.'

async function ask(handle: Handle, inbound: Inbound, log: Log): Promise<Answer | undefined> {
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
}

/**
 * Waits for the handle (commit before ack), opens a form while the trigger lives, acks, then tells privately. That
 * the product failed is told before the ack: a worker that dies in between must not leave a bare success behind.
 */
export async function answerClick(
  inbound: Extract<Inbound, { kind: 'click' }>,
  handle: Handle,
  { ack, respond, open, log }: ClickTools,
): Promise<void> {
  const answer = await ask(handle, inbound, log)
  let notice = noticeOf(answer)
  if (answer?.kind === 'form') {
    const { channel, id, thread } = inbound.message ?? {}
    try {
      await open(formView(answer.form, { channel, message: id, thread }))
    } catch (error) {
      log('slack.form_not_opened', { verb: inbound.verb, cause: String(error).slice(0, 200) })
      notice = LATE
    }
  }
  const tell = async (text: string) => {
    if (!respond) throw new Error('no response_url')
    await respond({
      response_type: 'ephemeral',
      replace_original: false,
      text: escapeText(text),
      blocks: [{ type: 'section', text: plain(text, 3000) }],
      ...(inbound.message?.thread && { thread_ts: inbound.message.thread }),
    })
  }
  if (!answer) return tell(UNSURE).then(ack)
  await ack()
  if (notice)
    await tell(notice).catch((error) =>
      log('slack.notice_lost', { verb: inbound.verb, cause: String(error).slice(0, 200) }),
    )
}

function noticeOf(answer: Answer | undefined): string | undefined {
  if (!answer) return UNSURE
  if (answer.kind === 'notice') return answer.text
  if (answer.kind === 'faults') return Object.values(answer.faults).join('\n')
  return answer.kind === 'done' ? answer.notice : undefined
}

/** The ack of a submitted form. Where a field can carry the message the form stays open, so no words are lost. */
export async function answerSubmit(
  inbound: Submit,
  fields: string[],
  handle: Handle,
  { ack, log }: { ack: Ack; log: Log },
): Promise<void> {
  const answer = await ask(handle, inbound, log)
  await ack(ackOf(answer, fields, inbound))
}

function ackOf(answer: Answer | undefined, fields: string[], { message }: Submit): AckBody | undefined {
  const faults = answer ? (answer.kind === 'faults' ? answer.faults : {}) : { [fields[0] ?? '']: UNSURE }
  const errors = Object.fromEntries(
    Object.entries(placed(faults, fields)).map(([k, v]) => [k, v.slice(0, 2000)]),
  )
  if (Object.keys(errors).length) return { response_action: 'errors', errors }
  if (answer?.kind === 'form') {
    const meta = { channel: message?.channel, message: message?.id, thread: message?.thread }
    return { response_action: 'update', view: formView(answer.form, meta) }
  }
  const notice = noticeOf(answer)
  return notice ? { response_action: 'update', view: noticeView(notice) } : undefined
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
