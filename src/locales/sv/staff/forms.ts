import type { StaffWords } from '../../staff.ts'
import { afterwards, mailed, nameSays } from './afterwards.ts'
import { stateOf } from './keys.ts'

const next = { label: 'När hör kunden från dig nästa gång?' }

export const forms: StaffWords['forms'] = {
  writeIn: 'Skriv på',
  notMailed: 'Kunden vill inte bli kontaktad. Det du skriver syns på ärendets sida och mejlas inte.',
  kept: 'Det syns på ärendets sida och mejlas inte.',
  noAddress:
    'Vi har ingen e-postadress till kunden, så inget kan mejlas. Ring, och anteckna det med ”Anteckna samtal”.',
  sentBefore: (exactly, when) =>
    `${exactly ? 'Samma ord skickades' : 'Det här säger samma sak som det som skickades'} till en annan kund den ${when}, bortsett från namn och fakta. Skriv det som gäller just den här kunden.`,
  apologise: {
    once: 'Du har redan bett om ursäkt för det här. En ursäkt säger mer än två: berätta hur det går, och vad du gör senast när. Går något fel igen kan du be om ursäkt för det.',
    kind: {
      label: 'En åtgärd du ger direkt',
      hint: 'Inom ditt mandat, eller kundens rätt. För mer, för en annan rätt eller för ett stort belopp: använd ”Erbjud åtgärd”, så avgör en chef.',
    },
    amount: { label: 'Belopp', hint: 'För återbetalning, rabatt eller tillgodohavande och utlägg.' },
    words: { label: 'Vad du lovar, med egna ord', hint: `${mailed} ${nameSays}` },
    text: {
      label: 'Din ursäkt',
      hint: 'Med egna ord, på kundens språk. Den mejlas i ditt namn.',
    },
    next,
    sentBefore: (exactly, same, when, wrote) =>
      `${exactly ? 'Samma ord har redan skickats' : 'Det här säger samma sak som en ursäkt som skickats'} till ${same ? 'den här kunden' : 'en annan kund'}${when && ` den ${when}`}, bortsett från namn och fakta. Skriv det du skulle säga till just den här kunden${wrote ? ': kundens egna ord står ovanför' : ''}. Eller ring, och anteckna det med ”Anteckna samtal”.`,
  },
  ask: {
    text: {
      label: 'Din fråga',
      hint: 'På kundens språk. Den mejlas i ditt namn, och svaret syns i tråden.',
    },
    next: { label: 'Om du inte får svar: när hör du av dig ändå?' },
  },
  progress: { text: { label: 'Hur det går', hint: mailed }, next },
  takeBack: {
    which: { label: 'Vilken åtgärd är inte gjord?', hint: 'Den ska göras igen, och räknas en gång.' },
    text: { label: 'Rättelsen', hint: mailed },
    due: { label: 'Senast när är den gjord?' },
    nothing: 'Ingen åtgärd i ärendet är markerad som klar.',
  },
  carryOn: {
    text: { label: 'Vad du gör nu', hint: mailed },
    next,
    other: (number) =>
      `Ärende ${number} om samma sak har öppnats under tiden. Fortsätt där. Inget har ändrats.`,
  },
  account: {
    text: (byCustomer) => ({
      label: 'Vad ni är överens om har hänt',
      hint: byCustomer
        ? 'Med kundens rättelse. Kunden får din ändring och kan rätta igen.'
        : 'Kunden får texten och kan rätta den.',
    }),
    same: 'Så står det redan. Ändra något, eller stäng formuläret.',
    changed: 'Texten har ändrats under tiden, kanske av kunden. Öppna formuläret igen och läs den först.',
  },
  done: {
    remedies: { label: 'Vilka åtgärder är klara?', hint: 'De du inte kryssar i är fortfarande lovade.' },
    reference: {
      label: 'Referens till bokföringen',
      hint: 'För pengar du kryssat i: så att de går att hitta igen.',
    },
    text: {
      label: 'Vad som är gjort',
      hint: 'Kunden läser det. När allt är klart får kunden frågan om det är löst.',
    },
    tick: 'Kryssa i det som är klart, eller berätta hur det går med ”Ge besked”.',
    meanwhile:
      'En åtgärd du kryssade i har blivit klar eller ersatts under tiden, så inget har ändrats. Titta på kortet och försök igen.',
    promised: 'En åtgärd har lovats eller begärts under tiden. Titta på kortet och försök igen.',
    apologyFirst: 'Ursäkten kommer först: ”Be om ursäkt” med egna ord, markera sedan klart.',
    notNeeded: {
      label: 'Fortfarande öppet: vad behövs inte längre?',
      hint: 'De som fått frågan får veta det.',
    },
    undecided: (manager) =>
      `${manager ?? 'En chef'} har inte tagit ställning till en åtgärd ännu. Det du kryssar i noteras som klart, och kunden får veta det. Frågan om det är löst går ut när beslutet är fattat och du markerar ärendet som klart.`,
    noNeed: {
      request: (department) => `Förfrågan till ${department}`,
      handover: (colleague) => `Överlämningen till ${colleague}`,
    },
    unsettled: {
      approval: (manager) =>
        `${manager} har inte tagit ställning till en åtgärd för kunden ännu. Använd ”Ge besked” så länge, och markera klart efter det.`,
      request: (department) =>
        `Förfrågan till ${department} är fortfarande öppen. Vänta på den, eller kryssa i att den inte behövs längre.`,
      handover: (colleague) =>
        `${colleague} har inte svarat på överlämningen. Vänta på svaret, eller kryssa i att den inte behövs längre.`,
    },
    noReference: 'Pengar behöver bokningens referens, så att de går att hitta igen.',
  },
  ...afterwards,
  callManagement: {
    why: {
      label: 'Varför behövs ledningen? En rad',
      hint: 'Ledningen läser det först, direkt. Ärendet ligger kvar där det är.',
    },
  },
  severity: {
    severity: (now) => ({
      label: `Allvarlighetsgrad (nu ${now})`,
      hint: '1 är värst och larmar ledningen.',
    }),
    choices: {
      1: '1: personskada, juridiskt hot, dataläcka eller diskriminering',
      2: '2: kunden är hårt drabbad',
      3: '3: missnöjd',
    },
    reason: { label: 'Varför?' },
    same: (severity) => `Allvarlighetsgraden är redan ${severity}. Välj en annan.`,
  },
  handling: {
    handling: { label: 'Hur vill kunden bli bemött?' },
    reason: { label: 'Hur vet du det?' },
  },
  correctAddress: {
    email: {
      label: 'Kundens e-postadress',
      hint: 'Inget skickas igen. Mejl som väntar går till den nya adressen, och länkar till den gamla slutar gälla.',
    },
    noAddress: 'Det är ingen e-postadress. Kontrollera den.',
    same: 'Det är redan adressen.',
    noUtf8: 'Vår e-postserver kan inte skriva till sådana bokstäver före @.',
    another: (number) =>
      `Adressen tillhör en annan kund, med ${number ? `ärende ${number}` : 'en kontakt'} på samma referens.`,
  },
  abusive: {
    sure: { label: 'Är texten kränkande?' },
    yes: (manager) => `Ja: dölj den bakom en varning, och ge ärendet till ${manager}`,
    reason: { label: 'Något som chefen bör veta?' },
    tick: 'Kryssa i för att ge ärendet till en chef.',
    noManager: 'Det finns ingen chef som kan ta det. Använd ”Larma ledningen”.',
    already: (number) => `Ärende ${number} är redan markerat som kränkande. Texten är dold.`,
  },
  merge: {
    case: {
      label: 'Med vilket av kundens ärenden?',
      hint: 'Det äldsta fortsätter, med det som lovats i båda. Det går att ångra.',
    },
    choice: (number, department, reference, state) =>
      `Ärende ${number}, ${department}${reference ? `, ${reference}` : ''}: ${stateOf(state)}`,
    number: { label: 'Eller dess nummer' },
    none: (number, customer) =>
      `${customer ?? 'Kunden'} har inget annat öppet ärende som ärende ${number} kan slås ihop med.`,
    noNumber: 'Skriv numret på ett ärende.',
    ended: (number) => `Ärende ${number} är avslutat. Bara öppna ärenden kan slås ihop.`,
    notTheirs: 'Kunden har inget sådant ärende. Olika kunders ärenden slås aldrig ihop.',
    notYours: (number, department, accountable) =>
      `Ärende ${number} ligger hos ${department}. Be ${accountable} slå ihop dem, eller lämna över ditt till ${department}.`,
    keptApart: (number) =>
      `Ärende ${number} gäller en kollega och hålls för sig. Ge båda till samma person med ”Lämna över” i stället.`,
    merged: (ended, goesOn) => `Ärende ${ended} fortsätter i ärende ${goesOn}.`,
    changed: 'Ett av ärendena har ändrats under tiden. Titta på korten och försök igen.',
    otherOpen: (number) =>
      `Ett annat ärende om samma sak som ärende ${number} har öppnats under tiden. Fortsätt där. Inget har ändrats.`,
    unmerged: (number, other) => `Ärende ${number} och ${other} är åtskilda igen.`,
    already: (number) => `Ärende ${number} är redan ett eget ärende. Inget har ändrats.`,
  },
  unconfirmed: {
    reason: { label: 'Varför finns inget mer att göra?', hint: 'Sparas i ärendet och skickas inte.' },
    early: (until) =>
      `Kunden har till ${until} på sig att svara. Finns det mer att göra före dess, använd ”Fortsätt ärendet”.`,
  },
  finalAnswer: {
    reasons: {
      label: 'Ditt svar, med skäl',
      hint: 'Mejlas till kunden precis som du skriver det, i ditt namn. Ärendet avslutas utan att ni är överens.',
    },
    body: { label: 'Vart kan kunden vända sig?', hint: 'Tvistenämnden, och hur man når den.' },
  },
  end: {
    end: {
      label: 'Varför avslutas det?',
      hint: 'Är du och kunden inte överens ger en chef i stället ett slutligt svar.',
    },
    choices: {
      withdrawn: 'Återtaget: kunden vill inte längre att vi gör något',
      'answered by mistake': 'Besvarat av misstag: det finns inget att rätta till',
      'contact declined': 'Kontakt avböjd: inget mer skickas',
    },
    reason: { label: 'Hur vet du det?', hint: 'Sparas i ärendet och skickas inte.' },
  },
}
