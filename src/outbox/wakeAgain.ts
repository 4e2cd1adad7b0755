import type { Db } from '../../db/client.ts'

const MINUTE = 60_000

/**
 * Seconds until ops should be woken again, or undefined: nothing is due within a minute, or a wake-up for then is
 * under way already. One row keeps many drains from starting a chain of wake-ups each.
 */
export const mayWakeAgain = async (
  db: Db,
  next: Date | undefined,
  now: Date,
): Promise<number | undefined> => {
  if (!next || next.getTime() - now.getTime() > MINUTE) return undefined
  const seconds = Math.max(1, Math.ceil((next.getTime() - now.getTime()) / 1000))
  const at = new Date(now.getTime() + seconds * 1000)
  const rows = await db.$client`
    insert into heartbeats (name, at) values ('wake', ${at})
    on conflict (name) do update set at = excluded.at where heartbeats.at <= ${now} or heartbeats.at > ${at}
    returning 1`
  return rows.length > 0 ? seconds : undefined
}
