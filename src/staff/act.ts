import { randomUUID } from 'node:crypto'
import type { Answer, Handle, Inbound } from '../../integrations/inbound.ts'
import { loadCase } from '../cases/caseFile.ts'
import type { Act } from '../cases/changeByStaff.ts'
import { renderForm } from '../cases/formFields.ts'
import { isMove, MOVES, type Move } from '../cases/machine.ts'
import { mayMove } from '../cases/rights.ts'
import { seeMessage } from '../cases/seen.ts'
import type { Asked, Who } from '../cases/verb.ts'
import type { EdgeDeps } from '../deps.ts'
import { findActor } from '../directory/accounts.ts'
import { languageOfAll } from '../directory/readers.ts'
import { allows, VERB_RIGHTS } from '../directory/rights.ts'
import { rolesOf } from '../directory/roles.ts'
import { DomainError } from '../errors.ts'
import { type StaffWords, staffWords } from '../locales/staff.ts'
import { lookAt } from '../render/look.ts'
import { answerCommand } from './commands.ts'
import { personalView } from './home.ts'
import { CASE_VERBS, otherVerb } from './verbs.ts'

/** Answers a click, a form or a command from any chat platform. What it changed is committed before it returns. */
export const act =
  (deps: EdgeDeps): Handle =>
  async (inbound) => {
    const now = deps.now()
    let words: StaffWords | undefined
    const speaking = (answer: Answer) => (words ? inLanguage(answer, words.language) : answer)
    try {
      const by = await findActor(deps.db, inbound.by)
      words = staffWords(by.language)
      switch (inbound.kind) {
        case 'command':
          return speaking(await answerCommand(deps, { by, words, now }, inbound.text))
        case 'home':
          return speaking({ kind: 'home', cards: await personalView(deps, by, words, now) })
        case 'look':
          return speaking(await lookAt(deps, by, inbound.subject, words))
        case 'click':
          return speaking(await click(deps, inbound, { by, words, now }))
        case 'submit':
          return speaking(await run(deps, inbound, { by, words, now }))
      }
    } catch (error) {
      if (error instanceof DomainError)
        return speaking(refusal(error, words ?? staffWords(await languageOfAll(deps.db)), inbound))
      // What the platform says of it is said in the person's language
      throw words && error instanceof Error ? Object.assign(error, { language: words.language }) : error
    }
  }

/** What a platform adds to it, it says in the same language: in English unless it is told another. */
const inLanguage = (answer: Answer, language: string): Answer => {
  if (language === 'en') return answer
  const spoken = <T extends object>(one: T) => ({ ...one, language })
  switch (answer.kind) {
    case 'form':
      return { ...answer, language, form: spoken(answer.form) }
    case 'card':
      return {
        ...answer,
        language,
        card: spoken(answer.card),
        ...(answer.thread && { thread: answer.thread.map(spoken) }),
      }
    case 'home':
      return { ...answer, language, cards: answer.cards.map(spoken) }
    default:
      return { ...answer, language }
  }
}

const click = (deps: EdgeDeps, inbound: Extract<Inbound, { kind: 'click' }>, who: Who): Promise<Answer> => {
  const { verb, subject, message, quote } = inbound
  const opens = isMove(verb) ? MOVES[verb].form : otherVerb(verb)?.form !== undefined
  return opens
    ? openForm(deps, verb, { subject, ...who, formId: randomUUID(), message, quote })
    : run(deps, inbound, who)
}

/** Writes nothing. The refusals a submit would meet are told before anyone writes a text in vain. */
const openForm = async (deps: EdgeDeps, verb: string, asked: Asked): Promise<Answer> => {
  if (!isMove(verb)) {
    const other = otherVerb(verb)
    if (!other?.form) throw older()
    await mayUse(deps.db, asked.by, verb)
    return { kind: 'form', form: await other.form(deps, asked) }
  }
  const { fields, before, intro, instead, next } = CASE_VERBS[verb]
  const { subject, message, by, words, now, formId } = asked
  const found = await loadCase(deps.db, subject)
  await seeMessage(deps.db, found, message, now)
  await mayMove(deps.db, found, by, verb)
  const other = instead?.(found, words, now)
  if (other) return because(other.why, await openForm(deps, other.move, asked))
  await before?.(found, now, deps, by)
  const drawn = (await fields?.(found, words, now, deps, by)) ?? []
  const weigh = (await intro?.(found, words, now, deps, by)) ?? []
  const submit = next && words.personal.more.submit
  return { kind: 'form', form: renderForm(verb, found, { id: formId, fields: drawn, weigh, submit }, words) }
}

