import type { StaffWords } from '../../staff.ts'
import { stateOf } from './keys.ts'

export const rights: StaffWords['rights'] = {
  yourWords: 'Det du skrev, så att du kan kopiera det',
  stranger: 'Amends känner inte till dig här. En administratör kan lägga till dig i organisation.yaml.',
  notYourRole: 'Det här ingår inte i din roll. I organisation.yaml står vem som har vilken.',
  noCase: 'Ärendet finns inte.',
  unknown: 'Det här finns inte längre här.',
  older: 'Knappen är från en äldre version. Leta efter ett nyare meddelande om ärendet.',
  aboutYou: (number) => `Ärende ${number} gäller en kontakt som du hade, så en kollega sköter det.`,
  yourName: (number, department) =>
    `Ärende ${number} gäller någon med ditt namn. En kollega sköter det tills en chef på ${department} säger att det inte är du.`,
  nothingUnsure: 'Nu är det känt vad som hände med mejlet. Titta på kortet. Inget har ändrats.',
  notNamed: 'Här väntar inget klagomål på en namngiven person.',
  outsider: (number, department) =>
    `Ärende ${number} ligger hos ${department}. Bara deras ärendeansvariga och chefer kan göra något med det.`,
  forManagers: (move, department) =>
    `”${move}” är för cheferna på ${department}. Använd ”Larma ledningen” om det behövs.`,
  managersAtWorst: (move, department) =>
    `Vid allvarlighetsgrad 1 är ”${move}” för cheferna på ${department}. Använd ”Larma ledningen” om det behövs.`,
  taken: (number, accountable) =>
    `${accountable} har ärende ${number}. Bara ${accountable} och cheferna kan göra något med det.`,
  notTaken: (number) => `Ingen har tagit ärende ${number} ännu. Börja med ”Ta ärendet”.`,
  takenAlready: (number, accountable) => `${accountable} har redan ärende ${number}.`,
  notNow: (number, move, state) =>
    `”${move}” går inte nu. Läget för ärende ${number}: ${stateOf(state)}. Inget har ändrats.`,
  nothingHere: (number, accountable) =>
    `${accountable} har ärende ${number}. Du kan inte göra något här just nu.`,
}

export const values: StaffWords['values'] = {
  empty: 'Fyll i det här.',
  short: (min) => `Skriv minst ${min} tecken.`,
  long: (max) => `Det är längre än ${max} tecken.`,
  noDate: 'Ange ett datum.',
  past: 'Den dagen har passerat.',
  tooFar: (days) => `Det är mer än ${days} dagar bort. Lova ett besked före dess.`,
  chooseOne: 'Välj ett alternativ.',
  chooseSeverity: 'Välj 1, 2 eller 3.',
  amount: {
    example: (cents) => `250 eller ${cents}`,
    unread: (example) => `Ange ett belopp, till exempel ${example}.`,
    zero: 'Ange ett belopp över noll.',
    other: (said, currency) => `Här står ${said}, men beloppet är i ${currency}. Skriv det i ${currency}.`,
    twoWays: (text, large, small) =>
      `”${text}” kan läsas på två sätt. Skriv ${large} för det större beloppet, ${small} för det mindre.`,
    decimals: (currency, decimals, example) =>
      `${currency} har ${decimals === 0 ? 'inga decimaler' : `${decimals} decimaler`}. Skriv till exempel ${example}.`,
    most: (money) => `Ingen åtgärd är över ${money}. Menar du verkligen det beloppet?`,
    disagree: (said, money) =>
      `I texten står ${said}, och beloppet är ${money}. Vilket stämmer? Skriv samma på båda ställena.`,
  },
  day: {
    twoWays: (text, one, other, first, second) =>
      `Är ”${text}” den ${one} eller den ${other}? Skriv ${first} eller ${second}.`,
    weekday: (day, weekday, date) =>
      `Den ${day} är en ${weekday}. Vilken dag menar du? Skriv utan veckodag, eller ${date}.`,
  },
}
