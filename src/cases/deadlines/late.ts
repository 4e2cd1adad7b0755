import type { Case } from '../caseFile.ts'
import type { Reminded } from '../events.ts'
import { timeOf } from '../labels.ts'

const TITLES: Record<Reminded['timer'], string> = {
  take: 'nobody has taken it',
  apology: 'the apology is late',
  'first promise': 'the customer was promised nothing yet',
  promise: 'a promise to the customer is late',
  answer: 'the customer has not answered the question',
  'ask confirmation': 'the customer was not asked if it is put right',
  approval: 'an approval is waiting',
  handover: 'a handover is waiting',
  request: 'a request is late',
  'call-back': 'a call-back',
  silence: 'a silent customer: please decide',
}

export const lateTitle = ({ timer }: Reminded): string => TITLES[timer]

/** What is late and by when it was due, in one plain sentence or two. */
export const lateText = (found: Case, { timer, level, due, whose, deed }: Reminded): string => {
  const at = timeOf(found, new Date(due))
  switch (timer) {
    case 'take':
      return `Case ${found.number} was to be taken by ${at}. Nobody has taken it yet.`
    case 'apology':
      return `The apology to the customer of case ${found.number} was due by ${at}.`
    case 'first promise':
      return `The customer of case ${found.number} was to hear by ${at} what happens next.`
    case 'promise':
      return `The customer of case ${found.number} was promised something by ${at}. If it can't be done yet, "Progress" tells them how it goes.`
    case 'answer':
      return `The customer of case ${found.number} has not answered the question, and was to hear from us by ${at}: please get in touch anyway.`
    case 'ask confirmation':
      return `Everything promised in case ${found.number} is done. By ${at} the customer was to be asked whether it is put right: "Mark done" asks them.`
    case 'approval':
      return `${whose ?? 'A manager'} was to decide by ${at} on a remedy in case ${found.number}. The customer waits for it.`
    case 'handover':
      return `${whose ?? 'A colleague'} was to answer by ${at} whether they take over case ${found.number}.`
    case 'request':
      return deed
        ? `${whose ?? 'The other department'} was to do by ${at} what case ${found.number} needs of it.`
        : `${whose ?? 'The other department'} was to answer a request in case ${found.number} by ${at}.`
    case 'call-back':
      return level === 1
        ? `The customer of case ${found.number} expects a call at ${at}.`
        : `The customer of case ${found.number} expected a call at ${at}. None is noted as held.`
    case 'silence':
      return `The customer of case ${found.number} has not answered for 7 days. ${
        found.severity === 1
          ? 'At severity 1'
          : found.email
            ? 'With something promised undone'
            : 'Nothing can be mailed to them, so'
      } the clock ends nothing: please ${found.email ? '' : 'call them, or '}decide by ${at} whether to carry on or to end it as unconfirmed.`
  }
}
