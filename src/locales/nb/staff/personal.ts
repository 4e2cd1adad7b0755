import type { StaffWords } from '../../staff.ts'
import { channelOf, stateOf } from './keys.ts'

export const personal: StaffWords['personal'] = {
  snooze: {
    until: (when) => `Utsatt til ${when}: da blir du påminnet igjen. Lederne ser det.`,
    not: (number) =>
      `Sak ${number} har ingenting å utsette nå: det er gjort, er allerede utsatt, eller en lovet dato hindrer det.`,
  },
  none: 'Ingen.',
  counted: (title, n) => `${title}: ${n}`,
  firstShown: (n) => `De første ${n} vises.`,
  home: {
    approvals: 'Venter på din godkjenning',
    handovers: 'Overleveres til deg, hvis du godtar',
    requests: 'Forespørsler til avdelingene dine',
    callBacks: 'Telefonavtalene dine',
    call: (customer, phone, number) => `ring ${customer ?? 'kunden'}, ${phone}, sak ${number}`,
    cases: 'Sakene dine, det som haster mest først',
    asManager: 'Venter på deg som leder',
    asManagement: 'Venter på ledelsen',
    noCase: 'Ingen: du har ingen saker nå.',
    nothing: 'Ingenting venter på deg',
    nothingWaits: 'Du har ingen saker, godkjenninger, overleveringer, forespørsler eller telefonavtaler nå.',
  },
  cases: {
    due: 'Forfaller senest neste virkedag',
    later: (n) => `og ${n} til som haster mindre`,
    all: 'Alle de åpne sakene dine, på arbeidssiden',
    title: (number, severity, whose) => `Sak ${number}, alvorlighetsgrad ${severity}, ${whose}`,
    summary: (number, severity, customer, standing) =>
      `Sak ${number}, alvorlighetsgrad ${severity}${customer ? `, ${customer}` : ''}: ${standing}`,
    standing: {
      open: 'ikke tatt',
      owned: 'din',
      recovering: 'under oppretting',
      'awaiting customer': 'venter på svar fra kunden',
      confirmed: 'bekreftet, skal dokumenteres',
    },
    decision: 'kunden har ikke svart: en leder bestemmer',
    dueAt: (standing, when) => `${standing}, innen ${when}`,
    overdue: (standing, since) => `${standing}, forsinket siden ${since}`,
    score: (score) => (score === null ? 'opprettet av oss' : `${score} av 5`),
  },
  away: {
    until: (when) => `Du er fraværende til ${when}`,
    meanwhile: 'Nye saker, og saker der noe forfaller imens, går til den som har vakt, og blir der.',
    covered: (colleague) =>
      `Til da har ${colleague} sakene dine og får de nye. Deretter kommer de tilbake, unntatt dem der ${colleague} har skrevet til kunden.`,
    back: 'Jeg er tilbake',
    whichDay: 'Til hvilken dag?',
    noDay: (text) => (text ? `Jeg forstår ikke dagen «${text}».` : 'Skriv hvilken dag du er tilbake.'),
    example: 'Skriv slik: «fraværende til mandag», «til 1. desember» eller «til 2026-12-01».',
    pastTitle: 'Den dagen ligger ikke fram i tid',
    past: (date) => `${date} er i dag eller passert. Ingenting er endret.`,
    farTitle: 'Det er mer enn et år fram',
    far: 'Ingenting er endret. En administrator kan ta deg ut av organisation.yaml.',
    later: 'Det er passert. Oppgi en senere dag.',
    thatMorning: 'Du er tilbake den morgenen. Skriv «tilbake» hvis det blir tidligere.',
    reassigned: (n) =>
      `${n} av sakene dine gikk til den som har vakt: ikke tatt ennå, eller forfaller imens. Når du er tilbake, kan du ta tilbake dem som ingen har gjort noe med.`,
    nobody: (department) => `Ingen andre er i ${department}. Nye saker kommer likevel til deg.`,
    onCall: (name, department) => `Imens har ${name} vakt for ${department}.`,
    welcome: 'Velkommen tilbake',
    reachYou:
      'Nye saker når deg igjen. De som gikk til den som hadde vakt, blir der. De som en kollega dekket for deg, kommer tilbake, bortsett fra der kollegaen har skrevet til kunden.',
    welcomeBack: 'Velkommen tilbake: nye saker når deg igjen.',
    untouched: (n) =>
      n === 1
        ? 'En av sakene dine gikk til noen andre mens du var borte, og ingen har gjort noe med den siden. Du kan ta den tilbake.'
        : `${n} av sakene dine gikk til andre mens du var borte, og ingen har gjort noe med dem siden. Du kan ta dem tilbake.`,
    takeBack: (n) => (n === 1 ? 'Ta den tilbake' : `Ta dem tilbake (${n})`),
    fromHome: 'Skriv «hjem», så finner du knappen der.',
    tookBack: (n) =>
      n === 0
        ? 'Det er ingenting å ta tilbake: sakene er alt dine igjen, eller noen har gjort noe med dem.'
        : n === 1
          ? 'Én sak er din igjen. Den som hadde den, får beskjed.'
          : `${n} saker er dine igjen. De som hadde dem, får beskjed.`,
    backFirst: 'Du er fraværende. Skriv «tilbake» først.',
  },
  reassigned: {
    title: (n, from) => (n === 1 ? `En sak fra ${from} er din nå` : `${n} saker fra ${from} er dine nå`),
    away: (from, until) =>
      `${from} er fraværende til ${until}. Du har sakene fra nå av. Når ${from} er tilbake, kan de som ingen har gjort noe med, tas tilbake.`,
    gone: (from) => `${from} kan ikke ha dem lenger.`,
    more: (n) => `og ${n} til: skriv «mine saker»`,
    takenBack: (who, n) =>
      `${who} er tilbake og tok tilbake ${n === 1 ? 'en sak' : `${n} saker`} som ingen hadde gjort noe med.`,
  },
  help: {
    title: 'Dette kan du skrive',
    notUnderstood: (text) => `Jeg forsto ikke «${text}». Ingenting er gjort.`,
    commands: [
      [
        'hjem',
        'hva som venter på deg: godkjenninger, overleveringer, forespørsler, telefonavtaler, sakene dine',
      ],
      ['mine saker', 'sakene dine, det som haster mest først; avsluttede også så lenge noe gjenstår'],
      ['forfalte', 'det som er forsinket, eller forfaller senest neste virkedag'],
      ['åpne', 'opprett en sak etter en klage du så et annet sted'],
      ['finn …', 'saker og kontakter etter navn, telefon, e-post, ordre, saksnummer eller ord'],
      [
        'fraværende til mandag',
        'du er tilbake den dagen; imens får den som har vakt, det som forfaller, og beholder det. Legg til «, Bjørn dekker», så får Bjørn sakene dine hvis Bjørn takker ja',
      ],
      ['Bjørn tar mine til torsdag', 'en kollega har sakene dine til den dagen, hvis kollegaen takker ja'],
      ['tilbake', 'du er tilbake på jobb'],
      ['forbedringer', 'endringer som pågår i avdelingene dine, og hva de førte til'],
      ['ny forbedring', 'opprett en forbedring: hva som endres, hvem som er ansvarlig, hva som måles'],
      ['rapport', 'en egen lenke til rapporten, for ledere'],
      ['vaktplan', 'for ledere: vaktplanen, og hvem som var på vakt i timene til et mønster'],
      [
        'oppsummering',
        'still inn når, hvor og for hvilke avdelinger oppsummeringer kommer, hvis du er leder',
      ],
    ],
    note: 'Vil du gjøre noe med en sak, bruker du knappene under meldingen i avdelingens kanal.',
  },
  find: {
    what: 'Hva skal finnes?',
    how: 'Skriv hva du leter etter bak ordet: «finn kim@example.com», «finn 412 34 567», «finn A-1001» (en ordre), «finn 1004» (en sak), «finn Kim», eller ord kunden skrev.',
    nothing: (text) => `Fant ingenting for «${text}»`,
    tryThis:
      'Skriv et navn, en e-postadresse, et telefonnummer, en ordre, et saksnummer eller ord kunden skrev, fra begynnelsen av ordet. Du finner det som ligger hos avdelingene dine.',
    found: (text, n) => `Funnet for «${text}»: ${n}`,
    newest: (shown, more, least) =>
      `De ${shown} nyeste vises, ${least ? 'mer enn ' : ''}${more} til vises ikke. Skriv mer for å finne færre.`,
    contactOf: (when) => `En kontakt ${when}`,
    contact: (channel) => `Kontakt, ${channelOf(channel)}`,
    ended: (when) => `avsluttet ${when}`,
    openCase: 'Opprett en sak',
    case: (number, severity, state) =>
      `Sak ${number}, alvorlighetsgrad ${severity}: ${state && stateOf(state)}`,
    caseIn: (number, severity, channel) =>
      `Sak ${number}, alvorlighetsgrad ${severity}, ${channelOf(channel)}`,
    stands: (state, accountable, when) => `${state && stateOf(state)}, ${accountable}, opprettet ${when}`,
  },
  more: {
    title: (number) => `Mer for sak ${number}`,
    submit: 'Videre',
    verb: { label: 'Hva vil du gjøre?' },
    untaken:
      'Når noen har tatt saken, kan den også overlates til andre, andre bes om noe og alvorlighetsgraden endres.',
    groups: {
      case: 'Denne saken',
      help: 'Med noen andre',
      end: 'Alvorlig: krenkelser, sammenslåing, avslutning',
    },
  },
  openCase: {
    title: 'Opprett en sak',
    submit: 'Opprett',
    email: { label: 'Kundens e-post', hint: 'E-post eller telefon trengs.' },
    phone: { label: 'Kundens telefon', hint: 'Uten e-postadresse blir kunden bare oppringt.' },
    name: { label: 'Kundens navn' },
    brand: { label: 'Merkevare' },
    department: { label: 'Avdeling' },
    channel: { label: 'Hvor sa kunden det?' },
    language: { label: 'Kundens språk', hint: 'E-postene og siden til kunden er på dette språket.' },
    words: { label: 'Hva kunden sa', hint: 'Med kundens egne ord, så langt du har dem.' },
    reference: { label: 'Ordre eller henvendelse', hint: 'Samme referanse havner i samme sak.' },
    severity: { label: 'Alvorlighetsgrad' },
    severities: {
      1: '1: personskade, trussel om rettssak, datainnbrudd, diskriminering',
      2: '2: kunden er hardt rammet',
      3: '3: misfornøyd',
    },
    staff: {
      label: 'E-post til kollegaen det gjelder',
      hint: 'Hvis du vet: den klagen gjelder, tar seg ikke av saken.',
    },
    faults: {
      email: 'Skriv en hel e-postadresse, for eksempel kim@example.com.',
      phone: 'Skriv nummeret med sifre, for eksempel +4741234567.',
      staff: 'Skriv hele e-postadressen til kollegaen, eller la feltet stå tomt.',
    },
    noAddress: 'En e-postadresse eller et telefonnummer trengs for å rette opp.',
    chooseBrand: 'Velg en merkevare.',
    chooseDepartment: 'Velg en avdeling.',
    unknown: 'Kontakten finnes ikke lenger her. Skriv «åpne» i stedet.',
    notYours: (department) =>
      `Kontakten ligger hos ${department}. Deres saksansvarlige kan opprette en sak på den.`,
    aboutYou: 'Kontakten var din, så en kollega får opprette saken.',
    opened: (number, department, onCall) =>
      `Sak ${number} er opprettet hos ${department}. ${onCall} har vakt for den.`,
    other: (number) => `Kunden har også sak ${number} åpen. Slå dem sammen hvis det er det samme.`,
    ended: 'Saken om dette ble avsluttet akkurat nå. Send en gang til.',
    added: (number, accountable) =>
      `Det finnes allerede en åpen sak. Ordene ble lagt til i sak ${number}, som ${accountable} har.`,
    addedElsewhere: 'Det finnes allerede en åpen sak. Ordene ble lagt til der.',
  },
}
