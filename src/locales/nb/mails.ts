import type { MailWords } from '../locale.ts'

export const mails: MailWords = {
  greeting: (name) => (name ? `Hei, ${name}!` : 'Hei!'),
  thing: {
    phone: (brand) => `samtalen med ${brand}`,
    chat: (brand) => `chatten med ${brand}`,
    email: (brand) => `e-postkontakten med ${brand}`,
    store: (brand) => `butikkbesøket hos ${brand}`,
    web: (brand) => `kontakten med ${brand} på nett`,
    visit: () => 'besøket',
    'social media': (brand) => `kontakten med ${brand} i sosiale medier`,
    parcel: (brand) => `leveringen fra ${brand}`,
    other: (brand) => `kontakten med ${brand}`,
  },
  about: 'Gjelder',
  when: 'Når',
  with: 'Med',
  reference: 'Referanse',
  quote: (words) => `«${words}»`,
  invitation: {
    subject: (thing) => `Hvordan opplevde du ${thing}?`,
    reminderSubject: (thing) => `Påminnelse: Hvordan opplevde du ${thing}?`,
    preheader: 'Ett spørsmål. Gikk noe galt, vil vi rette det opp.',
    lead: 'Du har vært i kontakt med oss, og vi vil gjerne vite hvordan det gikk. Gikk noe galt, vil vi rette det opp.',
    reminderLead:
      'For noen dager siden spurte vi hvordan det gikk. Svaret ditt er fortsatt velkomment, og gikk noe galt, vil vi rette det opp. Vi spør ikke flere ganger om dette.',
    scale: (score, words) => `${score} av 5${words ? `, ${words.toLowerCase()}` : ''}`,
    how: 'Velg et tall, og bekreft det på siden som åpnes.',
    open: (until) => `Du kan svare frem til ${until}.`,
    why: (brand) => `Du får denne e-posten fordi du har vært i kontakt med ${brand}.`,
    noReply: 'Et svar på denne e-posten teller ikke. Skriv heller på siden som åpnes.',
    unsubscribe: 'Ingen flere undersøkelser, takk',
  },
  case: {
    open: 'Se saken din',
    nextWord: (when) => `Du hører fra oss igjen innen ${when}.`,
    nextRemedy: (when) => `Det vi lovet deg, er gjort innen ${when}.`,
    due: 'Senest',
    otherRemedy: 'Tiltak',
    signature: (person, brand) => `${person}, ${brand}`,
    writeThere: (person) =>
      `Skriv til ${person} på siden med saken din. Svar på denne e-posten kommer ikke med i saken.`,
    mailbox: (address) => `Vil du kontakte oss? Skriv til ${address}.`,
    apology: { subject: (from) => `En beklagelse fra ${from}` },
    progress: { subject: 'Slik går det med saken din' },
    promised: {
      subject: 'Dette gjør vi, og når',
      lead: 'Dette gjør vi for å rette det opp.',
      promise: 'Du hører fra oss når det er gjort.',
    },
    still: 'Dette gjenstår.',
    kept: {
      subject: 'Gjort, som vi lovet',
      partSubject: 'En del er gjort: Dette gjenstår, og når',
    },
    question: {
      subject: (from) => `Et spørsmål fra ${from}`,
      answer: 'Svar på siden med saken din',
      how: 'Du trenger ingen konto og svarer med egne ord.',
    },
    account: {
      subject: 'Slik har vi forstått det som skjedde',
      lead: 'Slik har vi forstått det som skjedde.',
      how: 'Er noe feil, eller mangler noe? Rett det på siden med saken din. Stemmer det, trenger du ikke å gjøre noe.',
      look: 'Les eller rett',
    },
    correction: {
      subject: 'Rettelse: dette er ikke gjort ennå',
      lead: 'Vi skrev at dette var gjort. Det er det ikke, og vi skylder deg det fortsatt.',
    },
    changed: {
      subject: 'Dette er endret takket være deg',
      lead: 'Du fortalte oss hva som gikk galt. Dette er endret takket være det:',
    },
    link: {
      subject: 'Den nye lenken til saken din',
      lead: 'Her er den nye lenken til saken din. Eldre lenker gjelder ikke lenger.',
      unasked:
        'Har du ikke bedt om den? Da har noen med en eldre lenke gjort det. Den lenken virker ikke lenger.',
    },
    handover: {
      subject: (to) => `${to} har saken din nå`,
      lead: (to, department) =>
        department ? `${to} i ${department} har tatt over saken din.` : `${to} har tatt over saken din.`,
      rest: 'Du slipper å gjenta noe: det du har fortalt, og det vi har lovet, følger med.',
    },
    call: {
      booked: 'Vi ringer deg',
      moved: 'Samtalen har fått ny tid',
      cancelled: 'Samtalen er avbestilt',
      near: 'Vi ringer deg snart',
      cancelledLead: (when) => `Samtalen ${when} er avbestilt.`,
      again: 'Du kan avtale en ny tid på siden med saken din.',
      change: 'Passer det ikke? Endre tiden eller avbestill samtalen på siden med saken din.',
    },
    final: 'Det endelige svaret vårt',
    atEnd: {
      subject: 'Et løfte vi trekker tilbake, og hvorfor',
      withdrawn: 'Vi har lovet deg dette, men det blir ikke noe av. Derfor:',
      word: (when) => `Beskjeden vi lovet innen ${when}`,
      request: 'Det en kollega skulle gjøre',
      'call-back': (when) => `Samtalen ${when}`,
      owed: 'Dette har du rett til. Du får det likevel.',
      disputed: 'Vi mener ikke at du har rett til dette',
    },
    ended: {
      subject: 'Saken din er avsluttet',
      withdrawn: 'Du har sagt at du ikke vil gå videre, så vi har avsluttet saken din.',
      'answered by mistake': 'Du har sagt at svaret ditt var en feil, så vi har avsluttet saken din.',
      wrong: 'Stemmer det ikke? Skriv det på sakens side innen 30 dager, så åpner vi den igjen.',
    },
    spoken: {
      subject: 'Du har sagt at det er løst',
      lead: 'Takk for samtalen. Du sa at det er løst, og vi har notert det.',
      how: 'Er det likevel ikke i orden? Si fra, så fortsetter vi.',
    },
    done: {
      subject: 'Har vi løst det?',
      reminderSubject: 'Påminnelse: Har vi løst det?',
      lead: 'Dette har vi gjort.',
      reminderLead:
        'For noen dager siden spurte vi om vi har løst det. Bare du kan avgjøre det, så her kommer spørsmålet én gang til. Dette har vi gjort.',
      how: 'Du bekrefter svaret på siden som åpnes. Er det ikke i orden ennå, fortsetter vi.',
      last: 'Vi spør ikke igjen, men siden med saken din er fortsatt åpen for deg.',
    },
  },
  thanks: {
    subject: 'En kunde vil takke deg',
    lead: (brand) => `En kunde hos ${brand} ble glad for måten du møtte dem på, og skrev:`,
    close: 'Takk. Det betyr noe.',
    why: 'Du får dette fordi en kunde takket deg i en undersøkelse og en kollega sendte det videre. Det inngår ikke i noen statistikk.',
  },
  partner: {
    greeting: (partner) => `Hei ${partner}!`,
    subject: (brand, number) => `${brand} ber om hjelp fra dere (sak ${number})`,
    lead: (who, brand) => `${who} i ${brand} ber dere om dette.`,
    by: 'Senest',
    open: 'Svar på forespørselen',
    how: 'På siden kan dere takke ja med en dato, takke nei med hva dere kan gjøre i stedet, eller melde at det er gjort. Dere trenger ingen konto. Lenken gjelder bare denne forespørselen, så ikke send den videre.',
    why: (brand) =>
      `Dere får denne e-posten fordi ${brand} samarbeider med dere. Svar på e-posten kommer ikke med i saken.`,
    withdrawnSubject: (brand, number) => `${brand}: trengs ikke lenger (sak ${number})`,
    withdrawn: 'Det vi ba dere om, trengs ikke lenger. Takk for hjelpen!',
    whyWithdrawn: (brand) =>
      `Dere får denne e-posten fordi ${brand} tidligere har sendt dere en forespørsel.`,
  },
}
