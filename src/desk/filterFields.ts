import { OPEN_STATES } from '../../db/schema/index.ts'
import { drivers } from '../../surveys/drivers.ts'
import { CURRENCIES } from '../amounts.ts'
import { driverLabel, remedyLabel } from '../cases/labels.ts'
import { REMEDIES } from '../cases/remedyKinds.ts'
import { ENDS } from '../cases/states.ts'
import { CHANNELS } from '../contacts/input.ts'
import { ANSWERS_BY, KINDS, WITH } from '../lists/answers.ts'
import { BY, GROUNDS, MANAGED, OUTCOMES, STATE_GROUPS } from '../lists/caseFilter.ts'
import { type Fault, type Known, type Named, readFilters } from '../lists/filters.ts'
import { type Reader, seesMore } from '../lists/reader.ts'
import { type StaffWords, staffWords } from '../locales/staff.ts'

type FilterChoice = { value: string; label: string }
/** One choice among several in a form of filters; an address may name it. */
export type FilterField = {
  name: string
  label: string
  choices: FilterChoice[]
  /** What an address may name beyond the choices: its label, or undefined for what it may not. */
  also?: (given: string) => string | undefined
}

const first = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1)
const named = (all: Named[]) => all.map(({ key, name }) => ({ value: key, label: name }))
const each = (keys: readonly string[], label: (key: string) => string) =>
  keys.map((key) => ({ value: key, label: first(label(key)) }))
const SCORES = ['1', '2', '3', '4', '5']
const STATES = [...STATE_GROUPS, ...OPEN_STATES, 'confirmed', ...ENDS]

const surveyField = ({ surveys }: Known, { lists: { fields } }: StaffWords): FilterField => ({
  name: 'survey',
  label: fields.survey,
  choices: named(surveys),
})

/** Several departments, as a digest covers them: their names. */
const severalOf = (given: string, departments: Named[]): string | undefined => {
  const keys = given.split(',')
  const chosen = departments.filter(({ key }) => keys.includes(key))
  return keys.length > 1 && chosen.length === keys.length
    ? chosen.map(({ name }) => name).join(', ')
    : undefined
}

/** Filters of more than one page, by what the reader can choose. */
const common = ({ departments, brands }: Known, words: StaffWords) => {
  const { fields: say } = words.lists
  const channel = { name: 'channel', label: say.channel, choices: each(CHANNELS, words.labels.channel) }
  return {
    department: {
      name: 'department',
      label: say.department,
      choices: named(departments),
      also: (given: string) => severalOf(given, departments),
    },
    brand: { name: 'brand', label: say.brand, choices: named(brands) },
    channel,
    driver: {
      name: 'driver',
      label: say.driver,
      choices: each(drivers, (driver) => driverLabel(driver, words)),
    },
    score: {
      name: 'score',
      label: say.score,
      choices: SCORES.map((value) => ({ value, label: words.lists.score(Number(value)) })),
    },
  }
}

export const caseFields = (known: Known, words: StaffWords, reader: Reader): FilterField[] => {
  const say = words.lists
  const { department, brand, channel, driver, score } = common(known, words)
  const state = (key: string) =>
    key in say.states ? say.states[key as keyof typeof say.states] : words.labels.state(key)
  const managed = { value: MANAGED, label: words.report.yours }
  return [
    seesMore(reader) ? { ...department, choices: [managed, ...department.choices] } : department,
    { name: 'state', label: say.fields.state, choices: each(STATES, state) },
    { name: 'severity', label: say.fields.severity, choices: each(['1', '2', '3'], (key) => key) },
    driver,
    { name: 'owner', label: say.fields.owner, choices: named(known.owners) },
    { name: 'outcome', label: say.fields.outcome, choices: keyed(OUTCOMES, say.outcomes) },
    {
      name: 'remedy',
      label: say.fields.remedy,
      choices: each(Object.keys(REMEDIES), (kind) => remedyLabel({ kind }, words)),
    },
    { name: 'ground', label: say.fields.ground, choices: keyed(GROUNDS, words.report) },
    {
      name: 'currency',
      label: say.fields.currency,
      choices: [],
      also: (given: string) => (CURRENCIES.has(given) ? given : undefined),
    },
    brand,
    channel,
    score,
    { name: 'by', label: say.fields.by, choices: keyed(BY, say.by) },
    surveyField(known, words),
  ]
}

export const answerFields = (known: Known, words: StaffWords): FilterField[] => {
  const say = words.lists
  const { department, brand, channel, driver, score } = common(known, words)
  return [
    department,
    { name: 'kind', label: say.fields.kind, choices: keyed(KINDS, say.kinds) },
    score,
    driver,
    { name: 'with', label: say.fields.with, choices: keyed(WITH, say.with) },
    brand,
    channel,
    {
      name: 'asked',
      label: say.fields.asked,
      choices: keyed(['routine', 'personal', 'unprompted'] as const, say.asked),
    },
    { name: 'by', label: say.fields.answersBy, choices: keyed(ANSWERS_BY, say.answersBy) },
    surveyField(known, words),
  ]
}

export const reportFields = (known: Known, words: StaffWords): FilterField[] => {
  const { department, brand, channel, driver } = common(known, words)
  return [department, brand, channel, driver, surveyField(known, words)]
}

const keyed = <Key extends string>(keys: readonly Key[], labels: Record<Key, string>) =>
  keys.map((value) => ({ value, label: first(labels[value]) }))

export type Chosen = { values: Record<string, string>; faults: Fault[] }

/** The fields of a page with what its address names beyond their choices. */
export const withGiven = (url: string, fields: FilterField[]): FilterField[] => {
  const params = new URL(url).searchParams
  return fields.map((field) => {
    const value = (params.get(field.name) ?? '').trim()
    const label = field.choices.some((one) => one.value === value) ? undefined : field.also?.(value)
    return label === undefined ? field : { ...field, choices: [...field.choices, { value, label }] }
  })
}

/** What an address chooses of these fields. */
export const chosenOf = (url: string, fields: FilterField[], most?: number): Chosen => {
  const spec = fields.map(({ name, choices }) => ({ name, choices: choices.map(({ value }) => value) }))
  return readFilters(new URL(url).searchParams, spec, { most })
}

/** Each fault in a sentence. */
export const faultTexts = (faults: Fault[], fields: FilterField[], language: string, most = 0): string[] => {
  const { faults: say, from, to } = staffWords(language).lists
  const labels: Record<string, string> = { from, to }
  for (const { name, label } of fields) labels[name] = label
  const text: Record<Fault['fault'], (label: string, given: string) => string> = {
    unknown: say.unknown,
    'no date': say.noDate,
    backwards: () => say.backwards,
    'too long': () => say.tooLong(most),
    'no page': () => say.noPage,
  }
  return faults.map(({ name, fault, given }) => text[fault](labels[name] ?? name, given))
}

/** An address with these filters; empty ones are left out. */
export const addressOf = (path: string, values: Record<string, string | undefined>): string => {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(values)) if (value) params.set(name, value)
  return params.size > 0 ? `${path}?${params}` : path
}
