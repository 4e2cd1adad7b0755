import type { Db } from '../../db/client.ts'
import type { CaseState } from '../../db/schema/index.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { hash, looksLikeToken } from '../tokens.ts'
import { type Confirmation, isOpen } from './case.ts'
import { loadCase } from './load.ts'
import type { CaseView } from './view.ts'

type Event = { kind: string; at: Date; text: string | null; answer: Confirmation | null; by: string | null }

const SHOWN = new Set<string>([
  'opened',
  'taken',
  'apology',
  'remedy promised',
  'progress',
  'remedy done',
  'done',
  'answered',
])

/** The case a link leads to. Throws `unknown`, `expired`. */
export const caseOfLink = async (db: Db, token: string, now: Date): Promise<string> => {
  const [link] = looksLikeToken(token)
    ? await db.$client<{ subjectId: string; expiresAt: Date }[]>`
        select subject_id, expires_at from links where hash = ${hash(token)} and purpose = 'case'`
    : []
  if (!link) throw new DomainError('unknown', 'This link is not known.')
  if (link.expiresAt <= now) throw new DomainError('expired', 'This link has expired.')
  return link.subjectId
}

/** What a customer sees of their case. Reads only. Throws `unknown`, `expired`. */
export const viewCase = async (
  { db }: Pick<Deps, 'db'>,
  { token, now }: { token: string; now: Date },
): Promise<CaseView> => {
  const found = await loadCase(db, await caseOfLink(db, token, now))
  const [brand] = await db.$client<CaseView['brand'][]>`
    select name, colour, logo_svg, reply_to from brands where key = ${found.brandKey}`
  const events = await db.$client<Event[]>`
    select e.kind, e.at, e.text, e.data->>'answer' as answer, p.name as by
    from case_events e left join people p on p.id = e.by where e.case_id = ${found.id} order by e.id`
  const answered = events.findLast(
    ({ kind, at }) => kind === 'answered' && (!found.askedAt || at >= found.askedAt),
  )
  const waiting =
    found.promise === 'first word' || found.promise === 'next word' || found.promise === 'remedy'
  return {
    brand: brand!,
    language: found.language,
    timeZone: found.customerTimeZone,
    department: found.department,
    liaison: found.ownerId ? found.accountable : null,
    reference: found.reference,
    openedAt: found.openedAt,
    steps: events
      .filter(({ kind }) => SHOWN.has(kind))
      .map(({ kind, at, text, by }) => ({ kind: kind as CaseView['steps'][number]['kind'], at, text, by })),
    remedies: found.remedies.map(({ kind, words, amount, currency, doneAt, dueAt }) => ({
      kind,
      words,
      amount,
      currency,
      done: doneAt !== null,
      due: dueAt,
    })),
    done: found.done,
    question: questionOf(found.state, answered !== undefined),
    answer: answered?.answer ? { answer: answered.answer, words: answered.text, at: answered.at } : null,
    promise:
      waiting && isOpen(found.state) && found.promiseDueAt
        ? {
            kind: found.promise as 'first word' | 'next word' | 'remedy',
            text:
              found.promise === 'remedy'
                ? (found.remedies.find(({ doneAt }) => !doneAt)?.words ?? null)
                : null,
            due: found.promiseDueAt,
          }
        : null,
  }
}

const questionOf = (state: CaseState, answered: boolean): CaseView['question'] => {
  if (state === 'awaiting customer' || (state === 'unconfirmed' && !answered)) return 'asked'
  if (state === 'confirmed' || state === 'documented') return answered ? 'answered' : 'closed'
  return answered ? 'answered' : 'not yet'
}
