import { randomUUID } from 'node:crypto'
import type { Answer, Card, Form } from '../../integrations/chat.ts'
import type { Actor } from '../cases/rights.ts'
import type { EdgeDeps } from '../deps.ts'
import { withoutEnd } from '../text.ts'
import { comeBack, goAway } from './away.ts'
import { find } from './find.ts'
import { personalView } from './home.ts'
import { listed, mine, said } from './mine.ts'
import { openCase } from './openCase.ts'

type Said = { deps: EdgeDeps; by: Actor; now: Date; rest: string }
type Command = { words: RegExp; answer: (said: Said) => Promise<Answer> }

const DAY = 24 * 3_600_000

/** What can be said, the same on every platform. `words` see the text in lower case, without a full stop. */
const COMMANDS: Command[] = [
  {
    words: /^(home|overview|start)$/,
    answer: async ({ deps, by, now }) => home(await personalView(deps, by, now)),
  },
  {
    words: /^(my )?(open )?cases?$/,
    answer: async ({ deps, by, now }) => home(listed(deps, 'Your open cases', await mine(deps.db, by), now)),
  },
  {
    words: /^(what is |what's )?due( today)?$/,
    answer: async ({ deps, by, now }) => {
      const soon = new Date(now.getTime() + DAY)
      return home(listed(deps, 'Due within a day', await mine(deps.db, by, soon), now))
    },
  },
  {
    words: /^(open|new)( a)?( new)?( case)?$/,
    answer: async ({ deps, by, now }) =>
      form(await openCase.form!(deps, { subject: '', by, now, formId: randomUUID() })),
  },
  {
    words: /^(find|search|look up|look for)( for)?(?: (.+))?$/,
    answer: async ({ deps, by, rest }) => home(rest ? await find(deps, by, rest) : [FIND]),
  },
  {
    words: /^(out of( the)? office|ooo|away)( until| till| til| to)?(?: (.+))?$/,
    answer: ({ deps, by, now, rest }) => goAway(deps, by, rest, now),
  },
  {
    words: /^(i am |i'm |im )?back( in( the)? office| again)?$/,
    answer: ({ deps, by, now }) => comeBack(deps, by, now),
  },
]

/** Words said to the app itself, in a personal chat or by its slash command. What is not understood is answered with help. */
export const answerCommand = async (deps: EdgeDeps, by: Actor, text: string, now: Date): Promise<Answer> => {
  const said = text
    .replace(/<at>[^<]*<\/at>/g, '')
    .replace(/[’‘]/g, "'")
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^\/?amends\b[ :,]*/i, '')
  const plain = withoutEnd(said, '.!?')
  for (const { words, answer } of COMMANDS) {
    const heard = words.exec(plain.toLowerCase())
    if (!heard) continue
    // As it was written: a reference may be in capitals
    const last = heard.length > 1 ? heard.at(-1) : undefined
    const rest = last ? plain.slice(plain.length - last.length).trim() : ''
    return answer({ deps, by, now, rest })
  }
  return { kind: 'card', card: HELP }
}

const home = (cards: Card[]): Answer => ({ kind: 'home', cards })

const FIND = said('What shall be found?', [
  'Write what you look for after it: “find kim@example.com”, “find +46 70 123 45 67”, “find A-1001” (an order or ticket), “find 1004” (a case), “find Kim”, or words the customer wrote.',
])

const HELP: Card = {
  ...said('What you can say here', []),
  parts: [
    {
      kind: 'facts',
      facts: [
        {
          label: 'home',
          value: 'what waits for you: approvals, handovers, requests, call-backs, your cases',
        },
        { label: 'my cases', value: 'your open cases, by when the next word is due' },
        { label: 'due', value: 'those that are overdue or due within a day' },
        { label: 'open', value: 'open a case from a complaint you saw elsewhere' },
        {
          label: 'find …',
          value: 'cases and contacts by name, telephone, e-mail, order, case number or words',
        },
        {
          label: 'out of office until 2026-12-01',
          value: 'you are back that day; meanwhile whoever is on call has what falls due',
        },
        { label: 'back', value: 'you are back in the office' },
      ],
    },
    { kind: 'note', text: 'To act on a case use the buttons of its message in your department’s channel.' },
  ],
}
const form = (drawn: Form): Answer => ({ kind: 'form', form: drawn })
