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
  /** Who has agreed to have their cases while they are away. */
  coverId?: string | null
}

export type Question = {
  /** Whom the case is about: ids. */
  excluded: readonly string[]
  /** These are left out too: who has it, or asks. */
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
 * A person who covers for somebody away takes that person's place in the line.
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
  const covered = line.filter((one) => one.coverId && !isPresent(one, now))
  /** The best role and the first place among their own and those they cover. */
  const standing = (one: Member) => {
    const places = [one, ...covered.filter(({ coverId }) => coverId === one.id)]
    const roles = places.map(({ role }) => ROLES.indexOf(role))
    const role = Math.min(...roles)
    return {
      role,
      place: Math.min(...places.filter((_, n) => roles[n] === role).map((each) => line.indexOf(each))),
    }
  }
  const ranked = able.map((one) => ({ one, rank: rank(one), ...standing(one) }))
  ranked.sort(
    (a, b) =>
      a.rank - b.rank ||
      a.role - b.role ||
      loadOf(a.one, a.role) - loadOf(b.one, b.role) ||
      a.place - b.place,
  )
  const sorted = ranked.map(({ one }) => one)
  return sorted.filter(({ id }, at) => sorted.findIndex((one) => one.id === id) === at)
}

/** Open cases count for liaisons alone: managers decide, in the order of their list. */
const loadOf = ({ openCases }: Listed, role: number): number =>
  ROLES[role] === 'liaison' ? (openCases ?? 0) : 0

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
