import { randomUUID } from 'node:crypto'
import type { Answer, Card, Form } from '../../integrations/chat.ts'
import type { Who } from '../cases/verb.ts'
import type { EdgeDeps } from '../deps.ts'
import type { StaffWords } from '../locales/staff.ts'
import { withoutEnd } from '../text.ts'
import { comeBack, goAway, swap } from './away.ts'
import { find } from './find.ts'
import { personalView } from './home.ts'
import { listed, mine, mineDue, said } from './mine.ts'
import { openCase } from './openCase.ts'

type Said = Who & { deps: EdgeDeps; rest: string }
type Command = { words: RegExp; answer: (said: Said) => Promise<Answer> }

/** What can be said, the same on every platform. `words` see the text in lower case, without a full stop. */
const COMMANDS: Command[] = [
  {
    words: /^(home|overview|start)$/,
    answer: async ({ deps, by, words, now }) => home(await personalView(deps, by, words, now)),
  },
  {
    words: /^(my )?(open )?cases?$/,
    answer: async ({ deps, by, words, now }) =>
      home(listed(deps, words.personal.cases.open, await mine(deps.db, by), words, now)),
  },
  {
    words: /^(what is |what's )?due( today)?$/,
    answer: async ({ deps, by, words, now }) =>
      home(listed(deps, words.personal.cases.due, await mineDue(deps.db, by, now), words, now)),
  },
  {
    words: /^(open|new)( a)?( new)?( case)?$/,
    answer: async ({ deps, rest: _, ...who }) =>
      form(await openCase.form!(deps, { subject: '', ...who, formId: randomUUID() })),
  },
  {
    words: /^(find|search|look up|look for)( for)?(?: (.+))?$/,
    answer: async ({ deps, by, words, rest }) =>
      home(rest ? await find(deps, by, rest, words) : [whatToFind(words)]),
  },
  {
    words: /^(out of( the)? office|ooo|away)( until| till| til| to)?(?: (.+))?$/,
    answer: ({ deps, rest, ...who }) => goAway(deps, who, rest),
  },
  {
    words: /^(i am |i'm |im )?back( in( the)? office| again)?$/,
    answer: ({ deps, ...who }) => comeBack(deps, who),
  },
  {
    words: /^(.+ (?:takes|has|covers|tar|täcker|dekker) (?:mine|my cases|me|mina|sakene mine|mig|meg) .+)$/,
    answer: ({ deps, rest, ...who }) => swap(deps, who, rest),
  },
]

/** Words said to the app itself, in a personal chat or by its slash command. What is not understood is answered with help. */
export const answerCommand = async (deps: EdgeDeps, who: Who, text: string): Promise<Answer> => {
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
    return answer({ deps, ...who, rest })
  }
  return { kind: 'card', card: help(who.words) }
}

const home = (cards: Card[]): Answer => ({ kind: 'home', cards })

const whatToFind = ({ personal: { find: say } }: StaffWords): Card => said(say.what, [say.how])

const help = ({ personal: { help: say } }: StaffWords): Card => ({
  ...said(say.title, []),
  parts: [
    { kind: 'facts', facts: say.commands.map(([label, value]) => ({ label, value })) },
    { kind: 'note', text: say.note },
  ],
})
const form = (drawn: Form): Answer => ({ kind: 'form', form: drawn })
