import type { Context } from 'hono'
import type { Form } from '../../surveys/survey.ts'
import { LARGEST_BODY, readBytes } from '../api/body.ts'

/** The form a browser posted, at most 64 KiB. Null when it is no form. Throws `too large`. */
export async function readForm(c: Context): Promise<Form | null> {
  const type = c.req.header('content-type')?.split(';', 1)[0]?.trim().toLowerCase()
  if (type === 'application/x-www-form-urlencoded')
    return collect(new URLSearchParams(await readText(c)).entries())
  if (type !== 'multipart/form-data') return null
  const body = await readBytes(c)
  const headers = { 'content-type': c.req.header('content-type')! }
  const data = await new Response(body as BodyInit, { headers }).formData().catch(() => null)
  return data && collect(data.entries())
}

// A declared length is kept by the server, and reading in one go is several times quicker.
async function readText(c: Context): Promise<string> {
  const length = Number(c.req.header('content-length') ?? Number.NaN)
  if (length <= LARGEST_BODY) return c.req.text()
  return new TextDecoder().decode(await readBytes(c))
}

function collect(entries: Iterable<[string, unknown]>): Form {
  const form: Form = Object.create(null)
  for (const [name, value] of entries) {
    if (typeof value !== 'string') continue
    const before = form[name]
    form[name] = before === undefined ? value : [before, value].flat()
  }
  return form
}
