import { and, eq, sql } from 'drizzle-orm'
import { improvementEvents, improvements, people } from '../../db/schema/index.ts'
import type { MessageRef } from '../../integrations/chat.ts'
import { languageAt } from '../directory/readers.ts'
import { staffWords } from '../locales/staff.ts'
import { chatDestination } from '../outbox/destinations.ts'
import { enqueue } from '../outbox/enqueue.ts'
import type { Render } from '../outbox/entry.ts'
import { platformOf, postOnce, updateOf } from '../outbox/postOnce.ts'
import { localDate } from '../time.ts'
import { improvementCard, toldCard } from './card.ts'
import type { ImprovementEvent } from './events.ts'
import { type Improvement, loadImprovement } from './improvement.ts'

const cardOf = (found: Improvement, language: string, now: Date) =>
  improvementCard(found, staffWords(language), localDate(found.timeZone, now))

/** Its message in the department's channel, posted once. */
export const improvement: Render = async (deps, { id, payload, createdAt }, now) => {
  const found = await loadImprovement(deps.db, String(payload.improvement))
  const { destination, language } = found
  if (found.message) return { drop: 'already posted' }
  return {
    ...postOnce(
      platformOf(deps, destination),
      destination,
      cardOf(found, language, now),
      String(id),
      createdAt,
    ),
    rows: (sql, message: MessageRef) => sql`
      , shown as (update improvements set message = ${JSON.stringify(message)}::jsonb from held where improvements.id = ${found.id})`,
  }
}

/** The same message, as it stands now; posted again once somebody deleted it. */
export const improvementAgain: Render = async (deps, { payload }, now) => {
  const found = await loadImprovement(deps.db, String(payload.improvement))
  const { message } = found
  if (!message) return { defer: 'the improvement is not posted yet' }
  return {
    ...updateOf(deps, message, cardOf(found, await languageAt(deps.db, message, found.departmentKey), now)),
    gone: async (tx, at) => {
      const taken = await tx
        .update(improvements)
        .set({ message: null })
        .where(and(eq(improvements.id, found.id), sql`message ->> 'id' = ${message.id}`))
        .returning({ id: improvements.id })
      if (taken.length > 0)
        await enqueue(tx, {
          kind: 'improvement',
          destination: chatDestination(found.destination),
          lane: `improvement:${found.id}`,
          onceKey: `improvement:${found.id}:gone:${message.id}`,
          payload: { improvement: found.id },
          dueAt: at,
          now: at,
        })
    },
  }
}

/** What happened to it, in its thread. */
export const improvementTold: Render = async (deps, { id, payload, createdAt }) => {
  const found = await loadImprovement(deps.db, String(payload.improvement))
  const { message } = found
  if (!message) return { defer: 'the improvement is not posted yet' }
  const [event] = await deps.db
    .select({
      kind: improvementEvents.kind,
      data: improvementEvents.data,
      text: improvementEvents.text,
      by: people.name,
    })
    .from(improvementEvents)
    .leftJoin(people, eq(people.id, improvementEvents.by))
    .where(eq(improvementEvents.id, Number(payload.event)))
  const words = staffWords(await languageAt(deps.db, message, found.departmentKey))
  const card = toldCard(found, event as unknown as ImprovementEvent & { by: string | null }, words)
  return {
    ...postOnce(platformOf(deps, message), message, card, String(id), createdAt),
    gone: async () => {},
  }
}
