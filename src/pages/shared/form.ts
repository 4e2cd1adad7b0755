import type { Context } from 'hono'
import { type BodyLimit, readFields } from '../../../integrations/body.ts'
import type { Form } from '../../../surveys/survey.ts'

/** A survey's or a case's form: its longest text, 5,000 characters, can take 45 KB on its way. */
export const WORDS_FORM: BodyLimit = { bytes: 64 * 1024, fields: 100, seconds: 20 }
/** A button or two. */
export const BUTTON_FORM: BodyLimit = { bytes: 4 * 1024, fields: 20, seconds: 10 }

/** The form a browser posted; null when it is no form. Throws BodyError. */
export const readForm = async (c: Context, limit: BodyLimit): Promise<Form | null> => {
  const fields = await readFields(c.req.raw, limit)
  return fields ? collect(fields) : null
}

function collect(fields: [name: string, value: string][]): Form {
  const form: Form = Object.create(null)
  for (const [name, value] of fields) {
    const before = form[name]
    if (before === undefined) form[name] = value
    else if (Array.isArray(before)) before.push(value)
    else form[name] = [before, value]
  }
  return form
}
