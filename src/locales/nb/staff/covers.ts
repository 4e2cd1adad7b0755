import type { StaffWords } from '../../staff.ts'

const cases = (n: number) => `${n} ${n === 1 ? 'sak' : 'saker'}`

export const covers: StaffWords['covers'] = {
  asks: (person, until) => `Tar du sakene til ${person} til ${until}?`,
  until: (person, answerBy, leave) =>
    `Ingenting flyttes før du takker ja. Kommer det ikke svar senest ${answerBy}, ${leave ? 'har den som har vakt, det som forfaller' : `beholder ${person} dem`}.`,
  comesBack: (person) =>
    `Nye saker som skulle ha gått til ${person}, går til deg imens. Så går sakene tilbake, bortsett fra dem der du har skrevet til kunden: dem beholder du.`,
  accept: 'Takk ja',
  decline: 'Takk nei',
  standing: {
    waiting: '',
    accepted: 'Du har takket ja: sakene er dine så lenge.',
    declined: 'Du har takket nei.',
    'timed out': 'Ikke besvart i tide.',
    withdrawn: 'Trengs ikke lenger.',
    ended: 'Tiden er ute.',
  },
  yours: (n) => `${cases(n)} er ${n === 1 ? 'din' : 'dine'} nå. Skriv «mine saker» for å se dem.`,
  declinedNotice: 'Du har takket nei. Den som spurte, får vite det.',
  notYours: 'Dette spørsmålet gikk til noen andre. Ingenting er endret.',
  answered: 'Spørsmålet er allerede besvart, eller trengs ikke lenger.',
  already:
    'En kollega er allerede spurt, eller har sakene dine. Skriv «tilbake» først hvis du vil endre det.',
  asked: (colleague) => `${colleague} er spurt om å ta sakene dine`,
  nothingMoves: (colleague, answerBy) =>
    `Ingenting flyttes før ${colleague} takker ja. Svar ventes senest ${answerBy}.`,
  unknown: (name) => `Ingen i avdelingene dine heter «${name}»`,
  several: (name) => `Flere kolleger heter «${name}»`,
  who: (names) => `Skriv hele navnet: ${names}.`,
  away: (colleague, until) => `${colleague} er fraværende til ${until}. Ingenting er endret.`,
  accepted: (colleague, n, until) =>
    n === 0
      ? `${colleague} har ingenting å overta ennå, men får de nye sakene dine til ${until}.`
      : `${colleague} har ${n === 1 ? 'saken din' : `de ${n} sakene dine`} til ${until}.`,
  back: (colleague, back, stay) =>
    `${cases(back)} kom tilbake til deg fra ${colleague}.${stay > 0 ? ` ${cases(stay)} ble hos ${colleague}, som de kundene kjenner nå.` : ''}`,
  givenBack: (person, back, stay) =>
    `${cases(back)} gikk tilbake til ${person}.${stay > 0 ? ` ${cases(stay)} ble hos deg.` : ''}`,
  nobody: (colleague, declined, leave) =>
    `${colleague} ${declined ? 'kan ikke ta sakene dine' : 'svarte ikke om sakene dine'}. ${leave ? 'Den som har vakt, har det som forfaller mens du er borte.' : 'Du beholder dem.'}`,
}
