import type { StaffWords } from '../../staff.ts'
import { counted } from './keys.ts'

export const rosters: StaffWords['rosters'] = {
  off: 'Arbetsscheman och siffror om personer är avstängda tills organisation.yaml under privacy.people säger vad de är till för, vilka som hördes, hur personalen fick veta det och hur länge de sparas.',
  refused: 'Schemat kan inte användas. Inget sparades.',
  at: (line, field, text) =>
    `${line === null ? '' : `Rad ${line}`}${line !== null && field ? ', ' : ''}${field ?? ''}${line !== null || field ? ': ' : ''}${text}`,
  faults: {
    'no zone': (said) =>
      `${said} saknar tidszon: ange en förskjutning, som 2026-03-02T08:00+01:00, eller en zon som Europe/Stockholm`,
    'unknown zone': (said) => `”${said}” är ingen tidszon som är känd här`,
    'no time': (said) => (said ? `”${said}” är inget datum med klockslag` : 'ett datum med klockslag saknas'),
    'ends before': () => 'passet slutar innan det börjar',
    'too long': () => 'ett pass är högst sju dagar',
    'repeats too often': () => 'det upprepas för ofta, eller har gjort det för länge',
    'unknown person': (said) =>
      said ? `ingen i organisation.yaml är ”${said}”` : 'det står inte vem passet gäller',
    'several people': (said) => `flera heter ”${said}”: ange e-postadressen`,
    overlap: (said) => `samma person arbetar redan då: rad ${said}`,
    'too many': (said) => `mer än ${said} pass`,
    'too large': (said) => `längre än ${said} byte`,
    'not read': () => 'det här är ingen iCal-fil',
    columns: (said) => `den första raden måste innehålla kolumnerna person, from och to: ${said} saknas`,
    'no shifts': () => 'det finns inget pass från i dag eller senare, eller som är nytt nog att sparas',
    address: (said) => `adressen kan inte läsas${said && ` (${said})`}`,
    'not public': () => 'adressen är inte öppen och läses aldrig',
  },
  title: (department) => `Arbetsschema: ${department}`,
  none: 'Det finns inget.',
  shifts: 'Sparade pass',
  followed: 'Läses varje dag från',
  read: 'Senast läst',
  wrong: 'Vad som var fel senast',
  set: 'Lägg in schemat',
  form: {
    title: 'Lägg in arbetsschemat',
    submit: 'Lägg in',
    text: {
      label: 'Schemat',
      hint: 'Klistra in en iCal-fil, eller en tabell med kolumnerna person, from och to. Det ersätter schemat från och med sitt första pass.',
    },
    url: {
      label: 'Eller en iCal-adress',
      hint: 'Börjar med https://. Den läses igen varje dag.',
    },
    zone: {
      label: 'Tidszon',
      hint: 'För klockslag i en tabell som saknar zon, till exempel Europe/Stockholm.',
    },
    either: 'Klistra in schemat eller ange en adress.',
    notAddress: 'Det här är ingen öppen adress som börjar med https://.',
  },
  stored: (shifts, people) => `${shifts} pass för ${counted(people, 'person', 'personer')} sparas.`,
  willRead: 'Adressen läses inom en minut. Fråga efter schemat igen för att se det.',
  notYours: 'En avdelnings arbetsschema är till för dess chefer.',
  unknown: (department) => `Det finns ingen avdelning ”${department}”.`,
  onDuty: {
    label: 'Vilka arbetade då',
    lead: 'Något att titta på tillsammans i gruppen, inget mer: de som var där vet bäst vad som hände. Det säger inte att någon gjorde fel.',
    people: (names, pattern) => `Arbetade under de här timmarna: ${names}. ${pattern}`,
    few: (least) => `Ingen nämns: var och en arbetade vid färre än ${least} av de här svaren.`,
    nobody: 'Enligt schemat arbetade ingen under de här timmarna.',
    yourself: 'Du arbetade själv under de här timmarna. En annan chef på avdelningen kan titta på det här.',
    notYours: 'Vilka som arbetade visas bara för avdelningens egna chefer.',
    notHere: 'Det här mönstret finns inte kvar här.',
  },
}
