import type { StaffWords } from '../../staff.ts'
import { channelOf } from './keys.ts'

export const kudos: StaffWords['kudos'] = {
  title: 'Takk fra en kunde',
  summary: (passedBy) => `En fornøyd kunde takker${passedBy ? `. ${passedBy} har gitt takken videre` : ''}`,
  good: 'Hva som var bra',
  named: 'Hvem kunden takker',
  contact: 'Kontakt',
  ended: (channel, when) => `${channelOf(channel)}, avsluttet ${when}`,
  handledBy: 'Håndtert av',
  brand: 'Merkevare',
  passOn: 'Gi takken videre',
  passed: (by, to, when) =>
    `${by} ga takken videre ${to ? `på e-post til ${to}` : 'personlig: ingen e-postadresse er kjent'}, ${when}.`,
  mailed: (to) => `Takken går til ${to} på e-post, i ditt navn.`,
  tellThem: 'Notert at du gir den videre. Ingen e-postadresse er kjent, så si det personlig.',
  yours: 'Takken er til deg: godt jobbet! La en kollega gi den videre.',
  passedAlready: (by) => `${by ?? 'En kollega'} har allerede gitt takken videre.`,
  notYours: (department) => `Takken er til ${department}. Deres saksansvarlige og ledere gir den videre.`,
  unknown: 'Takken finnes ikke lenger her.',
}
