import type { StaffWords } from '../../staff.ts'

/** Said of a text that goes out as it is typed. */
export const mailed = 'Sendes kunden på e-post akkurat slik du skriver det.'
export const nameSays = 'La det stå tomt hvis navnet på tiltaket er nok.'

/** Noted once it is over: a finding, and a conversation. */
export const afterwards: Pick<StaffWords['forms'], 'document' | 'held'> = {
  document: {
    cause: { label: 'Årsak' },
    early: 'For årsaksanalysen, hvis du vet det allerede: da bekrefter du den med ett klikk senere.',
    causeWords: { label: 'Årsaken i én setning' },
    factors: { label: 'Medvirkende faktorer', hint: 'Hva som gjorde det mulig eller verre.' },
    people: {
      label: 'Personer eller roller',
      hint: 'Heller roller enn navn. Den som nevnes, skal høres først.',
    },
    departments: { label: 'Avdelinger' },
    solution: { label: 'Løsning', hint: 'Hva som løste det for kunden.' },
    prevention: {
      label: 'Hva forebygger det?',
      hint: 'Hva som hindrer at det skjer igjen. Kan ingenting gjøres: hvorfor ikke.',
    },
    unpreventable: { label: 'Kan det forebygges?' },
    nothing: 'Ingenting kan forebygge det: teksten sier hvorfor',
    toCustomer: {
      label: 'Hva er endret takket være kunden?',
      hint: 'Én setning. Den sendes kunden på e-post akkurat slik du skriver den, i ditt navn.',
    },
    noCause: 'Velg en årsak.',
    unfinished: 'Utkastet mangler årsak eller forebygging. Gjør det ferdig med «Dokumenter».',
  },
  held: {
    how: { label: 'Hvordan snakket dere sammen?' },
    apology: { label: 'Beklagelsen du ga', hint: 'Hvis du ga en: med egne ord, slik du sa det.' },
    kind: {
      label: 'Et tiltak du lovet eller ga',
      hint: 'Innenfor fullmakten din, eller kundens rett. For mer, for en annen rett eller for et stort beløp: bruk «Tilby tiltak», så avgjør en leder.',
    },
    amount: { label: 'Beløp' },
    already: { label: 'Er det allerede gjort?' },
    alreadyDone: 'Ja, det er gjort',
    reference: {
      label: 'Referansen til bilaget',
      hint: 'For penger som allerede er betalt: hvor de kan finnes igjen.',
    },
    words: { label: 'Hva du lovet, med egne ord', hint: `${mailed} ${nameSays}` },
    due: { label: 'Når er tiltaket utført?' },
    answer: { label: 'Er det løst?', hint: 'Kunden får en kvittering og kan svare «ikke ennå».' },
    yes: 'Kunden sa: ja, det er løst',
    next: { label: 'Hvis ikke: når hører kunden fra deg neste gang?' },
    chooseHow: 'Velg hvordan dere snakket sammen.',
    whichRemedy: 'Hvilket tiltak lovet du?',
    once: 'Beklagelsen for dette er allerede gitt. Noter det andre som ble sagt, under hva som skjedde.',
    noCurrency: 'Bruk «Tilby tiltak» til det. Der kan du oppgi valuta.',
    apologyFirst: 'Beklagelsen kommer først. Ga du den i samtalen? Noter den over.',
    stillOwed: (remedy) =>
      `${remedy} er ikke utført ennå. La ruten stå tom nå, bruk «Merk som utført» når det er gjort, og noter kundens ja da.`,
    unsettled: {
      approval: (manager) =>
        `${manager} har ikke tatt stilling til et tiltak ennå. La ruten stå tom nå, og noter kundens ja etterpå.`,
      request: (department) =>
        `Forespørselen til ${department} er fortsatt åpen. La ruten stå tom nå, og noter kundens ja når den er avklart.`,
      handover: (colleague) =>
        `${colleague} har ikke svart på overleveringen. La ruten stå tom nå, og noter kundens ja etterpå.`,
    },
  },
}
