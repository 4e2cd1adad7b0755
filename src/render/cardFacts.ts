import { severeIn, severeNames } from '../care/severe/severe.ts'
import type { Case } from '../cases/caseFile.ts'
import { ABOUT, HANDLING, languageOf, reachOf, timeOf } from '../cases/labels.ts'
import { goodwillLine } from '../remedies/authority.ts'

/** The facts of a case, those that there are. Pure. */
export const factsOf = (found: Case): { label: string; value: string }[] => {
  const { answers, staffMember, reference, channel, goodwill, endReason } = found
  const rows: [string, string | undefined | null][] = [
    ['Why it ended', endReason],
    ['Severity', severityOf(found)],
    ['Contact', `${channel}, ended ${timeOf(found, found.endedContactAt)}`],
    ['Customer', [found.customerName, `reads ${languageOf(found)}`].filter(Boolean).join(', ')],
    ['Reference', reference],
    ['Handled by', staffMember?.name],
    ['Department', found.department],
    ['About', answers.about && ABOUT[answers.about]],
    ['Reach the customer', reachOf(found)],
    ['Handle it', handlingOf(found)],
    ['Goodwill to this customer in 12 months', goodwill.length > 0 ? goodwillLine(goodwill) : null],
  ]
  return rows.flatMap(([label, value]) => (value ? [{ label, value }] : []))
}

/** With what makes it the worst, where the customer names it. */
const severityOf = ({ severity, answers }: Case): string => {
  const named = [
    answers.drivers?.includes('safety-or-privacy') ? 'safety or privacy' : '',
    severeNames(severeIn([answers.words, answers.wish].filter(Boolean).join('\n'))),
  ].filter(Boolean)
  return `${severity} (1 is worst)${severity === 1 && named.length > 0 ? `: the customer names ${named.join(', and ')}` : ''}`
}

const handlingOf = ({ handling, answers }: Case) => {
  const type = handling ?? answers.handling
  return type && `${HANDLING[type]}${handling ? ' (set by staff)' : ''}`
}
