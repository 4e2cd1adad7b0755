import { randomUUID } from 'node:crypto'
import type { Card, Form } from '../../integrations/chat.ts'
import type { Answer } from '../../integrations/inbound.ts'
import type { Who } from '../cases/verb.ts'
import type { EdgeDeps } from '../deps.ts'
import { digestSettings } from '../digests/settings.ts'
import { improvementsOf } from '../improvements/list.ts'
import { improve } from '../improvements/make.ts'
import { allLists, type Lists } from '../locales/index.ts'
import type { StaffWords } from '../locales/staff.ts'
import { rostersOf } from '../rosters/verbs.ts'
import { withoutEnd } from '../text.ts'
import { comeBack, goAway, swap } from './away.ts'
import { find } from './find.ts'
import { casesAnd, personalView } from './home.ts'
import { said } from './listed.ts'
import { mine, mineDue } from './mine.ts'
import { openCase } from './openCase.ts'
import { reportCard } from './report.ts'

type Said = Who & { deps: EdgeDeps; rest: string }
type Command = Exclude<keyof Lists['commands'], 'help'>

/** What can be said, the same on every platform, in every language spoken here. */
const COMMANDS: Record<Command, (said: Said) => Promise<Answer>> = {
  home: async ({ deps, by, words, now }) => home(await personalView(deps, by, words, now)),
  cases: async ({ deps, by, words, now }) =>
    home(await casesAnd(deps, { by, words, now }, words.personal.home.cases, await mine(deps.db, by))),
  due: async ({ deps, by, words, now }) =>
    home(await casesAnd(deps, { by, words, now }, words.personal.cases.due, await mineDue(deps.db, by, now))),
  open: async ({ deps, rest: _, ...who }) =>
    form(await openCase.form!(deps, { subject: '', ...who, formId: randomUUID() })),
  find: async ({ deps, by, words, rest }) =>
    home(rest ? await find(deps, by, rest, words) : [whatToFind(words)]),
  improve: async ({ deps, rest: _, ...who }) =>
    form(await improve.form!(deps, { subject: '', ...who, formId: randomUUID() })),
  improvements: async ({ deps, by, words, now }) => home(await improvementsOf(deps, by, words, now)),
  roster: async ({ deps, rest: _, ...who }) => home(await rostersOf(deps.db, who)),
  report: async ({ deps, rest: _, ...who }) => ({ kind: 'card', card: await reportCard(deps, who) }),
  away: ({ deps, rest, ...who }) => goAway(deps, who, rest),
  back: ({ deps, ...who }) => comeBack(deps, who),
  digest: async ({ deps, rest: _, ...who }) =>
    form(await digestSettings.form!(deps, { subject: '', ...who, formId: randomUUID() })),
  swap: ({ deps, rest, ...who }) => swap(deps, who, rest),
}

const all = allLists().map(({ commands }) => commands)
const HEARD = (Object.keys(COMMANDS) as Command[]).map((command) => {
  const said = all.map((commands) => commands[command]).join('|')
  const rest = command === 'find' || command === 'away' ? '(?: (?<rest>.+))?' : ''
  return { command, said: new RegExp(`^(?:${said})${rest}$`) }
})

/** Small letters, without accents and rings: not every keyboard has them. */
const folded = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll('ø', 'o')
    .replaceAll('æ', 'a')
    .replaceAll('ae', 'a')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')

/** Words said to the app itself, in a personal chat or by its slash command. What is not understood is answered with help. */
export const answerCommand = async (deps: EdgeDeps, who: Who, text: string): Promise<Answer> => {
  const given = text
    .replace(/<at>[^<]*<\/at>/g, '')
    .replace(/[’‘]/g, "'")
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^\/?amends\b[ :,]*/i, '')
  const plain = withoutEnd(given, '.!?')
  for (const { command, said } of HEARD) {
    const heard = said.exec(folded(plain))
    if (!heard) continue
    // As it was written: a reference may be in capitals
    const words = heard.groups?.rest?.split(' ').length ?? 0
    const rest = words > 0 ? plain.split(' ').slice(-words).join(' ') : ''
    return COMMANDS[command]({ deps, ...who, rest: command === 'swap' ? plain : rest })
  }
  const asks =
    plain === '' || all.some((commands) => new RegExp(`^(?:${commands.help})$`).test(folded(plain)))
  return { kind: 'card', card: help(who.words, asks ? undefined : plain.slice(0, ECHOED)) }
}

const ECHOED = 60

const home = (cards: Card[]): Answer => ({ kind: 'home', cards })

const whatToFind = ({ personal: { find: say } }: StaffWords): Card => said(say.what, [say.how])

/** `unknown`: what was said, where it is no command. */
const help = ({ personal: { help: say } }: StaffWords, unknown?: string): Card => ({
  ...said(unknown === undefined ? say.title : say.notUnderstood(unknown), []),
  parts: [
    ...(unknown === undefined ? [] : [{ kind: 'text' as const, text: `${say.title}:` }]),
    { kind: 'facts', facts: say.commands.map(([label, value]) => ({ label, value })) },
    { kind: 'note', text: say.note },
  ],
})
const form = (drawn: Form): Answer => ({ kind: 'form', form: drawn })
