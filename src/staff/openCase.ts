import type { Db } from '../../db/client.ts'
import type { CardPart, Field } from '../../integrations/chat.ts'
import { choices, type Labelled, long } from '../cases/formFields.ts'
import { textOf } from '../cases/formValues.ts'
import { languageOf } from '../cases/labels.ts'
import type { Actor } from '../cases/rights.ts'
import type { Given, OtherVerb } from '../cases/verb.ts'
import { openStaffCase } from '../complaints/openStaffCase.ts'
import { mayReach, type StaffContact, staffContact } from '../complaints/staffContact.ts'
import { CHANNELS, type ContactInput, contactInput } from '../contacts/input.ts'
import { DomainError } from '../errors.ts'
import { languages, wordFor } from '../locales/index.ts'
import type { StaffWords } from '../locales/staff.ts'

type Say = StaffWords['personal']['openCase']
type Named = { key: string; name: string }
type Offered = { brands: (Named & { language: string })[]; departments: (Named & { mine: boolean })[] }

const offeredTo = async (db: Db, { id }: Actor): Promise<Offered> => {
  const brands = await db.$client<
    Offered['brands']
  >`select key, name, language from brands where active order by name`
  const departments = await db.$client<Offered['departments']>`
    select d.key, d.name, exists (select from department_people m where m.department_key = d.key and m.person_id = ${id}) as mine
    from departments d where d.kind = 'department' and d.active order by mine desc, d.name`
  return { brands, departments }
}

const pairs = (all: Named[]) => choices(all.map(({ key, name }) => [key, name]))
const text = (name: string, labelled: Labelled): Field => ({
  kind: 'text',
  name,
  ...labelled,
  required: false,
  max: 200,
})

const severity = (say: Say): Field => ({
  kind: 'choice',
  name: 'severity',
  ...say.severity,
  required: true,
  initial: '2',
  choices: choices(Object.entries(say.severities)),
})

const wordsOf = (say: Say, quote: string | undefined): Field => ({
  ...long('words', say.words),
  initial: quote,
})

/** Whom, where and what: all of it where nothing is known yet, the words alone on a contact that was found. */
const fieldsOf = (
  { brands, departments }: Offered,
  words: StaffWords,
  quote: string | undefined,
): Field[] => {
  const {
    labels,
    personal: { openCase: say },
  } = words
  return [
    text('email', say.email),
    text('phone', say.phone),
    text('name', say.name),
    // Mails go out in its name: none is likelier than another
    ...several('brand', say.brand, brands, undefined),
    ...several('department', say.department, departments, departments[0]?.key),
    {
      kind: 'choice',
      name: 'channel',
      ...say.channel,
      required: true,
      choices: choices(CHANNELS.map((channel) => [channel, firstUpper(labels.channel(channel))])),
    },
    {
      kind: 'choice',
      name: 'language',
      ...say.language,
      required: true,
      compact: true,
      choices: choices(languages.map((language) => [language, firstUpper(languageOf({ language }, words))])),
      initial: brands.every(({ language }) => language === brands[0]?.language)
        ? brands[0]?.language
        : words.language,
    },
    wordsOf(say, quote),
    text('reference', say.reference),
    severity(say),
    text('staff', say.staff),
  ]
}

const firstUpper = (text: string) => text[0]!.toUpperCase() + text.slice(1)

const several = (name: string, labelled: Labelled, all: Named[], initial: string | undefined): Field[] =>
  all.length > 1 ? [{ kind: 'choice', name, ...labelled, required: true, choices: pairs(all), initial }] : []

const FIELD_OF: Record<string, string> = { staffMember: 'staff', endedAt: 'words', externalId: 'words' }

/** The submitted form as a contact; the same rules as for one that an integrator sends. */
const contactOf = (given: Given, { brands, departments }: Offered): ContactInput => {
  const one = (name: string) => {
    const value = [given.values[name] ?? ''].flat()[0]!.trim()
    return value === '' ? undefined : value
  }
  const [email, phone, staff] = [one('email'), one('phone')?.replace(/^00/, '+'), one('staff')]
  if (!email && !phone)
    throw new DomainError('invalid', ({ personal }) => personal.openCase.noAddress, 'email')
  const brand = one('brand') ?? (brands.length === 1 ? brands[0]!.key : undefined)
  if (!brand) throw new DomainError('invalid', ({ personal }) => personal.openCase.chooseBrand, 'brand')
  const read = contactInput.safeParse({
    source: 'staff',
    externalId: given.formId,
    channel: one('channel'),
    brand,
    department: one('department') ?? departments[0]?.key,
    customer: { email: email?.toLowerCase(), phone, name: one('name') },
    ...(staff ? { staffMember: { name: staff, email: staff } } : {}),
    reference: one('reference'),
    language: one('language'),
    endedAt: given.now.toISOString(),
  })
  if (read.success) return read.data
  const { path, message } = read.error.issues[0]!
  const [first, second] = path.map(String)
  const field = first === 'customer' ? (second ?? 'email') : (FIELD_OF[first!] ?? first!)
  throw new DomainError(
    'invalid',
    ({ personal }) => wordFor<string>(personal.openCase.faults, field) ?? `${message}.`,
    field,
  )
}

const known = (
  { name, email, phone, channel, reference, department }: StaffContact,
  { labels }: StaffWords,
): CardPart => ({
  kind: 'facts',
  facts: [
    [labels.customer, [name, email ?? phone].filter(Boolean).join(', ')],
    [labels.contact, labels.channel(channel)],
    [labels.reference, reference],
    [labels.department, department],
  ].flatMap(([label, value]) => (value ? [{ label: label!, value }] : [])),
})

/** Staff open a case from a complaint they saw elsewhere, or on a contact they found (`subject`). */
export const openCase: OtherVerb = {
  form: async ({ db }, { subject, by, words, formId, quote }) => {
    const say = words.personal.openCase
    const contact = subject ? await staffContact(db, subject) : undefined
    if (contact) await mayReach(db, contact, by)
    return {
      id: formId,
      verb: 'open-case',
      subject,
      title: say.title,
      submit: say.submit,
      intro: contact ? [known(contact, words)] : [],
      fields: contact
        ? [wordsOf(say, quote), severity(say)]
        : fieldsOf(await offeredTo(db, by), words, quote),
    }
  },
  run: async (deps, given) => {
    const { db } = deps
    const contact = given.subject ? await staffContact(db, given.subject) : undefined
    if (contact) await mayReach(db, contact, given.by)
    const words = textOf(given, 'words').toWellFormed()
    const severe = Number(textOf(given, 'severity'))
    if (![1, 2, 3].includes(severe))
      throw new DomainError('invalid', ({ values: say }) => say.chooseSeverity, 'severity')
    const input = contact ?? contactOf(given, await offeredTo(db, given.by))
    return openStaffCase(deps, { ...given, contact: input, words, severity: severe })
  },
}
