import { eq } from 'drizzle-orm'
import { helpdeskGroups, organisation } from '../../db/schema/index.ts'
import type { Helpdesk, HelpdeskContact, HelpdeskEvent, Odd } from '../../integrations/helpdesk/helpdesk.ts'
import { bestMatch, matches } from '../addresses/pattern.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { helpdeskRulesOf } from '../invitations/rules.ts'
import { staffWords } from '../locales/staff.ts'
import { type LeftOut, readLeniently } from './lenient.ts'
import { noteOdd } from './odd.ts'
import { readingBy } from './reading.ts'
import { type Recorded, recordContact } from './record.ts'
import { withdrawReopened } from './reopened.ts'

type Faults = { field: string; message: string }[]

/** What a helpdesk is answered to its webhook. */
export type HelpdeskAnswer =
  | (Recorded & { leftOut?: Faults })
  | { recorded: false; reason: string; withdrawn?: true }
  | { refused: string; faults: Faults }

/**
 * A helpdesk's webhook, whose signature was checked: records the contact that ended, or withdraws the invitation of one
 * that goes on. What can't be read is left out, kept for `npm run contacts -- odd`, and said in the answer.
 */
export const hearHelpdesk = async (
  deps: Deps,
  { helpdesk, body, now }: { helpdesk: Helpdesk; body: Uint8Array; now: Date },
): Promise<HelpdeskAnswer> => {
  const { db } = deps
  const source = helpdesk.name
  const [settings] = await db.select().from(organisation)
  const rules = helpdeskRulesOf(settings?.helpdesks, source)
  const heard = helpdesk.parse(body, {
    isClosed: (state) => matches(rules.states.closed, state),
    isOpen: (state) => matches(rules.states.open, state),
  })
  const refuse = async (refused: string, faults: Faults): Promise<HelpdeskAnswer> => {
    const odd = faults.map(({ field, message }) => ({
      source,
      kind: 'refused' as const,
      detail: `${field}: ${message}`,
    }))
    await noteOdd(db, odd, now)
    return { refused, faults }
  }
  if (heard.kind === 'wrong') return refuse('The webhook is not as documented.', [heard])
  if (heard.kind !== 'contact') return goesOn(deps, source, heard, now)

  const { group, ...contact } = heard.contact
  if (matches(rules.ignoredGroups, group))
    return { recorded: false, reason: `contacts of the group "${group}" are left out by organisation.yaml` }
  const place = await placeOf(deps, source, group)
  if (!place) {
    await noteOdd(db, [{ source, kind: 'unknown group', detail: group }], now)
    return {
      recorded: false,
      reason: `no brand and department for the group "${group}" in organisation.yaml`,
    }
  }
  const read = readLeniently({ ...endingOf(contact, rules), ...place }, readingBy(settings?.ask))
  if ('faults' in read) return refuse('The contact is not well-formed.', read.faults)
  const leftOut: (Odd | LeftOut)[] = [...(heard.leftOut ?? []), ...read.leftOut]
  try {
    return await db.transaction(async (tx) => {
      const recorded = await recordContact(deps, tx, read.contact, now)
      const { externalId } = read.contact
      await noteOdd(
        tx,
        leftOut.map(({ field, message, value }) => ({
          source,
          kind: 'left out',
          externalId,
          detail: `${field}: ${message}`,
          value,
          contactId: recorded.contact,
        })),
        now,
      )
      return {
        ...recorded,
        ...(leftOut.length > 0 && { leftOut: leftOut.map(({ field, message }) => ({ field, message })) }),
      }
    })
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    if (error.code === 'expired') return { recorded: false, reason: error.says(staffWords('en')) }
    if (error.code !== 'invalid') throw error
    return refuse(error.message, [{ field: error.field ?? 'contact', message: error.message }])
  }
}

type Rules = ReturnType<typeof helpdeskRulesOf>

/** How the contact ended, by what the organisation wants of this helpdesk. */
const endingOf = (
  contact: Omit<HelpdeskContact, 'group'>,
  rules: Rules,
): Omit<HelpdeskContact, 'group'> & { optedOut?: boolean } => ({
  ...contact,
  outbound: contact.outbound && rules.outbound === 'skip',
  autoClosed: contact.autoClosed && rules.autoClosed === 'skip',
  optedOut: contact.tags?.some((tag) => matches(rules.excludedTags, tag)),
})

/** The group's own line, else the longest pattern it fits. */
const placeOf = async ({ db }: Deps, helpdesk: string, group: string) => {
  const rows = await db.select().from(helpdeskGroups).where(eq(helpdeskGroups.helpdesk, helpdesk))
  const found = bestMatch(rows, (row) => row.group, group)
  return found && { brand: found.brandKey, department: found.departmentKey }
}

const goesOn = async (
  deps: Deps,
  source: string,
  heard: Extract<HelpdeskEvent, { kind: 'nothing' | 'unread' }>,
  now: Date,
): Promise<HelpdeskAnswer> => {
  if (heard.kind === 'unread') {
    await noteOdd(deps.db, [{ source, kind: 'unknown state', detail: heard.state }], now)
    return {
      recorded: false,
      reason: `the state "${heard.state}" is not known: say in organisation.yaml, helpdesks.${source}.states, whether it is closed or open`,
    }
  }
  const { reason, reopened: externalId } = heard
  const withdrawn = externalId !== undefined && (await withdrawReopened(deps, { source, externalId, now }))
  return { recorded: false, reason, ...(withdrawn && { withdrawn }) }
}
