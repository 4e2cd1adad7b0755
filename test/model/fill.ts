import type { Field, Form } from '../../integrations/chat.ts'
import type { Chooser } from './steps.ts'

const WORDS =
  'lamp parcel invoice driver window Tuesday depot colleague repair letter morning counter garden bicycle kettle promise'.split(
    ' ',
  )

/** Words nobody said before. */
export const words = (choose: Chooser): string =>
  `${Array.from({ length: 14 }, () => choose.of(WORDS)).join(' ')} ${choose.upTo(0x7fff_ffff)}.`

const DAY = 24 * 3600_000

/** Fills a form as a person would: what is required, and about half of the rest. */
export const fill = (form: Form, choose: Chooser, now: Date): Record<string, string | string[]> =>
  Object.fromEntries(
    form.fields.flatMap((field) => {
      if (!field.required && choose.chance(0.5)) return []
      const value = filled(field, choose, now)
      return value === undefined ? [] : [[field.name, value]]
    }),
  )

const filled = (field: Field, choose: Chooser, now: Date): string | string[] | undefined => {
  switch (field.kind) {
    case 'text':
      return field.initial && choose.chance(0.7) ? field.initial : words(choose).slice(0, field.max ?? 3000)
    case 'choice':
      return field.initial && choose.chance(0.5) ? field.initial : choose.of(field.choices).value
    case 'choices': {
      const some = field.choices.filter(() => choose.chance(0.6)).map(({ value }) => value)
      return some.length > 0 ? some : field.required ? [choose.of(field.choices).value] : undefined
    }
    case 'date':
      return field.initial ?? new Date(now.getTime() + (1 + choose.upTo(20)) * DAY).toISOString().slice(0, 10)
    case 'number':
      return String(choose.of([20, 99.5, 300, 600, 5000]))
  }
}
