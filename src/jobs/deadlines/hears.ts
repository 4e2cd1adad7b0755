import type { ChatDestination, TimerKind } from '../../../db/schema/index.ts'
import type { ChatPerson } from '../../../integrations/chat.ts'
import type { Case } from '../../cases/case.ts'
import { isExcluded } from '../../directory/excluded.ts'
import { lineOf, type Member, type Person } from '../../directory/members.ts'
import { isPresent, nextInLine } from '../../directory/nextInLine.ts'

/** A timer that is due, with who has to do with it. */
export type Due = {
  id: number
  caseId: string
  kind: TimerKind
  subjectId: string
  level: number
  /** Of the case; `askedKey` of the department that has to answer. */
  departmentKey: string
  askedKey: string
  /** Where the case's message is, or will be. */
  destination: ChatDestination
  accountableId: string
  excluded: string[]
  /** Who asked, was asked and answered, where it is about a proposal. */
  byId: string | null
  toId: string | null
  answeredById: string | null
  askedName: string | null
  /** A partner outside is asked: who asked hears, and the department's own manager. */
  partner: boolean
  /** A partner's mail was refused. */
  failed: boolean
  proposalState: string | null
  /** A manager decides on a silent customer. */
  decision: boolean
  /** An approval of a right: who was asked has had their day, and management is next. */
  right: boolean
}

export type Hearing = {
  level: 1 | 2 | 3
  name: string
  person?: ChatPerson
  /** Where they hear of it besides the case's thread. */
  place?: ChatDestination
  /** An approval: its card goes to them too. */
  card?: boolean
  whose?: string
}

export type World = { people: Map<string, Person>; members: Member[]; management: ChatDestination | null }

/**
 * Who is reminded next: first the person who owes it, then their department's manager (for a request, the asked department's), then
 * management. Where a department has no manager who may hear, management does at once. Never whom the case is about.
 */
export const whoHears = (due: Due, world: World, now: Date): Hearing => {
  const whose = due.decision ? toDecide(due, world, now)?.name : wherefore(due, world)
  const hearing = (level: Hearing['level'], one: Person, alone: boolean): Hearing => ({
    ...toldTo(one, due.destination, level, alone),
    ...(whose ? { whose } : {}),
    ...(due.kind === 'approval' && level > 1 ? { card: true } : {}),
  })
  if (due.level < 1 && !due.right) {
    const one = owing(due, world, now)
    if (one && !isExcluded(due, one)) return hearing(1, one, due.kind === 'approval' || asksColleagues(due))
  }
  const { excluded } = due
  const not = [due.accountableId, due.toId, due.byId]
  const line = lineOf(world.members, asksColleagues(due) ? due.askedKey : due.departmentKey)
  const manager =
    due.level < 2 && !due.right
      ? nextInLine(line, { excluded, not, roles: ['manager'], present: true, now })
      : undefined
  if (manager) return hearing(2, manager, true)
  const above = { excluded, roles: ['management'] as const, now }
  const top = nextInLine(line, { ...above, not }) ?? nextInLine(line, above)
  return top ? hearing(3, top, true) : { ...nobody(world), ...(whose ? { whose } : {}) }
}

/** Who decides where the clock may not: the first manager present, else management. */
export const managerToDecide = (
  { departmentKey, destination, excluded }: Pick<Case, 'departmentKey' | 'destination' | 'excluded'>,
  world: World,
  now: Date,
): Hearing => {
  const one = toDecide({ departmentKey, excluded }, world, now)
  return one ? toldTo(one, destination, 2, true) : nobody(world)
}

const toDecide = (
  { departmentKey, excluded }: Pick<Due, 'departmentKey' | 'excluded'>,
  { members }: World,
  now: Date,
): Person | undefined => {
  const line = lineOf(members, departmentKey)
  return (
    nextInLine(line, { excluded, roles: ['manager'], present: true, now }) ??
    nextInLine(line, { excluded, roles: ['management'], now })
  )
}

const nobody = ({ management }: World): Hearing => ({
  level: 3,
  // Said in the reader's language
  name: '',
  ...(management ? { place: management } : {}),
})

/** By mention where the case is read, and alone where they are not known there or it is not theirs to read. */
const toldTo = (
  one: Person,
  { platform }: ChatDestination,
  level: Hearing['level'],
  alone: boolean,
): Hearing => {
  const account = one.accounts[platform]
  const person = account?.user ? { platform, ...account } : undefined
  return {
    level,
    name: one.name,
    ...(person ? { person } : {}),
    ...(alone || !person ? { place: one.place } : {}),
  }
}

/** Another department is asked, and hears of it itself; a partner hears of nothing here. */
export const asksColleagues = ({ kind, partner }: Pick<Due, 'kind' | 'partner'>): boolean =>
  kind === 'request' && !partner

/** Who owes what is late: the accountable person, or who was asked if they are there. */
const owing = (due: Due, { people, members }: World, now: Date): Person | undefined => {
  if (due.kind === 'approval') {
    const asked = due.toId ? people.get(due.toId) : undefined
    return asked?.active && isPresent(asked, now) ? asked : undefined
  }
  if (!asksColleagues(due)) return people.get(due.accountableId)
  const answered = due.answeredById ? people.get(due.answeredById) : undefined
  if (answered?.active && isPresent(answered, now)) return answered
  return nextInLine(lineOf(members, due.askedKey), { excluded: [], roles: ['liaison', 'manager'], now })
}

const wherefore = (due: Due, { people }: World): string | undefined =>
  due.kind === 'approval' ? (due.toId ? people.get(due.toId)?.name : undefined) : (due.askedName ?? undefined)
