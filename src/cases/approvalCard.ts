import type { DrawProposal } from './proposalCard.ts'

/** The card of an approval. Pure. */
export const drawApproval: DrawProposal = (found, { words }) => ({
  title: `Case ${found.number}: approval`,
  summary: `Case ${found.number}: approval`,
  tone: 'waiting',
  parts: [{ kind: 'quote', text: words }],
  actions: [],
})
