import type { CardPart, Field, Form } from '../../integrations/chat.ts'
import { drivers } from '../../surveys/drivers.ts'
import { MOVES, type Move } from './case.ts'
import type { Case } from './load.ts'
import { REMEDIES } from './remedies.ts'
import { nextBusinessDate } from './values.ts'
import { driverLabel, HANDLING, languageOf, remedyLabel } from './wording.ts'

const choices = (pairs: [string, string][]) => pairs.map(([value, label]) => ({ value, label }))
const long = (name: string, label: string, hint?: string, max = 3000): Field => ({
  kind: 'text',
  name,
  label,
  multiline: true,
  required: true,
  max,
  ...(hint ? { hint } : {}),
})
const nextDate = (name: string, label: string, found: Case, now: Date): Field => ({
  kind: 'date',
  name,
  label,
  required: true,
  initial: nextBusinessDate(found, now),
})

/** The customer's own words and facts stand above every form, so that nobody answers from a template. */
const intro = ({ answers, customerName, reference, number, language }: Case): CardPart[] => [
  ...(answers.reach?.may === false
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
      { label: 'Case', value: String(number) },
      ...(customerName ? [{ label: 'Customer', value: customerName }] : []),
      { label: 'Write in', value: languageOf({ language }) },
      ...(reference ? [{ label: 'Reference', value: reference }] : []),
      ...(answers.handling ? [{ label: 'Handle it', value: HANDLING[answers.handling] }] : []),
    ],
  },
  ...(answers.words ? [{ kind: 'quote' as const, label: 'What went wrong', text: answers.words }] : []),
  ...(answers.wish ? [{ kind: 'quote' as const, label: 'What would put it right', text: answers.wish }] : []),
]

type Fields = (found: Case, now: Date, departments: { key: string; name: string }[]) => Field[]

const FIELDS: Record<Exclude<Move, 'take'>, Fields> = {
  apologise: (found, now) => [
    long(
      'text',
      'Your apology',
      'In your own words, in the customer’s language. It is mailed under your name.',
    ),
    nextDate('next', 'By when will the customer hear from you next?', found, now),
  ],
  remedy: (found, now) => [
    {
      kind: 'choice',
      name: 'kind',
      label: 'Remedy',
      required: true,
      choices: choices(Object.entries(REMEDIES).map(([kind, { label }]) => [kind, label])),
    },
    {
      kind: 'number',
      name: 'amount',
      label: 'Amount',
      required: false,
      decimals: true,
      min: 0,
      hint: 'For refund, discount or credit, and expenses.',
    },
    long('words', 'What the customer is promised', 'Mailed to the customer as you write it.', 2000),
    nextDate('due', 'By when', found, now),
  ],
  progress: (found, now) => [
    long('text', 'How it goes', 'Mailed to the customer as you write it.'),
    nextDate('next', 'By when will the customer hear from you next?', found, now),
  ],
  done: (found) => {
    const owed = found.remedies.filter(({ doneAt }) => !doneAt)
    return [
      ...(owed.length > 0
        ? [
            {
              kind: 'choices' as const,
              name: 'remedies',
              label: 'Which remedies are done?',
              required: false,
              hint: 'Those left unticked stay promised.',
              choices: choices(owed.map((remedy) => [remedy.id, remedyLabel(remedy)])),
            },
          ]
        : []),
      long(
        'text',
        'What was done',
        'The customer reads it. Once all is done they are asked whether it is put right.',
      ),
    ]
  },
  document: (found, _now, departments) => [
    {
      kind: 'choice',
      name: 'cause',
      label: 'Cause',
      required: true,
      choices: choices(drivers.map((driver) => [driver, driverLabel(driver)])),
      ...(found.answers.drivers?.[0] ? { initial: found.answers.drivers[0] } : {}),
    },
    long('causeWords', 'The cause in words'),
    long('factors', 'Factors', 'What made it possible or worse.'),
    {
      kind: 'text',
      name: 'people',
      label: 'People or roles',
      required: true,
      max: 500,
      hint: 'Roles rather than names; whoever is named is heard first.',
    },
    {
      kind: 'choices',
      name: 'departments',
      label: 'Departments',
      required: true,
      choices: choices(departments.map(({ key, name }) => [key, name])),
      initial: [found.departmentKey],
    },
    long('solution', 'Solution', 'What put it right for this customer.'),
    long('prevention', 'Prevention', 'What keeps it from happening again.'),
  ],
}

const SUBMIT: Record<Exclude<Move, 'take'>, string> = {
  apologise: 'Send',
  remedy: 'Promise it',
  progress: 'Send',
  done: 'Done',
  document: 'Document',
}

/** The form of a move. `id` is new with every opening. */
export const drawForm = (
  move: Exclude<Move, 'take'>,
  found: Case,
  { id, now, departments }: { id: string; now: Date; departments: { key: string; name: string }[] },
): Form => ({
  id,
  verb: move,
  subject: found.id,
  title: MOVES[move].label,
  submit: SUBMIT[move],
  intro: intro(found),
  fields: FIELDS[move](found, now, departments),
})
