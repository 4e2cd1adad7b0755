import type { Choice } from '../../integrations/chat.ts'
import { loadCase } from '../cases/caseFile.ts'
import { textOf } from '../cases/formValues.ts'
import { type Move, ruleOf } from '../cases/machine.ts'
import { offeredMoves } from '../cases/offered.ts'
import { rightsOn } from '../cases/rights.ts'
import type { OtherVerb } from '../cases/verb.ts'
import { DomainError } from '../errors.ts'
import type { StaffWords } from '../locales/staff.ts'

const HELP: readonly Move[] = ['request', 'hand-over', 'call-back', 'call-management']
const GRAVE: readonly Move[] = ['abusive', 'join', 'unconfirmed', 'final-answer', 'end']
const groupOf = (move: Move) => (GRAVE.includes(move) ? 'end' : HELP.includes(move) ? 'help' : 'case')

/** The grave ones last, so that nobody ends a case by a slip. */
const grouped = (moves: Move[], { moves: names, personal: { more: say } }: StaffWords): Choice[] =>
  (['case', 'help', 'end'] as const).flatMap((group) =>
    moves
      .filter((move) => groupOf(move) === group)
      .map((move) => ({ value: move, label: names[move], group: say.groups[group] })),
  )

/** What is seldom needed stands behind one button: a form that chooses, and then the form of what was chosen. */
export const more: OtherVerb = {
  form: async ({ db }, { subject, by, words, formId }) => {
    const say = words.personal.more
    const found = await loadCase(db, subject)
    const { may } = await rightsOn(db, found, by)
    const offered = offeredMoves(found).more.filter((move) => may(ruleOf(move).by))
    // What it taught can become an improvement
    const taught = found.state === 'documented' && may('liaison')
    if (offered.length === 0 && !taught)
      throw new DomainError('forbidden', ({ rights: say }) =>
        say.nothingHere(found.number, found.accountable),
      )
    return {
      id: formId,
      verb: 'more',
      subject,
      title: say.title(found.number),
      submit: say.submit,
      intro: [],
      about: subject,
      fields: [
        {
          kind: 'choice',
          name: 'verb',
          ...say.verb,
          ...(found.state === 'open' ? { hint: say.untaken } : {}),
          required: true,
          choices: [
            ...grouped(offered, words),
            ...(taught
              ? [{ value: 'improve', label: words.improvements.list.new, group: say.groups.case }]
              : []),
          ],
        },
      ],
    }
  },
  run: async (_deps, given) => ({ open: textOf(given, 'verb') }),
}
