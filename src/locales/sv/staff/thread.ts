import type { StaffWords } from '../../staff.ts'
import { channelOf, stateOf } from './keys.ts'

const of = (who: string | null) => who ?? 'Någon'
const by = (who: string | null) => who ?? 'Kunden'
const ANSWERS: Record<string, string> = { yes: 'ja', partly: 'delvis', 'not yet': 'inte än' }

export const thread: StaffWords['thread'] = {
  summary: (number, what) => `Ärende ${number}: ${what}`,
  andMore: (n) => ` Och ${n} till.`,
  reminded: {
    1: 'behöver titta på det här.',
    2: 'får veta det som chef.',
    3: 'får veta det för ledningen.',
  },
  covered: (from, to, until) => `${to} har ärendet åt ${from} till ${until}.`,
  coveredBack: (to, from) => `${to} är tillbaka och har ärendet igen. Tack, ${from}!`,
  snoozed: (who, until, late) =>
    `${of(who)} sköt upp det här till ${until}: ${late}. Cheferna ser det här och i sammanfattningen.`,
  taken: (who) => `${of(who)} tog ärendet.`,
  accountableNow: (who) => `${who} är ansvarig nu.`,
  silent: 'Kunden svarade inte inom 7 dagar. Ärendet avslutas som obekräftat.',
  answered: {
    yes: 'Kunden säger: ja, det är löst.',
    partly: 'Kunden säger: delvis. Ärendet fortsätter.',
    'not yet': 'Kunden säger: inte än. Ärendet fortsätter, en allvarlighetsgrad värre.',
  },
  spokenYes: (who, withoutReceipt) =>
    `Kunden sa till ${who ?? 'oss'}: ja, det är löst. ${withoutReceipt ? 'Ingen bekräftelse når kunden: det räknas som muntligt, utan bekräftelse.' : 'Kunden har fått en bekräftelse.'}`,
  earlier: (number, answer) =>
    `Kunden svarade på frågan om ärende ${number} är löst: ${ANSWERS[answer] ?? answer}.`,
  apology: (who, spoken) => `${of(who)} bad ${spoken ? 'om ursäkt i samtalet:' : 'kunden om ursäkt:'}`,
  progress: (who) => `${of(who)} berättade för kunden hur det går:`,
  done: (who) => `${of(who)} markerade klart och frågade kunden om det är löst:`,
  drafted: (who) =>
    `${of(who)} skrev ett utkast till orsaksanalysen. Det gäller när det bekräftats, efter kundens svar.`,
  documented: (who, version) =>
    version > 1
      ? `${of(who)} lade till version ${version} av orsaksanalysen.`
      : `${of(who)} skrev orsaksanalysen.`,
  finding: {
    cause: 'Orsak',
    factors: 'Bidragande faktorer',
    people: 'Personer eller roller',
    departments: 'Avdelningar',
    solution: 'Lösning',
    prevention: 'Förebyggande',
    nothing: (why) => `Inget: ${why}`,
    toCustomer: 'Sagt till kunden',
  },
  added: {
    title: 'Kunden lade till:',
    score: 'Betyg',
    now: (score) => `nu ${score} av 5`,
    about: 'Gäller',
    personOrProcess: 'Person eller arbetssätt',
  },
  question: (who, due) => `${of(who)} frågade kunden, och hör av sig senast ${due} i alla fall:`,
  customerSaid: (pictures) =>
    `Kunden skriver${pictures > 0 ? `, med ${pictures === 1 ? 'en bild' : `${pictures} bilder`}` : ''}:`,
  account: (who) => `${of(who)} skickade till kunden vad de är överens om har hänt:`,
  accountCorrected: 'Kunden rättade beskrivningen av vad som hände:',
  remedyAccepted: (remedy) => `Kunden tackar ja till: ${remedy}.`,
  changeAsked: (remedy) => `Kunden vill ha något annat än ${remedy}. ”Erbjud åtgärd” kan ersätta den.`,
  theRemedy: 'åtgärden',
  held: (who, how, due) => `${of(who)} pratade med kunden ${how}.${due && ` Nästa besked senast ${due}.`}`,
  stopped: 'Kunden stoppade alla meddelanden. Inget mer skickas.',
  dataAsked: {
    copy: 'Kunden bad om en kopia av sina uppgifter. Den är lämnad; inget behöver göras.',
    erasure:
      'Kunden bad oss radera sina uppgifter. De raderas av sig självt så snart vi inte längre är skyldiga kunden något.',
  },
  promised: (who, remedy, due, { ground, credit, replaces }) => {
    const right = ground && `, kundens rätt (${ground}${credit ? ', kunden valde tillgodohavande' : ''})`
    const instead = replaces ? ', i stället för den kunden ville ändra' : ''
    return `${of(who)} lovade ${remedy} senast ${due}${right ?? ''}${instead}:`
  },
  remedyDone: (who, what, reference) => {
    const booked = reference ? `, referens ${reference}` : ''
    return who
      ? `${who} markerade klart: ${what}${booked}:`
      : `${what} blev klart i ett annat system${booked}. Kunden har fått besked. När allt är klart frågar ”Markera som klart” kunden om det är löst.`
  },
  withdrawn: (who, what) => `${of(who)} tog tillbaka ${what}. Kunden läser:`,
  disputed: (who, right) => `${of(who)} bestrider kundens rätt: ${right}. Kunden läser:`,
  takenBack: (who, remedy, reference, due) =>
    `${of(who)} tog tillbaka att ${remedy} är gjort${reference && ` (referens ${reference})`}. Det ska göras senast ${due}, och kunden får veta det:`,
  approval: {
    asked: (who, to, remedy, due) => `${of(who)} ber ${to} godkänna ${remedy}${due && ` senast ${due}`}:`,
    given: (who, remedy) =>
      who
        ? `${who} godkände ${remedy}.`
        : `Ingen bekräftade ${remedy} i tid. Det har lovats så som det begärdes: en rättighet får inte dröja.`,
    changed: (who, remedy, asked) => `${of(who)} godkände ${remedy} i stället för ${asked}.`,
    declined: (who, remedy) => `${of(who)} godkände inte det, och erbjuder i stället ${remedy}:`,
  },
  opened: (who, channel) =>
    `${of(who)} öppnade ärendet efter ett klagomål på annat håll (${channelOf(channel)}).`,
  addressCorrected: (who, from, to) =>
    `${of(who)} rättade kundens e-postadress${from && ` från ${from}`} till ${to}. Mejl som väntar går dit. Inget skickas igen.`,
  sentAgain: (who) => `${of(who)} skickade ett mejl till kunden igen. Det var oklart om det kom fram.`,
  openedByAnswer: (score, safety) =>
    `Kunden svarade ${score} av 5${safety ? ' och nämner säkerhet eller integritet' : ''}.`,
  heardElsewhere: (who, channel) => `${of(who)} såg mer om det här på annat håll (${channelOf(channel)}):`,
  handover: {
    offered: (who, to) =>
      who
        ? `${who} erbjöd ärendet till ${to}.`
        : `Kunden ville prata med någon annan, så ärendet erbjuds ${to}.`,
    stands: 'Läget nu',
    accepted: (department) =>
      `tog över ärendet${department ? ` för ${department}` : ''}. Kunden får veta det.`,
    declined: (who) => `${by(who)} tackade nej till överlämningen:`,
    timedOut: (to) => `${to} svarade inte på överlämningen i tid.`,
    still:
      'har kvar ärendet. Erbjud det till någon annan, boka en uppringning eller larma ledningen: allt finns bakom ”Mer …”.',
  },
  request: {
    sent: (who, department, due) => `${by(who)} bad ${department} om det här, senast ${due}:`,
    accepted: (who, department, due) =>
      `${who ? `${who} på ${department}` : department} accepterade förfrågan: klart senast ${due}.`,
    declined: (who, department) =>
      `${who ? `${who} på ${department}` : department} tackade nej till förfrågan och erbjuder i stället:`,
    takeUp: 'kan ta vara på det, eller skicka en ny förfrågan.',
    done: (who, department) =>
      `${who ? `${who} på ${department}` : department} har gjort det som efterfrågades.`,
    takenBack: (who, department) => `${by(who)} tog tillbaka förfrågan till ${department}:`,
    partnerSaid: (partner, pictures) =>
      `${partner} skriver bara till oss${pictures > 0 ? `, med ${pictures === 1 ? 'en bild' : `${pictures} bilder`}` : ''}:`,
    hasWord: 'har fått besked om förfrågan.',
    answered: 'har fått svar på sin förfrågan.',
  },
  callBack: {
    booked: (who, at, phone) => `${by(who)} bokade en uppringning: ${at}, ${phone}.`,
    moved: (who, at, phone) => `${by(who)} flyttade uppringningen till ${at}, ${phone}.`,
    cancelled: (who, at) => `${by(who)} avbokade uppringningen ${at}.`,
    withCase: (at) => `Uppringningen ${at} behövs inte längre. Kunden får veta det.`,
  },
  managementCalled: (who) => (who ? `${who} larmade ledningen:` : 'Ledningen larmades:'),
  severity: (who, from, to) => `${by(who)} ändrade allvarlighetsgraden från ${from} till ${to} (1 är värst):`,
  handling: (who, handling) => `${by(who)} ändrade hur kunden vill bli bemött: ${handling}`,
  notThem: (who, name) => `${of(who)} säger att ${name}, som klagomålet nämner, inte är någon här.`,
  abusive: (who, accountable) => `${by(who)} markerade texten som kränkande. ${accountable} har ärendet.`,
  openedAgain: 'Kunden öppnade ärendet igen:',
  openedAfter: (number) =>
    `Kunden skrev på sidan för ärende ${number}, som avslutades för mer än 30 dagar sedan:`,
  carriedOn: (who) => `${of(who)} fortsätter ärendet, och skrev till kunden:`,
  merged: (who, number) => `${by(who)} slog ihop det med ärende ${number}: det fortsätter där.`,
  joined: (who, number) =>
    `${by(who)} slog ihop ärende ${number} med det här: det som lovats där gäller här.`,
  saidThere: 'Vad kunden sa där',
  unmerged: (who, number) => `${by(who)} delade upp det från ärende ${number}.`,
  finalAnswer: (who) => `${of(who)} gav kunden ett slutligt svar:`,
  disputeBody: 'Vart kunden kan vända sig',
  ended: (who, state) => `${by(who)} avslutade ärendet som ${stateOf(state)}:`,
  somebodyElse: (about) =>
    about
      ? 'Kunden klagar på den som hade ärendet och vill prata med någon annan:'
      : 'Kunden vill prata med någon annan:',
  nowAccountable: 'är ansvarig nu.',
}
