import type { Deps } from '../deps.ts'

export type Endpoint = {
  key: string
  url: string
  events: string[]
  disabledAt: Date | null
  waiting: number
  failed: number
}

/** The endpoints of the set-up, with what waits for them and what failed or may have. */
export const listWebhooks = ({ db }: Pick<Deps, 'db'>): Promise<Endpoint[]> =>
  db.$client<Endpoint[]>`
    select w.key, w.url, w.events, w.disabled_at, coalesce(f.failed, 0) as failed,
      (select count(*)::int from outbox o where o.destination = 'webhook:' || w.key and o.state = 'waiting') as waiting
    from webhooks w left join (
      select destination, count(*)::int as failed from outbox where state in ('failed', 'uncertain') group by 1
    ) f on f.destination = 'webhook:' || w.key
    where w.active order by w.key`
