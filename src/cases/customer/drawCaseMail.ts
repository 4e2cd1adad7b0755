import { doneMail, doneReminderMail, spokenMail } from '../../mails/askedMails.ts'
import type { CaseMailProps } from '../../mails/caseFrame.ts'
import type { Drawn } from '../../mails/look.ts'
import { remedyDoneMail, remedyPromisedMail } from '../../mails/remedyMails.ts'
import { type CallProps, callMail, endedMail, finalAnswerMail, handoverMail } from '../../mails/turnMails.ts'
import { accountMail, apologyMail, linkMail, progressMail, questionMail } from '../../mails/wordMails.ts'
import type { Case, Remedy } from '../load.ts'

export type MailedEvent = {
  kind: string
  text: string | null
  data: Record<string, unknown> | null
  by: string | null
}

type Drawing = (found: Case, event: MailedEvent, props: CaseMailProps) => Drawn | undefined

const dueOf = ({ data }: MailedEvent): Date | null => (data?.due ? new Date(String(data.due)) : null)
const next = (event: MailedEvent) => {
  const due = dueOf(event)
  return due && { kind: 'next word' as const, due }
}
const call =
  (what: CallProps['what']): Drawing =>
  (found, { data }, props) =>
    callMail({
      ...props,
      what,
      at: new Date(String(data?.at)),
      phone: String(data?.phone ?? found.callBack?.phone ?? ''),
    })
const goesOn: Drawing = (_found, event, props) =>
  progressMail({ ...props, words: event.text ?? '', next: next(event) })

/** By the event's kind; what is not here is not mailed. */
const DRAWINGS: Record<string, Drawing> = {
  apology: (_found, event, props) => apologyMail({ ...props, words: event.text ?? '', next: next(event) }),
  progress: goesOn,
  'carried on': goesOn,
  question: (_found, event, props) => questionMail({ ...props, words: event.text ?? '', due: dueOf(event) }),
  account: (_found, { text }, props) => accountMail({ ...props, words: text ?? '' }),
  link: (_found, _event, props) => linkMail(props),
  'remedy promised': (_found, event, props) => {
    const { kind, amount, currency } = event.data as Pick<Remedy, 'kind' | 'amount' | 'currency'>
    const remedy = { kind, words: event.text ?? '', amount, currency, due: dueOf(event)! }
    return remedyPromisedMail({ ...props, remedy })
  },
  'remedy done': (found, { text, data }, props) => {
    const done = new Set(data?.remedies as string[] | undefined)
    const left = found.remedies
      .filter(({ doneAt }) => !doneAt)
      .map((remedy) => ({ ...remedy, due: remedy.dueAt }))
    const remedies = found.remedies.filter(({ id }) => done.has(id))
    return remedyDoneMail({ ...props, words: text ?? '', remedies, left })
  },
  done: (found, { text }, props) => doneMail({ ...props, done: text ?? '', remedies: found.remedies }),
  'confirmation reminded': (found, _event, props) =>
    doneReminderMail({ ...props, done: found.done ?? '', remedies: found.remedies }),
  answered: (_found, { data }, props) => (data?.spoken ? spokenMail(props) : undefined),
  'handover accepted': (_found, { data }, props) => {
    const department = data?.department ? String(data.department) : null
    return handoverMail({ ...props, to: String(data?.to ?? props.person), department })
  },
  'call-back booked': call('booked'),
  'call-back moved': call('moved'),
  'call-back cancelled': call('cancelled'),
  'call-back near': call('near'),
  'final answer': (_found, { text, data }, props) =>
    finalAnswerMail({ ...props, words: text ?? '', body: data?.body ? String(data.body) : null }),
  ended: (_found, { data }, props) =>
    data?.state === 'withdrawn' || data?.state === 'answered by mistake'
      ? endedMail({ ...props, why: data.state })
      : undefined,
}

/** What a person wrote to this customer; the rest tells what happened. */
const WRITTEN = new Set([
  'apology',
  'progress',
  'carried on',
  'question',
  'account',
  'remedy promised',
  'remedy done',
  'done',
  'final answer',
])

/** Whether a person wrote it by hand, so that their out-of-office answer would be in place. */
export const byHand = ({ kind, by, text }: MailedEvent): boolean =>
  WRITTEN.has(kind) && by !== null && Boolean(text?.trim())

/** An event of a case as the customer's mail; undefined: it is not mailed. Pure. */
export const drawEvent: Drawing = (found, event, props) =>
  Object.hasOwn(DRAWINGS, event.kind) ? DRAWINGS[event.kind]?.(found, event, props) : undefined
