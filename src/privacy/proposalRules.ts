import type { ApprovalData } from '../remedies/askApproval.ts'
import type { KeyRules } from './declare.ts'

type Offered = ApprovalData['offer']
const OFFER: KeyRules<Offered> = {
  kind: 'keep',
  amount: 'keep',
  currency: 'keep',
  statutory: 'keep',
  ground: 'null',
  credit: 'keep',
  words: 'blank',
  due: 'keep',
  insteadOf: 'null',
  replaces: 'keep',
}
/** What an approval keeps, and a handover (`stands`: what the giver says of it). */
export const PROPOSED: KeyRules<ApprovalData | { stands: string }> = {
  offer: { keys: OFFER },
  right: 'keep',
  seen: 'keep',
  weighed: 'keep',
  weighedAt: 'keep',
  drawn: 'keep',
  authority: 'remove',
  goodwill: 'remove',
  decideBy: 'keep',
  decided: {
    keys: { kind: 'keep', amount: 'keep', currency: 'keep', words: 'blank', ground: 'null' },
  },
  stands: 'blank',
}
