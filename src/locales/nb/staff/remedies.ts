import type { StaffWords } from '../../staff.ts'
import { stateOf } from './keys.ts'

const promised = { label: 'Hva kunden loves' }
const above = (kind: string, limit: string) => `Over fullmakten din for ${kind.toLowerCase()} (${limit})`

export const remedies: StaffWords['remedies'] = {
  offer: {
    left: 'Goodwill du kan gi her uten å spørre',
    leftOf: (kind, money) => `${kind.toLowerCase()} ${money}`,
    kind: { label: 'Tiltak' },
    amount: { label: 'Beløp', hint: 'For tilbakebetaling, rabatt eller tilgodelapp, og utlegg.' },
    currency: { label: 'Valuta' },
    ground: {
      label: 'Goodwill, eller kundens rett?',
      hint: 'Det kunden har rett på, begrenses aldri av fullmakten din. Store beløp bekreftes først av en leder.',
    },
    goodwill: 'Goodwill',
    right: (right) => `Rett: ${right}`,
    otherRight: 'En annen rett: skriv hvilken under «Hvorfor»',
    credit: { label: 'Tilgodelapp i stedet for penger' },
    creditChosen: 'Kunden valgte tilgodelapp i stedet for penger',
    words: { ...promised, hint: 'Sendes kunden på e-post akkurat slik du skriver det.' },
    due: { label: 'Innen når' },
    besides: {
      label: 'Med en forklaring: hva du gjør for kunden i tillegg',
      hint: 'Sendes kunden på e-post akkurat slik du skriver det. Trengs ikke hvis et annet tiltak er lovet.',
    },
    alone:
      'Bare en forklaring kan høres ut som et nei. Skriv hva du gjør for kunden i tillegg, eller tilby et annet tiltak først. Vil du bare fortelle hvordan det går, bruk «Gi beskjed».',
    insteadOf: {
      label: 'Hvis det ikke er det kunden ønsket: hvorfor ikke',
      hint: 'Blir hos oss. Det kunden bør vite, skriver du i løftet.',
    },
    why: {
      label: 'Hvorfor',
      hint: 'Bare for en annen rett, eller over fullmakten din: lederen din leser det.',
    },
    replaces: { label: 'I stedet for det kunden ville endre?' },
    insteadOfThis: (remedy) => `I stedet for: ${remedy}`,
    beside: 'Nei, i tillegg',
    noKind: 'Velg et tiltak.',
    replaced: 'Tiltaket er utført eller erstattet i mellomtiden. Tilby det nye i tillegg.',
    plainNo:
      'Bare en forklaring ville vært et blankt nei. Tilby noe annet i stedet for det kunden ønsket; begrunnelsen følger med.',
    whichGround: 'Velg goodwill, eller hvilken rett det gjelder.',
    creditApart: 'Kunden har rett på penger. Har kunden valgt tilgodelapp i stedet, bruk «Tilby tiltak».',
    noRight: 'Velg hvilken rett det gjelder.',
    whichRight: 'Skriv hvilken rett det gjelder.',
    notOfRight: (kind, gives) =>
      `«${kind}» inngår ikke i den retten: ${gives.join(', ').toLowerCase()}. Velg en av dem, eller tilby ditt som goodwill.`,
    creditOnly:
      'Kunden har rett på penger, og tilgodelapp bare hvis kunden selv har valgt det. Kryss av for at kunden gjorde det, eller tilby en tilbakebetaling.',
    noAmount: (kind) => `${kind} har ikke noe beløp. La feltet stå tomt.`,
    needsAmount: (kind) => `${kind} trenger et beløp.`,
    noCurrency: 'Oppgi en valuta, for eksempel NOK.',
    toReplaceGone:
      'Tiltaket som skulle erstattes, er utført eller erstattet i mellomtiden. Se på kortet og tilby på nytt.',
  },
  above: {
    refused: (kind, limit) => `${above(kind, limit)}: «Tilby tiltak» spør en leder.`,
    nobody: (kind, limit) =>
      `${above(kind, limit)}, og ingen andre her kan avgjøre det. Tilby noe innenfor den, og be en administrator legge til en leder.`,
    why: (kind, limit, manager) => `${above(kind, limit)}: skriv en linje om hvorfor, så avgjør ${manager}.`,
    asked: (kind, limit, manager, remedy, due) =>
      `${above(kind, limit)}: ${manager} tar stilling til ${remedy} innen ${due}. Du ser svaret i sakens tråd. Kunden får ikke vite noe ennå: neste beskjed gjelder som før.`,
    waiting: (manager, remedy) =>
      `${manager} tar allerede stilling til ${remedy} for kunden. Vent på svaret, eller tilby noe innenfor fullmakten din imens.`,
  },
  right: {
    asked: {
      above: (manager, remedy, due, limit) =>
        `Mer enn det som kan loves uten et ekstra blikk (${limit}): ${manager} bekrefter ${remedy} innen ${due}. Du ser svaret i sakens tråd, og da får kunden vite det. Retten kuttes ikke.`,
      again: (manager, remedy, due) =>
        `Saken har allerede hatt samme rettighet: ${manager} bekrefter ${remedy} innen ${due}. Du ser svaret i sakens tråd, og da får kunden vite det. Retten kuttes ikke.`,
    },
    refused: {
      above: (limit) => `Beløp over ${limit} bekreftes først av en leder: bruk «Tilby tiltak».`,
      again: () =>
        'Saken har allerede hatt samme rettighet, så en leder bekrefter den først: bruk «Tilby tiltak».',
    },
    correct: { title: 'Rett opplysningene', submit: 'Lov dette' },
    ground: { label: 'Hvilken rettighet gjelder det?' },
    neverCut: 'En rettighet kan ikke avslås. Bekreft den, eller rett grunnlag eller beløp.',
  },
  change: {
    title: 'Endre beløpet',
    submit: 'Godkjenn beløpet',
    amount: (currency) => ({ label: `Beløp, ${currency}` }),
    words: { ...promised, hint: 'Sendes kunden på e-post slik det står her. Teksten må stemme med beløpet.' },
    reason: { label: 'Til den saksansvarlige: hvorfor' },
    noAmount: 'Tiltaket har ikke noe beløp. Godkjenn det, eller si nei og tilby noe annet.',
    stillSays: (asked, offered) =>
      `I teksten står det fortsatt ${asked}, og kunden ville lest det ved siden av ${offered}. Skriv det nye beløpet.`,
  },
  decline: {
    title: 'Nei, tilby noe annet',
    submit: 'Tilby dette i stedet',
    kind: { label: 'Hva kunden tilbys i stedet' },
    amount: {
      label: 'Beløp',
      hint: 'For tilbakebetaling, rabatt eller tilgodelapp, og utlegg: de trenger et.',
    },
    words: { ...promised, hint: 'Sendes kunden på e-post akkurat slik du skriver det, i ditt navn.' },
    due: { label: 'Innen når' },
    reason: { label: 'Til den saksansvarlige: hvorfor ikke det det ble bedt om', hint: 'Blir hos oss.' },
  },
  decide: {
    noApproval: 'Dette er ingen godkjenning.',
    own: (manager) => `Ingen godkjenner sitt eget: ${manager ?? 'Noen andre'} avgjør, eller en annen leder.`,
    managers: (department, asked) =>
      `Lederne i ${department} og ledelsen avgjør dette. ${asked ?? 'Noen'} er spurt.`,
    toReplaceGone:
      'Tiltaket som skulle erstattes, er utført eller godtatt. Endre beløpet til det som mangler, eller si nei og tilby noe annet.',
    withdrawn: (number, accountable, state) =>
      accountable
        ? `Den ble trukket, fordi ${accountable} har sak ${number} nå. Det er ikke mer å avgjøre.`
        : `Den ble trukket. Status for sak ${number}: ${stateOf(state)}. Det er ikke mer å avgjøre.`,
    outcome: {
      declined: 'sa nei og tilbød noe annet',
      changed: 'endret beløpet og godkjente',
      approved: 'godkjente',
    },
    stale: (goodwill, limit, together) =>
      `Noe er gitt siden kortet ble tegnet, så ingenting er avgjort. Goodwill på 12 måneder: ${goodwill}. Fullmakt: ${limit}.${together && ` Med dette tiltaket har saken fått ${together}.`} Kortet oppdateres. Avgjør deretter på nytt.`,
    before: (who, outcome, at) => `${who ?? 'Du'} ${outcome}, ${at}. Ingenting er endret nå.`,
    past: (number, state) =>
      `Ingenting kan loves i sak ${number} nå. Status: ${stateOf(state)}. ${state === 'awaiting customer' ? 'Begynn med «Fortsett saken».' : 'Ingenting er endret.'}`,
    meanwhile: (number) =>
      `Sak ${number} har gått videre i mellomtiden, så ingenting er lovet. Se på kortet.`,
  },
}
