import type { DataWords } from '../locale.ts'

export const yourData: DataWords = {
  title: 'Opplysningene dine',
  lead: 'Du kan se hva vi har lagret om deg, og be oss slette det. Vi sender en lenke til e-postadressen vi har, slik at ingen andre kan gjøre det for deg.',
  copy: {
    title: 'En kopi av det vi har om deg',
    how: 'Til å lese på en side og til å laste ned, med bilder.',
    send: 'Send meg en kopi',
  },
  erasure: {
    title: 'Slett det dere har om meg',
    how: 'Navnet, adressene, ordene og bildene dine forsvinner for godt, og denne siden med dem. Det vi fortsatt skylder deg, gjøres først.',
    send: 'Slett opplysningene mine',
  },
  back: 'Tilbake til saken min',
  sent: 'Vi har sendt deg en lenke',
  sentText:
    'Åpne den innen 24 timer og bekreft. Før det skjer ingenting. Kommer den ikke frem: se i søppelposten, og be om en ny etter ti minutter.',
  notSent: 'Vi kan ikke sende deg en lenke',
  noAddress:
    'Vi har ingen e-postadresse til deg og kan derfor ikke vite sikkert at det er deg. Skriv til oss, så hjelper vi deg.',
  unreachable:
    'E-post til adressen vi har, kommer i retur eller er meldt som uønsket, så dit sender vi ingenting. Skriv til oss fra en annen adresse, så hjelper vi deg.',
  often:
    'Du har bedt om dette tre ganger på ett døgn. Bruk den nyeste lenken vi sendte, eller prøv igjen i morgen.',
  mail: {
    copy: {
      subject: (brand) => `${brand}: bekreft at du vil ha en kopi av opplysningene dine`,
      lead: 'Du ba om en kopi av det vi har lagret om deg. Bekreft på siden som åpnes, så kan du lese den der.',
    },
    erasure: {
      subject: (brand) => `${brand}: bekreft at vi skal slette opplysningene dine`,
      lead: 'Du ba oss slette det vi har om deg. Ingenting slettes før du bekrefter det på siden som åpnes.',
    },
    open: 'Se og bekreft',
    how: (until) => `Lenken gjelder til ${until}. Ikke gi den videre.`,
    unasked: 'Har du ikke bedt om dette, trenger du ikke gjøre noe. Da skjer ingenting.',
    why: (brand) => `Du får dette fordi noen ba om det på siden for saken din hos ${brand}.`,
  },
  confirm: {
    copy: { title: 'Vise kopien av opplysningene dine?', send: 'Ja, vis den' },
    erasure: {
      title: 'Slette opplysningene dine?',
      send: 'Ja, slett for godt',
      how: 'Dette kan ikke angres. Det som forsvinner: navnet, adressene, ordene og bildene dine, og lenkene til sakene dine. Det som blir igjen: tall uten deg, for eksempel en karakter og datoer. Det vi har betalt eller sendt deg, står i regnskapet vårt, med slag, beløp og dato.',
      address:
        'For at du ikke skal bli spurt igjen, lagrer vi en kode som er laget av adressen din. Den kan ikke gjøres om til adressen. Skriv til oss hvis du vil at også den skal bort.',
    },
  },
  ready: 'Kopien din er klar',
  readyText: (when) => `Du kan lese og laste den ned her til ${when}.`,
  read: 'Les den',
  json: 'Last ned for datamaskiner (JSON)',
  zip: 'Last ned alt, med bilder (ZIP)',
  waits: 'Vi kommer til å slette opplysningene dine',
  held: 'En rettslig sak gjør at vi må beholde opplysningene dine inntil videre. De slettes så snart den er over.',
  owed: 'Vi skylder deg fortsatt noe. Opplysningene dine slettes av seg selv så snart dette er gjort:',
  owes: (thing, when) => (when ? `${thing}, senest ${when}` : thing),
  things: { word: 'Et svar i den åpne saken din', 'call-back': 'En avtalt samtale' },
  dropWord: 'Vil du ikke lenger ha et svar: velg «Stopp alle meldinger» på siden for saken din.',
  soon: 'Det gjøres innen et kvarter.',
  erased: 'Opplysningene dine er slettet',
  erasedText: (when) => `Det ble gjort ${when}.`,
  kept: 'Hva vi beholder, og hvorfor',
  keptFigures: 'Karakterer, datoer og slag av saker, uten noe om deg: de telles i tallene våre.',
  keptBooks: 'For regnskapet, uten navnet ditt:',
  keptAddress:
    'En kode som er laget av adressen din, slik at du ikke blir spurt igjen. Den kan ikke gjøres om til adressen.',
  beyond: 'Det vi ikke kan ta tilbake',
  beyondMails: (n) => (n === 1 ? 'Én e-post som vi har sendt deg.' : `${n} e-poster som vi har sendt deg.`),
  beyondPartners: (names) => `Det vi har gitt videre til ${names}: vi ber dem slette det.`,
  over: 'Denne lenken gjelder ikke lenger',
  overText: 'Du kan be om en ny på siden for saken din.',
}
