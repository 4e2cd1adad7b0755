import { sql } from 'drizzle-orm'
import { sqlOf, type Tx } from '../../db/client.ts'
import { destinations, type MailFault } from '../../db/schema/index.ts'
import type { MailError } from '../../integrations/mail/mail.ts'
import { backoff, later } from './backoff.ts'
import { MAIL, PROBE } from './destinations.ts'
import type { Entry } from './entry.ts'
import { domainOf, rest } from './settle.ts'

const MINUTE = 60_000
/** So many domains that refuse us within so long are no coincidence. */
const DOMAINS = 3
const WITHIN = 10 * MINUTE

/** `ms` until the mail is tried again; `also` is written with its fate. */
export type MailFate = { ms: number; also: (tx: Tx) => Promise<void> }

/**
 * What a fault of a mail means for the mail and for all others. What the provider says of itself, of our log-in or our
 * sender lets all mail rest. What a recipient's server says holds up this mail alone; where it may be our fault it is
 * counted by domain, and three domains within ten minutes let all mail rest too. Nothing is given up here.
 */
export const mailFate = (entry: Entry, error: MailError, now: Date): MailFate => {
  const { kind, answer, message } = error
  if (!answer) return ofProvider(entry, error, now)
  return {
    ms: kind === 'wait' ? backoff(entry.attempts, { first: MINUTE }) : backoff(entry.attempts, SLOWLY),
    also: async (tx) => {
      // It took our log-in and our sender: what it rested for is over
      await tx
        .update(destinations)
        .set({ faults: 0, problem: null, nextAt: sql`least(next_at, ${now.toISOString()}::timestamptz)` })
        .where(sql`key = ${MAIL} and faults > 0`)
      if (answer.ours) await refusedBy(tx, answer.domain, message, now)
    },
  }
}

/** What a person has to fix first is not hurried. */
const SLOWLY = { first: 15 * MINUTE, most: 6 * 60 * MINUTE }

const ofProvider = (entry: Entry, { kind, message, retryAfter }: MailError, now: Date): MailFate => {
  const usual = backoff(entry.attempts)
  const asked = retryAfter === undefined ? undefined : retryAfter * 1000 + backoff(1, { first: 500 })
  // A first fault that passes may be a moment's; an entry that tries a resting provider in vain waits its turn
  const span = asked ?? (kind === 'wait' && !entry.ailing ? Math.min(usual, MINUTE) : PROBE)
  const fault: MailFault | undefined =
    kind === 'person'
      ? { kind: 'refuses', said: message }
      : entry.ailing
        ? { kind: 'silent', said: message }
        : undefined
  return {
    ms: asked ?? usual,
    also: async (tx) => {
      await rest(tx, MAIL, later(now, span), fault && inEnglish(fault))
      if (fault) await tx.update(destinations).set({ fault }).where(sql`key = ${MAIL}`)
    },
  }
}

const refusedBy = async (tx: Tx, domain: string, words: string, now: Date): Promise<void> => {
  const client = sqlOf(tx)
  await client`
    insert into mail_refusals (domain, first_at, last_at, words) values (${domain}, ${now}, ${now}, ${words.slice(0, 300)})
    on conflict (domain) do update set times = mail_refusals.times + 1, last_at = excluded.last_at, words = excluded.words`
  const refusing = await client<{ domain: string }[]>`
    select domain from mail_refusals where last_at > ${later(now, -WITHIN)} order by last_at desc, domain`
  if (refusing.length < DOMAINS) return
  const domains = refusing.slice(0, DOMAINS).map((one) => one.domain)
  const fault: MailFault = { kind: 'domains', count: refusing.length, domains, domain, said: words }
  await tx
    .update(destinations)
    .set({
      problem: inEnglish(fault).slice(0, 500),
      fault,
      nextAt: sql`greatest(next_at, ${later(now, PROBE).toISOString()}::timestamptz)`,
    })
    .where(sql`key = ${MAIL}`)
}

/** For the command line, which speaks English. */
const inEnglish = (fault: MailFault): string => {
  switch (fault.kind) {
    case 'refuses':
      return `The mail provider refuses us: ${fault.said}`
    case 'silent':
      return `The mail provider does not answer as it should: ${fault.said}`
    case 'domains': {
      const named = `${fault.domains.join(', ')}${fault.count > fault.domains.length ? ', …' : ''}`
      return `${fault.count} mail domains refuse us (${named}). ${fault.domain} says: ${fault.said}`
    }
  }
}

/** Domains that refuse our mail, perhaps by a fault of ours; the most refused first. */
export const refusingDomains = async (
  tx: Tx,
): Promise<{ domain: string; times: number; words: string; firstAt: Date }[]> => [
  ...(await sqlOf(tx)<{ domain: string; times: number; words: string; firstAt: Date }[]>`
    select domain, times, words, first_at from mail_refusals order by times desc, domain limit 10`),
]

/** A probe that was not made after all: the next message may be one at once. */
export const probeUnused = (tx: Tx, entry: Entry, now: Date) =>
  tx
    .update(destinations)
    .set({ nextAt: sql`least(next_at, ${now.toISOString()}::timestamptz)` })
    .where(sql`key = ${entry.destination} and ${entry.ailing} and key = ${MAIL}`)
    .then(() => {})

/** The domain accepts our mail again. */
export const acceptedBy = async (tx: Tx, address: string): Promise<void> => {
  await sqlOf(tx)`delete from mail_refusals where domain = ${domainOf(address)}`
}
