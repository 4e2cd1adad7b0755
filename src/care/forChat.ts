import type { Card, CardPart, Field, Form } from '../../integrations/chat.ts'
import { type StaffWords, staffWords } from '../locales/staff.ts'
import { maskNumbers as shown } from './mask.ts'
import { touches } from './sensitive.ts'

/** Facts that the product writes itself, by their labels: a department may well be called Children. */
const ownFacts = ({
  labels,
  card,
  forms,
  proposals: { approval, request },
  thread,
}: StaffWords): string[] => [
  ...[labels.case, labels.contact, labels.customer, labels.department, labels.goodwill, labels.handleIt],
  ...[labels.reference, labels.severity, card.facts.about, card.facts.handledBy, forms.writeIn],
  ...[approval.askedBy, approval.authority, approval.remedy, request.by, request.from],
  ...[thread.added.score, thread.finding.departments],
]

const isSensitive = (text: string) => touches(text).length > 0

/** A part as chat may show it, and the texts that were left out of it. */
type Safe = { part: CardPart; left: string[]; cut?: boolean }

/** People's words stand in quotes and in facts; a text, a note and a mention are the product's own sentences. */
const safePart = (part: CardPart, most: Most, words: StaffWords): Safe => {
  const say = words.card
  switch (part.kind) {
    case 'quote': {
      const hidden = most.sensitive
        ? undefined
        : part.folded
          ? say.abusive
          : isSensitive(part.text)
            ? say.sensitive
            : undefined
      return hidden
        ? { part: leftOut(hidden, part.label), left: [part.text] }
        : shortened({ ...part, text: shown(part.text) }, most)
    }
    case 'facts': {
      const own = ownFacts(words)
      const hides = ({ label, value }: { label: string; value: string }) =>
        !most.sensitive && !own.includes(label) && isSensitive(value)
      const left = part.facts.filter(hides)
      const facts = part.facts.map((fact) =>
        left.includes(fact) ? { ...fact, value: say.sensitive } : { ...fact, value: besides(fact, words) },
      )
      const cut = most === LONGEST && facts.some(({ value }) => value.length > LONGEST_FACT)
      const { table: _, ...lines } = part
      const same = facts.every(({ value }, at) => value === part.facts[at]?.value)
      // A table says the same: it goes where something is masked or left out
      return { part: { ...(same ? part : lines), facts }, left: left.map(({ value }) => value), cut }
    }
    case 'item': {
      const { quote, label, text } = part
      const hidden = quote && !most.sensitive && isSensitive(quote)
      const said = quote && { quote: hidden ? say.sensitive : shown(quote) }
      return as({ ...part, label: shown(label), text: shown(text), ...said })
    }
    case 'link':
      return as({ ...part, label: shown(part.label) })
    case 'chart':
    case 'rule':
    case 'buttons':
      return as(part)
    default:
      return as({ ...part, text: shown(part.text) })
  }
}
/** Longer words of people are cut on a card: the rest is on the page. */
const LONGEST: Most = { text: 1500, lines: 20 }
/** `sensitive`: such words are shown. */
type Most = { text: number; lines: number; sensitive?: true }
/** A platform cuts a longer value of a fact, and a card that says more than this in all. */
const LONGEST_FACT = 500
const LONGEST_CARD = 5000

const shortened = (part: Extract<CardPart, { kind: 'quote' }>, most: Most): Safe => {
  const lines = part.text.split('\n')
  if (part.text.length <= most.text + 1 && lines.length <= most.lines) return as(part)
  const text = lines.slice(0, most.lines).join('\n').slice(0, most.text)
  return { part: { ...part, text: `${text.replace(/[\uD800-\uDBFF]$/, '')}…` }, left: [], cut: true }
}

const as = (part: CardPart): Safe => ({ part, left: [] })
const leftOut = (why: string, label?: string): CardPart => ({
  kind: 'note',
  text: label ? `${label}. ${why}` : why,
})

/**
 * A fact is masked with its label before it, which tells an order number from an account. A reference is written by the
 * helpdesk, not by the customer: whatever its digits, it is one.
 */
const besides = ({ label, value }: { label: string; value: string }, { labels }: StaffWords) => {
  if (label === labels.reference) return value
  const before = `${label}: `
  return shown(before + value).slice(before.length)
}

