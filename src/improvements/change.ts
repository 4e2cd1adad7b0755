import { and, eq, isNull, TransactionRollbackError } from 'drizzle-orm'
import type { Db, Tx } from '../../db/client.ts'
import { improvementEvents, improvements } from '../../db/schema/index.ts'
import { chatDestination } from '../outbox/destinations.ts'
import { enqueue } from '../outbox/enqueue.ts'
import type { ImprovementEvent } from './events.ts'
import type { Improvement } from './improvement.ts'

type Row = typeof improvements.$inferInsert
type Noted = { event: ImprovementEvent; by?: string; formId?: string; now: Date }
type Placed = Pick<Improvement, 'id' | 'message' | 'destination'>

/**
 * One change of one improvement, whole or not at all: its row by a conditional UPDATE, its event, its card rendered again,
 * and a reply. `late`: it stands elsewhere by now. `made before`: the form was submitted before. Neither changes anything.
 */
export const changeImprovement = (
  db: Db,
  found: Improvement,
  { set, ...noted }: Noted & { set: Partial<Row> },
): Promise<'made' | 'made before' | 'late'> =>
  db
    .transaction(async (tx) => {
      const held = await tx
        .update(improvements)
        .set(set)
        .where(
          and(
            eq(improvements.id, found.id),
            eq(improvements.state, found.state),
            // What was put in place or counted meanwhile is not what was decided on
            found.inPlaceOn ? eq(improvements.inPlaceOn, found.inPlaceOn) : isNull(improvements.inPlaceOn),
            eq(improvements.lookedOn, found.lookedOn),
          ),
        )
        .returning({ id: improvements.id })
      if (held.length === 0) return 'late' as const
      await note(tx, found, noted)
      await drawAgain(tx, found, noted.now)
      return 'made' as const
    })
    .catch(again)

/** A new one with its first event; its message is posted. Undefined: the form was submitted before. */
export const openImprovement = (
  db: Db,
  { row, destination, ...noted }: Noted & { row: Row } & Pick<Placed, 'destination'>,
): Promise<{ id: string; number: number } | undefined> =>
  db
    .transaction(async (tx) => {
      const [made] = await tx
        .insert(improvements)
        .values(row)
        .returning({ id: improvements.id, number: improvements.number })
      await note(tx, { id: made!.id, destination, message: null }, noted)
      await enqueue(tx, {
        ...entryOf({ id: made!.id, destination, message: null }, noted.now),
        kind: 'improvement',
      })
      return made!
    })
    .catch((error) => {
      again(error)
      return undefined
    })

const again = (error: unknown): 'made before' => {
  if (error instanceof TransactionRollbackError) return 'made before'
  throw error
}

const entryOf = ({ id, message, destination }: Placed, now: Date) => ({
  destination: chatDestination(message ?? destination),
  lane: `improvement:${id}`,
  payload: { improvement: id },
  dueAt: now,
  now,
})

const note = async (tx: Tx, placed: Placed, { event, by, formId, now }: Noted): Promise<void> => {
  const { kind, data, text } = event
  const [made] = await tx
    .insert(improvementEvents)
    .values({ improvementId: placed.id, kind, at: now, by, text, data, formId })
    .onConflictDoNothing()
    .returning({ id: improvementEvents.id })
  if (!made) throw new TransactionRollbackError()
  if (kind === 'opened') return
  const entry = entryOf(placed, now)
  await enqueue(tx, {
    ...entry,
    kind: 'improvement told',
    payload: { ...entry.payload, event: made.id },
    onceKey: `improvement told:${made.id}`,
  })
}

/** Its message shows what is counted by now. */
export const drawAgain = (tx: Tx, placed: Placed, now: Date): Promise<void> =>
  enqueue(tx, { ...entryOf(placed, now), kind: 'card', onceKey: `card:improvement:${placed.id}` })
