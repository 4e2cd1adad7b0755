import * as z from 'zod/mini'

// A payload of one's own has empty text for null, may have numbers as text, and has Ruby's "2026-03-11 08:41:07 UTC".
const ofOwn = (value: unknown): unknown => {
  if (typeof value !== 'string') return value
  const said = value.trim()
  if (/^\d{1,15}$/.test(said)) return Number(said)
  const [, date, time, zone = ''] = RUBY.exec(said) ?? []
  if (!date) return said || null
  return `${date}T${time}${/^(UTC|Z)$/.test(zone) ? 'Z' : zone.replace(/(\d\d):?(\d\d)$/, '$1:$2')}`
}
const RUBY = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d(?:\.\d{1,9})?) ?(UTC|Z|[+-]\d\d:?\d\d)$/
const instant = z.optional(z.pipe(z.transform(ofOwn), z.nullish(z.iso.datetime({ offset: true }))))
const filled = z.string().check(z.trim(), z.minLength(1))
/** Free text in Zammad, or a field that an administrator added: an odd one must not cost the contact. */
const text = z.catch(z.nullish(z.string().check(z.trim())), undefined)
const number = z.catch(z.optional(z.pipe(z.transform(ofOwn), z.nullish(z.number()))), undefined)
export const named = z.object({ name: text })
/** A payload of one's own may have the name alone. */
const orName = <T extends z.ZodMiniType>(schema: T, field: string) =>
  z.pipe(
    z.transform((given) => (typeof given === 'string' && given.trim() ? { [field]: given } : given)),
    schema,
  )

/** The webhook's default payload, as far as it is used. An empty association is `{}` or null. */
const person = z.looseObject({
  id: number,
  email: text,
  firstname: text,
  lastname: text,
  phone: text,
  mobile: text,
  preferences: z.catch(z.nullish(z.object({ locale: text })), undefined),
})
const tags = z.catch(z.nullish(z.union([z.string(), z.array(z.unknown())])), undefined)
const ticket = z.looseObject({
  id: z.pipe(z.transform(ofOwn), z.int().check(z.positive())),
  number: z.catch(z.nullish(z.pipe(z.coerce.string(), filled)), undefined),
  state: z.union([z.string(), z.looseObject({ name: z.string() })]),
  state_type: z.catch(z.nullish(z.union([z.string(), named])), undefined),
  created_at: text,
  updated_at: text,
  updated_by_id: number,
  updated_by: z.catch(z.nullish(z.object({ id: number })), undefined),
  close_at: z.catch(instant, undefined),
  last_close_at: z.catch(instant, undefined),
  last_contact_customer_at: text,
  create_article_type: text,
  create_article_sender: text,
  group: orName(z.looseObject({ name: filled }), 'name'),
  customer: z.catch(orName(z.nullish(person), 'email'), undefined),
  owner: z.catch(orName(z.nullish(person), 'lastname'), undefined),
  preferences: z.catch(z.nullish(z.object({ locale: text })), undefined),
  tags,
})
export const payload = z.looseObject({ ticket, tags })

export type Ticket = z.infer<typeof ticket>
export type Person = z.infer<typeof person>
export type Tags = z.infer<typeof tags>
