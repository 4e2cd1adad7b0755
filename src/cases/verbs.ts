import { passOnThanks } from '../kudos/passOn.ts'
import { callBack } from './callbacks/callBack.ts'
import type { Move } from './case.ts'
import { more } from './more.ts'
import { join } from './opening/join.ts'
import { openCase } from './opening/openByStaff.ts'
import { undoJoin } from './opening/undoJoin.ts'
import { back } from './personal/away.ts'
import { approve, changeAmount, declineRemedy } from './remedies/approval.ts'
import { remedy } from './remedies/remedy.ts'
import { abusive } from './steps/abusive.ts'
import { account } from './steps/account.ts'
import { apologise } from './steps/apologise.ts'
import { ask } from './steps/ask.ts'
import { callManagement } from './steps/callManagement.ts'
import { carryOn } from './steps/carryOn.ts'
import { correctAddress } from './steps/correctAddress.ts'
import { document } from './steps/document.ts'
import { done } from './steps/done.ts'
import { end } from './steps/end.ts'
import { finalAnswer } from './steps/finalAnswer.ts'
import { handling } from './steps/handling.ts'
import { held } from './steps/held.ts'
import { progress } from './steps/progress.ts'
import { severity } from './steps/severity.ts'
import { take } from './steps/take.ts'
import { unconfirmed } from './steps/unconfirmed.ts'
import { handOver } from './turns/handOver.ts'
import { acceptHandover, declineHandover } from './turns/handOverAnswer.ts'
import { request } from './turns/request.ts'
import { acceptRequest, declineRequest, requestDone } from './turns/requestAnswer.ts'
import type { CaseVerb, OtherVerb } from './verb.ts'

/** What each move of the machine does. */
export const CASE_VERBS: Record<Move, CaseVerb> = {
  take,
  apologise,
  ask,
  remedy,
  progress,
  held,
  done,
  document,
  account,
  request,
  'hand-over': handOver,
  'call-back': callBack,
  'call-management': callManagement,
  severity,
  handling,
  'correct-address': correctAddress,
  abusive,
  join,
  'undo-join': undoJoin,
  'carry-on': carryOn,
  unconfirmed,
  'final-answer': finalAnswer,
  end,
}

/** Buttons on something else than a case's own message. */
const OTHER_VERBS: Record<string, OtherVerb> = {
  more,
  'open-case': openCase,
  approve,
  'change-amount': changeAmount,
  'decline-remedy': declineRemedy,
  'accept-handover': acceptHandover,
  'decline-handover': declineHandover,
  'accept-request': acceptRequest,
  'decline-request': declineRequest,
  'request-done': requestDone,
  'pass-on-thanks': passOnThanks,
  back,
}

export const otherVerb = (verb: string): OtherVerb | undefined =>
  Object.hasOwn(OTHER_VERBS, verb) ? OTHER_VERBS[verb] : undefined
