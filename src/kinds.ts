import { card, escalation, reply } from './cases/announce.ts'
import { proposal } from './cases/announceProposal.ts'
import { caseMail } from './cases/caseMail.ts'
import { digest } from './digests/draw.ts'
import { invitation, reminder } from './invitations/draw.ts'
import type { Kinds } from './outbox/entry.ts'

/** Every kind of outbound message and what draws it. */
export const kinds: Kinds = {
  invitation,
  reminder,
  escalation,
  card,
  reply,
  proposal,
  'case mail': caseMail,
  digest,
}
