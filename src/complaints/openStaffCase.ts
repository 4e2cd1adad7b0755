import { and, eq, inArray, ne, TransactionRollbackError } from 'drizzle-orm'
import { sqlOf, type Tx } from '../../db/client.ts'
import { caseEvents, cases } from '../../db/schema/index.ts'
import type { Answers } from '../../surveys/survey.ts'
import { severeIn } from '../care/severe/severe.ts'
import { inChange } from '../cases/change.ts'
import { openingRows } from '../cases/open.ts'
import { OPEN_STATES } from '../cases/states.ts'
import type { Done, Given } from '../cases/verb.ts'
import type { ContactInput } from '../contacts/input.ts'
import type { EdgeDeps } from '../deps.ts'
import { type CachedSetup, cachedSetup, lineNow } from '../directory/setupCache.ts'
import { hearElsewhere } from './hearElsewhere.ts'
import { type Placed, placeContact } from './placeContact.ts'
import type { StaffContact } from './staffContact.ts'

type Opening = Omit<Given, 'words'> & {
  contact: ContactInput | StaffContact
  words: string
  severity: number
}

/**
 * Opens a case without a response: the person on call is accountable, not the one who opened it. Where the matter has an open
 * case that one hears the words instead. The customer is not surveyed about it. Submitted twice, it is opened once.
 */
export const openStaffCase = async (deps: EdgeDeps, opening: Opening): Promise<Done> => {
  // Read again: who is away may have changed since the set-up was applied
  const setUp = await cachedSetup(deps.db.$client, null)
  try {
    return await inChange(deps.db, opening.now, async (change) => {
      const { tx } = change
      const before = await tx
        .select({ id: caseEvents.id })
        .from(caseEvents)
        .where(eq(caseEvents.formId, opening.formId))
      if (before.length > 0) return 'made before' as const
      const at =
        'source' in opening.contact
          ? await placeContact(deps, tx, opening.contact, setUp, opening.now)
          : opening.contact
      if (!at) return 'made before' as const
      return (await openedOn(deps, tx, at, setUp, opening)) ?? (await hearElsewhere(change, at, opening))
    })
  } catch (error) {
    // The same form is being saved by its first submit
    if (error instanceof TransactionRollbackError) return 'made before'
    throw error
  }
}

const openedOn = async (
  deps: EdgeDeps,
  tx: Tx,
  at: Placed,
  setUp: CachedSetup,
  { by, now, formId, words, severity }: Opening,
): Promise<Done | undefined> => {
  const sql = sqlOf(tx)
  const department = await lineNow(sql, setUp.departments[at.departmentKey]!)
  // Words of injury, threat or the like make it severe, whatever was chosen
  const severe = severeIn(words)
  const said: Partial<Answers> = { words, ...(at.email ? {} : callsOnly(at.phone)) }
  const { rows, accountable } = openingRows(deps, sql, {
    ...at,
    contactId: at.id,
    department,
    about: at.about ?? undefined,
    severity: severe.length > 0 ? 1 : severity,
    worstBecause: severe.length > 0 ? { severe } : { chosen: true },
    opened: { by: 'staff', channel: at.channel },
    now,
    told: { by: by.id, formId, said },
  })
  const [opened] = await sql<{ id: string; number: number }[]>`
    with said as (select null::uuid as id) ${rows} select id, number from opened`
  if (!opened) return undefined
  const other = await otherCase(tx, at, opened.id)
  return {
    notice: ({ personal: { openCase: say } }) =>
      [say.opened(opened.number, department.name, accountable), ...(other ? [say.other(other)] : [])].join(
        ' ',
      ),
  }
}

/** Nothing can be mailed: the card says so where it says how to reach the customer. */
const callsOnly = (phone: string | null): Partial<Answers> => ({
  reach: { may: true, how: 'phone', when: 'calls only: no e-mail address', ...(phone ? { phone } : {}) },
})

const otherCase = async (tx: Tx, { customerId }: Placed, id: string): Promise<number | undefined> => {
  const [other] = await tx
    .select({ number: cases.number })
    .from(cases)
    .where(and(eq(cases.customerId, customerId), ne(cases.id, id), inArray(cases.state, [...OPEN_STATES])))
    .limit(1)
  return other?.number
}
