import { caseMail } from './cases/customer/caseMail.ts'
import { card, escalation, reply } from './cases/shown/announce.ts'
import { proposal } from './cases/turns/announceProposal.ts'
import { caseMoved, history } from './cases/turns/moved.ts'
import { call } from './clocks/call.ts'
import { deskCall, signIn } from './desk/mails.ts'
import { digest, digestNow } from './digests/render.ts'
import { invitation, reminder } from './invitations/render.ts'
import { kudos, thanks } from './kudos/announce.ts'
import type { Kinds } from './outbox/entry.ts'
import { webhook } from './webhooks/draw.ts'

/** Every kind of outbound message and what draws it. */
export const kinds: Kinds = {
  invitation,
  reminder,
  escalation,
  card,
  reply,
  'case moved': caseMoved,
  history,
  proposal,
  call,
  'case mail': caseMail,
  digest,
  'digest now': digestNow,
  kudos,
  thanks,
  'sign-in': signIn,
  'desk call': deskCall,
  webhook,
}
