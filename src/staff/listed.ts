import type { CaseState } from '../../db/schema/index.ts'
import type { Action, Card, MessageRef } from '../../integrations/chat.ts'
import { beginning, driverLabel, timeOf } from '../cases/labels.ts'
import { legal, type Move, ruleOf } from '../cases/machine.ts'
import { DECISIONS } from '../cases/offered.ts'
import type { Deps } from '../deps.ts'
import { wordFor } from '../locales/index.ts'
import type { StaffWords } from '../locales/staff.ts'
import type { Mine } from './mine.ts'

/** A title, then a card a case with its link and the buttons that matter now. */
export const listed = (
  { publicUrl }: Pick<Deps, 'publicUrl'>,
  title: string,
  cases: Mine[],
  words: StaffWords,
  now: Date,
  /** Whose open cases the desk lists, where these are all theirs; else what can be done about each. */
  { owner, others }: { owner?: string; others?: (one: Mine) => Move[] | undefined } = {},
): Card[] => {
  const { none, counted, cases: say } = words.personal
  const [first] = cases
  if (!first) return [said(title, [none])]
  const more = first.total - cases.length
  return [
    said(counted(title, first.total), []),
    ...cases.map((one) => drawMine(publicUrl, one, words, now, others)),
    ...(more > 0 ? [lastOf(publicUrl, more, owner, say)] : []),
  ]
}

/** How many of a list have no card, and where all of it is. */
const lastOf = (
  publicUrl: string,
  more: number,
  owner: string | undefined,
  { later, all }: StaffWords['personal']['cases'],
): Card => {
  const card = said('', [later(more)])
  const query = owner && new URLSearchParams({ owner, state: 'any open' })
  const way = query ? [{ kind: 'link' as const, label: all, url: `${publicUrl}/desk/cases?${query}` }] : []
  return { ...card, more, parts: [...card.parts, ...way] }
}

const drawMine = (
  publicUrl: string,
  one: Mine,
  words: StaffWords,
  now: Date,
  others?: (one: Mine) => Move[] | undefined,
): Card => {
  const say = words.personal.cases
  const { id, number, severity, department, message, customer } = one
  const standing = [standingOf(one, words, now), ...(others ? [one.accountable] : [])].join('. ')
  const about = [say.score(one.score), ...(one.drivers ?? []).map((driver) => driverLabel(driver, words))]
  const started = beginning(one.words, words)
  return {
    title: '',
    summary: say.summary(number, severity, customer, standing),
    tone: 'plain',
    subject: id,
    about: id,
    parts: [
      {
        kind: 'facts',
        facts: [
          { label: say.title(number, severity, customer ?? department), value: standing },
          ...(started ? [{ label: about.join(', '), value: started }] : []),
        ],
      },
      ...(started ? [] : [{ kind: 'note' as const, text: about.join(', ') }]),
      linkTo(publicUrl, one.id, message, words),
    ],
    actions: others ? buttonsOf(others(one), one.state, words) : actionsOf(one, words),
  }
}

const standingOf = (one: Mine, words: StaffWords, now: Date): string => {
  const { state, due, late, decision } = one
  const say = words.personal.cases
  const plain = decision
    ? say.decision
    : late
      ? late === 'called'
        ? words.call.managementCalled
        : words.call.late[late]
      : (wordFor<string>(say.standing, state) ?? words.labels.state(state))
  if (!due) return plain
  return (due <= now && (!late || late === 'called' || decision) ? say.overdue : say.dueAt)(
    plain,
    timeOf(one, due, words),
  )
}

/** Where a case is looked at: its message where that can be pointed at, else the desk. */
export const linkTo = (publicUrl: string, id: string, message: MessageRef | null, { call }: StaffWords) => ({
  kind: 'link' as const,
  label: call.open,
  url: `${publicUrl}/desk/c/${id}`,
  ...(message ? { message } : {}),
})

/** What is most likely next; the rest is behind "More…" or on the case's own message. */
const actionsOf = ({ state, apologised, asks, owes, decision }: Mine, words: StaffWords): Action[] => {
  const next: Move[] = apologised
    ? ['progress', 'done', 'held', 'document']
    : [...(asks ? (['ask', 'take'] as const) : (['take', 'apologise'] as const)), 'held', 'document']
  const first: Move[] = [...(owes ? (['settle'] as const) : []), ...(decision ? DECISIONS : [])]
  return buttonsOf(
    [...first, ...next].filter((move) => legal(move, state, owes)),
    state,
    words,
  )
}

const buttonsOf = (
  moves: Move[] | undefined,
  state: CaseState,
  { moves: names, card }: StaffWords,
): Action[] =>
  moves
    ? [
        ...moves.map(
          (move, i): Action => ({
            verb: move,
            label: names[move],
            opens: ruleOf(move).form ? 'form' : 'nothing',
            ...(i === 0 ? { style: 'primary' as const } : {}),
          }),
        ),
        ...(state === 'confirmed'
          ? []
          : [{ verb: 'more', label: card.more, opens: 'form' } satisfies Action]),
      ]
    : []

export const said = (title: string, lines: string[]): Card => ({
  title,
  summary: title || lines.join(' '),
  tone: 'plain',
  parts: lines.map((text) => ({ kind: 'text', text })),
  actions: [],
})
