import type { Action, Card, CardPart, Tone } from '../../integrations/chat.ts'
import { maybeTwice } from '../outbox/postOnce.ts'
import { legalMoves, ruleOf } from './case.ts'
import type { Case } from './load.ts'
import {
  ABOUT,
  driverLabel,
  HANDLING,
  languageOf,
  reachOf,
  remedyLabel,
  saidParts,
  timeOf,
} from './wording.ts'

const TONES: Record<Case['state'], Tone> = {
  open: 'bad',
  owned: 'bad',
  recovering: 'waiting',
  'awaiting customer': 'waiting',
  confirmed: 'good',
  documented: 'good',
  unconfirmed: 'plain',
  withdrawn: 'plain',
  'answered by mistake': 'plain',
  'contact declined': 'plain',
  'not agreed': 'plain',
  merged: 'plain',
}

/** A case as its one message in chat, drawn from the state as it is. Pure. */
export const drawCard = (found: Case): Card => {
  const { answers, number } = found
  const said = saidParts(found)
  const about = answers.drivers?.map(driverLabel).join(', ')
  const card: Card = {
    title: `Case ${number}: ${scoreOf(found)}${about ? `, ${about}` : ''}`,
    summary: `Case ${number}, ${scoreOf(found)}: ${found.accountable} ${standing(found)}`,
    tone: TONES[found.state],
    subject: found.id,
    about: found.id,
    parts: [
      standingPart(found),
      { kind: 'facts', facts: facts(found) },
      ...(said.length > 0 ? said : [NO_WORDS]),
      ...recoveryParts(found),
    ],
    actions: actionsOf(found.state),
  }
  return found.message?.twice ? maybeTwice(card) : card
}

const NO_WORDS: CardPart = { kind: 'note', text: 'No words yet: the customer may still be writing.' }

const scoreOf = ({ score }: Case): string => (score === null ? 'opened by staff' : `${score} of 5`)

/** The moves that are legal now, the seldom ones behind one button. */
const actionsOf = (state: Case['state']): Action[] => {
  const moves = legalMoves(state).map((move) => ({ move, ...ruleOf(move) }))
  const shown = moves.filter(({ more }) => !more)
  return [
    ...shown.map(
      ({ move, label, form }, index): Action => ({
        verb: move,
        label,
        opens: form ? 'form' : 'nothing',
        ...(index === 0 ? { style: 'primary' as const } : {}),
      }),
    ),
    ...(moves.length > shown.length
      ? [{ verb: 'more', label: 'More…', opens: 'form' } satisfies Action]
      : []),
  ]
}

const standingPart = (found: Case): CardPart => ({
  kind: 'mention',
  name: found.accountable,
  text: standing(found),
  ...(found.accountableAt
    ? { person: { platform: found.destination.platform, ...found.accountableAt } }
    : {}),
})

/** What the accountable person owes, by when: the rest of a sentence that begins with their name. */
const standing = (found: Case): string => {
  const at = (date: Date | null) => (date ? timeOf(found, date) : '')
  switch (found.state) {
    case 'open':
      return `is accountable. Take it by ${at(found.takeDueAt)}, apologise by ${at(found.apologyDueAt)}.`
    case 'owned':
    case 'recovering':
      if (found.promise === 'first word') return `has it. Apologise by ${at(found.apologyDueAt)}.`
      return found.promise === 'remedy'
        ? `has it. A remedy is promised by ${at(found.promiseDueAt)}.`
        : `has it. The customer hears by ${at(found.promiseDueAt)}.`
    case 'awaiting customer':
      return `has it. Waiting for the customer’s answer since ${at(found.askedAt)}.`
    case 'confirmed':
      return 'documents the finding: the customer confirmed that it is put right.'
    case 'documented':
      return `put it right and documented it, ${at(found.endedAt)}.`
    case 'unconfirmed':
      return 'did everything promised, but the customer did not answer: unconfirmed.'
    case 'merged':
      return 'had it: it goes on in another case of this customer.'
    default:
      return `had it. It ended as ${found.state}, ${at(found.endedAt)}${found.endReason ? `: ${found.endReason}` : '.'}`
  }
}

const facts = (found: Case) => {
  const { answers, staffMember, reference, channel } = found
  const rows: [string, string | undefined | null][] = [
    ['Score', found.score === null ? undefined : `${found.score} of 5`],
    ['Severity', `${found.severity} (1 is worst)`],
    ['Contact', `${channel}, ended ${timeOf(found, found.endedContactAt)}`],
    ['Customer', [found.customerName, `reads ${languageOf(found)}`].filter(Boolean).join(', ')],
    ['Reference', reference],
    ['Handled by', staffMember?.name],
    ['Department', found.department],
    ['About', answers.about && ABOUT[answers.about]],
    ['Reach the customer', reachOf(found)],
    ['Handle it', handlingOf(found)],
  ]
  return rows.flatMap(([label, value]) => (value ? [{ label, value }] : []))
}

const handlingOf = ({ handling, answers }: Case) => {
  const type = handling ?? answers.handling
  return type && HANDLING[type]
}

const recoveryParts = (found: Case): CardPart[] => {
  const lines = [
    found.apologisedAt && `Apologised ${timeOf(found, found.apologisedAt)}`,
    ...found.remedies.map((remedy) =>
      remedy.doneAt
        ? `${remedyLabel(remedy)}: done ${timeOf(found, remedy.doneAt)}`
        : `${remedyLabel(remedy)}: promised by ${timeOf(found, remedy.dueAt)}`,
    ),
    found.doneAt && `Done ${timeOf(found, found.doneAt)}`,
    found.confirmedAt && `Confirmed by the customer ${timeOf(found, found.confirmedAt)}`,
  ].filter(Boolean)
  return lines.length > 0 ? [{ kind: 'rule' }, { kind: 'text', text: lines.join('\n') }] : []
}
