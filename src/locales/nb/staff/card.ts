import type { StaffWords } from '../../staff.ts'
import { channelOf, stateOf } from './keys.ts'

export const card: StaffWords['card'] = {
  title: (number, customer, score, drivers) =>
    `Sak ${number}: ${[customer, score, drivers].filter(Boolean).join(', ')}`,
  summary: (number, customer, score, standing, said) =>
    `Sak ${number}, ${[customer, score].filter(Boolean).join(', ')}: ${standing}${said && ` ${said}`}`,
  severity: (severity) => `alvorlighetsgrad ${severity}`,
  answered: (answer, when) => `${answer}, svarte kunden ${when}`,
  noWords: 'Ingenting er notert.',
  scores: (now, first) => `${now}, først ${first}`,
  mayWrite: 'Ingen tekst ennå. Kunden skriver kanskje fortsatt.',
  leftNone: 'Kunden skrev ingenting sammen med vurderingen.',
  more: 'Mer …',
  routed: (move, department) => `${move}: ${department}`,
  sensitive: 'Sensitivt: åpne siden',
  abusive: 'Merket som krenkende. Åpne siden for å lese',
  openPage: 'Åpne siden',
  twice: 'Dette kan vises to ganger. Vi vet ikke om det første forsøket kom fram.',
  standing: {
    open: (take, apology) => `er ansvarlig. Ta saken innen ${take}, og beklag innen ${apology}.`,
    openAsk: (take, ask) =>
      `er ansvarlig. Kunden har ikke skrevet noe: ta saken innen ${take}, og spør hva som skjedde innen ${ask}.`,
    ask: (by) => `har saken. Kunden har ikke skrevet noe: spør hva som skjedde innen ${by}.`,
    apology: (by) => `har saken. Beklag innen ${by}.`,
    remedy: (by) => `har saken. Et tiltak er lovet til ${by}.`,
    word: (by) => `har saken. Kunden skal høre fra oss innen ${by}.`,
    silent: (by) =>
      `har saken. Kunden har ikke svart. En leder bestemmer innen ${by}: «Avslutt ubekreftet» eller «Fortsett saken».`,
    asked: (since) => `har saken. Venter på svar fra kunden siden ${since}.`,
    confirmed: 'skriver årsaksanalysen. Kunden har bekreftet at det er løst.',
    documented: (when) => `løste det og dokumenterte, ${when}.`,
    unconfirmed: 'hadde saken. Det som ble lovet, er gjort, men kunden svarte ikke: ubekreftet.',
    owes: (what, by, state) =>
      `skylder fortsatt kunden: ${what}, innen ${by}. Saken er ${stateOf(state)}, men løftet gjelder.`,
    merged: (number) =>
      `hadde saken. Den fortsetter i ${number ? `sak ${number}` : 'en annen av kundens saker'}.`,
    ended: (state, when) => `hadde saken. Den ble avsluttet som ${stateOf(state)}, ${when}.`,
    late: {
      open: (by) => `er ansvarlig. Ingen har tatt saken: det skulle vært gjort innen ${by}.`,
      ask: (by) => `har saken. Kunden har ikke skrevet noe: vi skulle spurt hva som skjedde, innen ${by}.`,
      apology: (by) => `har saken. Kunden skulle fått en beklagelse innen ${by}.`,
      remedy: (by) => `har saken. Et tiltak var lovet til ${by}.`,
      word: (by) => `har saken. Kunden skulle hørt fra oss innen ${by}.`,
      silent: (by) =>
        `har saken. Kunden har ikke svart. En leder skulle ha bestemt innen ${by}: «Avslutt ubekreftet» eller «Fortsett saken».`,
      owes: (what, by, state) =>
        `skylder fortsatt kunden: ${what}, skulle vært gjort innen ${by}. Saken er ${stateOf(state)}, men løftet gjelder.`,
    },
  },
  facts: {
    ended: 'Hvorfor den ble avsluttet',
    contact: (channel, when) => `${channelOf(channel)}, avsluttet ${when}`,
    reads: (language) => `språk: ${language}`,
    handledBy: 'Håndtert av',
    about: 'Gjelder',
    severe: (severity, named) => `${severity}: kunden nevner ${named}`,
    and: ' og ',
    safety: 'sikkerhet eller personvern',
    setByStaff: (handling) => `${handling} (endret av oss)`,
  },
  waiting: {
    repeated: (nth) => `Dette er kundens ${nth} sak på 90 dager.`,
    called: (when, by) => `Ledelsen ble varslet${by ? ` av ${by}` : ''} ${when}.`,
    snoozed: (who, until) => `${who} har utsatt en påminnelse til ${until}.`,
    question: (since) => `Kunden har hatt et spørsmål å svare på siden ${since}. Fristene venter på svaret.`,
    refused: (when) =>
      `Kunden fikk ikke e-posten vår: den ble avvist ${when}. Sjekk adressen (Mer, «Rett adressen»), eller nå kunden på en annen måte.`,
    unreachable:
      'Kunden får ingen e-post fra oss: adressen tar ikke imot noe. Bruk «Rett adressen», eller nå kunden på en annen måte.',
    complained:
      'Kunden får ingen e-post fra oss: kunden har meldt den som søppelpost. Nå kunden på en annen måte, eller bruk «Rett adressen» hvis du får en annen adresse.',
    unsure: (when) =>
      `En e-post til kunden kom kanskje ikke fram, ${when}. Er det viktig, bruk «Send e-posten igjen». Kunden kan da få den to ganger.`,
    callBack: (when, phone) => `Telefonavtale ${when}, ${phone}.`,
    approval: (to, since) => `Venter på godkjenning fra ${to ?? 'en leder'} siden ${since}.`,
    handover: (to, since) => `Tilbudt ${to ?? 'noen andre'} siden ${since}: ikke godtatt ennå.`,
    request: (to, due, accepted) =>
      `Forespørsel til ${to ?? 'en annen avdeling'}${due && `, innen ${due}`}: ${accepted ? 'godtatt' : 'ikke besvart ennå'}.`,
    requestRefused: (to) => `${to ?? 'Partneren'} fikk ikke forespørselen vår: e-posten ble avvist.`,
    change: (remedy) => `Kunden vil endre: ${remedy}`,
  },
  done: {
    apologised: (when) => `Beklaget ${when}`,
    done: (when) => `Utført ${when}`,
    confirmed: (when, by, withoutReceipt) =>
      `Bekreftet av kunden ${when}${withoutReceipt ? ', muntlig i en samtale, uten kvittering' : by === 'spoken' ? ', muntlig i en samtale' : by ? ', med et klikk' : ''}`,
    account: 'Hva som skjedde, slik dere er enige om det',
    corrected: 'Hva som skjedde, med kundens rettelse',
    remedyDone: (what, right, when, reference) =>
      `${what} (${right ? 'kundens rett' : 'goodwill'}): utført ${when}${reference ? `, referanse ${reference}` : ''}`,
    remedyPromised: (what, right, by, accepted) =>
      `${what} (${right ? 'kundens rett' : 'goodwill'}): lovet til ${by}${accepted ? ', kunden har takket ja' : ''}`,
  },
  durations: {
    taken: 'Tatt etter',
    apology: 'Beklaget etter',
    done: 'Utført etter',
    confirmed: 'Bekreftet etter',
    open: 'Åpen i alt',
    minutes: (n) => `${n} min`,
    hours: (n) => `${n} t`,
    days: (n) => `${n} dager`,
  },
  elsewhere: {
    title: (number) => `Sak ${number}`,
    moved: (number, department) => `Sak ${number} håndteres et annet sted nå: ${department}.`,
    nothing: (number) => `Sak ${number} håndteres et annet sted nå. Her er det ikke mer å bestemme.`,
    history: (number) => `Sak ${number}: hva som skjedde før den kom hit`,
    before: 'Hva som skjedde før den kom hit:',
    leftOut: (n) => `${n} tidligere vises ikke.`,
  },
  yours: {
    title: (number) => `Sak ${number} er din å ta`,
    text: (number, department, by) =>
      `Du er ansvarlig for sak ${number} i ${department}. Ta den innen ${by}.`,
  },
}
