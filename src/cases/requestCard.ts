import type { DrawProposal } from './proposalCard.ts'

/** The card of a request. Pure. */
export const drawRequest: DrawProposal = (found, { words }) => ({
  title: `Case ${found.number}: request`,
  summary: `Case ${found.number}: request`,
  tone: 'waiting',
  parts: [{ kind: 'quote', text: words }],
  actions: [],
})
