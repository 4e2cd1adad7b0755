import { appendFileSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What one customer said and heard back. */
export type Said = {
  /** Scores as confirmed, in order; the product answered each with its page. */
  scores: number[]
  /** Every score that was sent, answered or not: an unanswered one may have been kept. */
  sent: number[]
  words: string[]
}

type Click = { case: string; user: string; from: number }

/** Kept outside the product: what it acknowledged, and nothing it did not. */
export type Book = {
  /** External id to the contact's id, as acknowledged. */
  contacts: Map<string, { id: string; planned: boolean; named: boolean }>
  /** By external id. */
  answers: Map<string, Said>
  clicks: Click[]
  /** By external id: whose erasure was begun, and whose was acknowledged. */
  erasing: Set<string>
  erased: Set<string>
  /** Requests that got no answer, or a 5xx: the product may or may not have kept them. */
  inDoubt: number
  /** What should never come: a 4xx, another answer to the same request, a server that ended by itself. */
  faults: string[]
  /** Repeats of an acknowledged request, made on purpose. */
  repeats: number
  readonly file: string
}

export const openBook = (): Book => ({
  contacts: new Map(),
  answers: new Map(),
  clicks: [],
  erasing: new Set(),
  erased: new Set(),
  inDoubt: 0,
  faults: [],
  repeats: 0,
  file: join(mkdtempSync(join(tmpdir(), 'amends-ledger-')), 'ledger.jsonl'),
})

/** A line a fact, written at once: the ledger itself survives its writer. */
export const note = (book: Book, fact: Record<string, unknown>): void =>
  appendFileSync(book.file, `${JSON.stringify({ at: Date.now(), ...fact })}\n`)

export const saidOf = (book: Book, externalId: string): Said => {
  const known = book.answers.get(externalId) ?? { scores: [], sent: [], words: [] }
  book.answers.set(externalId, known)
  return known
}

/** Everything that the product said yes to so far. */
export const acknowledged = ({ contacts, answers, clicks }: Book): number =>
  [...answers.values()].reduce(
    (sum, { scores, words }) => sum + scores.length + words.length,
    contacts.size + clicks.length,
  )
