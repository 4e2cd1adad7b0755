import * as z from 'zod'
import { type BodyLimit, readFields } from '../body.ts'
import type { CardPart, Field, Form } from '../chat.ts'
import { named, type Values } from './fields.tsx'
import { ownPath } from './text.ts'

/** A few words, or a button with what it acts on. */
export const BUTTON: BodyLimit = { bytes: 4 * 1024, fields: 20, seconds: 10 }
/** What can be said in the box. */
export const BOX: BodyLimit = { bytes: 8 * 1024, fields: 20, seconds: 10 }
/** A form with all that stands on its page. */
export const FORM: BodyLimit = { bytes: 1024 * 1024, fields: 500, seconds: 60 }
/** The same from somebody whose time was over: as much as is shown to them again. */
export const LATE_FORM: BodyLimit = { bytes: 256 * 1024, fields: 200, seconds: 20 }

/** What a browser posted: names and all their values. */
export type Posted = URLSearchParams

/** The posted form; undefined for what is none. Throws BodyError. */
export async function readPosted(request: Request, limit: BodyLimit): Promise<Posted | undefined> {
  const fields = await readFields(request, limit)
  return fields && new URLSearchParams(fields)
}

const word = z.string().min(1).max(100)
const id = z.string().max(100)
const text = z.string().max(400_000)

const Act = z.object({ verb: word, subject: id, message: id.optional(), back: id.optional() })
export type Act = z.infer<typeof Act>

/** A pressed button; undefined for what is none. */
export const readAct = (posted: Posted): Act | undefined => {
  const given = Act.safeParse(Object.fromEntries(posted))
  return given.success ? { ...given.data, back: ownPath(given.data.back) } : undefined
}

const choices = z.array(z.object({ value: text, label: text })).max(2000)
const base = { name: word, label: text, hint: text.optional(), required: z.boolean() }
const field = z.discriminatedUnion('kind', [
  z.object({
    ...base,
    kind: z.literal('text'),
    multiline: z.boolean().optional(),
    max: z.number().optional(),
    initial: text.optional(),
    placeholder: text.optional(),
  }),
  z.object({ ...base, kind: z.literal('choice'), choices, initial: text.optional() }),
  z.object({ ...base, kind: z.literal('choices'), choices, initial: z.array(text).optional() }),
  z.object({ ...base, kind: z.literal('date'), initial: text.optional() }),
  z.object({ ...base, kind: z.literal('amount'), initial: text.optional() }),
  z.object({
    ...base,
    kind: z.literal('number'),
    min: z.number().optional(),
    max: z.number().optional(),
    decimals: z.boolean().optional(),
    initial: text.optional(),
  }),
]) satisfies z.ZodType<Field>
const part = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text }),
  z.object({ kind: z.literal('quote'), label: text.optional(), text, folded: z.boolean().optional() }),
  z.object({ kind: z.literal('facts'), facts: z.array(z.object({ label: text, value: text })) }),
  z.object({ kind: z.literal('note'), text }),
  z.object({
    kind: z.literal('mention'),
    name: text,
    text,
    person: z.object({ platform: id, workspace: id, user: id }).optional(),
  }),
  z.object({ kind: z.literal('link'), label: text, url: text }),
  z.object({ kind: z.literal('rule') }),
]) satisfies z.ZodType<CardPart>
const Carried = z.object({
  id,
  verb: word,
  subject: id,
  title: text,
  submit: text,
  intro: z.array(part).max(1000),
  fields: z.array(field).max(200),
  about: id.optional(),
  page: text.optional(),
}) satisfies z.ZodType<Form>

export type Sent = { form: Form; values: Values; message?: string; back: string }

/** A form that was sent, as it was drawn and filled in; undefined for what is none. Empty fields are left out. */
export const readForm = (posted: Posted): Sent | undefined => {
  try {
    const form = Carried.parse(JSON.parse(posted.get('form') ?? ''))
    const values: Values = {}
    for (const { name, kind } of form.fields) {
      // Browsers send line breaks as CR LF
      const given = posted.getAll(named(name)).map((one) => one.replaceAll('\r\n', '\n'))
      if (kind === 'choices') {
        if (given.length > 0) values[name] = given
      } else if (given[0]?.trim()) values[name] = given[0]
    }
    const message = id.optional().parse(posted.get('message') ?? undefined)
    return { form, values, back: ownPath(posted.get('back') ?? undefined), ...(message && { message }) }
  } catch {
    return undefined
  }
}
