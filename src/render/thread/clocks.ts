import { lateText } from '../../cases/deadlines/late.ts'
import type { Reminded } from '../../cases/events.ts'
import type { Thread } from './parts.ts'

const HEARS: Record<Reminded['level'], string> = {
  1: 'please look at this.',
  2: 'hears of it as manager.',
  3: 'hears of it for management.',
}

/** What the clocks and the set-up did. */
export const clocks = {
  reminded: (found, { data }) => [
    {
      kind: 'mention',
      name: data.to,
      text: `${HEARS[data.level]} ${lateText(found, data)}`,
      ...(data.person ? { person: data.person } : {}),
    },
  ],
  reassigned: (found) => [{ kind: 'text', text: `${found.accountable} is accountable now.` }],
  unconfirmed: () => [
    { kind: 'text', text: 'The customer did not answer within 7 days. The case ends as unconfirmed.' },
  ],
  'confirmation reminded': null,
  'call-back near': null,
} satisfies Partial<Thread>
