import type { Declaration } from './declare.ts'
import { ACCESS } from './tables/access.ts'
import { CASES } from './tables/cases.ts'
import { CUSTOMERS } from './tables/customers.ts'
import { ERASURES } from './tables/erasures.ts'
import { ORGANISATION } from './tables/organisation.ts'
import { OUTGOING } from './tables/outgoing.ts'
import { STEPS } from './tables/steps.ts'

/**
 * Every table with every column: whether it is personal, how a customer's rows are found, what erasure, export and purge
 * do with them. `test/integration/privacy.test.ts` compares it with the migrated schema.
 */
export const DECLARATION: Declaration[] = [
  ...CUSTOMERS,
  ...CASES,
  ...STEPS,
  ...OUTGOING,
  ...ERASURES,
  ...ORGANISATION,
  ...ACCESS,
]