/** Why it is this form and not the one that was asked for. */
const because = (why: string, answer: Answer): Answer =>
  answer.kind === 'form'
    ? {
        ...answer,
        form: { ...answer.form, intro: [{ kind: 'note', text: why, heed: true }, ...answer.form.intro] },
      }
    : answer

const run = async (
  deps: EdgeDeps,
  inbound: Extract<Inbound, { kind: 'click' | 'submit' }>,
  who: Who,
): Promise<Answer> => {
  const { verb, subject, message } = inbound
  const given = inbound.kind === 'submit' ? inbound : { formId: undefined, values: {} }
  const { by, words, now } = who
  const asked = { subject, ...who, message, formId: given.formId ?? randomUUID() }
  const other = otherVerb(verb)
  if (!isMove(verb) && !other) throw older()
  if (other) await mayUse(deps.db, by, verb)
  const acted = { caseId: subject, by, ...picked(given), now, message }
  const second =
    isMove(verb) && inbound.kind === 'submit' ? await nextForm(deps, verb, acted, asked) : undefined
  if (second) return second
  const done = isMove(verb)
    ? await CASE_VERBS[verb].run(deps, acted)
    : await other!.run(deps, { ...asked, values: given.values })
  if (typeof done === 'object' && 'open' in done) return openForm(deps, done.open, asked)
  if (typeof done === 'object' && 'kind' in done) return done
  deps.wake()
  return { kind: 'done', ...(typeof done === 'object' ? { notice: done.notice(words) } : {}) }
}

/** Where a form has a second step, that step. */
const nextForm = async (
  deps: EdgeDeps,
  verb: Move,
  act: Act,
  { words, formId }: Asked,
): Promise<Answer | undefined> => {
  const { next, intro } = CASE_VERBS[verb]
  if (!next) return undefined
  const found = await loadCase(deps.db, act.caseId)
  // A form's id goes to the platform and back: what it was rendered for stands behind it
  const [id, drawn] = formId.split(DRAWN_FOR)
  const second = await next(act, found, words, deps, drawn)
  if (!second) return undefined
  await mayMove(deps.db, found, act.by, verb)
  const weigh = (await intro?.(found, words, act.now, deps, act.by)) ?? []
  const { fields, drawnFor } = second
  const drawnAs = { id: `${id}${DRAWN_FOR}${drawnFor}`, fields, weigh }
  return { kind: 'form', form: renderForm(verb, found, drawnAs, words) }
}

/** What some verbs say to other roles, in place of a plain refusal. */
const NOT_THEIRS: Record<string, (words: StaffWords) => string> = {
  report: ({ report: say }) => say.onlyManagers,
  improve: ({ improvements: { new: say } }) => say.nowhere,
  'set-roster': ({ rosters: say }) => say.notYours,
  'on-duty': ({ rosters: { onDuty: say } }) => say.notYours,
  'digest-settings': ({ digest: say }) => say.settings.nothing,
}

/** By the declared rights of the verb in any department; in which one, the verb knows. Throws `forbidden`. */
const mayUse = async (db: EdgeDeps['db'], { id, held }: Who['by'], verb: string): Promise<void> => {
  const given = VERB_RIGHTS[verb]
  if (given?.themselves || (given && allows(given, held ?? (await rolesOf(db, id))))) return
  throw new DomainError('forbidden', (words) => NOT_THEIRS[verb]?.(words) ?? words.rights.notYourRole)
}

const DRAWN_FOR = '~'

const picked = ({ formId, values }: { formId?: string; values: Record<string, string | string[]> }) => ({
  ...(formId === undefined ? {} : { formId }),
  values,
})

const older = () => new DomainError('unknown', ({ rights: say }) => say.older)

/** Whatever was typed in a form that is refused as a whole is given back with the reason. */
const refusal = ({ code, field, says }: DomainError, words: StaffWords, inbound: Inbound): Answer => {
  if (code === 'invalid' && field) return { kind: 'faults', faults: { [field]: says(words) } }
  const texts = inbound.kind === 'submit' ? Object.values(inbound.values).filter(isTyped) : []
  const yours = texts.length > 0 ? { yours: { label: words.rights.yourWords, texts } } : {}
  return { kind: 'notice', text: says(words), ...yours }
}

/** Words, and not a date, a number or a choice's key. */
const isTyped = (value: string | string[]): value is string =>
  typeof value === 'string' && /\S\s+\S/.test(value)
