import type { Db } from '../../db/client.ts'
import type { CardPart, Field } from '../../integrations/chat.ts'
import { choices } from '../cases/formFields.ts'
import { textOf } from '../cases/formValues.ts'
import type { Actor } from '../cases/rights.ts'
import type { Given, OtherVerb } from '../cases/verb.ts'
import { openStaffCase } from '../complaints/openStaffCase.ts'
import { mayReach, type StaffContact, staffContact } from '../complaints/staffContact.ts'
import { CHANNELS, type ContactInput, contactInput } from '../contacts/input.ts'
import { DomainError } from '../errors.ts'

type Named = { key: string; name: string }
type Offered = { brands: Named[]; departments: (Named & { mine: boolean })[] }

const offeredTo = async (db: Db, { id }: Actor): Promise<Offered> => {
  const brands = await db.$client<Named[]>`select key, name from brands where active order by name`
  const departments = await db.$client<Offered['departments']>`
    select d.key, d.name, exists (select from department_people m where m.department_key = d.key and m.person_id = ${id}) as mine
    from departments d where d.kind = 'department' and d.active order by mine desc, d.name`
  return { brands, departments }
}

const pairs = (all: Named[]) => choices(all.map(({ key, name }) => [key, name]))
const text = (name: string, label: string, hint?: string): Field => ({
  kind: 'text',
  name,
  label,
  required: false,
  max: 200,
  ...(hint ? { hint } : {}),
})

const severity: Field = {
  kind: 'choice',
  name: 'severity',
  label: 'Severity',
  required: true,
  initial: '2',
  choices: choices([
    ['1', '1: injury, legal threat, data breach, discrimination'],
    ['2', '2: badly let down'],
    ['3', '3: annoyed'],
  ]),
}

const wordsOf = (quote: string | undefined): Field => ({
  kind: 'text',
  name: 'words',
  label: 'What the customer said',
  hint: 'In the customer’s own words, as far as you have them.',
  multiline: true,
  required: true,
  max: 3000,
  ...(quote ? { initial: quote } : {}),
})

/** Whom, where and what: all of it where nothing is known yet, the words alone on a contact that was found. */
const fieldsOf = ({ brands, departments }: Offered, quote: string | undefined): Field[] => [
  text('email', 'Customer’s e-mail', 'E-mail or telephone: one of them is needed.'),
  text('phone', 'Customer’s telephone', 'Without an e-mail address the customer is only called.'),
  text('name', 'Customer’s name'),
  ...several('brand', 'Brand', brands, brands[0]?.key),
  ...several('department', 'Department', departments, departments[0]?.key),
  {
    kind: 'choice',
    name: 'channel',
    label: 'Where did the customer say it?',
    required: true,
    choices: choices(CHANNELS.map((channel) => [channel, channel[0]!.toUpperCase() + channel.slice(1)])),
  },
  wordsOf(quote),
  text('reference', 'Order or ticket', 'The same reference joins the matter there is.'),
  severity,
  text('staff', 'E-mail of the colleague it is about', 'If known: whoever it is about does not handle it.'),
]

const several = (name: string, label: string, all: Named[], initial: string | undefined): Field[] =>
  all.length > 1
    ? [{ kind: 'choice', name, label, required: true, choices: pairs(all), ...(initial ? { initial } : {}) }]
    : []

const FAULTS: Record<string, string> = {
  email: 'Please write a whole e-mail address, such as kim@example.com.',
  phone: 'Please write the number in digits, such as +46701234567.',
  staff: 'Please write the colleague’s whole e-mail address, or leave it empty.',
}
const FIELD_OF: Record<string, string> = { staffMember: 'staff', endedAt: 'words', externalId: 'words' }

/** The submitted form as a contact; the same rules as for one that an integrator sends. */
const contactOf = (given: Given, { brands, departments }: Offered): ContactInput => {
  const one = (name: string) => {
    const value = [given.values[name] ?? ''].flat()[0]!.trim()
    return value === '' ? undefined : value
  }
  const [email, phone, staff] = [one('email'), one('phone')?.replace(/^00/, '+'), one('staff')]
  if (!email && !phone)
    throw new DomainError(
      'invalid',
      'An e-mail address or a telephone number is needed to put it right.',
      'email',
    )
  const read = contactInput.safeParse({
    source: 'staff',
    externalId: given.formId,
    channel: one('channel'),
    brand: one('brand') ?? brands[0]?.key,
    department: one('department') ?? departments[0]?.key,
    customer: { email: email?.toLowerCase(), phone, name: one('name') },
    ...(staff ? { staffMember: { name: staff, email: staff } } : {}),
    reference: one('reference'),
    endedAt: given.now.toISOString(),
  })
  if (read.success) return read.data
  const { path, message } = read.error.issues[0]!
  const [first, second] = path.map(String)
  const field = first === 'customer' ? (second ?? 'email') : (FIELD_OF[first!] ?? first!)
  throw new DomainError('invalid', FAULTS[field] ?? `${message}.`, field)
}

const known = ({ name, email, phone, channel, reference, department }: StaffContact): CardPart => ({
  kind: 'facts',
  facts: [
    ['Customer', [name, email ?? phone].filter(Boolean).join(', ')],
    ['Contact', channel],
    ['Reference', reference],
    ['Department', department],
  ].flatMap(([label, value]) => (value ? [{ label: label!, value }] : [])),
})

/** Staff open a case from a complaint they saw elsewhere, or on a contact they found (`subject`). */
export const openCase: OtherVerb = {
  form: async ({ db }, { subject, by, formId, quote }) => {
    const contact = subject ? await staffContact(db, subject) : undefined
    if (contact) await mayReach(db, contact, by)
    return {
      id: formId,
      verb: 'open-case',
      subject,
      title: 'Open a case',
      submit: 'Open',
      intro: contact ? [known(contact)] : [],
      fields: contact ? [wordsOf(quote), severity] : fieldsOf(await offeredTo(db, by), quote),
    }
  },
  run: async (deps, given) => {
    const { db } = deps
    const contact = given.subject ? await staffContact(db, given.subject) : undefined
    if (contact) await mayReach(db, contact, given.by)
    const words = textOf(given, 'words').toWellFormed()
    const severe = Number(textOf(given, 'severity'))
    if (![1, 2, 3].includes(severe)) throw new DomainError('invalid', 'Please choose 1, 2 or 3.', 'severity')
    const input = contact ?? contactOf(given, await offeredTo(db, given.by))
    return openStaffCase(deps, { ...given, contact: input, words, severity: severe })
  },
}
