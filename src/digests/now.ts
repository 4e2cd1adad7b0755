import { eq } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { digests } from '../../db/schema/index.ts'
import type { Card, Destination } from '../../integrations/chat.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { staffWords } from '../locales/staff.ts'
import { chatDestination } from '../outbox/destinations.ts'
import { enqueue } from '../outbox/enqueue.ts'
import { localDate } from '../time.ts'
import { digestCard } from './card.ts'
import { compileDigest } from './compile.ts'
import { type Loaded, loadDigest, withLive } from './load.ts'
import { lastOf, periodByHand } from './owed.ts'
import { loadPlans, type Plan } from './plans.ts'

type Asked = { department: string; now: Date }

/**
 * A department's digest as it would be now: of the days since the last, as `periodByHand` says. Nothing is stored, so
 * the day's own digest is not touched by it. Throws `unknown` naming the departments.
 */
export const digestNow = async (
  { db, publicUrl }: { db: Tx; publicUrl: string },
  { department: key, now }: Asked,
): Promise<{ to: Destination; card: Card }> => {
  const plan = await channelOf(db, key)
  const { home } = plan
  const today = localDate(home.timeZone, now)
  const last = await lastOf(db, plan, 'daily')
  const period = periodByHand(plan, last, now)
  const digest = await compileDigest(db, { plan, edition: 'daily', period, now })
  const loaded = await withLive(db, {
    id: '',
    home,
    person: null,
    covers: digest.covers,
    localDate: today,
    message: null,
    digest,
  })
  return { to: home.destination, card: digestCard(loaded, publicUrl, staffWords(home.language)) }
}

/** A stored digest with what needs a person now, as far as this person may see it. */
export const needsAgain = async (tx: Tx, id: string, person: string, now: Date): Promise<Loaded> => {
  const { home, digest, localDate: date } = await loadDigest(tx, { digest: id })
  const { covers, edition, from, to } = digest
  const plan = { home, person, departments: covers }
  const fresh = await compileDigest(tx, { plan, edition, period: { from, to }, now })
  return withLive(tx, { id, home, person, covers, localDate: date, message: null, digest: fresh })
}

/** Posts it, as it is when it is sent, by the outbox; as often as it is asked for. */
export const sendDigestNow = async (
  { db }: Pick<Deps, 'db'>,
  { department: key, now }: Asked,
): Promise<void> => {
  const { home } = await channelOf(db, key)
  await enqueue(db, {
    kind: 'digest now',
    destination: chatDestination(home.destination),
    payload: { department: key },
    dueAt: now,
    now,
  })
}

const channelOf = async (db: Tx, key: string): Promise<Plan> => {
  const channels = (await loadPlans(db)).filter(({ person }) => !person)
  const found = channels.find(({ home }) => home.key === key)
  if (found) return found
  throw new DomainError(
    'unknown',
    channels.length === 0
      ? 'There are no departments yet: npm run apply -- organisation.yaml.'
      : `There is no department "${key}": there are ${channels
          .map(({ home }) => home.key)
          .sort()
          .join(', ')}.`,
  )
}

/** The row of a digest, for a click on it; undefined where it is gone. */
export const digestRow = async (tx: Tx, id: string) =>
  (await tx.select().from(digests).where(eq(digests.id, id)))[0]
