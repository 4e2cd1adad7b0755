import type { StaffWords } from '../../staff.ts'

const cases = (n: number) => `${n} ärende${n === 1 ? '' : 'n'}`

export const covers: StaffWords['covers'] = {
  asks: (person, until) => `Tar du hand om ärendena för ${person} till ${until}?`,
  until: (person, answerBy, leave) =>
    `Inget flyttas förrän du tackar ja. Kommer inget svar senast ${answerBy} ${leave ? 'har den som har jour det som förfaller' : `behåller ${person} dem`}.`,
  comesBack: (person) =>
    `Nya ärenden som skulle ha gått till ${person} går till dig under tiden. Sedan går ärendena tillbaka, utom de där du har skrivit till kunden: dem behåller du.`,
  accept: 'Tacka ja',
  decline: 'Tacka nej',
  standing: {
    waiting: '',
    accepted: 'Du har tackat ja: ärendena är dina så länge.',
    declined: 'Du har tackat nej.',
    'timed out': 'Inte besvarad i tid.',
    withdrawn: 'Behövs inte längre.',
    ended: 'Tiden är slut.',
  },
  yours: (n) => `${cases(n)} är ${n === 1 ? 'ditt' : 'dina'} nu. Skriv ”mina ärenden” så ser du dem.`,
  declinedNotice: 'Du har tackat nej. Den som frågade får veta det.',
  notYours: 'Den frågan gick till någon annan. Inget har ändrats.',
  answered: 'Frågan är redan besvarad, eller behövs inte längre.',
  already:
    'En kollega är redan tillfrågad, eller har dina ärenden. Skriv ”tillbaka” först om du vill ändra det.',
  asked: (colleague) => `${colleague} är tillfrågad om att ta dina ärenden`,
  nothingMoves: (colleague, answerBy) =>
    `Inget flyttas förrän ${colleague} tackar ja. Svar väntas senast ${answerBy}.`,
  unknown: (name) => `Ingen på dina avdelningar heter ”${name}”`,
  several: (name) => `Flera kollegor heter ”${name}”`,
  who: (names) => `Skriv hela namnet: ${names}.`,
  away: (colleague, until) => `${colleague} är frånvarande till ${until}. Inget har ändrats.`,
  accepted: (colleague, n, until) =>
    n === 0
      ? `${colleague} har inget att ta över än, men får dina nya ärenden till ${until}.`
      : `${colleague} har ${n === 1 ? 'ditt ärende' : `dina ${cases(n)}`} till ${until}.`,
  back: (colleague, back, stay) =>
    `${cases(back)} kom tillbaka till dig från ${colleague}.${stay > 0 ? ` ${cases(stay)} stannade hos ${colleague}, som de kunderna känner nu.` : ''}`,
  givenBack: (person, back, stay) =>
    `${cases(back)} gick tillbaka till ${person}.${stay > 0 ? ` ${cases(stay)} stannade hos dig.` : ''}`,
  nobody: (colleague, declined, leave) =>
    `${colleague} ${declined ? 'kan inte ta dina ärenden' : 'svarade inte om dina ärenden'}. ${leave ? 'Den som har jour har det som förfaller medan du är borta.' : 'Du behåller dem.'}`,
}
