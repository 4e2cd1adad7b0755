import { confirmedHow } from '../../confirmedHow.ts'
import type { StaffWords } from '../../staff.ts'
import { counted } from './keys.ts'

const cases = (numbers: string, more: number) => `ärende ${numbers}${more > 0 ? ` och ${more} till` : ''}`
const messages = (count: number, kind: string) =>
  `${counted(count, 'meddelande', 'meddelanden')} (${kind}). Se npm run outbox.`

const how = (confirmed: Parameters<typeof confirmedHow>[0]) =>
  confirmedHow(confirmed, { clicked: 'med klick', spoken: 'muntligt', withoutReceipt: 'utan bekräftelse' })

export const digest: StaffWords['digest'] = {
  title: (department, day) => `${department}: ${day}`,
  summary: (department, needed, answered) =>
    `Dagens sammanfattning, ${department}: ${counted(needed, 'ärende behöver', 'ärenden behöver')} någon, ${answered} svar.`,
  needed: (n) => `Kräver åtgärd i dag (${n})`,
  nothingNeeded: 'Inget ärende behöver någon i dag.',
  overdue: (n) => `Försenat (${n})`,
  nothingOverdue: 'Inget är försenat.',
  why: {
    'not taken': 'inte taget, ta det senast',
    overdue: 'löftet försenat sedan',
    'due today': 'löfte att hålla',
  },
  need: (number, where, severity, why, accountable) =>
    `• Ärende ${number}${where && `, ${where}`}, allvarlighetsgrad ${severity}: ${why}. ${accountable}`,
  snoozed: (who, until) => `(uppskjutet av ${who} till ${until})`,
  late: (when) => `${when} (försenat)`,
  awaiting: (n, longest, when) =>
    `Väntar på kunden: ${counted(n, 'ärende', 'ärenden')}, längst ärende ${longest} sedan ${when}.`,
  toDocument: (numbers, more) => `Bekräftat, orsaksanalys att skriva: ${cases(numbers, more)}.`,
  messages: {
    failed: (count, kind) => `Inte skickat: ${messages(count, kind)}`,
    uncertain: (count, kind) => `Kanske inte framme: ${messages(count, kind)}`,
  },
  problem: (where, problem) => `Kan inte skriva till ${where}: ${problem}`,
  quiet: (when) => `En lugn dag: inga svar sedan ${when}.`,
  answers: (n, when, csat) => `${n} svar sedan ${when}: ${csat}`,
  noAnswers: 'inga svar',
  csat: ({ n, satisfied, percent, interval }, dissatisfied) =>
    `${percent === undefined ? `${satisfied} av ${n}` : `${percent} % av ${n}`} nöjda${interval ? ` (95 % konfidensintervall ${interval.join('–')} %)` : ''}, ${counted(dissatisfied, 'missnöjd', 'missnöjda')}`,
  drivers: (drivers) => `Vanligaste orsakerna: ${drivers}`,
  department: (csat, open, overdue, recovered, confirmed) =>
    `${csat}; ${counted(open, 'öppet ärende', 'öppna ärenden')}, ${overdue} försenade, ${recovered} lösta${how(confirmed) && ` (${how(confirmed)})`}`,
  recovered: (n, numbers, more, confirmed) =>
    `${n} bekräftade av kunden${how(confirmed) && `: ${how(confirmed)}`} (${cases(numbers, more)})`,
  unconfirmed: (n, numbers, more) => `Gjort men obekräftat (${n}): ${cases(numbers, more)}`,
  askedOthers: 'Det vi bad andra om:',
  askedUs: 'Det andra bad oss om:',
  asked: (who, n) =>
    `• ${who}: ${n.asked} frågade, ${n.inTime} besvarade i tid, ${n.late} försenade, ${n.declined} avböjda`,
  kudos: (who, department) => `Tack till ${who}${department && `, ${department}`}`,
  moreKudos: (n) => `… och ${n} tack till`,
}
