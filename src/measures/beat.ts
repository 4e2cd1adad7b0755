import type { Db } from '../../db/client.ts'

/** That ops, or the queue's consumer, was at work. One in the future, by a clock that was wrong, is put right. */
export const beat = async ({ $client }: Db, name: 'ops' | 'queue', now: Date): Promise<void> => {
  await $client`
    insert into heartbeats (name, at) values (${name}, ${now})
    on conflict (name) do update set at =
      case when heartbeats.at > excluded.at + interval '1 minute' then excluded.at else greatest(heartbeats.at, excluded.at) end`
}
