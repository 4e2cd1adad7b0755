import { lateText, type Reminded } from '../../../clocks/late.ts'
import type { Parts } from './parts.ts'

const HEARS: Record<Reminded['level'], string> = {
  1: 'please look at this.',
  2: 'hears of it as manager.',
  3: 'hears of it for management.',
}

/** What the clocks and the set-up did. By the event's kind. */
export const clocks: Record<string, Parts> = {
  reminded: (found, { data }) => {
    const facts = data as unknown as Reminded
    const { to, person, level } = facts
    return [
      {
        kind: 'mention',
        name: to,
        text: `${HEARS[level]} ${lateText(found, facts)}`,
        ...(person ? { person } : {}),
      },
    ]
  },
}
