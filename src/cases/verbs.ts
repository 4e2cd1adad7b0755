import { abusive } from './abusive.ts'
import { account } from './account.ts'
import { apologise } from './apologise.ts'
import { approve, changeAmount, declineRemedy } from './approval.ts'
import { ask } from './ask.ts'
import { back } from './away.ts'
import { callBack } from './callBack.ts'
import { callManagement } from './callManagement.ts'
import { carryOn } from './carryOn.ts'
import type { Move } from './case.ts'
import { document } from './document.ts'
import { done } from './done.ts'
import { end } from './end.ts'
import { finalAnswer } from './finalAnswer.ts'
import { handling } from './handling.ts'
import { handOver } from './handOver.ts'
import { acceptHandover, declineHandover } from './handOverAnswer.ts'
import { held } from './held.ts'
import { join } from './join.ts'
import { passOnThanks } from './kudos.ts'
import { more } from './more.ts'
import { openCase } from './openByStaff.ts'
import { progress } from './progress.ts'
import { remedy } from './remedy.ts'
import { request } from './request.ts'
import { acceptRequest, declineRequest, requestDone } from './requestAnswer.ts'
import { severity } from './severity.ts'
import { take } from './take.ts'
import { unconfirmed } from './unconfirmed.ts'
import { undoJoin } from './undoJoin.ts'
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
