import type { StaffWords } from '../../staff.ts'

export const call: StaffWords['call'] = {
  late: {
    take: 'ingen har tatt den',
    apology: 'beklagelsen er forsinket',
    'first promise': 'kunden har ikke fått noe svar ennå',
    promise: 'et løfte til kunden er forsinket',
    decision: 'en avgjørelse er forsinket',
    answer: 'kunden har ikke svart på spørsmålet',
    'ask confirmation': 'kunden er ikke spurt om det er løst',
    approval: 'en godkjenning venter',
    handover: 'en overlevering venter',
    request: 'en forespørsel er forsinket',
    'call-back': 'en telefonavtale',
    finding: 'årsaksanalysen er forsinket',
    remedy: 'et tiltak er ikke utført, selv om saken er avsluttet',
    silence: 'kunden svarer ikke: ta en avgjørelse',
  },
  says: {
    take: (number, by) => `Sak ${number} skulle vært tatt innen ${by}. Ingen har tatt den ennå.`,
    apology: (number, by) => `Kunden i sak ${number} skulle fått en beklagelse innen ${by}.`,
    'first promise': (number, by) => `Kunden i sak ${number} skulle fått vite innen ${by} hva som skjer nå.`,
    promise: (number, by) =>
      `Kunden i sak ${number} har fått et løfte til ${by}. Blir det ikke ferdig til da, kan du fortelle hvordan det går med «Gi beskjed».`,
    decision: (number, by, who = 'En leder') =>
      `${who} skulle innen ${by} ha avgjort sak ${number}, der kunden ikke har svart: «Avslutt ubekreftet» eller «Fortsett saken».`,
    answer: (number, by) =>
      `Kunden i sak ${number} har ikke svart på spørsmålet, og skulle høre fra oss innen ${by}. Ta kontakt likevel.`,
    'ask confirmation': (number, by) =>
      `Alt som er lovet i sak ${number}, er gjort. Innen ${by} skulle kunden vært spurt om det er løst: «Merk som utført» spør.`,
    approval: (number, by, who = 'En leder') =>
      `${who} skulle ta stilling til et tiltak i sak ${number} innen ${by}. Kunden venter på det.`,
    handover: (number, by, who = 'En kollega') =>
      `${who} skulle svare innen ${by} på om sak ${number} kan tas over.`,
    request: (number, by, who = 'Den andre avdelingen') =>
      `${who} skulle svare på en forespørsel i sak ${number} innen ${by}.`,
    deed: (number, by, who = 'Den andre avdelingen') =>
      `${who} skulle innen ${by} ha gjort det sak ${number} trenger.`,
    'call-back': (number, at) => `Kunden i sak ${number} venter på en telefon ${at}.`,
    finding: (number, by) =>
      `Årsaksanalysen for sak ${number} skulle vært skrevet innen ${by}: hva som var årsaken, og hva som forebygger. Mer enn det ber ikke «Dokumenter» om.`,
    refused: (number, who = 'Partneren') =>
      `${who} fikk ikke forespørselen i sak ${number}: e-posten ble avvist. Trekk den og spør på en annen måte, eller be noen rette adressen i organisation.yaml.`,
    'call missed': (number, at) =>
      `Kunden i sak ${number} ventet på en telefon ${at}. Ingen samtale er notert.`,
    remedy: (number, by) =>
      `Sak ${number} er avsluttet, men kunden har ikke fått det som ble lovet til ${by}. Fortell hva som skjedde med «Gjør opp det lovede».`,
    silence: (number, by, severe, mailable) => {
      const why = severe
        ? 'Ved alvorlighetsgrad 1'
        : mailable
          ? 'Når noe som er lovet, ikke er gjort,'
          : 'Siden vi ikke kan sende e-post til kunden,'
      return `Kunden i sak ${number} har ikke svart på 7 dager. ${why} avsluttes ingenting automatisk. ${mailable ? 'Bestem' : 'Ring kunden, eller bestem'} innen ${by} om saken skal fortsette eller avsluttes som ubekreftet.`
    },
  },
  snooze: (until) => `Utsett til ${until}`,
  title: (number, what) => `Sak ${number}: ${what}`,
  because: {
    severe: (named) => `Kunden skriver om ${named}.`,
    safety: 'Kunden nevner sikkerhet eller personvern.',
    chosen: 'Saken ble opprettet med alvorlighetsgrad 1.',
    notYet: 'Kunden sier at det ikke er løst ennå: alvorlighetsgrad 1 nå.',
    afterAnswer: 'Kunden skriver etter det andre endelige svaret: les det.',
    right: 'Ingen leder bekreftet en rettighet i tide, så den er lovet slik det ble bedt om.',
    cases: (nth) => `Dette er kundens ${nth} sak på 90 dager.`,
  },
  asksForAnother: 'kunden vil snakke med noen andre',
  managementCalled: 'ledelsen er varslet',
  anotherAsked: (accountable) => `Kunden vil snakke med noen andre. ${accountable} er ansvarlig nå.`,
  management: (by) => (by ? `${by} varsler ledelsen om saken.` : 'Ledelsen er varslet om saken.'),
  accountable: 'Ansvarlig',
  waitsFor: 'Venter på',
  state: 'Status da',
  due: 'Frist',
  asked: 'Spurte',
  called: 'Varslet',
  open: 'Åpne saken',
}
