import type { Case } from '../../cases/case.ts'
import { remedyInSentence, timeOf } from '../../cases/labels.ts'
import { wordFor } from '../../locales/index.ts'
import type { StaffWords } from '../../locales/staff.ts'
import { type Thread, text, told } from './parts.ts'

const remedyOf = (found: Case, id: string, words: StaffWords): string => {
  const remedy = found.remedies.find((one) => one.id === id)
  return remedy ? remedyInSentence(remedy, words) : words.thread.theRemedy
}

/** What the customer said or did on the case page, and what they were asked. */
export const customer = {
  question: (found, { data, text, by }, words) =>
    told(words.thread.question(by, timeOf(found, new Date(data.due), words)), text),
  'customer said': (_found, { data, text }, { thread: say }) =>
    told(say.customerSaid(data?.pictures ?? 0), text),
  account: (_found, { text, by }, { thread: say }) => told(say.account(by), text),
  'account corrected': (_found, { text }, { thread: say }) => told(say.accountCorrected, text),
  'remedy accepted': (found, { data, text }, words) =>
    told(words.thread.remedyAccepted(remedyOf(found, data.remedy, words)), text),
  'remedy change asked': (found, { data, text }, words) =>
    told(words.thread.changeAsked(remedyOf(found, data.remedy, words)), text),
  held: (found, { by, data }, words) => {
    const how = wordFor(words.labels.talked, data.how) ?? ''
    return [text(words.thread.held(by, how, data.due ? timeOf(found, new Date(data.due), words) : ''))]
  },
  stopped: (_found, { text }, { thread: say }) => told(say.stopped, text),
  link: null,
  'data asked': (_found, { data }, { thread: say }) => [text(say.dataAsked[data.what])],
} satisfies Partial<Thread>
