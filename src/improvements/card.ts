import type { Action, Card, CardPart, Tone } from '../../integrations/chat.ts'
import { cut } from '../../integrations/cut.ts'
import type { StaffWords } from '../locales/staff.ts'
import type { ImprovementEvent } from './events.ts'
import { type Improvement, type Standing, standingOf } from './improvement.ts'
import { countOf, dateOf, measureOf, reasonOf, startsOf, verdictOf } from './shown.ts'

const TITLE = 90

/** An improvement as it stands on a local day, with what can be done. Pure. */
export const improvementCard = (found: Improvement, words: StaffWords, today: string): Card => {
  const say = words.improvements
  const { id, number, what, why, owner, inPlaceOn, look, measure, brand, result } = found
  const standing = standingOf(found, today)
  const facts: [string, string | null][] = [
    [say.facts.why, [reasonOf(found, words), why].filter(Boolean).join('. ') || null],
    [say.facts.owner, owner],
    [say.facts.inPlace, placeOf(found, standing, words)],
    [say.facts.measured, measureOf(measure, brand, words)],
    [say.facts.before, countOf(look.before, words)],
    [say.facts.after, inPlaceOn && countOf(look.after, words)],
    [say.facts.result, result],
  ]
  return {
    title: say.title(number, cut(what.split('\n')[0]!, TITLE)),
    summary: say.summary(number, say.standing[standing]),
    tone: toneOf(found, standing),
    subject: id,
    language: words.language,
    parts: [
      ...(what.includes('\n') || what.length > TITLE ? [{ kind: 'text' as const, text: what }] : []),
      {
        kind: 'facts',
        facts: facts.flatMap(([label, value]) => (value ? [{ label, value }] : [])),
      },
      { kind: 'text', text: inPlaceOn ? verdictOf(look, words) : startsOf(look, words) },
    ],
    actions: ACTIONS[standing].map((action) => actionOf(action, words)),
  }
}

const placeOf = ({ dueOn, inPlaceOn }: Improvement, standing: Standing, words: StaffWords): string => {
  const say = words.improvements
  if (inPlaceOn) return say.since(dateOf(inPlaceOn, words))
  if (standing === 'closed') return say.never
  return standing === 'late' ? say.late(dateOf(dueOn, words)) : say.by(dateOf(dueOn, words))
}

const toneOf = ({ inPlaceOn, look }: Improvement, standing: Standing): Tone => {
  if (inPlaceOn && look.verdict === 'better') return 'good'
  if (standing === 'late' || (inPlaceOn && look.verdict === 'worse')) return 'bad'
  return standing === 'closed' ? 'plain' : 'waiting'
}

type Step = keyof typeof STEP_VERBS
export const STEP_VERBS = {
  inPlace: 'improvement-in-place',
  change: 'improvement-change',
  close: 'improvement-close',
  again: 'improvement-again',
} as const
const ACTIONS: Record<Standing, Step[]> = {
  planned: ['inPlace', 'change', 'close'],
  late: ['inPlace', 'change', 'close'],
  measuring: ['change', 'close'],
  measured: ['close', 'change'],
  closed: ['again'],
}
const actionOf = (step: Step, { improvements: say }: StaffWords): Action => ({
  verb: STEP_VERBS[step],
  label: say[step].label,
  opens: step === 'again' ? 'nothing' : 'form',
  ...((step === 'inPlace' || step === 'close') && { style: 'primary' as const }),
})

/** What happened, in the thread of its message; what its owner has to know mentions them. Pure. */
export const toldCard = (
  found: Improvement,
  event: ImprovementEvent & { by: string | null },
  words: StaffWords,
): Card => {
  const parts = toldParts(found, event, words)
  return {
    title: '',
    summary: words.improvements.title(found.number, cut(found.what, TITLE)),
    tone: event.kind === 'measured' && event.data.verdict === 'better' ? 'good' : 'plain',
    parts,
    actions: [],
    language: words.language,
  }
}

const toldParts = (
  found: Improvement,
  event: ImprovementEvent & { by: string | null },
  words: StaffWords,
): CardPart[] => {
  const { told: say, facts } = words.improvements
  const by = event.by ?? words.labels.somebody
  const text = (text: string): CardPart => ({ kind: 'text', text })
  const toOwner = (words: string): CardPart => ({
    kind: 'mention',
    name: found.owner,
    text: words,
    ...(found.ownerPerson && { person: found.ownerPerson }),
  })
  const counts = (look: typeof found.look): CardPart => ({
    kind: 'facts',
    facts: [
      { label: facts.before, value: countOf(look.before, words) },
      { label: facts.after, value: countOf(look.after, words) },
    ],
  })
  switch (event.kind) {
    case 'opened':
      return []
    case 'changed': {
      const { owner, dueOn } = event.data
      const more = [owner && say.owner(owner), dueOn && say.dueOn(dateOf(dueOn, words))]
      return [text([say.changed(by), ...more.filter(Boolean)].join(' '))]
    }
    case 'in place':
      return [text(`${say.inPlace(by, dateOf(event.data.on, words))} ${startsOf(found.look, words)}`)]
    case 'measured':
      return [text(verdictOf(event.data, words)), counts(event.data), toOwner(say.measured)]
    case 'closed':
      return [{ kind: 'quote', label: say.closed(by), text: event.text ?? '' }]
    case 'reopened': {
      const { data } = event
      return data.since
        ? [toOwner(say.back(countOf(data.since, words), countOf(data.after, words)))]
        : [text(say.reopened(by))]
    }
  }
}
