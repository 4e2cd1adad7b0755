import type { Case } from '../cases/case.ts'
import { type CaseEvent, type EventKind, forKind, type NamedEvent } from '../cases/events.ts'
import { withKnown } from '../cases/known.ts'
import { type Along, alongBlocks } from '../mails/along.ts'
import { doneMail, doneReminderMail, spokenMail } from '../mails/askedMails.ts'
import type { CaseMailProps } from '../mails/caseFrame.ts'
import { type AtEnd, disputedMail, type Withdrawn, withdrawnMail } from '../mails/endMails.ts'
import type { RenderedMail } from '../mails/look.ts'
import { correctionMail, remedyDoneMail, remedyPromisedMail } from '../mails/remedyMails.ts'
import { type CallProps, callMail, endedMail, finalAnswerMail, handoverMail } from '../mails/turnMails.ts'
import {
  accountMail,
  apologyMail,
  changedMail,
  linkMail,
  progressMail,
  questionMail,
} from '../mails/wordMails.ts'

export type MailedEvent<K extends EventKind = EventKind> = Omit<NamedEvent<K>, 'at'> & CaseEvent<K>

/** `withdrawn`: the promises that this event took back with it. `along`: what else this mail tells. */
type Props = CaseMailProps & { withdrawn: Withdrawn[]; along?: MailedEvent[] }

type Drawing<K extends EventKind = EventKind> = (
  found: Case,
  event: MailedEvent<K>,
  props: Props,
) => RenderedMail | undefined

const dateOf = (due: string | null | undefined): Date | null => (due ? new Date(due) : null)
const next = (due: string | undefined) => (due ? { kind: 'next word' as const, due: new Date(due) } : null)
const call =
  (
    what: CallProps['what'],
  ): Drawing<'call-back booked' | 'call-back moved' | 'call-back cancelled' | 'call-back near'> =>
  (found, { data }, props) =>
    callMail({
      ...props,
      what,
      at: new Date(data.at),
      phone: 'phone' in data ? data.phone : (found.callBack?.phone ?? ''),
    })
const goesOn: Drawing<'progress' | 'carried on'> = (_found, { text, data }, props) =>
  progressMail({
    ...props,
    words: withKnown(text, 'known' in data ? data : null) ?? '',
    next: next(data.due),
  })

const endOf = ({ remedies }: Case, withdrawn: Withdrawn[]): AtEnd => ({
  withdrawn,
  owed: remedies.filter(({ doneAt }) => !doneAt).map((one) => ({ ...one, due: one.dueAt })),
})

/** A promise that was taken back, as the mail names it. */
export const withdrawnOf = ({ data, text }: CaseEvent<'promise withdrawn'>): Withdrawn => ({
  what: data.what === 'remedy' ? { ...data, words: '' } : data.what,
  when: dateOf(data.due),
  why: text ?? '',
})

