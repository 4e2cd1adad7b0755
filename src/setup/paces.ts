import { sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { destinations } from '../../db/schema/index.ts'
import type { ChatPlatform } from '../../integrations/chat.ts'
import { budgetOf, chatDestination } from '../outbox/destinations.ts'
import type { Resolved } from './resolve.ts'

/** How fast each destination may be written to, as its platform says. */
export const writePaces = async (
  tx: Tx,
  chat: Record<string, ChatPlatform>,
  { destinations: to }: Resolved,
): Promise<void> => {
  for (const destination of Object.values(to)) {
    const key = chatDestination(destination)
    const paceMs = chat[destination.platform]!.budget.perDestinationMs
    await tx
      .insert(destinations)
      .values({ key, ...budgetOf(key), paceMs })
      .onConflictDoUpdate({
        target: destinations.key,
        set: { paceMs },
        setWhere: sql`destinations.pace_ms <> ${paceMs}`,
      })
  }
}
