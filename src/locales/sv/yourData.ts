import type { DataWords } from '../locale.ts'

export const yourData: DataWords = {
  title: 'Dina uppgifter',
  lead: 'Du kan se vad vi har sparat om dig och be oss radera det. Vi skickar en länk till den e-postadress vi har, så att ingen annan kan göra det åt dig.',
  copy: {
    title: 'En kopia av det vi har om dig',
    how: 'Att läsa på en sida och att ladda ner, med bilder.',
    send: 'Skicka mig en kopia',
  },
  erasure: {
    title: 'Radera det ni har om mig',
    how: 'Ditt namn, dina adresser, ord och bilder försvinner för gott, och den här sidan med dem. Det vi fortfarande är skyldiga dig görs först.',
    send: 'Radera mina uppgifter',
  },
  back: 'Tillbaka till mitt ärende',
  sent: 'Vi har skickat dig en länk',
  sentText:
    'Öppna den inom 24 timmar och bekräfta. Innan dess händer ingenting. Kommer den inte fram: titta i skräpposten, och be om en ny efter tio minuter.',
  notSent: 'Vi kan inte skicka dig en länk',
  noAddress:
    'Vi har ingen e-postadress till dig och kan därför inte veta säkert att det är du. Skriv till oss så hjälper vi dig.',
  unreachable:
    'E-post till adressen vi har kommer tillbaka eller har anmälts som oönskad, så dit skickar vi inget. Skriv till oss från en annan adress så hjälper vi dig.',
  often:
    'Du har bett om det tre gånger på ett dygn. Använd den senaste länken vi skickade, eller försök igen i morgon.',
  mail: {
    copy: {
      subject: (brand) => `${brand}: bekräfta att du vill ha en kopia av dina uppgifter`,
      lead: 'Du bad om en kopia av det vi har sparat om dig. Bekräfta på sidan som öppnas, så kan du läsa den där.',
    },
    erasure: {
      subject: (brand) => `${brand}: bekräfta att vi ska radera dina uppgifter`,
      lead: 'Du bad oss radera det vi har om dig. Inget raderas förrän du bekräftar det på sidan som öppnas.',
    },
    open: 'Se och bekräfta',
    how: (until) => `Länken gäller till ${until}. Ge den inte vidare.`,
    unasked: 'Har du inte bett om det här behöver du inte göra något. Då händer ingenting.',
    why: (brand) => `Du får det här för att någon bad om det på sidan för ditt ärende hos ${brand}.`,
  },
  confirm: {
    copy: { title: 'Visa kopian av dina uppgifter?', send: 'Ja, visa den' },
    erasure: {
      title: 'Radera dina uppgifter?',
      send: 'Ja, radera för gott',
      how: 'Det går inte att ångra. Det som försvinner: ditt namn, dina adresser, ord och bilder, och länkarna till dina ärenden. Det som blir kvar: siffror utan dig, till exempel ett betyg och datum. Det vi betalat eller skickat till dig står kvar i vår bokföring, med slag, belopp och datum.',
      address:
        'För att du inte ska få frågor igen sparar vi en kod som är gjord av din adress. Den går inte att göra om till adressen. Skriv till oss om du vill att även den ska bort.',
    },
  },
  ready: 'Din kopia är klar',
  readyText: (when) => `Du kan läsa och ladda ner den här till ${when}.`,
  read: 'Läs den',
  json: 'Ladda ner för datorer (JSON)',
  zip: 'Ladda ner allt, med bilder (ZIP)',
  waits: 'Vi kommer att radera dina uppgifter',
  held: 'En rättslig fråga gör att vi måste behålla dina uppgifter tills vidare. De raderas så snart den är avgjord.',
  owed: 'Vi är fortfarande skyldiga dig något. Dina uppgifter raderas av sig självt så snart det här är klart:',
  owes: (thing, when) => (when ? `${thing}, senast ${when}` : thing),
  things: { word: 'Ett svar i ditt öppna ärende', 'call-back': 'Ett bokat samtal' },
  dropWord: 'Vill du inte längre ha ett svar: välj ”Stoppa alla meddelanden” på sidan för ditt ärende.',
  soon: 'Det görs inom en kvart.',
  erased: 'Dina uppgifter är raderade',
  erasedText: (when) => `Det gjordes ${when}.`,
  kept: 'Vad vi behåller, och varför',
  keptFigures: 'Betyg, datum och slag av ärenden, utan något om dig: de räknas i våra siffror.',
  keptBooks: 'För bokföringen, utan ditt namn:',
  keptAddress:
    'En kod som är gjord av din adress, så att du inte får frågor igen. Den går inte att göra om till adressen.',
  beyond: 'Det vi inte kan ta tillbaka',
  beyondMails: (n) => (n === 1 ? 'Ett mejl som vi skickat till dig.' : `${n} mejl som vi skickat till dig.`),
  beyondPartners: (names) => `Det vi lämnat vidare till ${names}: vi ber dem radera det.`,
  over: 'Den här länken gäller inte längre',
  overText: 'Du kan be om en ny på sidan för ditt ärende.',
}
