import { apologise } from '../apologies/apologise.ts'
import { callBack } from '../callbacks/callBack.ts'
import type { Move } from '../cases/machine.ts'
import { join } from '../cases/merge/merge.ts'
import { undoJoin } from '../cases/merge/unmerge.ts'
import { abusive } from '../cases/steps/abusive.ts'
import { account } from '../cases/steps/account.ts'
import { ask } from '../cases/steps/ask.ts'
import { callManagement } from '../cases/steps/callManagement.ts'
import { carryOn } from '../cases/steps/carryOn.ts'
import { correctAddress } from '../cases/steps/correctAddress.ts'
import { dispute } from '../cases/steps/dispute.ts'
import { confirmFinding, document, draftFinding } from '../cases/steps/document.ts'
import { done } from '../cases/steps/done.ts'
import { end } from '../cases/steps/end.ts'
import { finalAnswer } from '../cases/steps/finalAnswer.ts'
import { handling } from '../cases/steps/handling.ts'
import { notThem } from '../cases/steps/notThem.ts'
import { progress } from '../cases/steps/progress.ts'
import { sendAgain } from '../cases/steps/sendAgain.ts'
import { settle } from '../cases/steps/settle.ts'
import { severity } from '../cases/steps/severity.ts'
import { take } from '../cases/steps/take.ts'
import { takeBackDone } from '../cases/steps/takeBack.ts'
import { unconfirmed } from '../cases/steps/unconfirmed.ts'
import type { CaseVerb, OtherVerb } from '../cases/verb.ts'
import { held } from '../conversations/held.ts'
import { acceptCover, declineCover } from '../covers/answer.ts'
import { digestSettings } from '../digests/settings.ts'
import { snoozeDigest } from '../digests/snooze.ts'
import { takeListed } from '../digests/takeListed.ts'
import { handOver } from '../handovers/handOver.ts'
import { acceptHandover, declineHandover } from '../handovers/handOverAnswer.ts'
import { improve } from '../improvements/make.ts'
import { change, close, inPlace, openAgain } from '../improvements/steps.ts'
import { approve, declineRemedy } from '../remedies/approval.ts'
import { changeAmount } from '../remedies/changeAmount.ts'
import { remedy } from '../remedies/remedy.ts'
import { request } from '../requests/request.ts'
import { acceptRequest, declineRequest, requestDone } from '../requests/requestAnswer.ts'
import { takeBack } from '../requests/takeBack.ts'
import { onDuty, setRoster } from '../rosters/verbs.ts'
import { back, takeMineBack } from './away.ts'
import { more } from './moreMenu.ts'
import { openCase } from './openCase.ts'
import { passOnThanks } from './passOnThanks.ts'
import { report } from './report.ts'
import { snooze } from './snooze.ts'
import { writeKnown } from './writeKnown.ts'

/** What each move of the machine does. */
export const CASE_VERBS: Record<Move, CaseVerb> = {
  take,
  apologise,
  ask,
  remedy,
  progress,
  held,
  done,
  'confirm-finding': confirmFinding,
  document,
  'draft-finding': draftFinding,
  account,
  request,
  'take-back': takeBack,
  'hand-over': handOver,
  'not-them': notThem,
  'call-back': callBack,
  'call-management': callManagement,
  severity,
  handling,
  'correct-address': correctAddress,
  'send-again': sendAgain,
  abusive,
  join,
  'undo-join': undoJoin,
  'not-done': takeBackDone,
  'carry-on': carryOn,
  unconfirmed,
  'final-answer': finalAnswer,
  end,
  settle,
  dispute,
}

/** Buttons on something else than a case's own message. */
export const OTHER_VERBS: Record<string, OtherVerb> = {
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
  'accept-cover': acceptCover,
  'decline-cover': declineCover,
  back,
  'take-cases-back': takeMineBack,
  snooze,
  report,
  improve,
  'improvement-in-place': inPlace,
  'improvement-change': change,
  'improvement-close': close,
  'improvement-again': openAgain,
  'write-known': writeKnown,
  'take-listed': takeListed,
  'snooze-digest': snoozeDigest,
  'digest-settings': digestSettings,
  'set-roster': setRoster,
  'on-duty': onDuty,
}

export const otherVerb = (verb: string): OtherVerb | undefined =>
  Object.hasOwn(OTHER_VERBS, verb) ? OTHER_VERBS[verb] : undefined
