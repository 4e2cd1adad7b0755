import type { Lists } from '../locale.ts'

export const lists: Lists = {
  dates: {
    months: 'januari februari mars april maj juni juli augusti september oktober november december',
    days: 'mandagen tisdagen onsdagen torsdagen fredagen lordagen sondagen',
    today: ['idag', 'i dag'],
    tomorrow: ['imorgon', 'i morgon'],
    dayAfterTomorrow: ['iovermorgon', 'i overmorgon', 'overmorgon'],
    before: 'den pa nu nasta kommande nastkommande denna fram till senast dag',
    next: 'nasta kommande nastkommande',
    one: ['en', 'ett'],
    numbers: 'tva tre fyra fem sex sju atta nio tio elva tolv tretton fjorton',
    in: 'om',
    day: 'dag dagar',
    week: 'vecka veckan veckor',
    weekNumber: 'v vecka veckan',
  },
  crowns: 'kr kr. kronor krona',
  greetings: ['hej', 'hallå', 'kära', 'käre', 'bästa', 'bäste', 'god morgon', 'god dag', 'god kväll'],
  nobody: `kund kunden okänd okänt anonym gäst besökare användare medlem namn förnamn efternamn saknas uppgift tom
    borttagen dold privat privatperson testare familj familjen ej inget ingen utan`,
  roles: `kund kunden kundtjänst kundservice användare besökare butik butiken reception receptionen ekonomi avdelning
    avdelningen växel växeln bygg måleri åkeri bageri salong verkstad skola förskola församling klubb klubben och`,
  commands: {
    help: 'hjalp(?: mig)?|kommandon|vad kan jag skriva',
    home: 'hem|oversikt|startsida',
    cases: '(?:mina )?(?:oppna )?arenden',
    due: '(?:vad )?(?:forfallna|forfaller)(?: i ?dag)?|(?:mina )?forfallna(?: arenden)?|forsenade?(?: arenden)?',
    open: '(?:oppna|nytt|skapa)(?: ett)?(?: nytt)?(?: arende)?',
    find: '(?:hitta|sok|leta|sla upp)(?: efter| pa| upp)?',
    report: '(?:visa )?(?:min )?rapport(?:en)?',
    away: '(?:jag ar )?(?:franvarande|borta|ledig|franvaro)(?: fram till| till| tills)?',
    back: '(?:jag ar )?tillbaka(?: igen| pa jobbet)?',
    improve: '(?:ny |lagg upp |gor )?(?:en )?forbattring|forbattra',
    improvements: '(?:mina |alla |vara )?forbattringar',
    digest: '(?:min |mina )?sammanfattning(?:en|ar|arna)?',
    roster: '(?:vart |mitt )?(?:arbets)?schema(?:t)?|vem arbetade',
    swap: '.+ (?:tar|tacker) (?:mina|mina arenden|mig) .+',
  },
  titles: 'herr hr fru fr fröken frk doktor professor docent ing lic mag adv advokat',
}