const WHOLE: Most = { text: Number.POSITIVE_INFINITY, lines: Number.POSITIVE_INFINITY }

/** Parts as chat may show them, with a link to the page after the last that was left out or cut. */
const safeParts = (
  parts: CardPart[],
  link: CardPart,
  words: StaffWords,
  most: Most = WHOLE,
): { parts: CardPart[]; left: string[] } => {
  const safe = parts.map((part) => safePart(part, most, words))
  const last = safe.findLastIndex(({ left, cut }) => left.length > 0 || cut)
  return {
    parts: safe.flatMap(({ part }, at) => (at === last ? [part, link] : [part])),
    left: safe.flatMap(({ left }) => left),
  }
}

const page = (publicUrl: string, about: string | undefined, { card }: StaffWords) => ({
  kind: 'link' as const,
  label: card.openPage,
  url: about ? `${publicUrl}/desk/c/${about}` : `${publicUrl}/desk`,
})

/**
 * A card as chat may show it: numbers masked; what touches health, children or discrimination, or was marked as abusive,
 * left out with a link to its page. Pure, and doing it twice changes nothing.
 */
export const cardForChat = (card: Card, publicUrl: string): Card => {
  const words = staffWords(card.language ?? 'en')
  const link = page(publicUrl, card.about, words)
  const { parts, left } = safeParts(card.parts, link, words, LONGEST)
  const whole =
    parts.some((part) => part.kind === 'link' && (part.url === link.url || !card.about)) ||
    saidIn(parts) <= LONGEST_CARD
  const tells = left.some((text) => card.summary.includes(text.slice(0, 30)))
  const summary = tells ? card.title || words.card.sensitive : shown(card.summary)
  return {
    ...card,
    title: shown(card.title),
    summary,
    parts: whole ? parts : [...parts, link],
  }
}

/** How much a card says; what quotes many marks says more to a platform that counts them as it is sent. */
const saidIn = (parts: CardPart[]): number => JSON.stringify(parts).length

/** Opened from a message of that same chat, whose text it begins with. */
const OPEN_CASE = 'open-case'

/**
 * A form as chat may show it. What a field would begin with is left empty where it is sensitive or has a number in it,
 * and that is said: sent back masked it would stand in the place of what was written.
 */
export const formForChat = (form: Form, publicUrl: string): Form => {
  const emptied = (field: Field) =>
    form.verb !== OPEN_CASE &&
    field.kind === 'text' &&
    !!field.initial &&
    (isSensitive(field.initial) || shown(field.initial) !== field.initial)
  const fields = form.fields.map((given): Field => {
    const field = { ...given, label: shown(given.label), ...(given.hint && { hint: shown(given.hint) }) }
    if (field.kind === 'text') {
      const { initial, ...rest } = field
      return initial && !emptied(given) ? { ...rest, initial } : rest
    }
    if (field.kind !== 'choice' && field.kind !== 'choices') return field
    return { ...field, choices: field.choices.map((one) => ({ ...one, label: shown(one.label) })) }
  })
  const words = staffWords(form.language ?? 'en')
  const link = page(publicUrl, form.about, words)
  const { parts, left } = safeParts(form.intro, link, words)
  const notes = form.fields.filter(emptied).map(({ label }) => leftOut(words.card.sensitive, label))
  const intro = [...parts, ...notes, ...(notes.length > 0 && left.length === 0 ? [link] : [])]
  return { ...form, intro, fields, page: link.url }
}

/** A card on a page of the desk on which a read is not noted: whole, with its numbers masked. Pure. */
export const cardForDesk = (card: Card): Card => ({
  ...card,
  title: shown(card.title),
  summary: shown(card.summary),
  parts: partsForDesk(card.parts, card.language),
})

/** The parts of a form or card in the same way. */
export const partsForDesk = (parts: CardPart[], language = 'en'): CardPart[] =>
  parts.map((part) => safePart(part, { ...WHOLE, sensitive: true }, staffWords(language)).part)

/** Whether chat would leave something of this card out, or mask it: who reads it whole reads sensitive words. Pure. */
export const keepsFromChat = (card: Card): boolean => {
  const words = staffWords(card.language ?? 'en')
  return (
    shown(card.title) !== card.title ||
    card.parts.some((part) => JSON.stringify(safePart(part, WHOLE, words).part) !== JSON.stringify(part))
  )
}
