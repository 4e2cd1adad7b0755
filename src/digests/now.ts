import { desc, eq } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { departments, digests } from '../../db/schema/index.ts'
import type { Card, Destination } from '../../integrations/chat.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { staffWords } from '../locales/staff.ts'
import { chatDestination } from '../outbox/destinations.ts'
import { enqueue } from '../outbox/enqueue.ts'
import { localDate } from '../time.ts'
import { digestCard } from './card.ts'
import { compileDigest } from './compile.ts'
import type { Digest } from './digest.ts'

type NowDeps = { db: Tx }
type Asked = { department: string; now: Date }

/**
 * A department's digest as it would be now: what came since its last one, or since the department is there. Nothing is
 * stored, so the day's own digest is not touched by it. Throws `unknown` naming the departments.
 */
export const digestNow = async (
  { db }: NowDeps,
  { department: key, now }: Asked,
): Promise<{ to: Destination; card: Card }> => {
  const department = await departmentOf(db, key)
  const [last] = await db
    .select({ to: digests.to, digest: digests.digest })
    .from(digests)
    .where(eq(digests.departmentKey, key))
    .orderBy(desc(digests.localDate))
    .limit(1)
  const digest = await compileDigest(db, {
    department,
    from: last?.to ?? department.since,
    to: now,
    now,
    last: last?.digest as Digest | undefined,
  })
  const { name, language, timeZone, destination } = department
  const titled = { department: name, localDate: localDate(timeZone, now), timeZone, digest }
  return {
    to: destination,
    card: digestCard(titled, staffWords(language)),
  }
}

/** Posts it, as it is when it is sent, by the outbox; as often as it is asked for. */
export const sendDigestNow = async (
  { db }: Pick<Deps, 'db'>,
  { department: key, now }: Asked,
): Promise<void> => {
  const { destination } = await departmentOf(db, key)
  await enqueue(db, {
    kind: 'digest now',
    destination: chatDestination(destination),
    payload: { department: key },
    dueAt: now,
    now,
  })
}

const departmentOf = async (db: Tx, key: string) => {
  const all = await db.select().from(departments).where(eq(departments.active, true)).orderBy(departments.key)
  const found = all.find((one) => one.key === key)
  if (!found)
    throw new DomainError(
      'unknown',
      all.length === 0
        ? 'There are no departments yet: npm run apply -- organisation.yaml.'
        : `There is no department "${key}": there are ${all.map((one) => one.key).join(', ')}.`,
    )
  return found
}
