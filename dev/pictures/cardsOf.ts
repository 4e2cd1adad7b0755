import type { Improvement } from '../../src/improvements/improvement.ts'
import type { Incident } from '../../src/incidents/incident.ts'

export const NOW = new Date('2026-11-24T13:20:00Z')
export const TODAY = '2026-11-24'
const at = (time: string) => new Date(`${TODAY}T${time}Z`)
const place = {
  departmentKey: 'billing',
  department: 'Billing',
  language: 'en',
  timeZone: 'Europe/Stockholm',
  destination: { platform: 'slack', workspace: '', channel: 'C0BILLING' },
  message: null,
} as const

/** Seven invoices that went wrong in an hour, and what is known of it. */
export const INCIDENT: Incident = {
  ...place,
  id: '00000000-0000-4000-8000-000000000001',
  driver: 'invoice-hard-to-read-or-wrong',
  fromAt: at('11:40'),
  seenAt: at('12:25'),
  closedAt: null,
  ended: null,
  n: 18,
  hits: 7,
  usual: 0.06,
  known: {
    en: 'Invoices of 23 November went out with the old price. Corrected ones are sent tonight.',
    sv: 'Fakturor från den 23 november gick ut med det gamla priset. Rättade fakturor skickas i kväll.',
  },
  knownBy: '00000000-0000-4000-8000-000000000002',
  knownByName: 'Maja Berg',
  knownAt: at('12:50'),
  numbers: [1021, 1022, 1024, 1025, 1027, 1028, 1030],
  named: [
    { driver: 'invoice-hard-to-read-or-wrong', n: 7 },
    { driver: 'waiting-time', n: 2 },
  ],
  next: { name: 'Astrid Lund', at: null },
}

/** A change that halved what it was made for. */
export const IMPROVEMENT: Improvement = {
  ...place,
  id: '00000000-0000-4000-8000-000000000003',
  number: 4,
  what: 'Two people check the price list before invoices go out',
  why: 'The same mistake came three times this year',
  reason: { kind: 'driver', driver: 'invoice-hard-to-read-or-wrong' },
  measure: { driver: 'invoice-hard-to-read-or-wrong' },
  ownerId: '00000000-0000-4000-8000-000000000002',
  owner: 'Maja Berg',
  ownerPerson: null,
  brand: null,
  discovery: null,
  dueOn: '2026-09-01',
  inPlaceOn: '2026-08-27',
  state: 'open',
  look: {
    before: { successes: 41, n: 512 },
    after: { successes: 14, n: 498 },
    needed: 480,
    verdict: 'better',
    weekly: 40,
  },
  lookedOn: TODAY,
  createdBy: '00000000-0000-4000-8000-000000000002',
  createdAt: new Date('2026-08-10T09:00:00Z'),
  closedAt: null,
  result: null,
}
