import type { CardPart } from '../../integrations/chat.ts'
import { cutBefore } from '../care/cut.ts'
import type { Case, OpenProposal, Remedy } from '../cases/caseFile.ts'
import { ordinal, remedyLabel, timeOf, wishParts } from '../cases/labels.ts'
import { isOpen } from '../cases/machine.ts'

/** What waits besides the promise, one line each: most cases have none. Pure. */
export const waitingParts = (found: Case): CardPart[] => {
  if (!isOpen(found.state)) return []
  const at = (date: Date) => timeOf(found, date)
  const lines = [
    found.recentCases >= 3 && `This is the ${ordinal(found.recentCases)} case of this customer in 90 days.`,
    found.calledAt && `Management was called ${at(found.calledAt)}.`,
    ...found.proposals.map((proposal) => proposalLine(found, proposal)),
    found.waitingSince &&
      `A question is with the customer since ${at(found.waitingSince)}: the clocks wait for the answer.`,
    found.mailFailedAt &&
      `The customer did not get our mail: it was refused for good ${at(found.mailFailedAt)}. Check the address (More, “Correct the address”), or reach them another way.`,
    found.callBack && `Call-back ${at(found.callBack.at)}, ${found.callBack.phone}.`,
  ].filter((line) => typeof line === 'string')
  return [
    ...(lines.length > 0 ? [{ kind: 'text' as const, text: lines.join('\n') }] : []),
    ...wishParts(found),
  ]
}

const proposalLine = (found: Case, { kind, state, to, deedDueAt, createdAt }: OpenProposal): string => {
  const since = timeOf(found, createdAt)
  switch (kind) {
    case 'approval':
      return `Waiting for approval by ${to ?? 'a manager'} since ${since}.`
    case 'handover':
      return `Offered to ${to ?? 'somebody else'} since ${since}: not accepted yet.`
    case 'request':
      return `Asked ${to ?? 'another department'}${deedDueAt ? ` by ${timeOf(found, deedDueAt)}` : ''}: ${
        state === 'accepted' ? 'accepted' : 'not answered yet'
      }.`
  }
}

const ACCOUNT = 200

/** What was done so far, and the account as agreed. Pure. */
export const doneParts = (found: Case): CardPart[] => {
  const at = (date: Date) => timeOf(found, date)
  const { account, apologisedAt, doneAt, confirmedAt, confirmedBy, remedies } = found
  const lines = [
    apologisedAt && `Apologised ${at(apologisedAt)}`,
    ...remedies.map((remedy) => remedyLine(found, remedy)),
    doneAt && `Done ${at(doneAt)}`,
    confirmedAt &&
      `Confirmed by the customer ${at(confirmedAt)}${confirmedBy === 'spoken' ? ', spoken in a conversation' : confirmedBy ? ', by a click' : ''}`,
  ].filter((line) => typeof line === 'string')
  const parts: CardPart[] = [
    ...(account
      ? [
          {
            kind: 'quote' as const,
            label: account.byCustomer
              ? 'What happened, as the customer corrected it'
              : 'What happened, as agreed',
            text: cutBefore(account.text, ACCOUNT),
            ...(account.byCustomer && found.abusiveAt ? { folded: true } : {}),
          },
        ]
      : []),
    ...(lines.length > 0 ? [{ kind: 'text' as const, text: lines.join('\n') }] : []),
  ]
  return parts.length > 0 ? [{ kind: 'rule' }, ...parts] : []
}

const remedyLine = (found: Case, remedy: Remedy): string => {
  const why = remedy.statutory ? 'the customer’s right' : 'goodwill'
  const state = remedy.doneAt
    ? `done ${timeOf(found, remedy.doneAt)}${remedy.reference ? `, reference ${remedy.reference}` : ''}`
    : `promised by ${timeOf(found, remedy.dueAt)}${remedy.acceptedAt ? ', accepted by the customer' : ''}`
  return `${remedyLabel(remedy)} (${why}): ${state}`
}
