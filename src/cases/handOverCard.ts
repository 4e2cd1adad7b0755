import type { DrawProposal } from './proposalCard.ts'

/** The card of a handover. Pure. */
export const drawHandover: DrawProposal = (found, { words }) => ({
  title: `Case ${found.number}: handover`,
  summary: `Case ${found.number}: handover`,
  tone: 'waiting',
  parts: [{ kind: 'quote', text: words }],
  actions: [],
})
