import { desc, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { apologies } from '../../db/schema/index.ts'
import { keysBefore, keysOf, oldSameness, sameness, similarity, THRESHOLD } from '../care/similarity.ts'
import type { Case } from '../cases/case.ts'
import { changeByStaff } from '../cases/changeByStaff.ts'
import { long, nextDate, toCustomer } from '../cases/formFields.ts'
import { dueOf, textOf, wordBy } from '../cases/formValues.ts'
import { knownField, knownIntro, knownOf } from '../cases/known.ts'
import { timeOf } from '../cases/labels.ts'
import { mailCustomer } from '../cases/mailCustomer.ts'
import { promiseSoonest } from '../cases/promises.ts'
import { REMEDIES } from '../cases/remedyKinds.ts'
import { lookAlikes, MOST_COMPARED } from '../cases/sentBefore.ts'
import { mailable } from '../cases/steps/mailable.ts'
import type { CaseVerb } from '../cases/verb.ts'
import { DomainError } from '../errors.ts'
import { giveAlong } from '../remedies/giveAlong.ts'
import { alongFields, offerAlong } from '../remedies/offerAlong.ts'

const SHORTEST = 20
type Told = Pick<Case, 'id' | 'timeZone'> & Partial<Pick<Case, 'answers'>>
type Kept = { text: string; caseId: string; at: Date; sameness: string }

/**
 * Keeps an apology, unless it says the same as one sent before: greeting, signature, names and facts left out. Throws
 * `invalid` on the field `text`. At the same moment the unique `sameness` lets one through; of two that differ in a few
 * words and are sent within the same moment, both go.
 */
const keepApology = async (
  tx: Tx,
  found: Told,
  { text, by, now }: { text: string; by: string; now: Date },
): Promise<void> => {
  const [same, keys] = [sameness(text), keysOf(text)]
  const alike = await tx
    .select({
      text: apologies.text,
      caseId: apologies.caseId,
      at: apologies.at,
      sameness: apologies.sameness,
    })
    .from(apologies)
    .where(
      sql`${apologies.id} in (${lookAlikes('apologies', [...keys, ...keysBefore(text)], [same, oldSameness(text)])})`,
    )
    .orderBy(desc(apologies.at))
    .limit(MOST_COMPARED)
  const before = alike.find((one) => one.sameness === same || similarity(one.text, text) >= THRESHOLD)
  if (before) throw refusal(found, before.sameness === same, before)
  const kept = await tx
    .insert(apologies)
    .values({ caseId: found.id, by, text, sameness: same, shingles: keys, at: now })
    .onConflictDoNothing()
    .returning({ id: apologies.id })
  if (kept.length === 0) throw refusal(found, true)
}

const refusal = (found: Told, exactly: boolean, before?: Kept) =>
  new DomainError(
    'invalid',
    (words) =>
      words.forms.apologise.sentBefore(
        exactly,
        before?.caseId === found.id,
        before ? timeOf(found, before.at, words) : '',
        !found.answers || Boolean(found.answers.words || found.answers.wish),
      ),
    'text',
  )

/**
 * Sends an apology in the liaison's own words, and gives a remedy along with it: one mail. An apology that says the same
 * as one sent before is refused.
 */
const run: CaseVerb['run'] = async (deps, act) => {
  const text = textOf(act, 'text', { min: SHORTEST })
  return changeByStaff(deps, 'apologise', act, async (found) => {
    mailable(found)
    if (!mayApologise(found, act.now))
      throw new DomainError('invalid', ({ forms }) => forms.apologise.once, 'text')
    const due = dueOf(act, 'next', found)
    const offer = await offerAlong(deps, act, found, { wordless: true, due: 'next' })
    return {
      set: {
        state: 'recovering',
        apologisedAt: found.apologisedAt ?? act.now,
        ...wordBy(found, due, act.now),
      },
      event: { kind: 'apology', text, data: { due, ...knownOf(act, found) } },
      also: async (change, event) => {
        const { tx } = change
        await keepApology(tx, found, { text, by: act.by.id, now: act.now })
        const along = offer ? await giveAlong(change, found, act, offer) : []
        await mailCustomer(tx, found, event, act.now, { along })
        await promiseSoonest(tx, found.id, act.now, due)
      },
    }
  })
}

/**
 * One apology per failure: "partly", "not yet", a missed promise, what was not done after all or a case that is opened
 * again is another one.
 */
export const mayApologise = ({ apologised, promise, promiseDueAt }: Case, now: Date): boolean =>
  !apologised || (promiseDueAt !== null && promiseDueAt < now && promise !== 'your answer')

export const apologise: CaseVerb = {
  before: mailable,
  intro: knownIntro,
  instead: (found, { forms }, now) =>
    mayApologise(found, now) ? undefined : { move: 'progress', why: forms.apologise.once },
  fields: (found, words, now) => [
    long('text', toCustomer(found, words.forms.apologise.text, words)),
    ...knownField(found, words),
    ...alongFields(
      Object.keys(REMEDIES).filter((kind) => kind !== 'explanation'),
      found.authority,
      words,
      words.forms.apologise,
    ),
    { kind: 'text', name: 'words', ...words.forms.apologise.words, required: false, max: 300 },
    nextDate('next', words.forms.apologise.next, found, now),
  ],
  run,
}
