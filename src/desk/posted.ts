import * as z from 'zod/v4'
import { type BodyLimit, readFields } from '../../integrations/body.ts'
import type { CardPart, Field, Form } from '../../integrations/chat.ts'
import { parseJson } from '../../integrations/json.ts'

const OWN =
  /^\/desk(?:\/[cm]\/[\w-]{1,64}(?:\/pack)?|\/(?:cases|answers|report|customers|audit|sessions(?:\/all)?|console\/[a-z]{1,20})(?:\?[\w=&%+.-]{1,1500})?)?$/
/** A path of the desk that a person may be sent back to; anything else leads to the desk itself. */
export const ownPath = (path: string | undefined): string => (path && OWN.test(path) ? path : '/desk')

/** A field's name as it is posted: a form has fields of its own beside them. */
export const named = (name: string) => `v.${name}`
/** What was filled in, by field. */
export type FormValues = Record<string, string | string[]>

/** A few words, or a button with what it acts on. */
export const BUTTON: BodyLimit = { bytes: 4 * 1024, fields: 20, seconds: 10 }
/** A command, typed in the box. */
export const BOX: BodyLimit = { bytes: 8 * 1024, fields: 20, seconds: 10 }
/** A form with all that stands on its page. */
export const FORM: BodyLimit = { bytes: 1024 * 1024, fields: 500, seconds: 60 }
/** The same from somebody whose session had ended: as much as is shown to them again. */
export const LATE_FORM: BodyLimit = { bytes: 256 * 1024, fields: 200, seconds: 20 }

/** The fields that a browser posted. */
export type Posted = URLSearchParams

/** The posted form; undefined if it is none. Throws BodyError. */
export async function readPosted(request: Request, limit: BodyLimit): Promise<Posted | undefined> {
  const fields = await readFields(request, limit)
  return fields && new URLSearchParams(fields)
}

const word = z.string().min(1).max(100)
const id = z.string().max(100)
const text = z.string().max(400_000)

const Action = z.object({
  verb: word,
  subject: id,
  message: id.optional(),
  back: z.string().max(2000).optional(),
})
export type PostedAction = z.infer<typeof Action>

/** A pressed button; undefined if it is none. */
export const readAction = (posted: Posted): PostedAction | undefined => {
  const { data } = Action.safeParse(Object.fromEntries(posted))
  return data && { ...data, back: ownPath(data.back) }
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
  z.object({ kind: z.literal('note'), text, heed: z.literal(true).optional() }),
  z.object({
    kind: z.literal('mention'),
    name: text,
    text,
    person: z.object({ platform: id, workspace: id, user: id }).optional(),
  }),
  z.object({ kind: z.literal('link'), label: text, url: text }),
  z.object({ kind: z.literal('rule') }),
]) satisfies z.ZodType<CardPart>
const CarriedForm = z.object({
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

export type PostedForm = { form: Form; values: FormValues; message?: string; back: string }

/** A form as it was shown and filled in, without empty fields; undefined if it is none. */
export const readForm = (posted: Posted): PostedForm | undefined => {
  try {
    const form = CarriedForm.parse(parseJson(posted.get('form') ?? ''))
    const values: FormValues = {}
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
