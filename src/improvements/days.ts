import { textOf } from '../cases/formValues.ts'
import type { Given } from '../cases/verb.ts'
import { readDay } from '../dates.ts'
import { DomainError, type Says } from '../errors.ts'

/** Reads a local day of a form, as people write it, from `from` to `to`. Throws `invalid` naming the field. */
export const dayOf = (
  given: Pick<Given, 'values'>,
  name: string,
  { today, from, to, early, late }: { today: string; from: string; to: string; early?: Says; late?: Says },
): string => {
  const read = readDay(textOf(given, name), today)
  if (!read || 'question' in read)
    throw new DomainError('invalid', read?.question ?? (({ values: say }) => say.noDate), name)
  const { date } = read
  if (date < from) throw new DomainError('invalid', early ?? (({ improvements: say }) => say.past), name)
  if (date > to) throw new DomainError('invalid', late ?? (({ improvements: say }) => say.tooFar), name)
  return date
}
