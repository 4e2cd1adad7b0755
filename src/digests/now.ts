import { eq } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { departments, digests } from '../../db/schema/index.ts'
import type { Card, Destination } from '../../integrations/chat.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { staffWords } from '../locales/staff.ts'
import { chatDestination } from '../outbox/destinations.ts'
import { enqueue } from '../outbox/enqueue.ts'
import { localDate } from '../time.ts'
import { nextDay } from '../zone.ts'
import { digestCard } from './card.ts'
import { compileDigest } from './compile.ts'
import type { Department } from './digest.ts'
import { type Loaded, loadDigest, withLive } from './load.ts'
import { coveredBy } from './plans.ts'

type Asked = { department: string; now: Date }

/**
 * A department's digest as it would be now: of yesterday, or of today so far where it began today. Nothing is stored, so
 * the day's own digest is not touched by it. Throws `unknown` naming the departments.
 */
export const digestNow = async (
  { db, publicUrl }: { db: Tx; publicUrl: string },
  { department: key, now }: Asked,
): Promise<{ to: Destination; card: Card }> => {
  const { home, all } = await departmentOf(db, key)
  const today = localDate(home.timeZone, now)
  const begun = localDate(home.timeZone, home.since)
  const day = begun < today ? nextDay(today, -1) : today
  const plan = { home, person: null, departments: coveredBy(home, all) }
  const digest = await compileDigest(db, { plan, edition: 'daily', period: { from: day, to: day }, now })
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
  const { home } = await departmentOf(db, key)
  await enqueue(db, {
    kind: 'digest now',
    destination: chatDestination(home.destination),
    payload: { department: key },
    dueAt: now,
    now,
  })
}

const departmentOf = async (db: Tx, key: string): Promise<{ home: Department; all: Department[] }> => {
  const all = await db.select().from(departments).orderBy(departments.key)
  const active = all.filter((one) => one.active)
  const home = active.find((one) => one.key === key)
  if (home) return { home, all }
  throw new DomainError(
    'unknown',
    active.length === 0
      ? 'There are no departments yet: npm run apply -- organisation.yaml.'
      : `There is no department "${key}": there are ${active.map((one) => one.key).join(', ')}.`,
  )
}

/** The row of a digest, for a click on it; undefined where it is gone. */
export const digestRow = async (tx: Tx, id: string) =>
  (await tx.select().from(digests).where(eq(digests.id, id)))[0]
