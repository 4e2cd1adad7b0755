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
    select w.key, w.url, w.events, w.disabled_at,
      (select count(*)::int from outbox o where o.destination = 'webhook:' || w.key and o.state = 'waiting') as waiting,
      (select count(*)::int from outbox o
        where o.destination = 'webhook:' || w.key and o.state in ('failed', 'uncertain')) as failed
    from webhooks w where w.active order by w.key`