/** What the customer is mailed of each kind of event; null: nothing. */
const MAILS: { [K in EventKind]: Drawing<K> | null } = {
  apology: (_found, { text, data }, props) =>
    apologyMail({ ...props, words: withKnown(text, data) ?? '', next: next(data?.due) }),
  progress: goesOn,
  'carried on': goesOn,
  question: (_found, { text, data }, props) =>
    questionMail({ ...props, words: text ?? '', due: dateOf(data.due) }),
  account: (_found, { text }, props) => accountMail({ ...props, words: text ?? '' }),
  documented: (_found, { text }, props) => (text ? changedMail({ ...props, words: text }) : undefined),
  link: (_found, _event, props) => linkMail(props),
  'remedy promised': (_found, { text, data: { kind, amount, currency, due } }, props) => {
    const remedy = { kind, words: text ?? '', amount, currency, due: new Date(due) }
    return remedyPromisedMail({ ...props, remedy })
  },
  'remedy done': (found, { text, data }, props) => {
    const left = found.remedies
      .filter(({ doneAt }) => !doneAt)
      .map((remedy) => ({ ...remedy, due: remedy.dueAt }))
    const remedies = found.remedies.filter(({ id }) => data.remedies.includes(id))
    return remedyDoneMail({ ...props, words: text ?? '', remedies, left })
  },
  done: (found, { text }, props) => doneMail({ ...props, done: text ?? '', remedies: found.remedies }),
  'confirmation reminded': (found, _event, props) =>
    doneReminderMail({ ...props, done: found.done ?? '', remedies: found.remedies }),
  answered: (_found, { data }, props) => (data.spoken ? spokenMail(props) : undefined),
  'handover accepted': (_found, { data }, props) =>
    handoverMail({ ...props, to: data.to, department: data.department ?? null }),
  'call-back booked': call('booked'),
  'call-back moved': call('moved'),
  'call-back cancelled': call('cancelled'),
  'call-back near': call('near'),
  'final answer': (found, { text, data }, props) =>
    finalAnswerMail({ ...props, words: text ?? '', body: data.body, end: endOf(found, props.withdrawn) }),
  ended: (found, { data: { state } }, props) =>
    state === 'withdrawn' || state === 'answered by mistake'
      ? endedMail({ ...props, why: state, end: endOf(found, props.withdrawn) })
      : undefined,
  unconfirmed: (found, _event, props) =>
    props.withdrawn.length > 0 ? withdrawnMail({ ...props, end: endOf(found, props.withdrawn) }) : undefined,
  'promise withdrawn': (_found, event, props) =>
    withdrawnMail({ ...props, end: { withdrawn: [withdrawnOf(event)], owed: [] } }),
  'done taken back': (found, { text, data }, props) => {
    const remedy = found.remedies.find(({ id }) => id === data.remedy)
    const due = new Date(data.due)
    return correctionMail({
      ...props,
      words: text ?? '',
      remedy: { ...data, words: remedy?.words ?? '', due },
    })
  },
  'right disputed': (_found, { text, data: { kind, amount, currency, body } }, props) =>
    disputedMail({ ...props, words: text ?? '', remedy: { kind, amount, currency, words: '' }, body }),
  opened: null,
  'opened again': null,
  said: null,
  'heard elsewhere': null,
  'mail sent again': null,
  'address corrected': null,
  taken: null,
  'management called': null,
  'customer said': null,
  'account corrected': null,
  'remedy accepted': null,
  'remedy change asked': null,
  'approval asked': null,
  'approval given': null,
  'approval changed': null,
  'approval declined': null,
  held: null,
  'earlier case answered': null,
  'not them': null,
  'finding drafted': null,
  stopped: null,
  'data asked': null,
  'severity changed': null,
  'handling set': null,
  abusive: null,
  'handover offered': null,
  'handover declined': null,
  'handover timed out': null,
  'somebody else asked': null,
  'request sent': null,
  'request accepted': null,
  'request declined': null,
  'request done': null,
  'request taken back': null,
  'partner said': null,
  reminded: null,
  snoozed: null,
  reassigned: null,
  covered: null,
  merged: null,
  joined: null,
  'join undone': null,
}

const alongOf = (found: Case, event: MailedEvent): Along[] => {
  switch (event.kind) {
    case 'account':
      return [{ kind: 'account', words: event.text ?? '' }]
    case 'remedy promised': {
      const { kind, amount, currency, due } = event.data
      return [
        { kind: 'promised', words: event.text ?? '', remedy: { kind, amount, currency }, due: new Date(due) },
      ]
    }
    case 'remedy done':
      return found.remedies
        .filter(({ id }) => event.data.remedies.includes(id))
        .map((remedy) => ({ kind: 'done', words: remedy.words, remedy }))
    default:
      return []
  }
}

/** An event of a case as the customer's mail; undefined: it is not mailed. Pure. */
export const drawEvent: Drawing = (found, event, props) => {
  const along = (props.along ?? []).flatMap((one) => alongOf(found, one))
  return (forKind(MAILS, event.kind) as Drawing | undefined)?.(found, event, {
    ...props,
    ...(along.length > 0 ? { more: alongBlocks(props, along) } : {}),
  })
}
