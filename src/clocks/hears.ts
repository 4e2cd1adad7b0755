import type { ChatDestination, TimerKind } from '../../db/schema/index.ts'
import type { ChatPerson } from '../../integrations/chat.ts'
import { isPresent } from '../cases/onCall.ts'

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
  destination: ChatDestination
  accountableId: string
  aboutId: string | null
  aboutEmail: string | null
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

type World = { people: Map<string, Person>; members: Member[]; management: ChatDestination | null }

/**
 * Who hears next: first whoever owes it, then the department's manager (of a request that other department's), then
 * management. Where a department has no manager who may hear, management does at once. Never whom the case is about.
 */
export const whoHears = (due: Due, world: World, now: Date): Hearing => {
  const about = (one: Person) => one.id === due.aboutId || one.email === due.aboutEmail
  const whose = wherefore(due, world)
  const heard = (level: 1 | 2 | 3, one: Person, alone: boolean): Hearing => {
    const { platform } = due.destination
    const account = one.accounts[platform]
    const person = account?.user ? { platform, ...account } : undefined
    const card = due.kind === 'approval' && level > 1
    return {
      level,
      name: one.name,
      ...(whose ? { whose } : {}),
      ...(person ? { person } : {}),
      ...(alone || !person ? { place: one.place } : {}),
      ...(card ? { card } : {}),
    }
  }
  if (due.level < 1) {
    const one = owing(due, world, now)
    if (one && !about(one)) return heard(1, one, due.kind === 'approval' || due.kind === 'request')
  }
  const others = world.members.filter(
    (one) => !about(one) && one.id !== due.accountableId && one.id !== due.toId && one.id !== due.byId,
  )
  if (due.level < 2) {
    const key = due.kind === 'request' ? due.askedKey : due.departmentKey
    const manager = others.find(
      (one) => one.role === 'manager' && one.departmentKey === key && isPresent(one, now),
    )
    if (manager) return heard(2, manager, true)
  }
  const above = others.filter(({ role }) => role === 'management')
  const all = world.members.filter((one) => one.role === 'management' && !about(one))
  const top = above.find((one) => isPresent(one, now)) ?? above[0] ?? all[0]
  if (top) return heard(3, top, true)
  return {
    level: 3,
    name: 'Management',
    ...(whose ? { whose } : {}),
    ...(world.management ? { place: world.management } : {}),
  }
}

/** Who owes what is late: the accountable person, or who was asked. */
const owing = (due: Due, { people, members }: World, now: Date): Person | undefined => {
  if (due.kind === 'approval') return due.toId ? people.get(due.toId) : undefined
  if (due.kind !== 'request') return people.get(due.accountableId)
  const answered = due.answeredById ? people.get(due.answeredById) : undefined
  if (answered?.active && isPresent(answered, now)) return answered
  const there = members.filter(({ departmentKey }) => departmentKey === due.askedKey)
  return there.find((one) => isPresent(one, now)) ?? there[0]
}

const wherefore = (due: Due, { people }: World): string | undefined =>
  due.kind === 'approval' ? (due.toId ? people.get(due.toId)?.name : undefined) : (due.askedName ?? undefined)
