import type { StaffWords } from '../../staff.ts'

export const ends: StaffWords['ends'] = {
  what: {
    word: (by) => `beskedet som lovats till ${by}`,
    request: (department) => `det ${department} har åtagit sig`,
    'call-back': (at) => `samtalet ${at}`,
  },
  why: (what) => ({
    label: `Varför tas det tillbaka: ${what}?`,
    hint: 'Kunden läser det. Eller stäng formuläret och håll löftet först.',
  }),
  owed: (what) =>
    what.length > 0
      ? `Kunden väntar fortfarande på: ${what.join('; ')}. Håll det, lämna över det, eller öppna formuläret igen och skriv varför det tas tillbaka.`
      : 'Något har lovats under tiden. Titta på kortet och öppna formuläret igen.',
  undecided: (manager) =>
    `${manager ?? 'En chef'} har inte tagit ställning till kundens rätt ännu. Det måste göras först.`,
  settledMeanwhile:
    'Det har blivit klart eller ersatts under tiden, så inget har ändrats. Titta på kortet igen.',
  stays: (what) =>
    `Gäller fortfarande, med sitt datum och den som är ansvarig nu: ${what.join('; ')}. Det är kundens rätt.`,
  anonymous: {
    title: 'Allvarliga ord i ett anonymt svar',
    text: 'Ingen vet vem som skrev det, så det finns inget ärende. Se efter vad som behöver göras.',
    score: 'Betyg',
  },
  settle: {
    nothing: 'Inget lovat är ogjort i ärendet längre.',
    which: { label: 'Vilken?' },
    how: { label: 'Vad hände med den?' },
    done: 'Den är klar',
    withdrawn: 'Återtagen, bara för goodwill',
    text: { label: 'Vad kunden läser', hint: 'Vad som är gjort, eller varför det tas tillbaka.' },
    reference: { label: 'Bokningens referens', hint: 'För pengar: där de går att hitta igen.' },
    right: 'Kundens rätt tas aldrig tillbaka. Den görs klar, lämnas över, eller bestrids av en chef.',
  },
  dispute: {
    nothing: 'Ingen av kundens rättigheter återstår i ärendet.',
    which: { label: 'Vilken rätt bestrids?' },
    text: { label: 'Varför, som kunden läser det' },
    body: { label: 'Vart kan kunden vända sig?', hint: 'Tvistenämnden, med dess namn.' },
  },
}
