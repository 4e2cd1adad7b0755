import { cover } from '../covers/card.ts'
import { deskCall, signIn } from '../desk/mails.ts'
import { digest, digestNow } from '../digests/render.ts'
import { invitation, reminder } from '../invitations/render.ts'
import { kudos, thanks } from '../kudos/announce.ts'
import type { Handlers } from '../outbox/entry.ts'
import { card, escalation, reply } from '../render/announce.ts'
import { proposal } from '../render/announceProposal.ts'
import { call } from '../render/call.ts'
import { caseMail } from '../render/caseMail.ts'
import { caseMoved, history } from '../render/moved.ts'
import { partnerMail } from '../requests/partnerMail.ts'
import { webhook } from '../webhooks/render.ts'

/** Every kind of outbound message and what draws it. */
export const handlers: Handlers = {
  invitation,
  reminder,
  escalation,
  card,
  reply,
  'case moved': caseMoved,
  history,
  proposal,
  'partner mail': partnerMail,
  call,
  'case mail': caseMail,
  digest,
  'digest now': digestNow,
  cover,
  kudos,
  thanks,
  'sign-in': signIn,
  'desk call': deskCall,
  webhook,
}
