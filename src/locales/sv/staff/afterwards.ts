import type { StaffWords } from '../../staff.ts'

/** Said of a text that goes out as it is typed. */
export const mailed = 'Mejlas till kunden precis som du skriver det.'
export const nameSays = 'Lämna tomt om åtgärdens namn räcker.'

/** Noted once it is over: a finding, and a conversation. */
export const afterwards: Pick<StaffWords['forms'], 'document' | 'held'> = {
  document: {
    cause: { label: 'Orsak' },
    early: 'För orsaksanalysen, om du redan vet: sedan bekräftar du den med ett klick.',
    causeWords: { label: 'Orsaken i en mening' },
    factors: { label: 'Bidragande faktorer', hint: 'Vad som gjorde det möjligt eller värre.' },
    people: { label: 'Personer eller roller', hint: 'Hellre roller än namn. Den som nämns får höras först.' },
    departments: { label: 'Avdelningar' },
    solution: { label: 'Lösning', hint: 'Vad som löste det för kunden.' },
    prevention: {
      label: 'Vad förebygger det?',
      hint: 'Vad som hindrar att det händer igen. Om inget kan göras: varför inte.',
    },
    unpreventable: { label: 'Går det att förebygga?' },
    nothing: 'Inget kan förebygga det: texten säger varför',
    toCustomer: {
      label: 'Vad har ändrats tack vare kunden?',
      hint: 'En mening. Den mejlas till kunden precis som du skriver den, i ditt namn.',
    },
    noCause: 'Välj en orsak.',
    unfinished: 'Utkastet saknar orsak eller förebyggande. Gör klart det med ”Dokumentera”.',
  },
  held: {
    how: { label: 'Hur pratade ni?' },
    apology: { label: 'Ursäkten du gav', hint: 'Om du gav en: med dina egna ord, som du sa det.' },
    kind: {
      label: 'En åtgärd du lovade eller gav',
      hint: 'Inom ditt mandat, eller kundens rätt. För mer, för en annan rätt eller för ett stort belopp: använd ”Erbjud åtgärd”, så avgör en chef.',
    },
    amount: { label: 'Belopp' },
    already: { label: 'Är den redan gjord?' },
    alreadyDone: 'Ja, den är gjord',
    reference: {
      label: 'Bokningens referens',
      hint: 'För pengar som redan är betalda: var de kan hittas igen.',
    },
    words: { label: 'Vad du lovade, med egna ord', hint: `${mailed} ${nameSays}` },
    due: { label: 'När är åtgärden klar?' },
    answer: { label: 'Är det löst?', hint: 'Kunden får en bekräftelse och kan svara ”inte än”.' },
    yes: 'Kunden sa: ja, det är löst',
    next: { label: 'Om inte: när hör kunden från dig nästa gång?' },
    chooseHow: 'Välj hur ni pratade.',
    whichRemedy: 'Vilken åtgärd lovade du?',
    once: 'Ursäkten för det här har redan getts. Anteckna vad som sas i övrigt under vad som hände.',
    noCurrency: 'Använd ”Erbjud åtgärd” för det. Där kan du ange valuta.',
    apologyFirst: 'Ursäkten kommer först. Gav du den i samtalet? Anteckna den ovanför.',
    stillOwed: (remedy) =>
      `${remedy} är inte klar ännu. Lämna rutan tom nu, använd ”Markera som klart” när det är gjort och anteckna kundens ja då.`,
    unsettled: {
      approval: (manager) =>
        `${manager} har inte tagit ställning till en åtgärd ännu. Lämna rutan tom nu, och anteckna kundens ja efter det.`,
      request: (department) =>
        `Förfrågan till ${department} är fortfarande öppen. Lämna rutan tom nu, och anteckna kundens ja när den är klar.`,
      handover: (colleague) =>
        `${colleague} har inte svarat på överlämningen. Lämna rutan tom nu, och anteckna kundens ja efter det.`,
    },
  },
}
