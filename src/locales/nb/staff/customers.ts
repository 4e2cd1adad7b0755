import type { StaffWords } from '../../staff.ts'

export const customers: StaffWords['customers'] = {
  title: 'Kunder',
  how: 'Viser eller sletter alt som er lagret om en kunde. Begge deler noteres i revisjonsloggen.',
  of: 'Hele e-postadressen, telefonnummeret eller saksnummeret',
  find: 'Søk',
  nobody: (of) => `«${of}» gir ingen treff. Bare en hel adresse eller et helt nummer gjør det.`,
  since: (when) => `kjent siden ${when}`,
  cases: 'Saker:',
  show: 'Vis alt som er lagret',
  download: 'Last ned som JSON',
  zip: 'Last ned med bilder (ZIP)',
  /** Something is still owed to them, or held. */
  waiting: 'Kunder som har bedt om å bli slettet, og venter',
  waits: (number, when) => `sak ${number}, bekreftet ${when}`,
  erase: 'Slett',
  eraseHow:
    'Navn, adresser, ord og bilder fjernes overalt, for godt; tallene blir igjen. Åpne saker avsluttes, og kunden får ikke flere e-poster.',
  eraseNow: 'Slett for godt',
  eraseAnyway: 'Slett likevel',
  owed: 'Noe er fortsatt lovet. Gjør det først, eller slett likevel:',
  owes: (number, thing, due) => `sak ${number}: ${thing}${due ? `, senest ${due}` : ''}`,
  things: { word: 'den er åpen, og kunden venter på svar', call: 'en oppringning er avtalt' },
  erased: 'Kunden er slettet.',
  left: (mails, places) =>
    `Utenfor rekkevidde: ${mails === 1 ? 'én e-post som er' : `${mails} e-poster som er`} sendt${places ? `, og ${places}` : ''}.`,
  before: 'Kunden var slettet fra før: ingenting mer ble gjort.',
  erasedName: 'En slettet kunde',
  erasedAt: (when) => `Slettet ${when}. Bare tall er igjen.`,
  about: 'En av kundens saker gjelder deg: spør en kollega i ledelsen.',
}
