import type { CardPart, Field, Form } from '../../integrations/chat.ts'
import { long } from '../cases/formFields.ts'
import { textOf } from '../cases/formValues.ts'
import type { Asked, Done, OtherVerb } from '../cases/verb.ts'
import type { EdgeDeps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import type { StaffWords } from '../locales/staff.ts'
import { localDate } from '../time.ts'
import { nextDay } from '../zone.ts'
import { STEP_VERBS } from './card.ts'
import { changeImprovement } from './change.ts'
import { BEFORE_DAYS, look } from './count.ts'
import { dayOf } from './days.ts'
import { type Improvement, loadImprovement, mayChange } from './improvement.ts'
import { reopen } from './measure.ts'
import { ownerOf, owners } from './owners.ts'
import { countOf, measureOf, verdictOf } from './shown.ts'

/** Those that this person may act on and that stand so. Throws `unknown`, `forbidden`, `conflict`. */
const find = async (
  { db }: EdgeDeps,
  { subject, by }: Asked,
  state: 'open' | 'closed',
): Promise<Improvement> => {
  const found = await loadImprovement(db, subject)
  await mayChange(db, found, by)
  if (found.state === state) return found
  throw new DomainError('conflict', ({ improvements: say }) =>
    found.state === 'closed' ? say.closedAlready(found.number) : say.changedMeanwhile(found.number),
  )
}

const done = (made: 'made' | 'made before' | 'late', { number }: Improvement): Done => {
  if (made !== 'late') return made
  throw new DomainError('conflict', ({ improvements: say }) => say.changedMeanwhile(number))
}

const formOf = (
  step: 'inPlace' | 'change' | 'close',
  found: Improvement,
  { words, formId }: Asked,
  fields: Field[],
  facts: { label: string; value: string }[] = [],
): Form => {
  const say = words.improvements
  const intro: CardPart[] = [
    { kind: 'text', text: found.what },
    ...(facts.length > 0 ? [{ kind: 'facts' as const, facts }] : []),
  ]
  return {
    id: formId,
    verb: STEP_VERBS[step],
    subject: found.id,
    title: say[step].title,
    submit: words.save,
    intro,
    fields,
  }
}

const counts = ({ look: { before, after }, measure, brand }: Improvement, words: StaffWords) => {
  const { facts } = words.improvements
  return [
    { label: facts.measured, value: measureOf(measure, brand, words) },
    { label: facts.before, value: countOf(before, words) },
    { label: facts.after, value: countOf(after, words) },
  ]
}

/** The day may not lie before it, or long ago: answers from this day on count as after it. */
export const inPlace: OtherVerb = {
  form: async (deps, asked) => {
    const found = await notYet(await find(deps, asked, 'open'))
    const { on } = asked.words.improvements.inPlace
    const initial = localDate(found.timeZone, asked.now)
    return formOf('inPlace', found, asked, [{ kind: 'date', name: 'on', ...on, required: true, initial }])
  },
  run: async (deps, given) => {
    const found = await notYet(await find(deps, given, 'open'))
    const { by, formId, now } = given
    const today = localDate(found.timeZone, now)
    const on = dayOf(given, 'on', {
      today,
      from: nextDay(today, -BEFORE_DAYS),
      to: today,
      early: ({ improvements: say }) => say.inPlace.longAgo,
      late: ({ improvements: say }) => say.inPlace.ahead,
    })
    const set = {
      inPlaceOn: on,
      look: await look(deps.db, { ...found, inPlaceOn: on }, today),
      lookedOn: today,
    }
    const event = { kind: 'in place' as const, data: { on } }
    return done(await changeImprovement(deps.db, found, { set, event, by: by.id, formId, now }), found)
  },
}

const notYet = (found: Improvement): Improvement => {
  if (!found.inPlaceOn) return found
  throw new DomainError('conflict', ({ improvements: say }) => say.inPlace.already(found.number))
}

/** Its words, its owner, and while it is planned its date. What is measured stays: another measure is another improvement. */
export const change: OtherVerb = {
  form: async (deps, asked) => {
    const found = await find(deps, asked, 'open')
    const { new: say } = asked.words.improvements
    const people = await owners(deps.db, [found.departmentKey])
    return formOf('change', found, asked, [
      { ...long('what', say.what, 1000), initial: found.what },
      {
        kind: 'choice',
        name: 'owner',
        ...say.owner,
        required: true,
        choices: people,
        initial: `${found.departmentKey}:${found.ownerId}`,
      },
      ...(found.inPlaceOn
        ? []
        : [{ kind: 'date' as const, name: 'dueOn', ...say.dueOn, required: true, initial: found.dueOn }]),
    ])
  },
  run: async (deps, given) => {
    const found = await find(deps, given, 'open')
    const { by, formId, now, values } = given
    const today = localDate(found.timeZone, now)
    const what = textOf(given, 'what', { max: 1000 })
    const owner = await ownerOf(deps.db, textOf(given, 'owner'), [found.departmentKey])
    const typed = found.inPlaceOn || values.dueOn === found.dueOn ? undefined : values.dueOn
    const dueOn = typed ? dayOf(given, 'dueOn', { today, from: today, to: nextDay(today, 366) }) : found.dueOn
    const data = {
      ...(what !== found.what && { what: true as const }),
      ...(owner.id !== found.ownerId && { owner: owner.name }),
      ...(dueOn !== found.dueOn && { dueOn }),
    }
    if (Object.keys(data).length === 0) return 'made before'
    const set = { what, ownerId: owner.id, dueOn }
    const event = { kind: 'changed' as const, data }
    return done(await changeImprovement(deps.db, found, { set, event, by: by.id, formId, now }), found)
  },
}

/** With what came of it, and the verdict as it stands. */
export const close: OtherVerb = {
  form: async (deps, asked) => {
    const found = await find(deps, asked, 'open')
    const { words } = asked
    const say = words.improvements
    const verdict = found.inPlaceOn ? [{ label: say.facts.inPlace, value: verdictOf(found.look, words) }] : []
    return formOf(
      'close',
      found,
      asked,
      [long('result', say.close.result, 1000)],
      [...counts(found, words), ...verdict],
    )
  },
  run: async (deps, given) => {
    const found = await find(deps, given, 'open')
    const { by, formId, now } = given
    const result = textOf(given, 'result', { max: 1000 })
    const set = { state: 'closed' as const, closedAt: now, result }
    const event = { kind: 'closed' as const, data: found.look, text: result }
    return done(await changeImprovement(deps.db, found, { set, event, by: by.id, formId, now }), found)
  },
}

export const openAgain: OtherVerb = {
  run: async (deps, given) => {
    const found = await find(deps, given, 'closed')
    const { by, now } = given
    const today = localDate(found.timeZone, now)
    return done(await reopen(deps.db, found, { today, now, by: by.id }), found)
  },
}
