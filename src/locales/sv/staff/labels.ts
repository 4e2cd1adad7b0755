import type { StaffWords } from '../../staff.ts'
import { channelOf, stateOf } from './keys.ts'

/** "3:e", "1:a", "21:a", men "11:e". */
const ordinal = (n: number) => `${n}:${[1, 2].includes(n % 10) && ![11, 12].includes(n % 100) ? 'a' : 'e'}`

export const labels: StaffWords['labels'] = {
  ordinal,
  somebody: 'Någon',
  management: 'Ledningen',
  state: stateOf,
  channel: channelOf,
  severe: {
    injury: 'en personskada',
    'legal threat': 'rättsliga åtgärder',
    'data breach': 'en dataläcka',
    discrimination: 'diskriminering',
  },
  rights: {
    'faulty or wrong goods': 'fel på varan eller fel vara',
    'late delivery': 'försenad leverans',
    'wrong charge': 'felaktig debitering',
    'withdrawal or cancellation': 'ånger eller avbeställning',
  },
  score: (score) => (score === null ? 'öppnat av oss' : `${score} av 5`),
  worst: (severity) => `${severity} (1 är värst)`,
  case: 'Ärende',
  contact: 'Kontakt',
  customer: 'Kund',
  reference: 'Referens',
  department: 'Avdelning',
  severity: 'Allvarlighetsgrad',
  handleIt: 'Bemötande',
  reachCustomer: 'Nå kunden',
  goodwill: 'Goodwill till kunden på 12 månader',
  why: 'Varför',
  wentWrong: 'Vad som gick fel',
  wish: 'Vad som skulle göra det bra igen',
  otherThanWished: 'Varför inte som kunden önskade',
  remedies: {
    refund: 'Återbetalning',
    replacement: 'Ny vara',
    repair: 'Laga eller göra om',
    expedite: 'Skynda på',
    discount: 'Rabatt eller tillgodo',
    expenses: 'Ersättning för utlägg',
    explanation: 'Förklaring',
    alternative: 'Alternativ',
    'call-back': 'Uppringning',
  },
  handling: {
    analytical: '”Ge mig fakta”: exakt orsak, siffror, belägg. Inget utfyllnadsprat',
    personal: '”Prata med mig”: en person med namn. Ring hellre än skriv, och lyssna',
    functional: '”Berätta steg för steg”: tydlig gång, vad som händer härnäst och när',
    intuitive: '”Bara lös det”: resultatet först, så få kontakter som möjligt',
  },
  about: {
    person: 'personen',
    process: 'hur det fungerar hos oss',
    both: 'både personen och hur det fungerar hos oss',
  },
  talked: { phone: 'på telefon', counter: 'i kassan eller disken', meeting: 'på ett möte' },
  reach: {
    notSaid: 'inte sagt',
    mailOtherwise: 'inte sagt, annars med mejl',
    declined: 'kunden vill inte bli kontaktad: inget mejlas',
    mail: 'med mejl',
    phone: (number) => `på telefon, ${number ?? 'inget nummer angivet'}`,
    when: (how, when) => `${how} (${when})`,
  },
  given: (money, times) => `${money} (${times} ${times === 1 ? 'åtgärd' : 'åtgärder'})`,
  none: 'ingen',
  authority: {
    none: 'inget utan att fråga',
    case: (whole, used) => `${whole} i ett ärende${used && `, varav ${used} givet`}`,
    month: (whole, used) => `${whole} på en månad${used && `, varav ${used} givet`}`,
  },
}
