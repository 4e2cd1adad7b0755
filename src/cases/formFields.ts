import type { CardPart, Field, Form } from '../../integrations/chat.ts'
import { wordFor } from '../locales/index.ts'
import type { StaffWords } from '../locales/staff.ts'
import type { Case } from './case.ts'
import { nextBusinessDate } from './formValues.ts'
import { answeredParts, languageOf, reachOf, saidParts } from './labels.ts'
import type { Move } from './machine.ts'

export const choices = (pairs: [string, string][]) => pairs.map(([value, label]) => ({ value, label }))
/** What a field is called, and what helps to fill it in. */
export type Labelled = { label: string; hint?: string }
/** A text of several lines that has to be there. */
export const long = (name: string, labelled: Labelled, max = 3000): Extract<Field, { kind: 'text' }> => ({
  kind: 'text',
  name,
  ...labelled,
  multiline: true,
  required: true,
  max,
})
/** A text that is mailed: to a customer who asked not to be contacted it says that it is not. */
export const toCustomer = ({ answers }: Case, labelled: Labelled, { forms }: StaffWords): Labelled =>
  answers.reach?.may === false ? { ...labelled, hint: forms.kept } : labelled
export const nextDate = (
  name: string,
  labelled: Labelled,
  found: Case,
  now: Date,
): Extract<Field, { kind: 'date' }> => ({
  kind: 'date',
  name,
  ...labelled,
  required: true,
  initial: nextBusinessDate(found, now),
})

/** The customer's own words and facts stand above every form, so that nobody answers from a template. */
export const intro = (found: Case, words: StaffWords): CardPart[] => {
  const { labels, forms } = words
  const handling = found.handling ?? found.answers.handling
  const { reach } = found.answers
  const facts: [string, string | null | undefined][] = [
    [labels.case, String(found.number)],
    [labels.customer, found.customerName],
    [forms.writeIn, languageOf(found, words)],
    [labels.reference, found.reference],
    // Who wants to be called is not only written to
    [labels.reachCustomer, reach?.may && reach.how === 'phone' ? reachOf(found, words) : null],
    [labels.handleIt, handling && labels.handling[handling]],
  ]
  return [
    ...(reach?.may === false ? [{ kind: 'note' as const, text: forms.notMailed, heed: true as const }] : []),
    { kind: 'facts', facts: facts.flatMap(([label, value]) => (value ? [{ label, value }] : [])) },
    ...saidParts(found, words),
    ...answeredParts(found, words),
  ]
}

/** The form of a move. `id` is new with every opening. */
export const renderForm = (
  move: Move,
  found: Case,
  { id, fields, weigh = [], submit }: { id: string; fields: Field[]; weigh?: CardPart[]; submit?: string },
  words: StaffWords,
): Form => ({
  id,
  verb: move,
  subject: found.id,
  title: words.moves[move],
  submit: submit ?? wordFor(words.submit, move) ?? words.save,
  intro: [...intro(found, words), ...weigh],
  fields,
  about: found.id,
})
