import type { StaffWords } from '../../staff.ts'
import { channelOf } from './keys.ts'

export const kudos: StaffWords['kudos'] = {
  title: 'Tack från en kund',
  summary: (passedBy) => `En nöjd kund tackar${passedBy ? `. ${passedBy} för tacket vidare` : ''}`,
  good: 'Vad som var bra',
  named: 'Vem kunden tackar',
  contact: 'Kontakt',
  ended: (channel, when) => `${channelOf(channel)}, avslutad ${when}`,
  handledBy: 'Hanterades av',
  brand: 'Varumärke',
  passOn: 'För tacket vidare',
  passed: (by, to, when) =>
    to
      ? `${by} förde tacket vidare med mejl till ${to}, ${when}.`
      : `${by} ska föra tacket vidare personligen, sedan ${when}: ingen e-postadress är känd.`,
  mailed: (to) => `Tacket går till ${to} med mejl, i ditt namn.`,
  tellThem: 'Det är du som för tacket vidare. Ingen e-postadress är känd, så säg det personligen.',
  yours: 'Tacket är till dig: bra gjort! Låt en kollega föra det vidare.',
  passedAlready: (by) => `${by ?? 'En kollega'} har redan tagit hand om tacket.`,
  notYours: (department) => `Tacket är till ${department}. Deras ärendeansvariga och chefer för det vidare.`,
  unknown: 'Tacket finns inte längre här.',
}
