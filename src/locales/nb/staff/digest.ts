import { confirmedHow } from '../../confirmedHow.ts'
import type { StaffWords } from '../../staff.ts'
import { counted } from './keys.ts'

const cases = (numbers: string, more: number) => `sak ${numbers}${more > 0 ? ` og ${more} til` : ''}`
const messages = (count: number, kind: string) =>
  `${counted(count, 'melding', 'meldinger')} (${kind}). Se npm run outbox.`

const how = (confirmed: Parameters<typeof confirmedHow>[0]) =>
  confirmedHow(confirmed, { clicked: 'med klikk', spoken: 'muntlig', withoutReceipt: 'uten kvittering' })

export const digest: StaffWords['digest'] = {
  title: (department, day) => `${department}: ${day}`,
  summary: (department, needed, answered) =>
    `Dagens oppsummering, ${department}: ${counted(needed, 'sak trenger', 'saker trenger')} noen, ${answered} svar.`,
  needed: (n) => `Trenger noen i dag (${n})`,
  nothingNeeded: 'Ingen sak trenger noen i dag.',
  overdue: (n) => `Forsinket (${n})`,
  nothingOverdue: 'Ingenting er forsinket.',
  why: {
    'not taken': 'ikke tatt, ta den innen',
    overdue: 'løftet forsinket siden',
    'due today': 'løfte å holde',
  },
  need: (number, where, severity, why, accountable) =>
    `• Sak ${number}${where && `, ${where}`}, alvorlighetsgrad ${severity}: ${why}. ${accountable}`,
  snoozed: (who, until) => `(utsatt av ${who} til ${until})`,
  late: (when) => `${when} (forsinket)`,
  awaiting: (n, longest, when) =>
    `Venter på kunden: ${counted(n, 'sak', 'saker')}, lengst sak ${longest} siden ${when}.`,
  toDocument: (numbers, more) => `Bekreftet, årsaksanalyse som skal skrives: ${cases(numbers, more)}.`,
  messages: {
    failed: (count, kind) => `Ikke sendt: ${messages(count, kind)}`,
    uncertain: (count, kind) => `Kanskje ikke kommet fram: ${messages(count, kind)}`,
  },
  problem: (where, problem) => `Kan ikke skrive til ${where}: ${problem}`,
  quiet: (when) => `En rolig dag: ingen svar siden ${when}.`,
  answers: (n, when, csat) => `${n} svar siden ${when}: ${csat}`,
  noAnswers: 'ingen svar',
  csat: ({ n, satisfied, percent, interval }, dissatisfied) =>
    `${percent === undefined ? `${satisfied} av ${n}` : `${percent} % av ${n}`} fornøyde${interval ? ` (95 % konfidensintervall ${interval.join('–')} %)` : ''}, ${counted(dissatisfied, 'misfornøyd', 'misfornøyde')}`,
  drivers: (drivers) => `Vanligste årsaker: ${drivers}`,
  department: (csat, open, overdue, recovered, confirmed) =>
    `${csat}; ${counted(open, 'åpen sak', 'åpne saker')}, ${overdue} forsinket, ${recovered} løst${how(confirmed) && ` (${how(confirmed)})`}`,
  recovered: (n, numbers, more, confirmed) =>
    `${n} bekreftet av kunden${how(confirmed) && `: ${how(confirmed)}`} (${cases(numbers, more)})`,
  unconfirmed: (n, numbers, more) => `Utført, men ubekreftet (${n}): ${cases(numbers, more)}`,
  askedOthers: 'Det vi ba andre om:',
  askedUs: 'Det andre ba oss om:',
  asked: (who, n) =>
    `• ${who}: ${n.asked} spurt, ${n.inTime} besvart i tide, ${n.late} forsinket, ${n.declined} avslått`,
  kudos: (who, department) => `Takk til ${who}${department && `, ${department}`}`,
  moreKudos: (n) => `… og ${n} takk til`,
}
