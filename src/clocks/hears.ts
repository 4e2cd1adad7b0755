import type { ChatDestination, StaffMember, TimerKind } from '../../db/schema/index.ts'
import type { ChatPerson } from '../../integrations/chat.ts'
import { isAbout } from '../cases/actor.ts'
import type { Case } from '../cases/load.ts'
import { isPresent } from '../cases/turns/onCall.ts'

export type Person = {
  id: string
  name: string
  email: string
  active: boolean
  awayUntil: string | null
  place: ChatDestination
  /** As each platform knows them. */
  accounts: Record<string, { workspace: string; user: string } | null>
}
/** In the order of the lists. */
export type Member = Person & { departmentKey: string; role: 'liaison' | 'manager' | 'management' }

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
  aboutId: string | null
  aboutBefore: string[]
  staffMember: StaffMember | null
  /** Who asked, was asked and answered, where it is about a proposal. */
  byId: string | null
  toId: string | null
  answeredById: string | null
  askedName: string | null
  proposalState: string | null
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
 * Who hears next: first whoever owes it, then the department's manager (of a request that other department's), then
 * management. Where a department has no manager who may hear, management does at once. Never whom the case is about.
 */
export const whoHears = (due: Due, world: World, now: Date): Hearing => {
  const whose = wherefore(due, world)
  const hearing = (level: Hearing['level'], one: Person, alone: boolean): Hearing => ({
    ...toldTo(one, due.destination, level, alone),
    ...(whose ? { whose } : {}),
    ...(due.kind === 'approval' && level > 1 ? { card: true } : {}),
  })
  if (due.level < 1) {
    const one = owing(due, world, now)
    if (one && !isAbout(due, one)) return hearing(1, one, due.kind === 'approval' || due.kind === 'request')
  }
  const not = [due.accountableId, due.toId, due.byId]
  const others = world.members.filter((one) => !isAbout(due, one) && !not.includes(one.id))
  const key = due.kind === 'request' ? due.askedKey : due.departmentKey
  const manager = due.level < 2 ? managerOf(others, key, now) : undefined
  if (manager) return hearing(2, manager, true)
  const top =
    topOf(others, now) ??
    topOf(
      world.members.filter((one) => !isAbout(due, one)),
      now,
    )
  return top ? hearing(3, top, true) : { ...nobody(world), ...(whose ? { whose } : {}) }
}

/** Who decides where the clock may not: the first manager present, whoever has the case, else management. */
export const managerToDecide = (
  found: Pick<Case, 'departmentKey' | 'destination' | 'aboutId' | 'aboutBefore' | 'staffMember'>,
  world: World,
  now: Date,
): Hearing => {
  const able = world.members.filter((one) => !isAbout(found, one))
  const one = managerOf(able, found.departmentKey, now) ?? topOf(able, now)
  return one ? toldTo(one, found.destination, 2, true) : nobody(world)
}

const managerOf = (members: Member[], key: string, now: Date) =>
  members.find((one) => one.role === 'manager' && one.departmentKey === key && isPresent(one, now))

const topOf = (members: Member[], now: Date) => {
  const above = members.filter(({ role }) => role === 'management')
  return above.find((one) => isPresent(one, now)) ?? above[0]
}

const nobody = ({ management }: World): Hearing => ({
  level: 3,
  name: 'Management',
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

/** Who owes what is late: the accountable person, or who was asked if they are there. */
const owing = (due: Due, { people, members }: World, now: Date): Person | undefined => {
  if (due.kind === 'approval') {
    const asked = due.toId ? people.get(due.toId) : undefined
    return asked?.active && isPresent(asked, now) ? asked : undefined
  }
  if (due.kind !== 'request') return people.get(due.accountableId)
  const answered = due.answeredById ? people.get(due.answeredById) : undefined
  if (answered?.active && isPresent(answered, now)) return answered
  const there = members.filter(({ departmentKey }) => departmentKey === due.askedKey)
  return there.find((one) => isPresent(one, now)) ?? there[0]
}

const wherefore = (due: Due, { people }: World): string | undefined =>
  due.kind === 'approval' ? (due.toId ? people.get(due.toId)?.name : undefined) : (due.askedName ?? undefined)
