import type { Case } from './case.ts'

/** Words of a good score are of the case too: they opened it, since they name something severe, or came after. */
export const isGood = ({ score }: Case['answers']): boolean => (score ?? 0) > 2

/** What a good score says of what was good and of whom. */
export const saidUnderGood = (answers: Case['answers']): string | undefined =>
  (isGood(answers) && [answers.good, answers.kudos].filter(Boolean).join('\n')) || undefined

/** The customer gave no words: what they are sorry about is asked before anybody says sorry for it. */
export const askFirst = ({ apologisedAt, heard, answers, email }: Case): boolean =>
  !apologisedAt &&
  !heard &&
  !answers.words &&
  !answers.wish &&
  !saidUnderGood(answers) &&
  email !== null &&
  answers.reach?.may !== false

/** In a select over cases as `k`: the customer gave words after the first ones, or was asked for some. */
export const heardOf = (k: string) => `exists (
  select from case_events e where e.case_id = ${k}.id
    and e.kind in ('question', 'customer said', 'account corrected', 'remedy change asked', 'heard elsewhere', 'held'))`

/** The same as `askFirst` in a select over cases as `k` and customers as `u`. `answers`: what the customer answered. */
export const asksFirst = (
  k: string,
  u: string,
  answers: string,
) => `(${k}.apologised_at is null and not ${heardOf(k)}
  and coalesce(${answers} ->> 'words', '') = '' and coalesce(${answers} ->> 'wish', '') = ''
  and not (coalesce((${answers} ->> 'score')::int, 0) > 2
    and coalesce(${answers} ->> 'good', ${answers} ->> 'kudos', '') <> '')
  and ${u}.email is not null and coalesce((${answers} #>> '{reach,may}')::boolean, true))`
