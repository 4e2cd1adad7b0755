import { cover } from '../covers/card.ts'
import { deskCall, signIn } from '../desk/mails.ts'
import { digest, digestAgain, digestNow, digestReminder } from '../digests/render.ts'
import { improvement, improvementTold } from '../improvements/announce.ts'
import { incidentOver } from '../incidents/announce.ts'
import { invitation, reminder } from '../invitations/render.ts'
import { kudos, thanks } from '../kudos/announce.ts'
import type { Handlers } from '../outbox/entry.ts'
import { dataMail } from '../personalData/requestMail.ts'
import { erasedMessage } from '../personalData/skeleton.ts'
import { erasureWaits } from '../personalData/waits.ts'
import { card, escalation, reply } from '../render/announce.ts'
import { proposal } from '../render/announceProposal.ts'
import { call } from '../render/call.ts'
import { caseMail } from '../render/caseMail.ts'
import { caseMoved, history } from '../render/moved.ts'
import { reassigned } from '../render/reassigned.ts'
import { partnerMail } from '../requests/partnerMail.ts'
import { webhook } from '../webhooks/render.ts'

/** Every kind of outbound message and what renders it. */
export const handlers: Handlers = {
  invitation,
  reminder,
  escalation,
  // A digest is rendered again as cards are, by a room above them
  card: (deps, entry, now) => (entry.payload.digest ? digestAgain : card)(deps, entry, now),
  reply,
  'case moved': caseMoved,
  history,
  proposal,
  'partner mail': partnerMail,
  call,
  reassigned,
  'case mail': caseMail,
  'data mail': dataMail,
  'incident over': incidentOver,
  'erased message': erasedMessage,
  'erasure waits': erasureWaits,
  digest,
  'digest now': digestNow,
  'digest reminder': digestReminder,
  cover,
  improvement,
  'improvement told': improvementTold,
  kudos,
  thanks,
  'sign-in': signIn,
  'desk call': deskCall,
  webhook,
}
