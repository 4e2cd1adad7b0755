import { remedyInSentence, remedyLabel, rightLabel, timeOf } from '../../cases/labels.ts'
import { staffMoney } from '../../money.ts'
import { quoted, type Thread, text, told } from './parts.ts'

/** Remedies, approvals and their fate. */
export const remedies = {
  'remedy promised': (found, { data, text, by }, words) => {
    const { due, statutory, ground, credit, insteadOf, replaces } = data
    const how = {
      ground: statutory ? rightLabel(ground ?? '', words) : null,
      credit: !!credit,
      replaces: !!replaces,
    }
    const at = timeOf(found, new Date(due), words)
    return [
      ...told(words.thread.promised(by, remedyInSentence(data, words), at, how), text),
      ...quoted(insteadOf, words.labels.otherThanWished),
    ]
  },
  'remedy done': (found, { data, text: sent, by }, words) => {
    const done = found.remedies.filter(({ id }) => data.remedies.includes(id))
    const label = by ? remedyInSentence : remedyLabel
    const what = done.map((one) => label(one, words)).join(', ')
    const says = words.thread.remedyDone(by, what, data.reference)
    return by ? told(says, sent) : [text(says)]
  },
  'promise withdrawn': (found, { data, text, by }, words) => {
    const { what } = words.ends
    const due = data.due ? timeOf(found, new Date(data.due), words) : ''
    const named =
      data.what === 'remedy'
        ? remedyInSentence(data, words)
        : data.what === 'request'
          ? what.request(data.department)
          : what[data.what](due)
    return told(words.thread.withdrawn(by, named), text)
  },
  'right disputed': (_found, { data, text, by }, words) => [
    ...told(words.thread.disputed(by, remedyInSentence(data, words)), text),
    ...quoted(data.body, words.thread.disputeBody),
  ],
  'done taken back': (found, { data, text, by }, words) => {
    const due = timeOf(found, new Date(data.due), words)
    return told(words.thread.takenBack(by, remedyInSentence(data, words), data.reference ?? '', due), text)
  },
  'approval asked': (found, { data, text, by }, words) => {
    const due = data.due ? timeOf(found, new Date(data.due), words) : ''
    return told(words.thread.approval.asked(by, data.to, remedyInSentence(data, words), due), text)
  },
  'approval given': (_found, { data, text, by }, words) =>
    told(words.thread.approval.given(by, remedyInSentence(data, words)), text),
  'approval changed': (_found, { data, text, by }, words) => {
    const asked = staffMoney(data.asked!, data.currency, words)
    return told(words.thread.approval.changed(by, remedyInSentence(data, words), asked), text)
  },
  'approval declined': (_found, { data, text, by }, words) =>
    told(words.thread.approval.declined(by, remedyInSentence(data, words)), text),
} satisfies Partial<Thread>
