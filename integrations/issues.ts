import type * as z from 'zod/mini'

type Issue = z.core.$ZodIssue
type Path = readonly (string | number)[]

const EXPECTED: Record<string, string> = {
  object: 'an object with fields',
  record: 'an object with fields',
  string: 'text',
  array: 'a list',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
}

export const pathOf = (issue: Issue): (string | number)[] =>
  issue.path.map((key) => (typeof key === 'number' ? key : String(key)))

/** What was given at a path; undefined also where there is nothing to look into. */
const valueAt = (given: unknown, path: Path): unknown =>
  path.reduce<unknown>((at, key) => (at as Record<string | number, unknown> | undefined | null)?.[key], given)

/**
 * What is wrong with a value, in plain words that follow its name: "must be text". Messages that a schema gives itself
 * stay; zod's own are never shown. `expected` renames kinds of values, where a file has sections and not objects; its `null` is said of what is empty.
 */
export const issueText = (issue: Issue, given: unknown, expected: Record<string, string> = {}): string => {
  const value = valueAt(given, pathOf(issue))
  if (issue.code === 'unrecognized_keys') return 'is not known here'
  if (value === undefined) return 'is missing'
  if (value === null && issue.code === 'invalid_type') return expected.null ?? 'is missing'
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${expected[issue.expected] ?? EXPECTED[issue.expected] ?? issue.expected}`
    case 'invalid_value':
      return `must be ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.join(', ')}`
    case 'too_small':
      if (issue.origin === 'string' || issue.origin === 'array')
        return issue.minimum === 1
          ? own(issue, 'must not be empty')
          : `must have at least ${count(issue, issue.minimum)}`
      return `must be ${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}`
    case 'too_big':
      return issue.origin === 'string' || issue.origin === 'array'
        ? `must have at most ${count(issue, issue.maximum)}`
        : `must be at most ${issue.maximum}`
    case 'invalid_key':
      return issue.issues[0]?.message ?? 'is not a good key'
    default:
      return own(issue, 'is not well-formed')
  }
}

const count = ({ origin }: { origin: string }, size: number | bigint) =>
  `${size} ${origin === 'string' ? 'characters' : 'entries'}`

/** The schema's own message, if it has one. */
const own = ({ message }: Issue, otherwise: string): string =>
  !message || /^(Invalid|Too (small|big))\b/.test(message) ? otherwise : message
