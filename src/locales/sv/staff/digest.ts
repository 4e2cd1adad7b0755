import { confirmedHow } from '../../confirmedHow.ts'
import type { StaffWords } from '../../staff.ts'
import { counted } from './keys.ts'

const cases = (numbers: string, more: number) => `ärende ${numbers}${more > 0 ? ` och ${more} till` : ''}`

const how = (confirmed: Parameters<typeof confirmedHow>[0]) =>
  confirmedHow(confirmed, { clicked: 'med klick', spoken: 'muntligt', withoutReceipt: 'utan bekräftelse' })

export const digest: StaffWords['digest'] = {
  title: (department, when) => `${department}: ${when}`,
  editions: {
    daily: 'Dagens sammanfattning',
    weekly: 'Veckans sammanfattning',
    monthly: 'Månadens sammanfattning',
  },
  week: (number, from, to) => `vecka ${number}, ${from} till ${to}`,
  span: (from, to) => `${from} till ${to}`,
  summary: (edition, department, needed, answered) =>
    `${edition}, ${department}: ${counted(needed, 'ärende behöver', 'ärenden behöver')} någon, ${answered} svar.`,
  needed: (n) => `Kräver åtgärd i dag (${n})`,
  nothingNeeded: 'Inget ärende behöver någon i dag.',
  overdue: (n) => `Försenat (${n})`,
  nothingOverdue: 'Inget är försenat.',
  case: (number, customer) => `Ärende ${number}${customer ? `, ${customer}` : ''}`,
  why: {
    'not taken': 'inte taget, ta det senast',
    overdue: 'löftet försenat sedan',
    'due today': 'löfte att hålla',
    'apology overdue': 'ursäkten försenad sedan',
    'apology due': 'be om ursäkt senast',
    'decision overdue': 'beslut försenat sedan',
    'decision due': 'beslut att ta',
  },
  need: (where, severity, why, accountable) =>
    `${where && `${where}, `}allvarlighetsgrad ${severity}, ${why}. ${accountable}`,
  snoozed: (who, until) => `(uppskjutet av ${who} till ${until})`,
  late: (when) => `${when} (försenat)`,
  takenBy: (who) => `${who} har tagit det.`,
  ended: 'Det är avslutat.',
  take: 'Ta ärendet',
  yours: 'Ärendet är ditt nu.',
  snooze: 'Påminn mig i morgon',
  again: (department) => `${department}: uppskjutet till i dag`,
  putOff: (when) => `Du påminns ${when} om det som fortfarande behöver någon då.`,
  notYours: 'Den här sammanfattningen är för andra avdelningar.',
  unsent: (n) => `${counted(n, 'meddelande gick', 'meddelanden gick')} inte i väg, eller kanske inte`,
  problem: {
    channel: (department, said) => `Det går inte att skriva i kanalen för ${department}: ${said}`,
    mail: (why) => `Mejl väntar och inget går förlorat: ${why}`,
    refuses: (said) => `mejlleverantören nekar oss och säger ”${said}”`,
    silent: (said) => `mejlleverantören svarar inte som den ska (${said})`,
    domains: (n, named, domain, said) =>
      `${n} domäner tar inte emot det (${named}). ${domain} säger ”${said}”`,
    domain: (domain, times, said) =>
      `${domain} har vägrat mejl ${times === 1 ? 'en gång' : `${times} gånger`}: ${said}`,
  },
  yesterday: 'I går',
  theWeek: 'Veckan',
  theMonth: 'Månaden',
  none: (when) => `${when}: inga svar.`,
  answers: (when, n, satisfied, baseline, change) =>
    `${when}: ${n} svar, ${satisfied}${baseline && ` (${baseline})`}${change && `: ${change}`}.`,
  satisfied: (percent) => `${percent} nöjda`,
  few: (satisfied, dissatisfied) =>
    `${counted(satisfied, 'nöjd', 'nöjda')}, ${counted(dissatisfied, 'missnöjd', 'missnöjda')}`,
  baseline: (days, low, high) => `${days} dagar innan: ${low} till ${high}`,
  change: {
    none: 'ingen förändring',
    chance: 'skillnaden kan vara en slump',
    worse: 'färre nöjda än tidigare',
    better: 'fler nöjda än tidigare',
  },
  chart: {
    share: {
      daily: 'Nöjda per dag, 95 % konfidensintervall',
      weekly: 'Nöjda per vecka, 95 % konfidensintervall',
      monthly: 'Nöjda per månad, 95 % konfidensintervall',
    },
    count: { daily: 'Svar per dag', weekly: 'Svar per vecka', monthly: 'Svar per månad' },
    low: 'minst',
    satisfied: 'nöjda',
    high: 'högst',
    answers: 'svar',
    dissatisfied: 'missnöjda',
  },
  drivers: (drivers) => `Vanligast: ${drivers}`,
  found: 'Nytt:',
  moreFound: (n) => `… och ${n} till i rapporten`,
  noAnswers: 'inga svar',
  department: (csat, open, overdue, recovered, confirmed) =>
    `${csat}; ${counted(open, 'öppet ärende', 'öppna ärenden')}, ${overdue} försenade, ${recovered} lösta${how(confirmed) && ` (${how(confirmed)})`}`,
  recoveredHow: (n, confirmed) => `${n}${how(confirmed) && ` (${how(confirmed)})`}`,
  compared: {
    title: 'Avdelningar',
    columns: ['Avdelning', 'Nöjda', 'Öppna', 'Försenade', 'Lösta', 'Svar'],
    of: (satisfied, n) => `${satisfied} av ${n}`,
  },
  recovered: (n, numbers, more, confirmed) =>
    `Löst enligt kunden: ${how(confirmed) || n} (${cases(numbers, more)})`,
  unconfirmed: (n, numbers, more) => `Gjort men obekräftat: ${n} (${cases(numbers, more)})`,
  toDocument: (numbers, more) => `Orsaksanalys att skriva: ${cases(numbers, more)}`,
  askedOthers: 'Det vi bad andra om:',
  askedUs: 'Det andra bad oss om:',
  asked: (who, n) =>
    `• ${who}: ${n.asked} frågade, ${n.inTime} besvarade i tid, ${n.late} försenade, ${n.declined} avböjda`,
  kudos: (who, department) => `Beröm till ${who}${department && `, ${department}`}`,
  moreKudos: (n) => `… och ${n} till fick beröm`,
  improvementLate: (by, owner) => `skulle ha varit på plats senast ${by}. ${owner}`,
  report: 'Öppna rapporten',
  mail: {
    open: 'Öppna arbetssidan',
    note: 'Du får mejlet för att du är chef här och inte har någon chatt. Skriv ”sammanfattning” på arbetssidan för att ändra när och vad.',
  },
  unsentPage: {
    title: 'Meddelanden som inte gick i väg',
    none: 'Alla meddelanden gick i väg.',
    states: { failed: 'gick inte i väg', uncertain: 'kom kanske inte fram' },
    kinds: {
      invitation: 'Fråga till en kund',
      reminder: 'Påminnelse till en kund',
      'case mail': 'Mejl till en kund',
      'partner mail': 'Mejl till en partner',
      escalation: 'Ett ärendes meddelande',
      digest: 'Sammanfattning',
    },
    other: 'Meddelande till personalen',
    since: (when) => `sedan ${when}`,
    how: 'En administratör skickar dem igen eller tar bort dem när felet är åtgärdat.',
  },
  settings: {
    title: 'Dina sammanfattningar',
    command: 'Ändra',
    now: (editions, at) => [editions, at].filter(Boolean).join(' '),
    never: 'ingen',
    at: (hour) => `kl. ${hour}`,
    place: { label: 'Var?', channel: 'I avdelningarnas kanaler', direct: 'Bara till mig' },
    departments: { label: 'Avdelningar', management: (name) => `${name}: alla avdelningar` },
    editions: {
      label: 'Hur ofta',
      hint: 'Välj inget om ingen ska komma.',
      daily: 'Varje arbetsdag',
      weekly: 'Varje vecka, första arbetsdagen',
      monthly: 'Varje månad, första arbetsdagen',
    },
    hour: { label: 'Från klockan', usual: 'Den vanliga tiden' },
    submit: 'Spara',
    saved: 'Sparat.',
    nothing: 'Sammanfattningar ställs in av avdelningarnas chefer.',
    choose: 'Välj minst en avdelning.',
    channelFor: (department) => `Kanalen för ${department}`,
    mine: 'Bara till dig',
  },
}
