import type { StaffWords } from '../../staff.ts'
import { channelOf, stateOf } from './keys.ts'

export const personal: StaffWords['personal'] = {
  snooze: {
    until: (when) => `Uppskjutet till ${when}: då påminns du igen. Cheferna ser det.`,
    not: (number) =>
      `Ärende ${number} har inget att skjuta upp nu: det är klart, har redan skjutits upp, eller ett utlovat datum hindrar det.`,
  },
  none: 'Inget.',
  counted: (title, n) => `${title}: ${n}`,
  firstShown: (n) => `De första ${n} visas.`,
  home: {
    approvals: 'Väntar på ditt godkännande',
    handovers: 'Lämnas över till dig, om du accepterar',
    requests: 'Förfrågningar till dina avdelningar',
    callBacks: 'Dina uppringningar',
    call: (customer, phone, number) => `ring ${customer ?? 'kunden'}, ${phone}, ärende ${number}`,
    cases: 'Dina ärenden, det mest brådskande först',
    asManager: 'Väntar på dig som chef',
    asManagement: 'Väntar på ledningen',
    noCase: 'Inget: du har inget ärende nu.',
    nothing: 'Inget väntar på dig',
    nothingWaits: 'Du har inget ärende, godkännande, överlämning, förfrågan eller uppringning nu.',
  },
  cases: {
    due: 'Förfaller senast nästa arbetsdag',
    later: (n) => `och ${n} till, mindre brådskande`,
    all: 'Alla dina öppna ärenden, på arbetssidan',
    title: (number, severity, whose) => `Ärende ${number}, allvarlighetsgrad ${severity}, ${whose}`,
    summary: (number, severity, customer, standing) =>
      `Ärende ${number}, allvarlighetsgrad ${severity}${customer ? `, ${customer}` : ''}: ${standing}`,
    standing: {
      open: 'inte taget',
      owned: 'ditt',
      recovering: 'åtgärd pågår',
      'awaiting customer': 'väntar på kundens svar',
      confirmed: 'bekräftat, att dokumentera',
    },
    decision: 'kunden har inte svarat: en chef bestämmer',
    dueAt: (standing, when) => `${standing}, senast ${when}`,
    overdue: (standing, since) => `${standing}, försenat sedan ${since}`,
    score: (score) => (score === null ? 'öppnat av oss' : `${score} av 5`),
  },
  away: {
    until: (when) => `Du är frånvarande till ${when}`,
    meanwhile:
      'Nya ärenden, och ärenden där något förfaller under tiden, går till den som har jour och stannar där.',
    covered: (colleague) =>
      `Till dess har ${colleague} dina ärenden och får de nya. Sedan kommer de tillbaka, utom de där ${colleague} har skrivit till kunden.`,
    back: 'Jag är tillbaka',
    whichDay: 'Till vilken dag?',
    noDay: (text) => (text ? `Jag förstår inte dagen ”${text}”.` : 'Skriv vilken dag du är tillbaka.'),
    example: 'Skriv så här: ”frånvarande till måndag”, ”till 1 december” eller ”till 2026-12-01”.',
    pastTitle: 'Den dagen ligger inte framåt',
    past: (date) => `${date} är i dag eller har passerat. Inget har ändrats.`,
    farTitle: 'Det är mer än ett år bort',
    far: 'Inget har ändrats. En administratör kan ta bort dig ur organisation.yaml.',
    later: 'Det har passerat. Ange en senare dag.',
    thatMorning: 'Du är tillbaka den morgonen. Skriv ”tillbaka” om det blir tidigare.',
    reassigned: (n) =>
      `${n} av dina ärenden gick till den som har jour: inte tagna ännu, eller förfaller under tiden. När du är tillbaka kan du ta tillbaka dem som ingen har gjort något med.`,
    nobody: (department) => `Ingen annan finns på ${department}. Nya ärenden kommer ändå till dig.`,
    onCall: (name, department) => `Under tiden har ${name} jour för ${department}.`,
    welcome: 'Välkommen tillbaka',
    reachYou:
      'Nya ärenden når dig igen. De som gick till den som hade jour stannar där. De som en kollega tog över åt dig kommer tillbaka, utom där kollegan har skrivit till kunden.',
    welcomeBack: 'Välkommen tillbaka: nya ärenden når dig igen.',
    untouched: (n) =>
      n === 1
        ? 'Ett av dina ärenden gick till någon annan medan du var borta, och ingen har gjort något med det sedan dess. Du kan ta tillbaka det.'
        : `${n} av dina ärenden gick till andra medan du var borta, och ingen har gjort något med dem sedan dess. Du kan ta tillbaka dem.`,
    takeBack: (n) => (n === 1 ? 'Ta tillbaka det' : `Ta tillbaka dem (${n})`),
    fromHome: 'Skriv ”hem” så finns knappen där.',
    tookBack: (n) =>
      n === 0
        ? 'Det finns inget att ta tillbaka: ärendena är redan dina igen, eller så har någon gjort något med dem.'
        : n === 1
          ? 'Ett ärende är ditt igen. Den som hade det får veta det.'
          : `${n} ärenden är dina igen. De som hade dem får veta det.`,
    backFirst: 'Du är frånvarande. Skriv ”tillbaka” först.',
  },
  reassigned: {
    title: (n, from) =>
      n === 1 ? `Ett ärende från ${from} är ditt nu` : `${n} ärenden från ${from} är dina nu`,
    away: (from, until) =>
      `${from} är frånvarande till ${until}. Du har ärendena från och med nu. När ${from} är tillbaka kan de som ingen har gjort något med tas tillbaka.`,
    gone: (from) => `${from} kan inte ha dem längre.`,
    more: (n) => `och ${n} till: skriv ”mina ärenden”`,
    takenBack: (who, n) =>
      `${who} är tillbaka och tog tillbaka ${n === 1 ? 'ett ärende' : `${n} ärenden`} som ingen hade gjort något med.`,
  },
  help: {
    title: 'Det här kan du skriva',
    notUnderstood: (text) => `Jag förstod inte ”${text}”. Inget har gjorts.`,
    commands: [
      [
        'hem',
        'vad som väntar på dig: godkännanden, överlämningar, förfrågningar, uppringningar, dina ärenden',
      ],
      ['mina ärenden', 'dina ärenden, det mest brådskande först; avslutade också så länge något återstår'],
      ['förfallna', 'det som är försenat, eller förfaller senast nästa arbetsdag'],
      ['öppna', 'öppna ett ärende efter ett klagomål du såg på annat håll'],
      ['hitta …', 'ärenden och kontakter efter namn, telefon, e-post, order, ärendenummer eller ord'],
      [
        'frånvarande till måndag',
        'du är tillbaka den dagen; till dess får den som har jour det som förfaller, och behåller det. Lägg till ”, Björn täcker” så får Björn dina ärenden om Björn tackar ja',
      ],
      ['Björn tar mina till torsdag', 'en kollega har dina ärenden till den dagen, om kollegan tackar ja'],
      ['tillbaka', 'du är tillbaka på jobbet'],
      ['förbättringar', 'ändringar som pågår i dina avdelningar, och vad de ledde till'],
      ['ny förbättring', 'lägg upp en förbättring: vad som ändras, vem som är ansvarig, vad som mäts'],
      ['rapport', 'en egen länk till rapporten, för chefer'],
      ['arbetsschema', 'för chefer: arbetsschemat, och vilka som arbetade under ett mönsters timmar'],
      [
        'sammanfattning',
        'ställ in när, var och för vilka avdelningar sammanfattningar kommer, om du är chef',
      ],
    ],
    note: 'Vill du göra något med ett ärende använder du knapparna under dess meddelande i avdelningens kanal.',
  },
  find: {
    what: 'Vad ska hittas?',
    how: 'Skriv vad du söker efter ordet: ”hitta kim@example.com”, ”hitta 070-123 45 67”, ”hitta A-1001” (en order), ”hitta 1004” (ett ärende), ”hitta Kim”, eller ord som kunden skrev.',
    nothing: (text) => `Inget hittades för ”${text}”`,
    tryThis:
      'Skriv ett namn, en e-postadress, ett telefonnummer, en order, ett ärendenummer eller ord som kunden skrev, från ordets början. Du hittar det som ligger hos dina avdelningar.',
    found: (text, n) => `Träffar på ”${text}”: ${n}`,
    newest: (shown, more, least) =>
      `De ${shown} nyaste visas, ${least ? 'mer än ' : ''}${more} till visas inte. Skriv mer för att hitta färre.`,
    contactOf: (when) => `En kontakt ${when}`,
    contact: (channel) => `Kontakt, ${channelOf(channel)}`,
    ended: (when) => `avslutad ${when}`,
    openCase: 'Öppna ett ärende',
    case: (number, severity, state) =>
      `Ärende ${number}, allvarlighetsgrad ${severity}: ${state && stateOf(state)}`,
    caseIn: (number, severity, channel) =>
      `Ärende ${number}, allvarlighetsgrad ${severity}, ${channelOf(channel)}`,
    stands: (state, accountable, when) => `${state && stateOf(state)}, ${accountable}, öppnat ${when}`,
  },
  more: {
    title: (number) => `Mer för ärende ${number}`,
    submit: 'Vidare',
    verb: { label: 'Vad vill du göra?' },
    untaken:
      'När någon har tagit ärendet går det också att lämna över det, be andra om något och ändra allvarlighetsgrad.',
    groups: {
      case: 'Det här ärendet',
      help: 'Med någon annan',
      end: 'Allvarligt: kränkningar, ihopslagning, avslut',
    },
  },
  openCase: {
    title: 'Öppna ett ärende',
    submit: 'Öppna',
    email: { label: 'Kundens e-post', hint: 'E-post eller telefon behövs.' },
    phone: { label: 'Kundens telefon', hint: 'Utan e-postadress blir kunden bara uppringd.' },
    name: { label: 'Kundens namn' },
    brand: { label: 'Varumärke' },
    department: { label: 'Avdelning' },
    channel: { label: 'Var sa kunden det?' },
    language: { label: 'Kundens språk', hint: 'Kundens mejl och sida är på det språket.' },
    words: { label: 'Vad kunden sa', hint: 'Med kundens egna ord, så långt du har dem.' },
    reference: { label: 'Order eller ärende hos kundtjänst', hint: 'Samma referens hamnar i samma sak.' },
    severity: { label: 'Allvarlighetsgrad' },
    severities: {
      1: '1: personskada, juridiskt hot, dataläcka, diskriminering',
      2: '2: kunden är hårt drabbad',
      3: '3: missnöjd',
    },
    staff: {
      label: 'E-post till kollegan det gäller',
      hint: 'Om du vet: den som klagomålet gäller sköter inte ärendet.',
    },
    faults: {
      email: 'Skriv en hel e-postadress, till exempel kim@example.com.',
      phone: 'Skriv numret med siffror, till exempel +46701234567.',
      staff: 'Skriv kollegans hela e-postadress, eller lämna tomt.',
    },
    noAddress: 'En e-postadress eller ett telefonnummer behövs för att rätta till det.',
    chooseBrand: 'Välj ett varumärke.',
    chooseDepartment: 'Välj en avdelning.',
    unknown: 'Kontakten finns inte längre här. Skriv ”öppna” i stället.',
    notYours: (department) =>
      `Kontakten ligger hos ${department}. Deras ärendeansvariga kan öppna ett ärende.`,
    aboutYou: 'Kontakten var din, så en kollega får öppna ärendet.',
    opened: (number, department, onCall) =>
      `Ärende ${number} är öppnat hos ${department}. ${onCall} har jour för det.`,
    other: (number) => `Kunden har också ärende ${number} öppet. Slå ihop dem om det är samma sak.`,
    ended: 'Ärendet om den här saken avslutades just nu. Skicka igen.',
    added: (number, accountable) =>
      `Det finns redan ett öppet ärende. Orden lades till i ärende ${number}, som ${accountable} har.`,
    addedElsewhere: 'Det finns redan ett öppet ärende. Orden lades till där.',
  },
}
