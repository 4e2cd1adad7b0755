import { loadCase } from '../cases/caseFile.ts'
import { choices } from '../cases/formFields.ts'
import { textOf } from '../cases/formValues.ts'
import { legalMoves, ruleOf } from '../cases/machine.ts'
import { rightsOn } from '../cases/rights.ts'
import type { OtherVerb } from '../cases/verb.ts'
import { DomainError } from '../errors.ts'

/** What is seldom needed stands behind one button: a form that chooses, and then the form of what was chosen. */
export const more: OtherVerb = {
  form: async ({ db }, { subject, by, formId }) => {
    const found = await loadCase(db, subject)
    const { may } = await rightsOn(db, found, by)
    const offered = legalMoves(found.state).filter((move) => ruleOf(move).more && may(ruleOf(move).by))
    if (offered.length === 0)
      throw new DomainError(
        'forbidden',
        `${found.accountable} has case ${found.number}. There is nothing here you can do now.`,
      )
    return {
      id: formId,
      verb: 'more',
      subject,
      title: `More for case ${found.number}`,
      submit: 'Go on',
      intro: [],
      about: subject,
      fields: [
        {
          kind: 'choice',
          name: 'verb',
          label: 'What would you like to do?',
          required: true,
          choices: choices(offered.map((move) => [move, ruleOf(move).label])),
        },
      ],
    }
  },
  run: async (_deps, given) => ({ open: textOf(given, 'verb') }),
}
