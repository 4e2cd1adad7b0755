import { DomainError } from '../../errors.ts'
import type { Case } from '../case.ts'

/** Words to a customer without an e-mail address would be kept as said, and reach nobody. Throws `conflict`. */
export const mailable = ({ email }: Pick<Case, 'email'>): void => {
  if (!email) throw new DomainError('conflict', ({ forms }) => forms.noAddress)
}
