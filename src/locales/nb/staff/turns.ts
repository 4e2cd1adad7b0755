import type { StaffWords } from '../../staff.ts'
import { answerOf } from './keys.ts'

export const turns: StaffWords['turns'] = {
  handover: {
    to: { label: 'Til hvem?', hint: 'De som er fraværende, vises ikke.' },
    onCall: (department, name) => `${department}: ${name}, vakt`,
    why: { label: 'Hvorfor?' },
    stands: { label: 'Hva er status?', hint: 'Slik at kunden slipper å fortelle det igjen.' },
    waiting: (number, to, accountable) =>
      `Sak ${number} er allerede tilbudt ${to}. ${accountable} har den til svaret kommer. Kan den ikke vente, bruk «Varsle ledelsen».`,
    nobody:
      'Ingen andre er til stede nå. Bruk «Avtal telefontid», slik at kunden vet når dere ringer, eller «Varsle ledelsen».',
    absent: 'Denne personen kan ikke ta den nå. Velg noen andre.',
    meanwhile: 'En annen overlevering av saken er tilbudt i mellomtiden. Ingenting er endret.',
    offered: (to) => `Tilbudt ${to}. Saken blir værende til ${to} godtar.`,
    notYours: 'Overleveringen ble tilbudt noen andre. Ingenting er endret.',
    late: {
      accepted: 'Du har allerede godtatt overleveringen.',
      declined: 'Du har allerede takket nei til overleveringen.',
      'timed out': 'Fristen for overleveringen gikk ut:',
      withdrawn: 'Overleveringen ble trukket:',
      other: 'Overleveringen er ikke åpen lenger:',
    },
    has: (late, number, accountable) => `${late} ${accountable} har sak ${number}. Ingenting er endret.`,
    yours: (number) => `Sak ${number} er din nå. Kunden får beskjed.`,
    decline: {
      title: 'Takk nei',
      submit: 'Takk nei',
      reason: (accountable) => ({
        label: 'Hvorfor ikke?',
        hint: `${accountable} leser det og har saken til noen godtar den.`,
      }),
    },
  },
  request: {
    department: { label: 'Hvilken avdeling eller partner?' },
    partner: (name) => `${name}, ekstern partner`,
    reads: (partner, shared) =>
      shared ? `${partner} leser det du ber om, og ${shared}.` : `${partner} leser bare det du ber om.`,
    shares: {
      reference: 'referansen',
      words: 'kundens ord',
      name: 'kundens navn',
      phone: 'kundens telefonnummer',
      email: 'kundens e-postadresse',
      pictures: 'kundens bilder',
    },
    takeBack: {
      which: {
        label: 'Hvilken forespørsel?',
        hint: 'Den som er spurt, får vite det. Lenken til en partner slutter å virke med en gang.',
      },
      why: { label: 'Hvorfor?', hint: 'Bare kollegene dine leser det.' },
      none: 'Det er ingen åpen forespørsel å trekke.',
    },
    deed: {
      label: 'Hva skal de gjøre?',
      hint: 'Én ting, med alt de trenger. En annen avdeling ser verken kundens ord eller kontaktinformasjon.',
    },
    due: { label: 'Innen når?' },
    noDepartment:
      'Det finnes ingen annen avdeling å spørre. Bruk «Varsle ledelsen» hvis det trengs mer enn avdelingen deres kan gjøre.',
    choose: 'Velg hvem som skal spørres.',
    notYours: (department) =>
      `Forespørselen er til ${department ?? 'en annen avdeling'}. Bare deres saksansvarlige og ledere kan svare.`,
    aboutYou: 'Forespørselen gjelder en kontakt du hadde, så en kollega tar seg av den.',
    acceptFirst: 'Godta forespørselen først, slik at avsenderen vet at den er i gang.',
    already: (state) =>
      `Forespørselen ${state === 'waiting' ? 'trengs ikke lenger' : `er allerede ${answerOf(state)}`}. Ingenting er endret.`,
    decline: {
      title: 'Takk nei',
      submit: 'Takk nei',
      alternative: {
        label: 'Hva kan dere gjøre i stedet, og innen når?',
        hint: 'Den som spurte, leser det. Et blankt nei er ikke mulig.',
      },
    },
    done: {
      title: 'Forespørsel utført',
      submit: 'Utført',
      words: { label: 'Hva er gjort?', hint: 'Den som spurte, leser det.' },
    },
  },
  callBack: {
    at: {
      label: 'Når?',
      hint: 'Tider da noen er til stede og kan ringe, mellom 8 og 20 der kunden er.',
    },
    booked: (at) => `Avtalt ${at}. I stedet:`,
    both: (here, zone, there, theirs) => `${here} ${zone} (hos kunden ${there} ${theirs})`,
    cancel: 'Avlys telefonavtalen',
    phone: { label: 'Telefonnummer' },
    noneFree:
      'Ingen tid er ledig de neste fem virkedagene, mellom 8 og 20 der kunden er. Fortell med «Gi beskjed» når kunden hører fra dere, eller bruk «Varsle ledelsen».',
    chooseTime: 'Velg et tidspunkt.',
    noPhone: 'Oppgi et telefonnummer, for eksempel 412 34 567.',
    taken: 'Tiden er ikke ledig lenger. Velg en annen.',
    ended: (number) => `Sak ${number} er avsluttet, så ingen telefontid kan avtales.`,
  },
}
