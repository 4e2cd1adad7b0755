import type { Db } from '../../db/client.ts'
import type { MessageRef } from '../../integrations/chat.ts'
import type { Case } from './case.ts'

/**
 * A click shows where the case's message is. Where its post left that unknown, it is known now: the message is kept
 * current again, and nothing is posted a second time.
 */
export const seeMessage = async (
  db: Db,
  { id, message: known, destination }: Case,
  message: MessageRef | undefined,
  now: Date,
): Promise<void> => {
  if (known || !message || message.thread) return
  const { platform, workspace, channel } = destination
  if (message.platform !== platform || message.workspace !== workspace || message.channel !== channel) return
  await db.$client`
    with seen as (
      update cases set message = ${JSON.stringify(message)}::jsonb where id = ${id} and message is null returning id
    )
    update outbox o set state = 'sent', cause = null, settled_at = ${now} from seen
    where o.once_key = 'escalation:' || seen.id and o.maybe_sent and o.state in ('waiting', 'uncertain')`
}
