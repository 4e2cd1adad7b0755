import type { Field } from '../../integrations/chat.ts'
import { choices, intro, long, nextDate } from '../cases/formFields.ts'
import { dueOf, textOf } from '../cases/formValues.ts'
import type { Asked, OtherVerb } from '../cases/verb.ts'
import type { EdgeDeps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { approvalParts } from './approvalCard.ts'
import { authorityOf } from './authority.ts'
import { type Approval, decide, offered, onceDecided, toDecide } from './decide.ts'
import { agreed, inCurrency, kindOf, moneyOf, notPlainNo, type Offer } from './offer.ts'

const MIN_REASON = 10

/** Approved as it was asked for. */
export const approve: OtherVerb = {
  run: onceDecided(async (deps, given) => {
    const approval = await toDecide(deps, given.subject, given.by)
    const offer = offered(approval, given.now)
    if (offer.replaces !== approval.data.offer.replaces) throw nothingToReplace()
    return decide(deps, approval, given, {
      state: 'accepted',
      event: (proposal) => ({ kind: 'approval given', data: { proposal, ...factsOf(offer) } }),
      offer,
      from: approval.proposal.by!,
    })
  }),
}

/** Approved as it was asked for, the customer would get both. */
const nothingToReplace = () => new DomainError('conflict', ({ remedies }) => remedies.decide.toReplaceGone)

export const factsOf = ({ kind, amount, currency }: Offer) => ({ kind, amount, currency })

export const formOf = (
  verb: string,
  { subject, formId, words }: Asked,
  { found, proposal, data }: Approval,
  drawn: { title: string; submit: string; fields: Field[] },
) => ({
  id: formId,
  verb,
  subject,
  about: found.id,
  ...drawn,
  intro: [...approvalParts(data, proposal.words, found, words), ...intro(found, words)],
})

/** Never a plain no: an alternative with words for the customer, and the reason for the liaison. */
export const declineRemedy: OtherVerb = {
  form: async (deps, asked) => {
    const approval = neverCut(await toDecide(deps, asked.subject, asked.by))
    return formOf('decline-remedy', asked, approval, {
      title: asked.words.remedies.decline.title,
      submit: asked.words.remedies.decline.submit,
      fields: await alternative(deps, approval, asked),
    })
  },
  run: onceDecided(async (deps, given) => {
    const approval = neverCut(await toDecide(deps, given.subject, given.by))
    const { found, data } = approval
    const kind = kindOf(given)
    notPlainNo(kind)
    const authority = await authorityOf(deps.db, found.departmentKey)
    const currency = data.offer.currency
    const offer = agreed<Offer>({
      kind,
      ...moneyOf(given, kind, currency ? { [kind]: { amount: 0, currency } } : authority),
      statutory: false,
      ground: null,
      words: textOf(given, 'words', { max: 2000 }),
      due: dueOf(given, 'due', found),
      insteadOf: null,
      replaces: offered(approval, given.now).replaces,
    })
    return decide(deps, approval, given, {
      state: 'declined',
      answer: textOf(given, 'reason', { min: MIN_REASON, max: 1000 }),
      event: (proposal) => ({ kind: 'approval declined', data: { proposal, ...factsOf(offer) } }),
      offer,
      decided: { ...factsOf(offer), words: offer.words },
      from: given.by.id,
    })
  }),
}

const neverCut = (approval: Approval): Approval => {
  if (approval.data.right) throw new DomainError('conflict', ({ remedies }) => remedies.right.neverCut)
  return approval
}

const alternative = async (
  { db }: EdgeDeps,
  { found, data }: Approval,
  { words, now }: Asked,
): Promise<Field[]> => {
  const say = words.remedies.decline
  const { currency } = data.offer
  const authority = currency ? { all: { amount: 0, currency } } : await authorityOf(db, found.departmentKey)
  const kinds = Object.entries(words.labels.remedies).filter(([kind]) => kind !== 'explanation')
  return [
    { kind: 'choice', name: 'kind', ...say.kind, required: true, choices: choices(kinds) },
    { kind: 'amount', name: 'amount', ...inCurrency(say.amount, authority), required: false },
    long('words', say.words, 2000),
    nextDate('due', say.due, found, now),
    long('reason', say.reason, 1000),
  ]
}
