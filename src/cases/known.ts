import type { CardPart, Field } from '../../integrations/chat.ts'
import { DomainError } from '../errors.ts'
import { spoken } from '../locales/index.ts'
import type { StaffWords } from '../locales/staff.ts'
import type { Case } from './case.ts'
import type { Act } from './changeByStaff.ts'

/** What is known about the case's incident, in its customer's language; undefined where nothing is. */
const knownFor = ({ incident, language }: Case): { text: string; version: string } | undefined => {
  const text = incident?.known[spoken(language) ?? 'en']
  return text && incident.knownAt ? { text, version: String(incident.knownAt.getTime()) } : undefined
}

/** Above the form: what may be added to one's own words. */
export const knownIntro = (found: Case, { discoveries: { incident: say } }: StaffWords): CardPart[] => {
  const known = knownFor(found)
  return known ? [{ kind: 'quote', label: say.about, text: known.text }] : []
}

/** Whether it is added. The answer names the version that was read. */
export const knownField = (found: Case, { discoveries: { incident: say } }: StaffWords): Field[] => {
  const known = knownFor(found)
  return known
    ? [
        {
          kind: 'choice',
          name: 'known',
          label: say.share,
          required: true,
          choices: [
            { value: known.version, label: say.yes },
            { value: 'no', label: say.no },
          ],
        },
      ]
    : []
}

/** The fact of an event whose words it follows. Throws `invalid` where another version was read. */
export const knownOf = ({ values }: Act, found: Case): { known?: string } => {
  const given = values?.known
  if (given === undefined || given === 'no') return {}
  const known = knownFor(found)
  if (known?.version !== given)
    throw new DomainError('invalid', ({ discoveries }) => discoveries.incident.changed, 'known')
  return { known: known.text }
}

/** What was sent: a person's own words, then what they shared of the incident. */
export const withKnown = (text: string | null, data: { known?: string } | null | undefined): string | null =>
  data?.known ? `${text ?? ''}\n\n${data.known}` : text
