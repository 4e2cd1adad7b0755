import type { Card } from '../../integrations/chat.ts'
import type { Case } from '../cases/case.ts'
import type { Proposal } from '../cases/proposals.ts'
import type { StaffWords } from '../locales/staff.ts'

/** Draws the card of one kind of proposal, from its state as it is. Pure. */
export type RenderProposal = (
  found: Case,
  proposal: Proposal,
  names: Names,
  words: StaffWords,
  now: Date,
) => Card
export type Names = { by: string | null; to: string | null; answeredBy: string | null }
