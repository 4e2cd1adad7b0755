import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import type { Tx } from '../db/client.ts'
import {
  brands,
  cases,
  contacts,
  customers,
  departmentPeople,
  departments,
  type Hours,
  invitations,
  matters,
  people,
  responses,
} from '../db/schema/index.ts'

/**
 * Rows with sensible contents; every field can be overridden, and what a row hangs on is made where it is
 * not given. Times hang together around one Wednesday: nothing here reads the clock.
 */
export const noon = new Date('2026-03-11T11:00:00Z')

export const weekdays: Hours = Object.fromEntries([1, 2, 3, 4, 5].map((day) => [day, [['09:00', '17:00']]]))
export const everyDay: Hours = Object.fromEntries(
  [1, 2, 3, 4, 5, 6, 7].map((day) => [day, [['00:00', '24:00']]]),
)

let count = 0
const next = () => ++count
/** An override left undefined does not count. */
const given = <T extends object>(over: T): T =>
  Object.fromEntries(Object.entries(over).filter(([, value]) => value !== undefined)) as T
const only = <T>(rows: T[]): T => rows[0]!

export async function makeBrand(db: Tx, over: Partial<typeof brands.$inferInsert> = {}) {
  const n = next()
  const brand = {
    key: `brand-${n}`,
    name: `Nordly ${n}`,
    senderName: `Nordly ${n}`,
    senderAddress: 'care@nordly.example',
    replyTo: 'care@nordly.example',
    colour: '#1f4e79',
    language: 'en',
    ...given(over),
  }
  return only(await db.insert(brands).values(brand).returning())
}

export async function makeDepartment(db: Tx, over: Partial<typeof departments.$inferInsert> = {}) {
  const n = next()
  const department = {
    key: `department-${n}`,
    name: `Department ${n}`,
    timeZone: 'Europe/Stockholm',
    hours: weekdays,
    destination: { platform: 'slack', workspace: 'T0001', channel: `C${String(n).padStart(4, '0')}` },
    digestHour: 8,
    since: new Date('2026-01-01T00:00:00Z'),
    ...given(over),
  }
  return only(await db.insert(departments).values(department).returning())
}

export async function makePerson(db: Tx, over: Partial<typeof people.$inferInsert> = {}) {
  const n = next()
  const person = {
    email: `person-${n}@nordly.example`,
    name: `Person ${n}`,
    slackWorkspace: 'T0001',
    slackUser: `U${String(n).padStart(4, '0')}`,
    ...given(over),
  }
  return only(await db.insert(people).values(person).returning())
}

/** Puts a person into a department, a new one unless `personId` is given; positions go up by themselves. */
export async function makeMember(
  db: Tx,
  over: { departmentKey: string } & Partial<typeof departmentPeople.$inferInsert>,
) {
  const personId = over.personId ?? (await makePerson(db)).id
  const member = { role: 'liaison' as const, position: next(), ...given(over), personId }
  return only(await db.insert(departmentPeople).values(member).returning())
}

export async function makeCustomer(db: Tx, over: Partial<typeof customers.$inferInsert> = {}) {
  const n = next()
  const customer = {
    email: `customer-${n}@mail.example`,
    name: `Customer ${n}`,
    createdAt: noon,
    ...given(over),
  }
  return only(await db.insert(customers).values(customer).returning())
}

export async function makeMatter(db: Tx, over: Partial<typeof matters.$inferInsert> = {}) {
  const customerId = over.customerId ?? (await makeCustomer(db)).id
  const matter = { reference: `order-${next()}`, createdAt: noon, ...given(over), customerId }
  return only(await db.insert(matters).values(matter).returning())
}

