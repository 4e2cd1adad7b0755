import { isDeepStrictEqual } from 'node:util'
import type { SetUp } from './state.ts'

export type Change = {
  section: keyof SetUp
  key: string
  kind: 'added' | 'changed' | 'removed'
  /** Of what changed: before and after. */
  fields: { name: string; from: unknown; to: unknown }[]
}

const SECTIONS = ['organisation', 'brands', 'people', 'departments', 'webhooks', 'groups'] as const

/** What applying changes, in the order of the sections. Empty: nothing to change. */
export const difference = (current: SetUp, wanted: SetUp): Change[] =>
  SECTIONS.flatMap((section) => {
    const before: Record<string, object> = current[section]
    const after: Record<string, object> = wanted[section]
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()
    return keys.flatMap((key): Change[] => {
      const [from, to] = [before[key], after[key]]
      if (!from) return [{ section, key, kind: 'added', fields: [] }]
      if (!to) return [{ section, key, kind: 'removed', fields: [] }]
      const fields = fieldsOf(from, to)
      return fields.length > 0 ? [{ section, key, kind: 'changed', fields }] : []
    })
  })

const fieldsOf = (from: object, to: object): Change['fields'] =>
  Object.entries(to)
    .map(([name, value]) => ({ name, from: (from as Record<string, unknown>)[name], to: value }))
    .filter((field) => !isDeepStrictEqual(field.from, field.to))

const NOUN = {
  organisation: 'organisation',
  brands: 'brand',
  people: 'person',
  departments: 'department',
  webhooks: 'webhook',
  groups: 'helpdesk group',
}
const SIGN = { added: '+', changed: '~', removed: '-' }

/** The difference as lines for a terminal. */
export const differenceLines = (changes: Change[]): string[] =>
  changes.flatMap(({ section, key, kind, fields }) => {
    const end = kind !== 'removed' ? '' : section === 'groups' ? ' (removed)' : ' (set inactive)'
    return [
      `${SIGN[kind]} ${NOUN[section]} ${key}`.trimEnd() + end,
      ...fields.map(({ name, from, to }) => `    ${name}: ${shown(from)} -> ${shown(to)}`),
    ]
  })

const shown = (value: unknown): string => {
  if (Array.isArray(value) && value.length > 6) return `${value.length} entries`
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > 100 ? `${text.slice(0, 99)}…` : text
}
