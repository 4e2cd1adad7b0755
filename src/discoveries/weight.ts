import type { Discovery } from './discovery.ts'

/**
 * By how many answers it differs from what was to be expected: from the share before, from the usual share, from the 28 days
 * before, or by chance. It is what all kinds have in common, so that they can stand in one order. Pure.
 */
export const answersBeyond = (found: Discovery): number => Math.abs(beyond(found))

const beyond = ({ kind, facts }: Discovery): number => {
  switch (kind) {
    case 'change':
      return facts.after.hits - (facts.after.n * facts.before.hits) / facts.before.n
    case 'burst':
      return facts.hits - facts.n * facts.usual
    case 'theme':
      return facts.count - facts.before
    case 'pattern':
      return facts.inside - facts.expected
  }
}
