import type { StaffWords } from '../../staff.ts'

export const customers: StaffWords['customers'] = {
  title: 'Kunder',
  how: 'Visar eller raderar allt som finns sparat om en kund. Båda noteras i granskningsloggen.',
  of: 'Hela e-postadressen, telefonnumret eller ärendenumret',
  find: 'Sök',
  nobody: (of) => `”${of}” ger ingen träff. Bara en hel adress eller ett helt nummer gör det.`,
  since: (when) => `känd sedan ${when}`,
  cases: 'Ärenden:',
  show: 'Visa allt som är sparat',
  download: 'Ladda ner som JSON',
  zip: 'Ladda ner med bilder (ZIP)',
  /** Something is still owed to them, or held. */
  waiting: 'Kunder som bett att bli raderade, och väntar',
  waits: (number, when) => `ärende ${number}, bekräftat ${when}`,
  erase: 'Radera',
  eraseHow:
    'Namn, adresser, ord och bilder tas bort överallt, för gott; siffrorna blir kvar. Öppna ärenden avslutas, och kunden får inga fler mejl.',
  eraseNow: 'Radera för gott',
  eraseAnyway: 'Radera ändå',
  owed: 'Något är fortfarande utlovat. Gör det först, eller radera ändå:',
  owes: (number, thing, due) => `ärende ${number}: ${thing}${due ? `, senast ${due}` : ''}`,
  things: { word: 'det är öppet, och kunden väntar på besked', call: 'en uppringning är bokad' },
  erased: 'Kunden har raderats.',
  left: (mails, places) =>
    `Utom räckhåll: ${mails === 1 ? 'ett mejl som har' : `${mails} mejl som har`} skickats${places ? `, och ${places}` : ''}.`,
  before: 'Kunden var redan raderad: inget mer gjordes.',
  erasedName: 'En raderad kund',
  erasedAt: (when) => `Raderad ${when}. Bara siffror finns kvar.`,
  about: 'Ett av kundens ärenden gäller dig: be en kollega i ledningen.',
}
