import { isDeepStrictEqual } from 'node:util'
import { fieldLines } from './shown.ts'
import type { SetUp } from './state.ts'

export type Change = {
  section: keyof SetUp
  key: string
  kind: 'added' | 'changed' | 'removed'
  /** Of what changed: before and after. */
  fields: { name: string; from: unknown; to: unknown }[]
}

const SECTIONS = [
  'organisation',
  'brands',
  'people',
  'departments',
  'roles',
  'partners',
  'webhooks',
  'groups',
] as const

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
  roles: 'role',
  partners: 'partner',
  webhooks: 'webhook',
  groups: 'helpdesk group',
}
const SIGN = { added: '+', changed: '~', removed: '-' }

/** The difference as lines for a terminal: each says one thing whole, however long the values are. */
export const differenceLines = (changes: Change[]): string[] =>
  changes.flatMap(({ section, key, kind, fields }) => {
    const end =
      kind !== 'removed' ? '' : ['groups', 'roles'].includes(section) ? ' (removed)' : ' (set inactive)'
    return [
      `${SIGN[kind]} ${NOUN[section]} ${key}`.trimEnd() + end,
      ...fields.flatMap(({ name, from, to }) => fieldLines(name, from, to)).map((line) => `    ${line}`),
    ]
  })
