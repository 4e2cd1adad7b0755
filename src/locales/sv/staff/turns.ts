import type { StaffWords } from '../../staff.ts'
import { answerOf } from './keys.ts'

export const turns: StaffWords['turns'] = {
  handover: {
    to: { label: 'Till vem?', hint: 'Den som är frånvarande visas inte.' },
    onCall: (department, name) => `${department}: ${name}, jour`,
    why: { label: 'Varför?' },
    stands: { label: 'Hur är läget?', hint: 'Så att kunden slipper berätta igen.' },
    waiting: (number, to, accountable) =>
      `Ärende ${number} är redan erbjudet till ${to}. ${accountable} har det tills svaret kommer. Kan det inte vänta, använd ”Larma ledningen”.`,
    nobody:
      'Ingen annan är på plats nu. Använd ”Boka uppringning”, så att kunden vet när ni ringer, eller ”Larma ledningen”.',
    absent: 'Den personen kan inte ta det nu. Välj någon annan.',
    meanwhile: 'En annan överlämning av ärendet har erbjudits under tiden. Inget har ändrats.',
    offered: (to) => `Erbjudet till ${to}. Ärendet ligger kvar tills ${to} accepterar.`,
    notYours: 'Överlämningen erbjöds någon annan. Inget har ändrats.',
    late: {
      accepted: 'Du har redan accepterat överlämningen.',
      declined: 'Du har redan tackat nej till överlämningen.',
      'timed out': 'Tiden för överlämningen gick ut:',
      withdrawn: 'Överlämningen togs tillbaka:',
      other: 'Överlämningen är inte öppen längre:',
    },
    has: (late, number, accountable) => `${late} ${accountable} har ärende ${number}. Inget har ändrats.`,
    yours: (number) => `Ärende ${number} är ditt nu. Kunden får veta det.`,
    decline: {
      title: 'Tacka nej',
      submit: 'Tacka nej',
      reason: (accountable) => ({
        label: 'Varför inte?',
        hint: `${accountable} läser det och har ärendet tills någon accepterar.`,
      }),
    },
  },
  request: {
    department: { label: 'Vilken avdelning eller partner?' },
    partner: (name) => `${name}, extern partner`,
    reads: (partner, shared) =>
      shared ? `${partner} läser det du ber om, och ${shared}.` : `${partner} läser bara det du ber om.`,
    shares: {
      reference: 'referensen',
      words: 'kundens ord',
      name: 'kundens namn',
      phone: 'kundens telefonnummer',
      email: 'kundens e-postadress',
      pictures: 'kundens bilder',
    },
    takeBack: {
      which: {
        label: 'Vilken förfrågan?',
        hint: 'Den som fått frågan får veta det. En partners länk slutar gälla direkt.',
      },
      why: { label: 'Varför?', hint: 'Bara dina kollegor läser det.' },
      none: 'Det finns ingen öppen förfrågan att ta tillbaka.',
    },
    deed: {
      label: 'Vad ska de göra?',
      hint: 'En sak, med allt de behöver. En annan avdelning ser varken kundens ord eller kontaktuppgifter.',
    },
    due: { label: 'Senast när?' },
    noDepartment:
      'Det finns ingen annan avdelning att fråga. Använd ”Larma ledningen” om det behövs mer än er avdelning kan göra.',
    choose: 'Välj vem som ska få frågan.',
    notYours: (department) =>
      `Förfrågan är till ${department ?? 'en annan avdelning'}. Bara deras ärendeansvariga och chefer kan svara.`,
    aboutYou: 'Förfrågan gäller en kontakt som du hade, så en kollega sköter den.',
    acceptFirst: 'Acceptera förfrågan först, så att avsändaren vet att den är på gång.',
    already: (state) =>
      `Förfrågan ${state === 'waiting' ? 'behövs inte längre' : `är redan ${answerOf(state)}`}. Inget har ändrats.`,
    decline: {
      title: 'Tacka nej till förfrågan',
      submit: 'Tacka nej',
      alternative: {
        label: 'Vad kan ni göra i stället, och senast när?',
        hint: 'Den som frågade läser det. Ett rent nej går inte att ge.',
      },
    },
    done: {
      title: 'Förfrågan är klar',
      submit: 'Klart',
      words: { label: 'Vad är gjort?', hint: 'Den som frågade läser det.' },
    },
  },
  callBack: {
    at: {
      label: 'När?',
      hint: 'Tider då någon är på plats och kan ringa, mellan 8 och 20 hos kunden.',
    },
    booked: (at) => `Bokat ${at}. I stället:`,
    both: (here, zone, there, theirs) => `${here} ${zone} (hos kunden ${there} ${theirs})`,
    cancel: 'Avboka uppringningen',
    phone: { label: 'Telefonnummer' },
    noneFree:
      'Ingen tid är ledig de närmaste fem arbetsdagarna, mellan 8 och 20 där kunden är. Berätta med ”Ge besked” när kunden hör från er, eller använd ”Larma ledningen”.',
    chooseTime: 'Välj en tid.',
    noPhone: 'Ange ett telefonnummer, till exempel 070-123 45 67.',
    taken: 'Tiden är inte ledig längre. Välj en annan.',
    ended: (number) => `Ärende ${number} är avslutat, så ingen uppringning kan bokas.`,
  },
}
