import { sqlOf, type Tx } from '../../db/client.ts'
import { DomainError } from '../errors.ts'

const HOUR = 3600_000

type Limit = { hour: number; all: number }

/** How often one link may do a thing: no customer who means it gets near. Counted in the rows that the deeds leave. */
export const LIMITS = {
  words: { hour: 30, all: 300 },
  calls: { hour: 8, all: 30 },
  /** Writing to them again after they stopped it; stopping itself always works. */
  undos: { hour: 10, all: 10 },
  revisions: { hour: 40, all: 200 },
  /** By a partner, on one request. */
  partner: { hour: 20, all: 100 },
} satisfies Record<string, Limit>

const EVENTS: Record<Exclude<keyof typeof LIMITS, 'revisions' | 'partner'>, string[]> = {
  words: [
    'customer said',
    'account corrected',
    'remedy accepted',
    'remedy change asked',
    'answered',
    'opened again',
    'somebody else asked',
  ],
  calls: ['call-back booked', 'call-back moved', 'call-back cancelled'],
  undos: ['stopped'],
}

/** Throws `too many`; `field` says whether an hour has to pass or it can't be done here at all any more. */
export const withinLimit = ({ hour, all }: Limit, done: { hour: number; all: number }): void => {
  if (done.all >= all) throw new DomainError('too many', `This was done ${all} times in all.`, 'all')
  if (done.hour >= hour)
    throw new DomainError('too many', `This was done ${hour} times within an hour.`, 'hour')
}

/** The same for what the customer did in a case. Exact where the case's row is held. */
export const mayAdd = async (tx: Tx, caseId: string, what: keyof typeof EVENTS, now: Date): Promise<void> => {
  const [done] = await sqlOf(tx)<{ hour: number; all: number }[]>`
    select count(*)::int as all, count(*) filter (where at > ${new Date(now.getTime() - HOUR)})::int as hour
    from case_events where case_id = ${caseId} and by is null and kind = any(${EVENTS[what]})`
  withinLimit(LIMITS[what], done!)
}

/** The same for what a partner did on one request. */
export const partnerMayAdd = async (tx: Tx, caseId: string, proposal: string, now: Date): Promise<void> => {
  const [done] = await sqlOf(tx)<{ hour: number; all: number }[]>`
    select count(*)::int as all, count(*) filter (where at > ${new Date(now.getTime() - HOUR)})::int as hour
    from case_events where case_id = ${caseId} and by is null and data ->> 'proposal' = ${proposal}`
  withinLimit(LIMITS.partner, done!)
}

/** What an event of this kind counts as; undefined: as often as wanted. */
export const limitOf = (kind: string): keyof typeof EVENTS | undefined =>
  kind === 'stopped'
    ? undefined
    : (Object.keys(EVENTS) as (keyof typeof EVENTS)[]).find((what) => EVENTS[what].includes(kind))
