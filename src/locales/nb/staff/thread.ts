import type { StaffWords } from '../../staff.ts'
import { channelOf, stateOf } from './keys.ts'

const of = (who: string | null) => who ?? 'Noen'
const by = (who: string | null) => who ?? 'Kunden'
const ANSWERS: Record<string, string> = { yes: 'ja', partly: 'delvis', 'not yet': 'ikke ennå' }

export const thread: StaffWords['thread'] = {
  summary: (number, what) => `Sak ${number}: ${what}`,
  andMore: (n) => ` Og ${n} til.`,
  reminded: {
    1: 'må se på dette.',
    2: 'varsles som leder.',
    3: 'varsles for ledelsen.',
  },
  covered: (from, to, until) => `${to} har saken for ${from} til ${until}.`,
  coveredBack: (to, from) => `${to} er tilbake og har saken igjen. Takk, ${from}!`,
  snoozed: (who, until, late) =>
    `${of(who)} utsatte dette til ${until}: ${late}. Lederne ser det her og i oppsummeringen.`,
  taken: (who) => `${of(who)} tok saken.`,
  accountableNow: (who) => `${who} er ansvarlig nå.`,
  silent: 'Kunden svarte ikke innen 7 dager. Saken avsluttes som ubekreftet.',
  answered: {
    yes: 'Kunden sier: ja, det er løst.',
    partly: 'Kunden sier: delvis. Saken fortsetter.',
    'not yet': 'Kunden sier: ikke ennå. Saken fortsetter, én alvorlighetsgrad verre.',
  },
  spokenYes: (who, withoutReceipt) =>
    `Kunden sa til ${who ?? 'oss'}: ja, det er løst. ${withoutReceipt ? 'Ingen kvittering når kunden: det teller som muntlig, uten kvittering.' : 'Kunden har fått en kvittering.'}`,
  earlier: (number, answer) =>
    `Kunden svarte på spørsmålet om sak ${number} er løst: ${ANSWERS[answer] ?? answer}.`,
  apology: (who, spoken) => `${of(who)} ${spoken ? 'beklaget i samtalen:' : 'beklaget til kunden:'}`,
  progress: (who) => `${of(who)} fortalte kunden hvordan det går:`,
  done: (who) => `${of(who)} merket som utført og spurte kunden om det er løst:`,
  drafted: (who) =>
    `${of(who)} skrev et utkast til årsaksanalysen. Det gjelder når det er bekreftet, etter kundens svar.`,
  documented: (who, version) =>
    version > 1
      ? `${of(who)} la til versjon ${version} av årsaksanalysen.`
      : `${of(who)} skrev årsaksanalysen.`,
  finding: {
    cause: 'Årsak',
    factors: 'Medvirkende faktorer',
    people: 'Personer eller roller',
    departments: 'Avdelinger',
    solution: 'Løsning',
    prevention: 'Forebygging',
    nothing: (why) => `Ingenting: ${why}`,
    toCustomer: 'Sagt til kunden',
  },
  added: {
    title: 'Kunden la til:',
    score: 'Vurdering',
    now: (score) => `nå ${score} av 5`,
    about: 'Gjelder',
    personOrProcess: 'Person eller måten vi jobber på',
  },
  question: (who, due) => `${of(who)} spurte kunden, og tar kontakt innen ${due} uansett:`,
  customerSaid: (pictures) =>
    `Kunden skriver${pictures > 0 ? `, med ${pictures === 1 ? 'et bilde' : `${pictures} bilder`}` : ''}:`,
  account: (who) => `${of(who)} sendte kunden hva som skjedde, slik de er enige om det:`,
  accountCorrected: 'Kunden rettet beskrivelsen av hva som skjedde:',
  remedyAccepted: (remedy) => `Kunden takker ja til: ${remedy}.`,
  changeAsked: (remedy) => `Kunden vil ha noe annet enn ${remedy}. «Tilby tiltak» kan erstatte det.`,
  theRemedy: 'tiltaket',
  held: (who, how, due) => `${of(who)} snakket med kunden ${how}.${due && ` Neste beskjed innen ${due}.`}`,
  stopped: 'Kunden stoppet alle meldinger. Ingenting mer sendes.',
  dataAsked: {
    copy: 'Kunden ba om en kopi av opplysningene sine. Den er utlevert; ingenting trenger å gjøres.',
    erasure:
      'Kunden ba oss slette opplysningene sine. De slettes av seg selv så snart vi ikke lenger skylder kunden noe.',
  },
  promised: (who, remedy, due, { ground, credit, replaces }) => {
    const right = ground && `, kundens rett (${ground}${credit ? ', kunden valgte tilgodelapp' : ''})`
    const instead = replaces ? ', i stedet for det kunden ville endre' : ''
    return `${of(who)} lovet ${remedy} innen ${due}${right ?? ''}${instead}:`
  },
  remedyDone: (who, what, reference) => {
    const booked = reference ? `, referanse ${reference}` : ''
    return who
      ? `${who} merket som utført: ${what}${booked}:`
      : `${what} ble utført i et annet system${booked}. Kunden har fått beskjed. Når alt er utført, spør «Merk som utført» kunden om det er løst.`
  },
  withdrawn: (who, what) => `${of(who)} trakk ${what}. Kunden leser:`,
  disputed: (who, right) => `${of(who)} bestrider kundens rett: ${right}. Kunden leser:`,
  takenBack: (who, remedy, reference, due) =>
    `${of(who)} tok tilbake at ${remedy} er gjort${reference && ` (referanse ${reference})`}. Det skal gjøres innen ${due}, og kunden får vite det:`,
  approval: {
    asked: (who, to, remedy, due) => `${of(who)} ber ${to} godkjenne ${remedy}${due && ` innen ${due}`}:`,
    given: (who, remedy) =>
      who
        ? `${who} godkjente ${remedy}.`
        : `Ingen bekreftet ${remedy} i tide. Det er lovet slik det ble bedt om: en rettighet skal ikke vente.`,
    changed: (who, remedy, asked) => `${of(who)} godkjente ${remedy} i stedet for ${asked}.`,
    declined: (who, remedy) => `${of(who)} godkjente det ikke, og tilbyr i stedet ${remedy}:`,
  },
  opened: (who, channel) =>
    `${of(who)} opprettet saken etter en klage et annet sted (${channelOf(channel)}).`,
  addressCorrected: (who, from, to) =>
    `${of(who)} rettet kundens e-postadresse${from && ` fra ${from}`} til ${to}. E-post som venter, går dit. Ingenting sendes på nytt.`,
  sentAgain: (who) => `${of(who)} sendte en e-post til kunden på nytt. Det var uklart om den kom fram.`,
  openedByAnswer: (score, safety) =>
    `Kunden svarte ${score} av 5${safety ? ' og nevner sikkerhet eller personvern' : ''}.`,
  heardElsewhere: (who, channel) => `${of(who)} så mer om dette et annet sted (${channelOf(channel)}):`,
  handover: {
    offered: (who, to) =>
      who
        ? `${who} tilbød saken til ${to}.`
        : `Kunden ville snakke med noen andre, så saken er tilbudt ${to}.`,
    stands: 'Status nå',
    accepted: (department) => `tok over saken${department ? ` for ${department}` : ''}. Kunden får beskjed.`,
    declined: (who) => `${by(who)} takket nei til overleveringen:`,
    timedOut: (to) => `${to} svarte ikke på overleveringen i tide.`,
    still:
      'har fortsatt saken. Tilby den til noen andre, avtal telefontid eller varsle ledelsen: alt ligger bak «Mer …».',
  },
  request: {
    sent: (who, department, due) => `${by(who)} ba ${department} om dette, innen ${due}:`,
    accepted: (who, department, due) =>
      `${who ? `${who} i ${department}` : department} godtok forespørselen: utført innen ${due}.`,
    declined: (who, department) =>
      `${who ? `${who} i ${department}` : department} takket nei til forespørselen og tilbyr i stedet:`,
    takeUp: 'kan gripe fatt i dette, eller sende en ny forespørsel.',
    done: (who, department) =>
      `${who ? `${who} i ${department}` : department} har gjort det som ble bedt om.`,
    takenBack: (who, department) => `${by(who)} trakk forespørselen til ${department}:`,
    partnerSaid: (partner, pictures) =>
      `${partner} skriver bare til oss${pictures > 0 ? `, med ${pictures === 1 ? 'et bilde' : `${pictures} bilder`}` : ''}:`,
    hasWord: 'har fått beskjed om forespørselen.',
    answered: 'har fått svar på forespørselen.',
  },
  callBack: {
    booked: (who, at, phone) => `${by(who)} avtalte en telefonsamtale: ${at}, ${phone}.`,
    moved: (who, at, phone) => `${by(who)} flyttet telefonavtalen til ${at}, ${phone}.`,
    cancelled: (who, at) => `${by(who)} avlyste telefonavtalen ${at}.`,
    withCase: (at) => `Telefonavtalen ${at} trengs ikke lenger. Kunden får beskjed.`,
  },
  managementCalled: (who) => (who ? `${who} varslet ledelsen:` : 'Ledelsen ble varslet:'),
  severity: (who, from, to) => `${by(who)} endret alvorlighetsgraden fra ${from} til ${to} (1 er verst):`,
  handling: (who, handling) => `${by(who)} endret hvordan kunden vil bli møtt: ${handling}`,
  notThem: (who, name) => `${of(who)} sier at ${name}, som klagen nevner, ikke er noen her.`,
  abusive: (who, accountable) => `${by(who)} merket teksten som krenkende. ${accountable} har saken.`,
  openedAgain: 'Kunden åpnet saken igjen:',
  openedAfter: (number) =>
    `Kunden skrev på siden til sak ${number}, som ble avsluttet for mer enn 30 dager siden:`,
  carriedOn: (who) => `${of(who)} fortsetter saken, og skrev til kunden:`,
  merged: (who, number) => `${by(who)} slo den sammen med sak ${number}: den fortsetter der.`,
  joined: (who, number) =>
    `${by(who)} slo sak ${number} sammen med denne: det som er lovet der, gjelder her.`,
  saidThere: 'Hva kunden sa der',
  unmerged: (who, number) => `${by(who)} skilte den fra sak ${number}.`,
  finalAnswer: (who) => `${of(who)} ga kunden et endelig svar:`,
  disputeBody: 'Hvor kunden kan klage videre',
  ended: (who, state) => `${by(who)} avsluttet saken som ${stateOf(state)}:`,
  somebodyElse: (about) =>
    about
      ? 'Kunden klager på den som hadde saken, og vil snakke med noen andre:'
      : 'Kunden vil snakke med noen andre:',
  nowAccountable: 'er ansvarlig nå.',
}
