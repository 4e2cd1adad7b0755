import type { StaffWords } from '../../staff.ts'
import { stateOf } from './keys.ts'

export const rights: StaffWords['rights'] = {
  yourWords: 'Det du skrev, så du kan kopiere det',
  stranger: 'Amends kjenner deg ikke her. En administrator kan legge deg til i organisation.yaml.',
  notYourRole: 'Dette hører ikke til rollen din. I organisation.yaml står det hvem som har hvilken.',
  noCase: 'Saken finnes ikke.',
  unknown: 'Dette finnes ikke lenger her.',
  older: 'Knappen er fra en eldre versjon. Se etter en nyere melding om saken.',
  aboutYou: (number) => `Sak ${number} gjelder en kontakt du hadde, så en kollega tar seg av den.`,
  yourName: (number, department) =>
    `Sak ${number} gjelder noen med navnet ditt. En kollega tar seg av den til en leder i ${department} sier at det ikke er deg.`,
  nothingUnsure: 'Nå er det kjent hva som skjedde med e-posten. Se på kortet. Ingenting er endret.',
  notNamed: 'Her venter ingen klage på en navngitt person.',
  outsider: (number, department) =>
    `Sak ${number} ligger hos ${department}. Bare deres saksansvarlige og ledere kan gjøre noe med den.`,
  forManagers: (move, department) =>
    `«${move}» er for lederne i ${department}. Bruk «Varsle ledelsen» hvis det trengs.`,
  managersAtWorst: (move, department) =>
    `Ved alvorlighetsgrad 1 er «${move}» for lederne i ${department}. Bruk «Varsle ledelsen» hvis det trengs.`,
  taken: (number, accountable) =>
    `${accountable} har sak ${number}. Bare ${accountable} og lederne kan gjøre noe med den.`,
  notTaken: (number) => `Ingen har tatt sak ${number} ennå. Begynn med «Ta saken».`,
  takenAlready: (number, accountable) => `${accountable} har allerede sak ${number}.`,
  notNow: (number, move, state) =>
    `«${move}» går ikke nå. Status for sak ${number}: ${stateOf(state)}. Ingenting er endret.`,
  nothingHere: (number, accountable) =>
    `${accountable} har sak ${number}. Det er ingenting du kan gjøre her akkurat nå.`,
}

export const values: StaffWords['values'] = {
  empty: 'Fyll ut dette.',
  short: (min) => `Skriv minst ${min} tegn.`,
  long: (max) => `Dette er lengre enn ${max} tegn.`,
  noDate: 'Oppgi en dato.',
  past: 'Den dagen er passert.',
  tooFar: (days) => `Det er mer enn ${days} dager fram. Lov en beskjed før det.`,
  chooseOne: 'Velg ett alternativ.',
  chooseSeverity: 'Velg 1, 2 eller 3.',
  amount: {
    example: (cents) => `250 eller ${cents}`,
    unread: (example) => `Oppgi et beløp, for eksempel ${example}.`,
    zero: 'Oppgi et beløp over null.',
    other: (said, currency) => `Her står det ${said}, men beløpet er i ${currency}. Skriv det i ${currency}.`,
    twoWays: (text, large, small) =>
      `«${text}» kan leses på to måter. Skriv ${large} for det største beløpet, ${small} for det minste.`,
    decimals: (currency, decimals, example) =>
      `${currency} har ${decimals === 0 ? 'ingen desimaler' : `${decimals} desimaler`}. Skriv for eksempel ${example}.`,
    most: (money) => `Ingen tiltak er over ${money}. Mener du virkelig det beløpet?`,
    disagree: (said, money) =>
      `I teksten står det ${said}, og beløpet er ${money}. Hva stemmer? Skriv det samme begge steder.`,
  },
  day: {
    twoWays: (text, one, other, first, second) =>
      `Er «${text}» ${one} eller ${other}? Skriv ${first} eller ${second}.`,
    weekday: (day, weekday, date) =>
      `${day} er en ${weekday}. Hvilken dag mener du? Skriv uten ukedag, eller ${date}.`,
  },
}
