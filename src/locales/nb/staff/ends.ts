import type { StaffWords } from '../../staff.ts'

export const ends: StaffWords['ends'] = {
  what: {
    word: (by) => `beskjeden som er lovet til ${by}`,
    request: (department) => `det ${department} har tatt på seg`,
    'call-back': (at) => `samtalen ${at}`,
  },
  why: (what) => ({
    label: `Hvorfor trekkes det: ${what}?`,
    hint: 'Kunden leser det. Eller lukk skjemaet og hold løftet først.',
  }),
  owed: (what) =>
    what.length > 0
      ? `Kunden venter fortsatt på: ${what.join('; ')}. Hold det, lever det videre, eller åpne skjemaet igjen og skriv hvorfor det trekkes.`
      : 'Noe er lovet i mellomtiden. Se på kortet og åpne skjemaet igjen.',
  undecided: (manager) =>
    `${manager ?? 'En leder'} har ikke tatt stilling til kundens rett ennå. Det kommer først.`,
  settledMeanwhile:
    'Det er utført eller erstattet i mellomtiden, så ingenting er endret. Se på kortet igjen.',
  stays: (what) =>
    `Gjelder fortsatt, med sin frist og den som er ansvarlig nå: ${what.join('; ')}. Det er kundens rett.`,
  anonymous: {
    title: 'Alvorlige ord i et anonymt svar',
    text: 'Ingen vet hvem som skrev det, så det finnes ingen sak. Se hva som må gjøres.',
    score: 'Karakter',
  },
  settle: {
    nothing: 'Ingenting som er lovet, gjenstår i saken.',
    which: { label: 'Hvilket?' },
    how: { label: 'Hva skjedde med det?' },
    done: 'Det er utført',
    withdrawn: 'Trukket, bare for goodwill',
    text: { label: 'Hva kunden leser', hint: 'Hva som er gjort, eller hvorfor det trekkes.' },
    reference: { label: 'Referansen til bilaget', hint: 'For penger: der de kan finnes igjen.' },
    right: 'Kundens rett trekkes aldri. Den utføres, leveres videre, eller bestrides av en leder.',
  },
  dispute: {
    nothing: 'Ingen av kundens rettigheter gjenstår i saken.',
    which: { label: 'Hvilken rett bestrides?' },
    text: { label: 'Hvorfor, slik kunden leser det' },
    body: { label: 'Hvor kan kunden klage videre?', hint: 'Klageorganet, med navn.' },
  },
}