export async function makeContact(db: Tx, over: Partial<typeof contacts.$inferInsert> = {}) {
  const brandKey = over.brandKey ?? (await makeBrand(db)).key
  const departmentKey = over.departmentKey ?? (await makeDepartment(db)).key
  const customerId = over.customerId === undefined ? (await makeCustomer(db)).id : over.customerId
  const matter =
    over.matterId === undefined && customerId
      ? await makeMatter(db, { customerId, reference: over.reference })
      : undefined
  const contact = {
    source: 'api',
    externalId: randomUUID(),
    channel: 'phone',
    reference: matter?.reference,
    endedAt: new Date(noon.getTime() - 3_600_000),
    language: 'en',
    timeZone: 'Europe/Stockholm',
    receivedAt: new Date(noon.getTime() - 3_600_000),
    matterId: matter?.id,
    ...given(over),
    brandKey,
    departmentKey,
    customerId,
  }
  return only(await db.insert(contacts).values(contact).returning())
}

export async function makeInvitation(
  db: Tx,
  over: Partial<typeof invitations.$inferInsert> & { contact?: Partial<typeof contacts.$inferInsert> } = {},
) {
  const { contact: ofContact, ...rest } = over
  const contact = over.contactId ? undefined : await makeContact(db, ofContact)
  const invitation = {
    contactId: contact?.id ?? over.contactId!,
    customerId: contact?.customerId,
    survey: 'csat-1',
    state: 'sent' as const,
    plannedFor: new Date(noon.getTime() - 1_800_000),
    sentAt: new Date(noon.getTime() - 1_800_000),
    expiresAt: new Date(noon.getTime() + 14 * 86_400_000),
    createdAt: new Date(noon.getTime() - 3_600_000),
    ...given(rest),
  }
  return only(await db.insert(invitations).values(invitation).returning())
}

/** `score` decides the kind and the severity; `contact` goes to the contact it is about. */
export async function makeResponse(
  db: Tx,
  over: Partial<typeof responses.$inferInsert> & { contact?: Partial<typeof contacts.$inferInsert> } = {},
) {
  const { contact, ...rest } = over
  const invitationId = over.invitationId ?? (await makeInvitation(db, { contact })).id
  const score = over.score ?? over.answers?.score ?? 5
  const answeredAt = over.answeredAt ?? noon
  const response = {
    score,
    answers: { score: score as 1 | 2 | 3 | 4 | 5 },
    kind: score > 3 ? ('satisfied' as const) : score < 3 ? ('dissatisfied' as const) : ('neutral' as const),
    severity: score < 3 ? score + 1 : null,
    answeredAt,
    revisedAt: answeredAt,
    ...given(rest),
    invitationId,
  }
  return only(await db.insert(responses).values(response).returning())
}

/** An open case on a score of 1, with the contact, the answer and an accountable liaison it needs. */
export async function makeCase(db: Tx, over: Partial<typeof cases.$inferInsert> = {}) {
  const contact = over.contactId
    ? only(await db.select().from(contacts).where(eq(contacts.id, over.contactId)))
    : await makeContact(db, {
        brandKey: over.brandKey,
        departmentKey: over.departmentKey,
        customerId: over.customerId,
        matterId: over.matterId,
      })
  const openedAt = over.openedAt ?? noon
  const row = {
    brandKey: contact.brandKey,
    departmentKey: contact.departmentKey,
    severity: 2,
    takeDueAt: new Date(openedAt.getTime() + 3_600_000),
    apologyDueAt: new Date(openedAt.getTime() + 4 * 3_600_000),
    promise: 'A liaison takes the case',
    promiseDueAt: new Date(openedAt.getTime() + 3_600_000),
    ...given(over),
    matterId: over.matterId ?? contact.matterId!,
    customerId: over.customerId ?? contact.customerId!,
    contactId: contact.id,
    responseId: over.responseId ?? (await dissatisfied(db, contact, openedAt)),
    accountableId: over.accountableId ?? over.ownerId ?? (await makePerson(db)).id,
    openedAt,
  }
  return only(await db.insert(cases).values(row).returning())
}

async function dissatisfied(db: Tx, contact: typeof contacts.$inferSelect, at: Date) {
  const invitation = await makeInvitation(db, { contactId: contact.id, customerId: contact.customerId })
  const response = await makeResponse(db, { invitationId: invitation.id, score: 1, answeredAt: at })
  return response.id
}
