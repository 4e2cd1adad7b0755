import { and, eq, isNull } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { remedies } from '../../db/schema/index.ts'
import type { Case } from '../cases/case.ts'
import { mailCustomer } from '../cases/mailCustomer.ts'
import { promiseSoonest } from '../cases/promises.ts'
import { keepSentWords } from '../cases/sentBefore.ts'
import { DomainError } from '../errors.ts'
import { emit } from '../webhooks/emit.ts'
import type { Offer } from './offer.ts'
import { weighAgain } from './weigh.ts'

/** The event of a remedy that is promised. */
export const promised = (id: string, { words, ...offer }: Offer) => ({
  kind: 'remedy promised' as const,
  text: words,
  data: { remedy: id, ...offer },
})

type Enacted = {
  id: string
  offer: Offer
  /** Who gives it; of an approval who asked. */
  by: string
  /** The approval it stands on. */
  proposalId?: string
  /** A manager offers it in place of what was asked for. */
  declines?: boolean
  /** It is done already, under this reference where it is money. */
  done?: { reference: string | null }
  /** The mail of another event of this change tells of it. */
  told?: boolean
  /** The `remedy promised` event. */
  event: number
  now: Date
}

/**
 * Enacts a remedy within the transaction that promises it: its row, the customer's mail, the webhook event, and the
 * case's next promise. What it replaces is withdrawn. Throws `conflict` if that is done meanwhile.
 */
export const enact = async (tx: Tx, found: Case, enacted: Enacted): Promise<void> => {
  const { id, offer, by, proposalId, event, now } = enacted
  const { due, replaces, credit: _, ...rest } = offer
  const says =
    offer.kind === 'explanation' ? offer.kind : offer.insteadOf || enacted.declines ? 'decline' : undefined
  if (says) await keepSentWords(tx, found, { kind: says, text: offer.words, field: 'words', now })
  if (replaces) await withdraw(tx, replaces, now)
  await tx.insert(remedies).values({
    ...rest,
    id,
    caseId: found.id,
    by,
    proposalId,
    promisedAt: now,
    dueAt: due,
    ...(enacted.done ? { doneAt: now, doneBy: by, reference: enacted.done.reference } : {}),
  })
  if (offer.amount !== null) await weighAgain(tx, { customerId: found.customerId, by }, now)
  await promiseSoonest(tx, found.id, now)
  // The customer is told of what is done already that it is done
  if (!enacted.done && !enacted.told) await mailCustomer(tx, found, event, now)
  const { kind, amount, currency, statutory } = offer
  await emit(
    tx,
    {
      type: 'remedy.enacted',
      id: `remedy-${id}`,
      data: {
        remedy: id,
        case: found.id,
        number: found.number,
        kind,
        amount,
        currency,
        statutory,
        reference: found.reference,
        due: due.toISOString(),
        ...(replaces ? { replaces } : {}),
      },
    },
    now,
  )
}

const withdraw = async (tx: Tx, id: string, now: Date) => {
  const gone = await tx
    .update(remedies)
    .set({ withdrawnAt: now })
    .where(and(eq(remedies.id, id), isNull(remedies.doneAt), isNull(remedies.withdrawnAt)))
    .returning({ id: remedies.id })
  if (gone.length === 0) throw new DomainError('conflict', ({ remedies }) => remedies.offer.toReplaceGone)
}
