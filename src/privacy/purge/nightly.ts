import type { Deps } from '../../deps.ts'
import { localDate, localTime } from '../../zone.ts'
import { purge } from './purge.ts'

/** When few people work, in management's zone. */
const FROM = '02:00'
/** A Worker's cron has more, and other jobs come after it. */
const A_RUN_MS = 20_000

/** Once a night, in as many runs as it takes. May run twice, late or not at all: what is due stays due. */
export const purgeNightly = async (
  { db, now: clock, log }: Pick<Deps, 'db' | 'now' | 'log'>,
  { now }: { now: Date },
): Promise<void> => {
  const [place] = await db.$client<{ timeZone: string; at: Date | null }[]>`
    select d.time_zone, h.at from departments d left join heartbeats h on h.name = 'purge'
    where d.kind = 'management' limit 1`
  if (!place || localTime(place.timeZone, now) < FROM) return
  if (place.at && localDate(place.timeZone, place.at) >= localDate(place.timeZone, now)) return
  const { purged, done } = await purge({ db, now: clock }, { now, forMs: A_RUN_MS })
  const gone = purged.filter(({ count }) => count > 0).map(({ name, count }) => [name, count])
  if (gone.length > 0) log('purge.done', Object.fromEntries(gone))
  if (!done) return
  await db.$client`
    insert into heartbeats (name, at) values ('purge', ${now}) on conflict (name) do update set at = excluded.at`
}
