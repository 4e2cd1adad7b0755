import type { CardPart, Field, Form } from '../../integrations/chat.ts'
import type { Case } from './caseFile.ts'
import { nextBusinessDate } from './formValues.ts'
import { HANDLING, languageOf, saidParts } from './labels.ts'
import { MOVES, type Move } from './machine.ts'

export const choices = (pairs: [string, string][]) => pairs.map(([value, label]) => ({ value, label }))
/** A text of several lines that has to be there. */
export const long = (name: string, label: string, hint?: string, max = 3000): Field => ({
  kind: 'text',
  name,
  label,
  multiline: true,
  required: true,
  max,
  ...(hint ? { hint } : {}),
})
export const nextDate = (name: string, label: string, found: Case, now: Date): Field => ({
  kind: 'date',
  name,
  label,
  required: true,
  initial: nextBusinessDate(found, now),
})

const handlingFact = (type: keyof typeof HANDLING | undefined) =>
  type ? [{ label: 'Handle it', value: HANDLING[type] }] : []

/** The customer's own words and facts stand above every form, so that nobody answers from a template. */
export const intro = (found: Case): CardPart[] => [
  ...(found.answers.reach?.may === false
    ? [
        {
          kind: 'note' as const,
          text: 'The customer asked not to be contacted: what you write is kept on the case page, and not mailed.',
        },
      ]
    : []),
  {
    kind: 'facts',
    facts: [
      { label: 'Case', value: String(found.number) },
      ...(found.customerName ? [{ label: 'Customer', value: found.customerName }] : []),
      { label: 'Write in', value: languageOf(found) },
      ...(found.reference ? [{ label: 'Reference', value: found.reference }] : []),
      ...handlingFact(found.handling ?? found.answers.handling),
    ],
  },
  ...saidParts(found),
]

/** The form of a move. `id` is new with every opening. */
export const drawForm = (
  move: Move,
  found: Case,
  { id, submit, fields, weigh = [] }: { id: string; submit: string; fields: Field[]; weigh?: CardPart[] },
): Form => ({
  id,
  verb: move,
  subject: found.id,
  title: MOVES[move].label,
  submit,
  intro: [...intro(found), ...weigh],
  fields,
  about: found.id,
})
