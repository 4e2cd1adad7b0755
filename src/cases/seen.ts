import type { Db } from '../../db/client.ts'
import type { MessageRef } from '../../integrations/chat.ts'
import { UUID } from './load.ts'

/**
 * A click shows where the case's message is. Where its post left that unknown, it is known now: the message is kept
 * current again, and nothing is posted a second time.
 */
export const seeMessage = async (
  db: Db,
  caseId: string,
  message: MessageRef | undefined,
  now: Date,
): Promise<void> => {
  if (!message || message.thread || !UUID.test(caseId)) return
  const { platform, workspace, channel } = message
  await db.$client`
    with seen as (
      update cases k set message = ${JSON.stringify(message)}::jsonb from departments d
      where k.id = ${caseId} and k.message is null and d.key = k.department_key
        and d.destination @> ${JSON.stringify({ platform, workspace, channel })}::jsonb
      returning k.id
    )
    update outbox o set state = 'sent', cause = null, settled_at = ${now} from seen
    where o.once_key = 'escalation:' || seen.id and o.maybe_sent and o.state in ('waiting', 'uncertain')`
}
