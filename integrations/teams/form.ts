import * as z from 'zod/v4'
import { type CardPart, ChatError, type Field, type Form, MAX_AMOUNT, type MessageRef } from '../chat.ts'
import { cut } from '../cut.ts'
import { type ChatWords, chatWords } from '../words.ts'
import { adaptiveCard, renderParts } from './parts.ts'
import { type Block, lines } from './text.ts'

const MAX_BYTES = 28 * 1024
const SCALES = [1, 0.5, 0.2, 0.05, 0.02]

type Values = Record<string, string | string[]>
/** A refused form comes back with what was filled in, which is never cut, and with what is wrong. */
type Refused = { values: Values; faults: Record<string, string> }

const Choices = z.array(z.object({ value: z.string(), label: z.string() }))
/**
 * What a form carries through Teams, so that it can be shown again with its faults: itself. It comes back from the
 * person's own client, hence only what is shown to that person is taken from it.
 */
export const Carried = z.object({
  id: z.string().min(1).max(100),
  verb: z.string().max(100),
  subject: z.string().max(200),
  title: z.string(),
  submit: z.string(),
  intro: z.array(z.looseObject({ kind: z.string() })).max(100),
  fields: z
    .array(
      z.looseObject({
        name: z.string().max(100),
        kind: z.string(),
        label: z.string(),
        choices: Choices.optional(),
      }),
    )
    .max(100),
  language: z.string().max(20).optional(),
  message: z.object({ id: z.string().max(200), thread: z.string().max(200).optional() }).optional(),
})
export type Carried = z.infer<typeof Carried>
export const formOf = (carried: Carried): Form => carried as unknown as Form

function offered(field: Extract<Field, { kind: 'choice' | 'choices' }>, max: number) {
  if (
    !field.choices.length ||
    field.choices.length > 200 ||
    field.choices.some(({ value }) => /,|^$/.test(value))
  )
    throw new ChatError('bug', `Teams can't offer the choices of ${field.name}`)
  // Teams knows no groups of choices
  return field.choices.map(({ value, label, group }) => ({
    title: cut(group ? `${label} (${group})` : label, max),
    value,
  }))
}

/**
 * Sent back shortened it would stand in the place of what was written: whole, or not at all. Where a form has to be
 * small its texts give way first.
 */
const begins = (field: Field, max: number): string | undefined => {
  if (field.kind !== 'text' || !field.initial) return undefined
  return field.initial.length <= (max < 100 ? max * 6 : 3000) ? field.initial : undefined
}

function input(field: Field, max: number, value: string | string[] | undefined, say: ChatWords): Block {
  const common = {
    id: field.name,
    label: cut(field.label, max),
    isRequired: field.required,
    errorMessage: say.fill,
  }
  const one = typeof value === 'string' ? value : undefined
  switch (field.kind) {
    case 'text': {
      const start = one ?? begins(field, max)
      return {
        type: 'Input.Text',
        ...common,
        isMultiline: field.multiline ?? false,
        maxLength: field.max ?? 3000,
        ...(start && { value: start }),
        ...(field.placeholder && { placeholder: cut(field.placeholder, Math.min(max, 150)) }),
      }
    }
    case 'choice':
    case 'choices': {
      const many = field.kind === 'choices'
      const choices = offered(field, Math.min(max, 100))
      const start = (value ?? field.initial ?? []) as string | string[]
      return {
        type: 'Input.ChoiceSet',
        ...common,
        choices,
        isMultiSelect: many,
        wrap: true,
        style: choices.length <= 10 && !('compact' in field && field.compact) ? 'expanded' : 'compact',
        ...(start.length > 0 && { value: many ? [start].flat().join(',') : start }),
      }
    }
    case 'date':
      return { type: 'Input.Date', ...common, ...((one ?? field.initial) && { value: one ?? field.initial }) }
    case 'amount': {
      const start = one ?? field.initial
      return { type: 'Input.Text', ...common, maxLength: MAX_AMOUNT, ...(start && { value: start }) }
    }
    case 'number': {
      const start = one ?? field.initial
      return {
        type: 'Input.Number',
        ...common,
        ...(field.min !== undefined && { min: field.min }),
        ...(field.max !== undefined && { max: field.max }),
        ...(start && Number.isFinite(Number(start)) && { value: Number(start) }),
      }
    }
  }
}

const strip = (form: Form, max: number, intro: CardPart[], message?: MessageRef): Carried => ({
  id: form.id,
  verb: form.verb,
  subject: form.subject,
  title: cut(form.title, max),
  submit: cut(form.submit, 24),
  intro,
  fields: form.fields.map((field) => {
    const { initial: _, ...rest } = field
    return {
      ...rest,
      label: cut(field.label, max),
      ...(field.hint && { hint: cut(field.hint, max) }),
      ...('placeholder' in field &&
        field.placeholder && { placeholder: cut(field.placeholder, Math.min(max, 150)) }),
    }
  }),
  ...(form.language && { language: form.language }),
  ...(message && { message: { id: message.id, ...(message.thread && { thread: message.thread }) } }),
})

/**
 * A form as a dialog, made smaller until it fits. Field names are the inputs' ids; faults stand above their field.
 * Throws ChatError if it can't be shown.
 */
export function formDialog(form: Form, message?: MessageRef, refused?: Refused) {
  const say = chatWords(form.language)
  for (const scale of SCALES) {
    const max = Math.ceil(500 * scale)
    const room = Math.ceil(8000 * scale)
    const shown = renderParts(form.intro, { most: room * 2, language: form.language }).blocks
    const intro = JSON.stringify(form.intro).length <= room ? form.intro : []
    const inputs = form.fields.flatMap((field) => [
      ...(refused?.faults[field.name] ? faultLines(refused.faults[field.name]!) : []),
      input(field, max, refused?.values[field.name], say),
      ...(field.hint ? lines(cut(field.hint, max), { isSubtle: true, size: 'Small' }) : []),
      ...(!refused && field.kind === 'text' && field.initial && !begins(field, max)
        ? lines(form.page ? `${say.leftOut} ${say.changeHere(form.page)}` : say.leftOut, { size: 'Small' })
        : []),
    ])
    const others = Object.entries(refused?.faults ?? {}).filter(
      ([name]) => !form.fields.some((f) => f.name === name),
    )
    const content = adaptiveCard(
      [
        ...others.flatMap(([name, text]) => faultLines(name ? `${name}: ${text}` : text)),
        ...shown,
        ...inputs,
      ],
      {
        actions: [
          {
            type: 'Action.Submit',
            title: cut(form.submit, 24),
            style: 'positive',
            data: { amends: strip(form, max, intro, message) },
          },
        ],
      },
    )
    const fits = new TextEncoder().encode(JSON.stringify(content)).length <= MAX_BYTES
    // What a person wrote is never cut: better a form too large than their words lost.
    if (fits || (refused && scale === SCALES.at(-1)))
      return {
        title: cut(form.title, 60),
        height: 'large',
        width: 'medium',
        card: { contentType: 'application/vnd.microsoft.card.adaptive', content },
      }
  }
  throw new ChatError('bug', `the form ${form.verb} is too large for Teams`)
}

const faultLines = (text: string) => lines(cut(text, 1000), { color: 'Attention', weight: 'Bolder' })
