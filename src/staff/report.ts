import type { Card, CardPart, Form } from '../../integrations/chat.ts'
import type { OtherVerb, Who } from '../cases/verb.ts'
import type { EdgeDeps } from '../deps.ts'
import { reportFor } from '../digests/reportOf.ts'
import { REPORT } from '../directory/rights.ts'
import { departmentsBy, rolesOf } from '../directory/roles.ts'
import { DomainError } from '../errors.ts'
import { visitToken } from '../visits.ts'
import { said } from './listed.ts'

/**
 * A personal link to the report, for the person who asked alone: of the department that `subject` names, or of the
 * departments and days of that digest, as far as they read them, else of
 * all theirs. Throws `forbidden` for people who have none to read.
 */
const linkParts = async (deps: EdgeDeps, { by, words, now }: Who, subject = ''): Promise<CardPart[]> => {
  const departments = await departmentsBy(deps.db, REPORT, await rolesOf(deps.db, by.id))
  if (departments.length === 0) throw new DomainError('forbidden', ({ report: say }) => say.onlyManagers)
  const opens = subject ? await reportFor(deps.db, subject, departments) : '/desk/report'
  const { link: say } = words.report
  return [
    { kind: 'text', text: say.text },
    {
      kind: 'link',
      label: say.open,
      url: `${deps.publicUrl}/desk/open/${visitToken(deps, { personId: by.id, opens }, now)}`,
    },
  ]
}

/** The command: answered to the person alone. */
export const reportCard = async (deps: EdgeDeps, who: Who): Promise<Card> => ({
  ...said(who.words.report.link.title, []),
  parts: await linkParts(deps, who),
})

/** The button of a digest: a form without fields, since every platform shows a form to one person alone. */
export const report: OtherVerb = {
  form: async (deps, { subject, formId, ...who }): Promise<Form> => {
    const { link: say } = who.words.report
    return {
      id: formId,
      verb: 'report',
      subject,
      title: say.title,
      submit: say.close,
      intro: await linkParts(deps, who, subject),
      fields: [],
    }
  },
  run: async () => 'made',
}
