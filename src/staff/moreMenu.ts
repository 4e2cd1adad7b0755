import { loadCase } from '../cases/caseFile.ts'
import { choices } from '../cases/formFields.ts'
import { textOf } from '../cases/formValues.ts'
import { ruleOf } from '../cases/machine.ts'
import { offeredMoves } from '../cases/offered.ts'
import { rightsOn } from '../cases/rights.ts'
import type { OtherVerb } from '../cases/verb.ts'
import { DomainError } from '../errors.ts'

/** What is seldom needed stands behind one button: a form that chooses, and then the form of what was chosen. */
export const more: OtherVerb = {
  form: async ({ db }, { subject, by, words, formId }) => {
    const say = words.personal.more
    const found = await loadCase(db, subject)
    const { may } = await rightsOn(db, found, by)
    const offered = offeredMoves(found).more.filter((move) => may(ruleOf(move).by))
    if (offered.length === 0)
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
          required: true,
          choices: choices(offered.map((move) => [move, words.moves[move]])),
        },
      ],
    }
  },
  run: async (_deps, given) => ({ open: textOf(given, 'verb') }),
}
