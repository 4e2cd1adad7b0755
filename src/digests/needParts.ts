import type { CardPart } from '../../integrations/chat.ts'
import { beginning, timeOf } from '../cases/labels.ts'
import type { StaffWords } from '../locales/staff.ts'
import type { Need, Problem } from './digest.ts'
import type { Live, Loaded } from './load.ts'
import { text } from './say.ts'

export function needParts(loaded: Loaded, publicUrl: string, words: StaffWords): CardPart[] {
  const { digest, home } = loaded
  const say = words.digest
  const { needs, needed, unsent, problems } = digest
  const above = home.kind === 'management'
  const lines = needs.flatMap((need) => needItem(need, loaded, publicUrl, words))
  const rest = needed - needs.length
  return [
    text(
      needed > 0
        ? (above ? say.overdue : say.needed)(needed)
        : above
          ? say.nothingOverdue
          : say.nothingNeeded,
    ),
    ...lines,
    ...(rest > 0 ? [text(words.more(rest))] : []),
    ...(unsent > 0
      ? [{ kind: 'item' as const, label: say.unsent(unsent), url: `${publicUrl}/desk/unsent`, text: '' }]
      : []),
    ...problems.map((problem) =>
      text(
        problem.of === 'channel'
          ? say.problem.channel(problem.department || problem.key, problem.said)
          : problem.of === 'mail'
            ? say.problem.mail(mailFaultOf(problem.fault, words))
            : say.problem.domain(problem.domain, problem.times, problem.said),
      ),
    ),
  ]
}

const mailFaultOf = (
  fault: Extract<Problem, { of: 'mail' }>['fault'],
  { digest: { problem: say } }: StaffWords,
): string =>
  fault.kind === 'domains'
    ? say.domains(fault.count, fault.domains.join(', '), fault.domain, fault.said)
    : fault.kind === 'before'
      ? fault.said
      : say[fault.kind](fault.said)

/** A case that this reader may no longer see has no line. */
const needItem = (need: Need, loaded: Loaded, publicUrl: string, words: StaffWords): CardPart[] => {
  const { digest, home, cases, names, id } = loaded
  const say = words.digest
  const at = (when: string) => timeOf(home, new Date(when), words)
  const { number, department, severity, why, due, snoozed } = need
  const several = names.length > 0
  const late = why === 'not taken' && due <= digest.at
  const reason = `${say.why[why]} ${late ? say.late(at(due)) : at(due)}`
  if (need.case === '')
    return [
      {
        kind: 'item',
        label: say.case(number, null),
        text: say.need(several ? department : '', severity, reason, need.accountable),
      },
    ]
  const live = cases.get(need.case)
  if (!live) return []
  return [
    {
      kind: 'item',
      label: say.case(number, live.customer),
      url: `${publicUrl}/desk/c/${live.id}`,
      ...(live.message && { message: live.message }),
      text: [
        say.need(several ? department : '', severity, reason, live.accountable),
        ...(snoozed ? [say.snoozed(snoozed.by, at(snoozed.until))] : []),
      ]
        .join(' ')
        .concat(...since(need, live, words).map((became) => `. ${became}`)),
      ...quoteOf(live, words),
      ...(live.untaken && {
        actions: [
          { verb: 'take-listed', label: say.take, style: 'primary' as const, opens: 'nothing' as const },
        ],
        subject: `${id} ${live.id}`,
      }),
    },
  ]
}

/** What became of it since the digest was made. */
const since = (
  { why }: Need,
  { open, untaken, accountable }: Live,
  { digest: say }: StaffWords,
): string[] => {
  if (!open) return [say.ended]
  return why === 'not taken' && !untaken ? [say.takenBy(accountable)] : []
}

const quoteOf = ({ words: said, abusive }: Live, words: StaffWords) => {
  const quote = abusive ? words.card.abusive : beginning(said, words)
  return quote ? { quote } : {}
}
