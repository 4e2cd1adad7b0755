import type { StaffWords } from '../../staff.ts'
import { channelOf } from './keys.ts'

export const kudos: StaffWords['kudos'] = {
  title: 'Takk fra en kunde',
  summary: (passedBy) => `En fornøyd kunde takker${passedBy ? `. ${passedBy} gir takken videre` : ''}`,
  good: 'Hva som var bra',
  named: 'Hvem kunden takker',
  contact: 'Kontakt',
  ended: (channel, when) => `${channelOf(channel)}, avsluttet ${when}`,
  handledBy: 'Håndtert av',
  brand: 'Merkevare',
  passOn: 'Gi takken videre',
  passed: (by, to, when) =>
    to
      ? `${by} ga takken videre på e-post til ${to}, ${when}.`
      : `${by} skal gi takken videre personlig, siden ${when}: ingen e-postadresse er kjent.`,
  mailed: (to) => `Takken går til ${to} på e-post, i ditt navn.`,
  tellThem: 'Det er du som gir takken videre. Ingen e-postadresse er kjent, så si det personlig.',
  yours: 'Takken er til deg: godt jobbet! La en kollega gi den videre.',
  passedAlready: (by) => `${by ?? 'En kollega'} har allerede tatt seg av takken.`,
  notYours: (department) => `Takken er til ${department}. Deres saksansvarlige og ledere gir den videre.`,
  unknown: 'Takken finnes ikke lenger her.',
}
