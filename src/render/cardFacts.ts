import { severeIn } from '../care/severe/severe.ts'
import { saidUnderGood } from '../cases/askFirst.ts'
import type { Case } from '../cases/case.ts'
import { reachOf, readsOther, severeLabel, timeOf } from '../cases/labels.ts'
import type { StaffWords } from '../locales/staff.ts'
import { goodwillLine } from '../remedies/authority.ts'

/** The facts of a case, those that there are. Pure. */
export const factsOf = (found: Case, words: StaffWords): { label: string; value: string }[] => {
  const { labels, card } = words
  const { answers, staffMember, reference, channel, goodwill, endReason, customerName } = found
  const say = card.facts
  const rows: [string, string | undefined | null][] = [
    [say.ended, endReason],
    [labels.severity, severityOf(found, words)],
    [labels.contact, say.contact(channel, timeOf(found, found.endedContactAt, words))],
    [labels.customer, [customerName, readsOther(found, words)].filter(Boolean).join(', ')],
    [labels.reference, reference],
    [say.handledBy, staffMember?.name],
    // In a department's channel it says nothing
    [labels.department, found.alone ? found.department : null],
    [say.about, answers.about && labels.about[answers.about]],
    [labels.reachCustomer, answers.reach || !found.email ? reachOf(found, words) : null],
    [labels.handleIt, handlingOf(found, words)],
    [labels.goodwill, goodwill.length > 0 ? goodwillLine(goodwill, words) : null],
  ]
  return rows.flatMap(([label, value]) => (value ? [{ label, value }] : []))
}

/** With what makes it the worst, where the customer names it: in the answer, or in what management was called for. */
const severityOf = ({ severity, answers, called }: Case, words: StaffWords): string => {
  const { labels } = words
  const say = words.card.facts
  const said = severeIn([answers.words, answers.wish, saidUnderGood(answers)].filter(Boolean).join('\n'))
  const named = [
    answers.drivers?.includes('safety-or-privacy') ? say.safety : '',
    severeLabel([...new Set([...said, ...(called?.data?.severe ?? [])])], words),
  ].filter(Boolean)
  const plain = labels.worst(severity)
  return severity === 1 && named.length > 0 ? say.severe(plain, named.join(say.and)) : plain
}

const handlingOf = ({ handling, answers }: Case, { labels, card }: StaffWords) => {
  const type = handling ?? answers.handling
  const named = type && labels.handling[type]
  return named && handling ? card.facts.setByStaff(named) : named
}
