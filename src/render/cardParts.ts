import type { CardPart } from '../../integrations/chat.ts'
import { cutBefore } from '../care/cut.ts'
import type { Case } from '../cases/case.ts'
import { becauseOf, remedyLabel, timeOf, wishParts } from '../cases/labels.ts'
import { isOpen } from '../cases/states.ts'
import type { StaffWords } from '../locales/staff.ts'

/** What waits besides the promise, one line each: most cases have none. Pure. */
export const waitingParts = (found: Case, words: StaffWords): CardPart[] => {
  if (!isOpen(found.state)) return []
  const say = words.card.waiting
  const at = (date: Date) => timeOf(found, date, words)
  const lines = [
    found.incident && words.discoveries.incident.part(at(found.incident.from)),
    found.recentCases >= 3 && say.repeated(words.labels.ordinal(found.recentCases)),
    found.calledAt && !found.called?.text && calledLine(found, words),
    ...found.proposals.map(({ kind, state, to, deedDueAt, createdAt, failedAt }) =>
      kind === 'request'
        ? failedAt
          ? say.requestRefused(to)
          : say.request(to, deedDueAt ? at(deedDueAt) : '', state === 'accepted')
        : say[kind](to, at(createdAt)),
    ),
    found.snoozed && say.snoozed(found.snoozed.by, at(found.snoozed.until)),
    found.waitingSince && say.question(at(found.waitingSince)),
    found.addressRefused
      ? say[found.addressRefused]
      : found.mailFailedAt && say.refused(at(found.mailFailedAt)),
    found.mailUnsureAt && say.unsure(at(found.mailUnsureAt)),
    found.callBack && say.callBack(at(found.callBack.at), found.callBack.phone),
  ].filter((line) => typeof line === 'string')
  return [
    ...(found.calledAt && found.called?.text
      ? [{ kind: 'quote' as const, label: calledLine(found, words), text: found.called.text }]
      : []),
    ...(lines.length > 0 ? [{ kind: 'text' as const, text: lines.join('\n') }] : []),
    ...wishParts(found, words),
  ]
}

/** When and by whom management was called, and why where no person said it. */
const calledLine = ({ calledAt, called, timeZone }: Case, words: StaffWords): string => {
  const line = words.card.waiting.called(timeOf({ timeZone }, calledAt!, words), called?.by ?? null)
  return [line, becauseOf(called?.data ?? null, words)].filter(Boolean).join(' ')
}

const ACCOUNT = 200

/** What was done so far, and the account as agreed. Pure. */
export const doneParts = (found: Case, words: StaffWords): CardPart[] => {
  const say = words.card.done
  const at = (date: Date) => timeOf(found, date, words)
  const { account, apologisedAt, doneAt, confirmedAt, confirmedBy, remedies } = found
  const lines = [
    apologisedAt && say.apologised(at(apologisedAt)),
    ...remedies.map((remedy) => {
      const { statutory, doneAt, dueAt, reference, acceptedAt } = remedy
      const what = remedyLabel(remedy, words)
      return doneAt
        ? say.remedyDone(what, statutory, at(doneAt), reference)
        : say.remedyPromised(what, statutory, at(dueAt), acceptedAt !== null)
    }),
    doneAt && say.done(at(doneAt)),
    confirmedAt && say.confirmed(at(confirmedAt), confirmedBy, found.withoutReceipt),
  ].filter((line) => typeof line === 'string')
  const parts: CardPart[] = [
    ...(account
      ? [
          {
            kind: 'quote' as const,
            label: account.byCustomer ? say.corrected : say.account,
            text: cutBefore(account.text, ACCOUNT),
            ...(account.byCustomer && found.abusiveAt ? { folded: true } : {}),
          },
        ]
      : []),
    ...(lines.length > 0 ? [{ kind: 'text' as const, text: lines.join('\n') }] : []),
  ]
  return parts.length > 0 ? [{ kind: 'rule' }, ...parts] : []
}
