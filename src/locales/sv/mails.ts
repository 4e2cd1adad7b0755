import type { MailWords } from '../locale.ts'

export const mails: MailWords = {
  greeting: (name) => (name ? `Hej ${name}!` : 'Hej!'),
  thing: {
    phone: (brand) => `samtalet med ${brand}`,
    chat: (brand) => `chatten med ${brand}`,
    email: (brand) => `mejlkontakten med ${brand}`,
    store: (brand) => `butiksbesöket hos ${brand}`,
    web: (brand) => `kontakten med ${brand} på webben`,
    visit: () => 'besöket',
    'social media': (brand) => `kontakten med ${brand} i sociala medier`,
    parcel: (brand) => `leveransen från ${brand}`,
    other: (brand) => `kontakten med ${brand}`,
  },
  about: 'Gäller',
  when: 'När',
  with: 'Med',
  reference: 'Referens',
  quote: (words) => `”${words}”`,
  invitation: {
    subject: (thing) => `Hur upplevde du ${thing}?`,
    reminderSubject: (thing) => `Påminnelse: hur upplevde du ${thing}?`,
    preheader: 'En fråga. Om något gick fel vill vi rätta till det.',
    lead: 'Du har varit i kontakt med oss och vi vill gärna veta hur det gick. Om något gick fel vill vi rätta till det.',
    reminderLead:
      'Häromdagen frågade vi hur det gick. Ditt svar är fortfarande välkommet, och om något gick fel vill vi rätta till det. Vi frågar inte om det här fler gånger.',
    scale: (score, words) => `${score} av 5${words ? `, ${words.toLowerCase()}` : ''}`,
    how: 'Välj en siffra och bekräfta den på sidan som öppnas.',
    open: (until) => `Du kan svara fram till ${until}.`,
    why: (brand) => `Du får det här mejlet eftersom du har varit i kontakt med ${brand}.`,
    noReply: 'Ett svar på det här mejlet räknas inte. Skriv i stället på sidan som öppnas.',
    unsubscribe: 'Inga fler enkäter, tack',
  },
  case: {
    open: 'Se ditt ärende',
    nextWord: (when) => `Vi hör av oss igen senast ${when}.`,
    nextRemedy: (when) => `Det vi lovade dig är klart senast ${when}.`,
    due: 'Senast',
    otherRemedy: 'Åtgärd',
    signature: (person, brand) => `${person}, ${brand}`,
    writeThere: (person) =>
      `Skriv till ${person} på sidan med ditt ärende. Svar på det här mejlet kommer inte med i ärendet.`,
    mailbox: (address) => `Vill du kontakta oss? Skriv till ${address}.`,
    apology: { subject: (from) => `En ursäkt från ${from}` },
    progress: { subject: 'Så går det med ditt ärende' },
    promised: {
      subject: 'Det här gör vi, och när',
      lead: 'Det här gör vi för att rätta till det.',
      promise: 'Vi hör av oss när det är klart.',
    },
    still: 'Det här återstår.',
    kept: {
      subject: 'Klart, som vi lovade',
      partSubject: 'En del är klar: det här återstår, och när',
    },
    question: {
      subject: (from) => `En fråga från ${from}`,
      answer: 'Svara på sidan med ditt ärende',
      how: 'Du behöver inget konto och svarar med egna ord.',
    },
    account: {
      subject: 'Så har vi förstått det som hände',
      lead: 'Så här har vi förstått det som hände.',
      how: 'Är något fel, eller saknas något? Rätta det på sidan med ditt ärende. Om det stämmer behöver du inte göra något.',
      look: 'Läs eller rätta',
    },
    correction: {
      subject: 'Rättelse: det här är inte klart än',
      lead: 'Vi skrev att det här var klart. Det är det inte, och vi är fortfarande skyldiga dig det.',
    },
    changed: {
      subject: 'Det här har ändrats tack vare dig',
      lead: 'Du berättade för oss vad som gick fel. Det här har ändrats tack vare det:',
    },
    link: {
      subject: 'Den nya länken till ditt ärende',
      lead: 'Här är den nya länken till ditt ärende. Äldre länkar gäller inte längre.',
      unasked:
        'Har du inte bett om den? Då har någon annan med en äldre länk gjort det. Den länken fungerar inte längre.',
    },
    handover: {
      subject: (to) => `${to} har ditt ärende nu`,
      lead: (to, department) =>
        department
          ? `${to} på ${department} har tagit över ditt ärende.`
          : `${to} har tagit över ditt ärende.`,
      rest: 'Du behöver inte upprepa något: det du har berättat och det vi har lovat följer med.',
    },
    call: {
      booked: 'Vi ringer upp dig',
      moved: 'Ditt samtal har fått en ny tid',
      cancelled: 'Ditt samtal är avbokat',
      near: 'Vi ringer dig snart',
      cancelledLead: (when) => `Samtalet ${when} är avbokat.`,
      again: 'Du kan boka en annan tid på sidan med ditt ärende.',
      change: 'Passar det inte? Ändra tiden eller avboka på sidan med ditt ärende.',
    },
    final: 'Vårt slutliga svar',
    atEnd: {
      subject: 'Ett löfte som vi tar tillbaka, och varför',
      withdrawn: 'Vi har lovat dig det här, men det blir inte av. Därför:',
      word: (when) => `Beskedet som vi lovade senast ${when}`,
      request: 'Det som en kollega skulle göra',
      'call-back': (when) => `Samtalet ${when}`,
      owed: 'Det här är din rätt. Du får det ändå.',
      disputed: 'Vi anser inte att du har rätt till det här',
    },
    ended: {
      subject: 'Ditt ärende är avslutat',
      withdrawn: 'Du har sagt att du inte vill gå vidare, så vi har avslutat ditt ärende.',
      'answered by mistake': 'Du har sagt att ditt svar var ett misstag, så vi har avslutat ditt ärende.',
      wrong: 'Stämmer det inte? Skriv det på ärendets sida inom 30 dagar, så öppnar vi det igen.',
    },
    spoken: {
      subject: 'Du har sagt att det är löst',
      lead: 'Tack för samtalet. Du sa att det är löst, och vi har noterat det.',
      how: 'Är det inte bra ändå? Säg till så fortsätter vi.',
    },
    done: {
      subject: 'Har vi löst det?',
      reminderSubject: 'Påminnelse: har vi löst det?',
      lead: 'Det här har vi gjort.',
      reminderLead:
        'Häromdagen frågade vi om vi har löst det. Bara du kan avgöra det, så här kommer frågan en gång till. Det här har vi gjort.',
      how: 'Du bekräftar ditt svar på sidan som öppnas. Är det inte bra än fortsätter vi.',
      last: 'Vi frågar inte igen, men sidan med ditt ärende finns kvar.',
    },
  },
  thanks: {
    subject: 'En kund vill tacka dig',
    lead: (brand) => `En kund hos ${brand} blev glad över ditt bemötande och skrev:`,
    close: 'Tack. Det gör skillnad.',
    why: 'Du får det här eftersom en kund tackade dig i en enkät och en kollega förde det vidare. Det ingår inte i någon statistik.',
  },
  partner: {
    greeting: (partner) => `Hej ${partner}!`,
    subject: (brand, number) => `${brand} ber om er hjälp (ärende ${number})`,
    lead: (who, brand) => `${who} på ${brand} ber er om det här.`,
    by: 'Senast',
    open: 'Svara på förfrågan',
    how: 'På sidan kan ni tacka ja med ett datum, tacka nej med vad ni kan göra i stället, eller meddela att det är klart. Ni behöver inget konto. Länken gäller bara den här förfrågan, så skicka den inte vidare.',
    why: (brand) =>
      `Ni får det här mejlet eftersom ${brand} samarbetar med er. Svar på mejlet kommer inte med i ärendet.`,
    withdrawnSubject: (brand, number) => `${brand}: behövs inte längre (ärende ${number})`,
    withdrawn: 'Det vi bad er om behövs inte längre. Tack för hjälpen!',
    whyWithdrawn: (brand) =>
      `Ni får det här mejlet eftersom ${brand} tidigare har skickat en förfrågan till er.`,
  },
}
