import { setTimeout as sleep } from 'node:timers/promises'
import { type Book, note } from './book.ts'

/** What every sender outside needs: where to go, whether to go on, and the ledger. */
export type Traffic = {
  book: Book
  /** A running copy, or one that was just killed: senders don't know. */
  url(): string
  open(): boolean
}

export type Heard = { status: number; text: string }

const PATIENCE = 8000

/** One request. No answer, a cut one and a 5xx leave in doubt whether it counted. */
export const post = async (
  { book, url }: Traffic,
  path: string,
  headers: Record<string, string>,
  body: string,
  method = 'POST',
): Promise<Heard | undefined> => {
  const base = url()
  const from = Date.now()
  let why = 'no answer'
  try {
    const answer = await fetch(`${base}${path}`, {
      method,
      headers,
      ...(body ? { body } : {}),
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE),
    })
    const heard = { status: answer.status, text: await answer.text() }
    if (heard.status < 500) return heard
    why = String(heard.status)
  } catch (error) {
    const { name, cause } = error as Error & { cause?: { code?: string } }
    if (cause?.code === 'ECONNREFUSED') return undefined // not heard at all
    why = cause?.code ?? name
  }
  book.inDoubt += 1
  note(book, { inDoubt: base, why, ms: Date.now() - from })
  return undefined
}

/** The same request until it is answered, as a good integrator does, or until the doors close. */
export const insist = async (
  traffic: Traffic,
  send: () => Promise<Heard | undefined>,
): Promise<Heard | undefined> => {
  for (let tries = 0; traffic.open(); tries++) {
    const heard = await send()
    if (heard && heard.status !== 409) return heard
    await sleep(100 + Math.random() * Math.min(200 * (tries + 1), 1000))
  }
  return undefined
}

/** Runs `act` over and over, `many` at a time, with a pause between. */
export const keepDoing = (traffic: Traffic, many: number, pause: number, act: () => Promise<void>) =>
  Array.from({ length: many }, async () => {
    while (traffic.open()) {
      await act().catch((error: Error) => traffic.book.faults.push(`the sender failed: ${error.stack}`))
      await sleep(pause * (0.5 + Math.random()))
    }
  })
