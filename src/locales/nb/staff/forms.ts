import type { StaffWords } from '../../staff.ts'
import { afterwards, mailed, nameSays } from './afterwards.ts'
import { stateOf } from './keys.ts'

const next = { label: 'Når hører kunden fra deg neste gang?' }

export const forms: StaffWords['forms'] = {
  writeIn: 'Skriv på',
  notMailed: 'Kunden vil ikke bli kontaktet. Det du skriver, vises på sakens side og sendes ikke på e-post.',
  kept: 'Det vises på sakens side og sendes ikke på e-post.',
  noAddress:
    'Vi har ingen e-postadresse til kunden, så ingenting kan sendes. Ring, og noter det med «Noter samtale».',
  sentBefore: (exactly, when) =>
    `${exactly ? 'De samme ordene ble sendt' : 'Dette sier det samme som det som ble sendt'} til en annen kunde ${when}, bortsett fra navn og fakta. Skriv det som gjelder akkurat denne kunden.`,
  apologise: {
    once: 'Du har allerede beklaget dette. Én beklagelse sier mer enn to: fortell hvordan det går, og hva du gjør innen når. Går noe galt igjen, kan du beklage det.',
    kind: {
      label: 'Et tiltak du gir med en gang',
      hint: 'Innenfor fullmakten din, eller kundens rett. For mer, for en annen rett eller for et stort beløp: bruk «Tilby tiltak», så avgjør en leder.',
    },
    amount: { label: 'Beløp', hint: 'For tilbakebetaling, rabatt eller tilgodelapp og utlegg.' },
    words: { label: 'Hva du lover, med egne ord', hint: `${mailed} ${nameSays}` },
    text: {
      label: 'Beklagelsen din',
      hint: 'Med egne ord, på kundens språk. Den sendes på e-post i ditt navn.',
    },
    next,
    sentBefore: (exactly, same, when, wrote) =>
      `${exactly ? 'De samme ordene er allerede sendt' : 'Dette sier det samme som en beklagelse som ble sendt'} til ${same ? 'denne kunden' : 'en annen kunde'}${when && ` den ${when}`}, bortsett fra navn og fakta. Skriv det du ville sagt til akkurat denne kunden${wrote ? ': kundens egne ord står over' : ''}. Eller ring, og noter det med «Noter samtale».`,
  },
  ask: {
    text: {
      label: 'Spørsmålet ditt',
      hint: 'På kundens språk. Det sendes på e-post i ditt navn, og svaret vises i tråden.',
    },
    next: { label: 'Hvis du ikke får svar: når tar du kontakt likevel?' },
  },
  progress: { text: { label: 'Hvordan det går', hint: mailed }, next },
  takeBack: {
    which: { label: 'Hvilket tiltak er ikke utført?', hint: 'Det skal gjøres igjen, og telles én gang.' },
    text: { label: 'Rettelsen', hint: mailed },
    due: { label: 'Når er det utført, senest?' },
    nothing: 'Ingen tiltak i saken er merket som utført.',
  },
  carryOn: {
    text: { label: 'Hva du gjør nå', hint: mailed },
    next,
    other: (number) =>
      `Sak ${number} om det samme er åpnet i mellomtiden. Fortsett der. Ingenting er endret.`,
  },
  account: {
    text: (byCustomer) => ({
      label: 'Hva som skjedde, slik dere er enige om det',
      hint: byCustomer
        ? 'Med kundens rettelse. Kunden får endringen din og kan rette igjen.'
        : 'Kunden får teksten og kan rette den.',
    }),
    same: 'Slik står det allerede. Endre noe, eller lukk skjemaet.',
    changed: 'Teksten er endret i mellomtiden, kanskje av kunden. Åpne skjemaet igjen og les den først.',
  },
  done: {
    remedies: { label: 'Hvilke tiltak er utført?', hint: 'De du ikke krysser av, er fortsatt lovet.' },
    reference: {
      label: 'Referansen til bilaget',
      hint: 'For penger du har krysset av: slik at de kan finnes igjen.',
    },
    text: {
      label: 'Hva som er gjort',
      hint: 'Kunden leser det. Når alt er utført, får kunden spørsmål om det er løst.',
    },
    tick: 'Kryss av det som er utført, eller fortell hvordan det går med «Gi beskjed».',
    meanwhile:
      'Et tiltak du krysset av, er utført eller erstattet i mellomtiden, så ingenting er endret. Se på kortet og prøv igjen.',
    promised: 'Et tiltak er lovet eller bedt om i mellomtiden. Se på kortet og prøv igjen.',
    apologyFirst: 'Beklagelsen kommer først: «Beklag» med egne ord, merk så som utført.',
    notNeeded: { label: 'Fortsatt åpent: hva trengs ikke lenger?', hint: 'De som er spurt, får vite det.' },
    undecided: (manager) =>
      `${manager ?? 'En leder'} har ikke tatt stilling til et tiltak ennå. Det du krysser av, noteres som utført, og kunden får vite det. Spørsmålet om det er løst, går ut når avgjørelsen er tatt og du merker saken som utført.`,
    noNeed: {
      request: (department) => `Forespørselen til ${department}`,
      handover: (colleague) => `Overleveringen til ${colleague}`,
    },
    unsettled: {
      approval: (manager) =>
        `${manager} har ikke tatt stilling til et tiltak for kunden ennå. Bruk «Gi beskjed» imens, og merk som utført etterpå.`,
      request: (department) =>
        `Forespørselen til ${department} er fortsatt åpen. Vent på den, eller kryss av for at den ikke trengs lenger.`,
      handover: (colleague) =>
        `${colleague} har ikke svart på overleveringen. Vent på svaret, eller kryss av for at den ikke trengs lenger.`,
    },
    noReference: 'Penger trenger referansen til bilaget, slik at de kan finnes igjen.',
  },
  ...afterwards,
  callManagement: {
    why: {
      label: 'Hvorfor trengs ledelsen? Én linje',
      hint: 'Ledelsen leser det først, med en gang. Saken blir værende der den er.',
    },
  },
  severity: {
    severity: (now) => ({
      label: `Alvorlighetsgrad (nå ${now})`,
      hint: '1 er verst og varsler ledelsen.',
    }),
    choices: {
      1: '1: personskade, trussel om rettssak, datainnbrudd eller diskriminering',
      2: '2: kunden er hardt rammet',
      3: '3: misfornøyd',
    },
    reason: { label: 'Hvorfor?' },
    same: (severity) => `Alvorlighetsgraden er allerede ${severity}. Velg en annen.`,
  },
  handling: {
    handling: { label: 'Hvordan vil kunden bli møtt?' },
    reason: { label: 'Hvordan vet du det?' },
  },
  correctAddress: {
    email: {
      label: 'Kundens e-postadresse',
      hint: 'Ingenting sendes på nytt. E-post som venter, går til den nye adressen, og lenker til den gamle slutter å virke.',
    },
    noAddress: 'Dette er ikke en e-postadresse. Sjekk den.',
    same: 'Det er allerede adressen.',
    noUtf8: 'E-posttjeneren vår kan ikke skrive til slike bokstaver foran @.',
    another: (number) =>
      `Adressen tilhører en annen kunde, med ${number ? `sak ${number}` : 'en kontakt'} på samme referanse.`,
  },
  abusive: {
    sure: { label: 'Er teksten krenkende?' },
    yes: (manager) => `Ja: skjul den bak en advarsel, og gi saken til ${manager}`,
    reason: { label: 'Noe lederen bør vite?' },
    tick: 'Kryss av for å gi saken til en leder.',
    noManager: 'Det er ingen leder som kan ta den. Bruk «Varsle ledelsen».',
    already: (number) => `Sak ${number} er allerede merket som krenkende. Teksten er skjult.`,
  },
  merge: {
    case: {
      label: 'Med hvilken av kundens saker?',
      hint: 'Den eldste fortsetter, med det som er lovet i begge. Det kan angres.',
    },
    choice: (number, department, reference, state) =>
      `Sak ${number}, ${department}${reference ? `, ${reference}` : ''}: ${stateOf(state)}`,
    number: { label: 'Eller nummeret' },
    none: (number, customer) =>
      `${customer ?? 'Kunden'} har ingen annen åpen sak som sak ${number} kan slås sammen med.`,
    noNumber: 'Skriv nummeret på en sak.',
    ended: (number) => `Sak ${number} er avsluttet. Bare åpne saker kan slås sammen.`,
    notTheirs: 'Kunden har ingen slik sak. Ulike kunders saker slås aldri sammen.',
    notYours: (number, department, accountable) =>
      `Sak ${number} ligger hos ${department}. Be ${accountable} slå dem sammen, eller lever din videre til ${department}.`,
    keptApart: (number) =>
      `Sak ${number} gjelder en kollega og holdes for seg. Gi begge til samme person med «Lever videre» i stedet.`,
    merged: (ended, goesOn) => `Sak ${ended} fortsetter i sak ${goesOn}.`,
    changed: 'En av sakene er endret i mellomtiden. Se på kortene og prøv igjen.',
    otherOpen: (number) =>
      `En annen sak om det samme som sak ${number} er åpnet i mellomtiden. Fortsett der. Ingenting er endret.`,
    unmerged: (number, other) => `Sak ${number} og ${other} er skilt fra hverandre igjen.`,
    already: (number) => `Sak ${number} er allerede en egen sak. Ingenting er endret.`,
  },
  unconfirmed: {
    reason: { label: 'Hvorfor er det ikke mer å gjøre?', hint: 'Lagres i saken og sendes ikke.' },
    early: (until) =>
      `Kunden har til ${until} på seg til å svare. Er det mer å gjøre før det, bruk «Fortsett saken».`,
  },
  finalAnswer: {
    reasons: {
      label: 'Svaret ditt, med begrunnelse',
      hint: 'Sendes kunden på e-post akkurat slik du skriver det, i ditt navn. Saken avsluttes uten at dere er enige.',
    },
    body: { label: 'Hvor kan kunden klage videre?', hint: 'Klageorganet, og hvordan det kan nås.' },
  },
  end: {
    end: {
      label: 'Hvorfor avsluttes den?',
      hint: 'Er du og kunden ikke enige, gir en leder et endelig svar i stedet.',
    },
    choices: {
      withdrawn: 'Trukket: kunden vil ikke lenger at vi gjør noe',
      'answered by mistake': 'Besvart ved en feil: det er ingenting å rette opp',
      'contact declined': 'Kontakt avslått: ingenting mer sendes',
    },
    reason: { label: 'Hvordan vet du det?', hint: 'Lagres i saken og sendes ikke.' },
  },
}
