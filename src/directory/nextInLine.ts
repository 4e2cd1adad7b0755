import type { ChatDestination } from '../../db/schema/index.ts'

const ROLES = ['liaison', 'manager', 'management'] as const
export type Role = (typeof ROLES)[number]

/** Somebody active in a department's lists. A line is those of one department and management, first to last. */
export type Listed = {
  id: string
  role: Role
  /** Out of office until then. */
  awayUntil: Date | string | null
  /** How many cases they have now; null where their department goes by its list alone. */
  openCases?: number | null
}

export type Question = {
  /** Whom the case is about: ids. */
  excluded: readonly string[]
  /** Not these either: who has it, or asks. */
  not?: readonly (string | null)[]
  /** Only these roles. */
  roles?: readonly Role[]
  /** Nobody rather than somebody who is away, or a colleague of whom it is about. */
  present?: boolean
  now: Date
}

export const isPresent = ({ awayUntil }: Pick<Listed, 'awayUntil'>, now: Date): boolean =>
  !awayUntil || new Date(awayUntil) <= now

/** A complaint about a colleague is not for colleagues: managers have it. */
export const isInside = (line: readonly Listed[], excluded: readonly string[]): boolean =>
  line.some(({ id, role }) => role !== 'management' && excluded.includes(id))

/**
 * Who may have a case or decide on it, first to last: liaisons, managers, management, each in the order of its list.
 * Where a department goes by the fewest open cases, its liaisons with fewer come first, those with as many by list.
 * People who are away come after those who are there, and colleagues of whom it is about come last.
 */
export const inLine = <Member extends Listed>(
  line: readonly Member[],
  { excluded, not = [], roles, present, now }: Question,
): Member[] => {
  const inside = isInside(line, excluded)
  const rank = (one: Member) => (inside && one.role === 'liaison' ? 2 : 0) + (isPresent(one, now) ? 0 : 1)
  const able = line.filter(
    (one) =>
      !excluded.includes(one.id) &&
      !not.includes(one.id) &&
      (!roles || roles.includes(one.role)) &&
      (!present || rank(one) === 0),
  )
  const sorted = able.sort(
    (a, b) => rank(a) - rank(b) || ROLES.indexOf(a.role) - ROLES.indexOf(b.role) || loadOf(a) - loadOf(b),
  )
  return sorted.filter(({ id }, at) => sorted.findIndex((one) => one.id === id) === at)
}

/** Of a manager none counts: they decide, in the order of their list. */
const loadOf = ({ role, openCases }: Listed): number => (role === 'liaison' ? (openCases ?? 0) : 0)

/** The first of them; undefined where nobody is left. */
export const nextInLine = <Member extends Listed>(
  line: readonly Member[],
  question: Question,
): Member | undefined => inLine(line, question)[0]

/**
 * Where `readers` are told of a case: their channel, or, where somebody excluded reads that, the own place of the
 * first who may know. Null where there is nobody else.
 */
export const placeBeside = <Member extends Listed & { place: ChatDestination }>(
  channel: ChatDestination | null,
  readers: readonly Member[],
  excluded: readonly string[],
  roles?: readonly Role[],
): ChatDestination | null => {
  if (!readers.some(({ id }) => excluded.includes(id))) return channel
  const able = readers.find((one) => !excluded.includes(one.id) && (!roles || roles.includes(one.role)))
  return able?.place ?? null
}
