import { and, eq, sql } from 'drizzle-orm'
import { incidents } from '../../db/schema/index.ts'
import type { MessageRef } from '../../integrations/chat.ts'
import { staffWords } from '../locales/staff.ts'
import { chatDestination } from '../outbox/destinations.ts'
import { enqueue } from '../outbox/enqueue.ts'
import type { Message, Render } from '../outbox/entry.ts'
import { platformOf, postOnce, updateOf } from '../outbox/postOnce.ts'
import { incidentCard, overCard } from './card.ts'
import { loadIncident, updateIncident } from './incident.ts'

/** The incident's card, posted once to its department's channel. Of the urgent kind `call`. */
export const incident: Render = async (deps, { id, payload, createdAt }, now) => {
  const found = await loadIncident(deps.db, String(payload.incident), now)
  if (found.message) return { drop: 'already posted' }
  const { destination } = found
  const card = incidentCard(found, staffWords(found.language), now)
  return {
    ...postOnce(platformOf(deps, destination), destination, card, String(id), createdAt),
    rows: (sql, message: MessageRef) => sql`
      , shown as (update incidents set message = ${JSON.stringify(message)}::jsonb from held where incidents.id = ${found.id})`,
  } satisfies Message
}

/** The same card, rendered from its state as it is now. */
export const incidentAgain: Render = async (deps, { payload }, now) => {
  const found = await loadIncident(deps.db, String(payload.incident), now)
  const { message, id, destination } = found
  if (!message) return { defer: 'the incident is not posted yet' }
  return {
    ...updateOf(deps, message, incidentCard(found, staffWords(found.language), now)),
    gone: async (tx, at) => {
      const taken = await tx
        .update(incidents)
        .set({ message: null })
        .where(and(eq(incidents.id, id), sql`message ->> 'id' = ${message.id}`))
        .returning({ id: incidents.id })
      if (taken.length > 0)
        await enqueue(tx, {
          kind: 'call',
          destination: chatDestination(destination),
          lane: `incident:${id}`,
          onceKey: `incident:${id}:gone:${message.id}`,
          payload: { incident: id },
          dueAt: at,
          now: at,
        })
    },
  }
}

/** That it is over, in its thread. */
export const incidentOver: Render = async (deps, { id, payload, createdAt }, now) => {
  const found = await loadIncident(deps.db, String(payload.incident), now)
  const { message } = found
  if (!message) return { defer: 'the incident is not posted yet' }
  return {
    ...postOnce(
      platformOf(deps, message),
      message,
      overCard(found, staffWords(found.language)),
      String(id),
      createdAt,
    ),
    // Somebody deleted the card: it is posted again, and says so itself
    gone: (tx, at) => updateIncident(tx, { id: found.id, destination: message, now: at }),
  }
}
