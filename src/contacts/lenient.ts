import type * as z from 'zod/mini'
import { issueText, pathOf } from '../../integrations/issues.ts'
import type { Fault } from '../errors.ts'
import { BEFORE_START, type ContactInput, contactInput, type Reading } from './input.ts'

/** A field that could not be read, why, and what it said. */
export type LeftOut = { field: string; message: string; value: string }
export type Lenient = { contact: ContactInput; leftOut: LeftOut[] } | { faults: Fault[] }

/**
 * Reads what somebody's helpdesk sends: an odd optional field is left out and told, and costs nothing else.
 * Only the lack of what a contact needs is a fault.
 */
export const readLeniently = (given: Record<string, unknown>, reading?: Reading): Lenient => {
  const leftOut: LeftOut[] = []
  let left: Record<string, unknown> = structuredClone(given)
  // Each round leaves out what the one before named; a contact has fewer fields than this
  for (let round = 0; round < 20; round++) {
    const parsed = contactInput.safeParse(left, reading)
    if (parsed.success) return { contact: parsed.data, leftOut }
    const odd = parsed.error.issues.map((issue) => ({
      path: leftOutPath(issue),
      message: issue.message === BEFORE_START ? 'is after endedAt' : issueText(issue, left),
    }))
    if (odd.some(({ path }) => path === undefined))
      return { faults: parsed.error.issues.map((issue) => faultOf(issue, left)) }
    // From the end of a list, so that the places before stay
    for (const { path, message } of odd.reverse()) {
      const value = valueAt(left, path!)
      if (value === undefined) continue
      leftOut.push({ field: path!.join('.'), message, value: shown(value) })
      left = without(left, path!)
    }
  }
  throw new Error('a contact with more odd fields than it has fields')
}

const faultOf = (issue: z.core.$ZodIssue, given: unknown): Fault => ({
  field: pathOf(issue).join('.'),
  message: issueText(issue, given),
})

const REQUIRED = ['source', 'externalId', 'channel', 'brand', 'department', 'endedAt']

/** What to leave out for this fault; undefined: the contact can't be without it. */
const leftOutPath = ({ path, message, ...issue }: z.core.$ZodIssue): string[] | undefined => {
  const names = path.map(String)
  if (issue.code === 'unrecognized_keys') return [...names, issue.keys[0]!]
  if (message === BEFORE_START) return ['startedAt']
  if (!names[0] || REQUIRED.includes(names[0])) return undefined
  // A staff member is known by name
  return names[0] === 'staffMember' && names[1] === 'name' ? ['staffMember'] : names.slice(0, 2)
}

const valueAt = (from: unknown, path: string[]): unknown =>
  path.reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], from)

const without = (from: Record<string, unknown>, [name, ...rest]: string[]): Record<string, unknown> => {
  const { [name!]: inner, ...others } = from
  if (rest.length === 0) return others
  return {
    ...others,
    [name!]: Array.isArray(inner)
      ? inner.filter((_, at) => at !== Number(rest[0]))
      : without(inner as Record<string, unknown>, rest),
  }
}

const shown = (value: unknown): string =>
  (typeof value === 'string' ? value : JSON.stringify(value))
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .slice(0, 100)
    .toWellFormed()
