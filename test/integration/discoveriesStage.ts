import { randomUUID } from 'node:crypto'
import type { Db } from '../../db/client.ts'
import { contacts, customers, invitations, matters, responses } from '../../db/schema/index.ts'

/** One answer: `at` it was given, `ended` the contact, an hour before where it is not said. */
export type Given = {
  at: Date
  ended?: Date
  score: 1 | 2 | 3 | 4 | 5
  drivers?: string[]
  words?: string
  good?: string
  language?: string
  channel?: string
}

/** Many answers of one department at once, each with a customer of its own. */
export const addAnswers = async (
  db: Db,
  { departmentKey, brandKey }: { departmentKey: string; brandKey: string },
  given: Given[],
) => {
  for (let from = 0; from < given.length; from += 1000) {
    const some = given.slice(from, from + 1000).map((one) => ({
      ...one,
      customer: randomUUID(),
      matter: randomUUID(),
      contact: randomUUID(),
      invitation: randomUUID(),
      ended: one.ended ?? new Date(one.at.getTime() - 3_600_000),
    }))
    await db.insert(customers).values(
      some.map(({ customer, ended }) => ({
        id: customer,
        email: `${customer}@mail.example`,
        createdAt: ended,
      })),
    )
    await db
      .insert(matters)
      .values(
        some.map(({ customer, matter, ended }) => ({ id: matter, customerId: customer, createdAt: ended })),
      )
    await db.insert(contacts).values(
      some.map(({ contact, customer, matter, ended, channel = 'phone', language = 'en' }) => ({
        id: contact,
        source: 'test',
        externalId: contact,
        channel,
        brandKey,
        departmentKey,
        customerId: customer,
        matterId: matter,
        endedAt: ended,
        language,
        timeZone: 'Europe/Stockholm',
        receivedAt: ended,
      })),
    )
    await db.insert(invitations).values(
      some.map(({ invitation, contact, customer, ended }) => ({
        id: invitation,
        contactId: contact,
        customerId: customer,
        survey: 'csat-1',
        state: 'sent' as const,
        sentAt: ended,
        expiresAt: new Date(ended.getTime() + 14 * 86_400_000),
        createdAt: ended,
      })),
    )
    await db.insert(responses).values(
      some.map(({ invitation, at, score, drivers, words, good }) => ({
        invitationId: invitation,
        score,
        answers: {
          score,
          ...(drivers && { drivers }),
          ...(words && { words }),
          ...(good && { good }),
        } as never,
        kind:
          score > 3 ? ('satisfied' as const) : score < 3 ? ('dissatisfied' as const) : ('neutral' as const),
        severity: score < 3 ? score + 1 : null,
        answeredAt: at,
        revisedAt: at,
      })),
    )
  }
}

/** A local time of Stockholm in winter. */
export const stockholm = (date: string, time = '12:00'): Date => new Date(`${date}T${time}:00+01:00`)
