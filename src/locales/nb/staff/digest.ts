import { confirmedHow } from '../../confirmedHow.ts'
import type { StaffWords } from '../../staff.ts'
import { counted } from './keys.ts'

const cases = (numbers: string, more: number) => `sak ${numbers}${more > 0 ? ` og ${more} til` : ''}`

const how = (confirmed: Parameters<typeof confirmedHow>[0]) =>
  confirmedHow(confirmed, { clicked: 'med klikk', spoken: 'muntlig', withoutReceipt: 'uten kvittering' })

export const digest: StaffWords['digest'] = {
  title: (department, when) => `${department}: ${when}`,
  editions: { daily: 'Dagens oppsummering', weekly: 'Ukens oppsummering', monthly: 'Månedens oppsummering' },
  week: (number, from, to) => `uke ${number}, ${from} til ${to}`,
  span: (from, to) => `${from} til ${to}`,
  summary: (edition, department, needed, answered) =>
    `${edition}, ${department}: ${counted(needed, 'sak trenger', 'saker trenger')} noen, ${answered} svar.`,
  needed: (n) => `Trenger noen i dag (${n})`,
  nothingNeeded: 'Ingen sak trenger noen i dag.',
  overdue: (n) => `Forsinket (${n})`,
  nothingOverdue: 'Ingenting er forsinket.',
  case: (number, customer) => `Sak ${number}${customer ? `, ${customer}` : ''}`,
  why: {
    'not taken': 'ikke tatt, ta den innen',
    overdue: 'løftet forsinket siden',
    'due today': 'løfte å holde',
    'apology overdue': 'beklagelsen forsinket siden',
    'apology due': 'beklag innen',
    'decision overdue': 'avgjørelse forsinket siden',
    'decision due': 'avgjørelse å ta',
  },
  need: (where, severity, why, accountable) =>
    `${where && `${where}, `}alvorlighetsgrad ${severity}, ${why}. ${accountable}`,
  snoozed: (who, until) => `(utsatt av ${who} til ${until})`,
  late: (when) => `${when} (forsinket)`,
  takenBy: (who) => `${who} har tatt den.`,
  ended: 'Den er avsluttet.',
  take: 'Ta saken',
  yours: 'Saken er din nå.',
  snooze: 'Minn meg på det i morgen',
  again: (department) => `${department}: utsatt til i dag`,
  putOff: (when) => `Du blir minnet på det ${when}, om det som fortsatt trenger noen da.`,
  notYours: 'Denne oppsummeringen er for andre avdelinger.',
  unsent: (n) => `${counted(n, 'melding', 'meldinger')} ble ikke sendt, eller kom kanskje ikke fram`,
  problem: {
    channel: (department, said) => `Kan ikke skrive i kanalen til ${department}: ${said}`,
    mail: (why) => `E-post venter, og ingenting går tapt: ${why}`,
    refuses: (said) => `leverandøren avviser oss og sier «${said}»`,
    silent: (said) => `leverandøren svarer ikke som den skal (${said})`,
    domains: (n, named, domain, said) =>
      `${n} domener tar ikke imot den (${named}). ${domain} sier «${said}»`,
    domain: (domain, times, said) =>
      `${domain} har avvist e-post ${times === 1 ? 'én gang' : `${times} ganger`}: ${said}`,
  },
  yesterday: 'I går',
  theWeek: 'Uken',
  theMonth: 'Måneden',
  none: (when) => `${when}: ingen svar.`,
  answers: (when, n, satisfied, baseline, change) =>
    `${when}: ${n} svar, ${satisfied}${baseline && ` (${baseline})`}${change && `: ${change}`}.`,
  satisfied: (percent) => `${percent} fornøyde`,
  few: (satisfied, dissatisfied) =>
    `${counted(satisfied, 'fornøyd', 'fornøyde')}, ${counted(dissatisfied, 'misfornøyd', 'misfornøyde')}`,
  baseline: (days, low, high) => `${days} dager før: ${low} til ${high}`,
  change: {
    none: 'ingen endring',
    chance: 'forskjellen kan være tilfeldig',
    worse: 'færre fornøyde enn før',
    better: 'flere fornøyde enn før',
  },
  chart: {
    share: {
      daily: 'Fornøyde per dag, 95 % konfidensintervall',
      weekly: 'Fornøyde per uke, 95 % konfidensintervall',
      monthly: 'Fornøyde per måned, 95 % konfidensintervall',
    },
    count: { daily: 'Svar per dag', weekly: 'Svar per uke', monthly: 'Svar per måned' },
    low: 'minst',
    satisfied: 'fornøyde',
    high: 'høyst',
    answers: 'svar',
    dissatisfied: 'misfornøyde',
  },
  drivers: (drivers) => `Vanligst: ${drivers}`,
  found: 'Nytt:',
  moreFound: (n) => `… og ${n} til i rapporten`,
  noAnswers: 'ingen svar',
  department: (csat, open, overdue, recovered, confirmed) =>
    `${csat}; ${counted(open, 'åpen sak', 'åpne saker')}, ${overdue} forsinket, ${recovered} løst${how(confirmed) && ` (${how(confirmed)})`}`,
  recoveredHow: (n, confirmed) => `${n}${how(confirmed) && ` (${how(confirmed)})`}`,
  compared: {
    title: 'Avdelinger',
    columns: ['Avdeling', 'Fornøyde', 'Åpne', 'Forsinket', 'Løst', 'Svar'],
    of: (satisfied, n) => `${satisfied} av ${n}`,
  },
  recovered: (n, numbers, more, confirmed) =>
    `Løst ifølge kunden: ${how(confirmed) || n} (${cases(numbers, more)})`,
  unconfirmed: (n, numbers, more) => `Utført, men ubekreftet: ${n} (${cases(numbers, more)})`,
  toDocument: (numbers, more) => `Årsaksanalyser som skal skrives: ${cases(numbers, more)}`,
  askedOthers: 'Det vi ba andre om:',
  askedUs: 'Det andre ba oss om:',
  asked: (who, n) =>
    `• ${who}: ${n.asked} spurt, ${n.inTime} besvart i tide, ${n.late} forsinket, ${n.declined} avslått`,
  kudos: (who, department) => `Ros til ${who}${department && `, ${department}`}`,
  moreKudos: (n) => `… og ${n} til fikk ros`,
  improvementLate: (by, owner) => `skulle ha vært på plass innen ${by}. ${owner}`,
  report: 'Åpne rapporten',
  mail: {
    open: 'Åpne arbeidssiden',
    note: 'Du får e-posten fordi du er leder her og ikke har chat. Skriv «oppsummering» på arbeidssiden for å endre når og hva.',
  },
  unsentPage: {
    title: 'Meldinger som ikke ble sendt',
    none: 'Alle meldinger ble sendt.',
    states: { failed: 'ble ikke sendt', uncertain: 'kom kanskje ikke fram' },
    kinds: {
      invitation: 'Spørsmål til en kunde',
      reminder: 'Påminnelse til en kunde',
      'case mail': 'E-post til en kunde',
      'partner mail': 'E-post til en partner',
      escalation: 'Meldingen til en sak',
      digest: 'Oppsummering',
    },
    other: 'Melding til ansatte',
    since: (when) => `siden ${when}`,
    how: 'En administrator sender dem på nytt eller fjerner dem når feilen er rettet.',
  },
  settings: {
    title: 'Oppsummeringene dine',
    command: 'Endre',
    now: (editions, at) => [editions, at].filter(Boolean).join(' '),
    never: 'ingen',
    at: (hour) => `kl. ${hour}`,
    place: { label: 'Hvor?', channel: 'I avdelingenes kanaler', direct: 'Bare til meg' },
    departments: { label: 'Avdelinger', management: (name) => `${name}: alle avdelinger` },
    editions: {
      label: 'Hvor ofte',
      hint: 'Ikke velg noe hvis ingen skal komme.',
      daily: 'Hver arbeidsdag',
      weekly: 'Hver uke, første arbeidsdag',
      monthly: 'Hver måned, første arbeidsdag',
    },
    hour: { label: 'Fra klokken', usual: 'Den vanlige tiden' },
    submit: 'Lagre',
    saved: 'Lagret.',
    nothing: 'Oppsummeringer stilles inn av avdelingens ledere.',
    choose: 'Velg minst én avdeling.',
    channelFor: (department) => `Kanalen til ${department}`,
    mine: 'Bare til deg',
  },
}
