import type { Db } from '../db/client.ts'

/** Questions in one statement. */
const MOST_TOGETHER = 64
/** A statement that takes longer is held by something of its own and holds up nobody else. */
const PATIENCE_MS = 50

type Question = { token: string }
type Asked<Q, A> = { question: Q; resolve: (answer: A | undefined) => void; reject: (error: unknown) => void }

/**
 * Lets requests that come at the same moment share one statement, for a round trip costs more than a row does: while
 * `mostUnderWay` are under way, what is asked waits for the next. `ask` answers each question in its place; where it
 * fails each is asked again by itself, so it must do no harm twice. Two about one link never go together. A Worker's
 * request has a db, so a queue, of its own.
 */
export const together = <Q extends Question, A>(
  mostUnderWay: number,
  ask: (db: Db, questions: Q[]) => Promise<(A | undefined)[]>,
) => {
  const queues = new WeakMap<Db, { waiting: Asked<Q, A>[]; underWay: number }>()

  const go = (db: Db) => {
    const queue = queues.get(db)!
    if (queue.waiting.length === 0 || queue.underWay >= mostUnderWay) return
    const batch = new Map<string, Asked<Q, A>>()
    const rest: Asked<Q, A>[] = []
    for (const asked of queue.waiting) {
      const { token } = asked.question
      if (batch.size < MOST_TOGETHER && !batch.has(token)) batch.set(token, asked)
      else rest.push(asked)
    }
    queue.waiting = rest
    queue.underWay++
    let counted = true
    const free = () => {
      if (!counted) return
      counted = false
      queue.underWay--
      go(db)
    }
    const timer = setTimeout(free, PATIENCE_MS)
    answer(db, [...batch.values()]).finally(() => {
      clearTimeout(timer)
      free()
    })
  }

  const answer = async (db: Db, batch: Asked<Q, A>[]): Promise<void> => {
    try {
      const answers = await ask(
        db,
        batch.map(({ question }) => question),
      )
      for (const [i, { resolve }] of batch.entries()) resolve(answers[i])
    } catch (error) {
      if (batch.length === 1) return batch[0]!.reject(error)
      await Promise.all(batch.map((asked) => answer(db, [asked])))
    }
  }

  return (db: Db, question: Q): Promise<A | undefined> => {
    let queue = queues.get(db)
    if (!queue) {
      queue = { waiting: [], underWay: 0 }
      queues.set(db, queue)
    }
    const { waiting } = queue
    return new Promise((resolve, reject) => {
      waiting.push({ question, resolve, reject })
      go(db)
    })
  }
}
