import type { StaffWords } from '../../staff.ts'
import { counted } from './keys.ts'

export const rosters: StaffWords['rosters'] = {
  off: 'Vaktplaner og tall om personer er slått av til organisation.yaml under privacy.people sier hva de er til for, hvem som ble hørt, hvordan de ansatte fikk vite det og hvor lenge de blir lagret.',
  refused: 'Vaktplanen kan ikke brukes. Ingenting ble lagret.',
  at: (line, field, text) =>
    `${line === null ? '' : `Linje ${line}`}${line !== null && field ? ', ' : ''}${field ?? ''}${line !== null || field ? ': ' : ''}${text}`,
  faults: {
    'no zone': (said) =>
      `${said} mangler tidssone: oppgi en forskyvning, som 2026-03-02T08:00+01:00, eller en sone som Europe/Oslo`,
    'unknown zone': (said) => `«${said}» er ingen kjent tidssone`,
    'no time': (said) =>
      said ? `«${said}» er ingen dato med klokkeslett` : 'en dato med klokkeslett mangler',
    'ends before': () => 'vakten slutter før den begynner',
    'too long': () => 'en vakt er høyst sju dager',
    'repeats too often': () => 'den gjentas for ofte, eller har gjort det for lenge',
    'unknown person': (said) =>
      said ? `ingen i organisation.yaml er «${said}»` : 'det står ikke hvem vakten gjelder',
    'several people': (said) => `flere heter «${said}»: oppgi e-postadressen`,
    overlap: (said) => `den samme personen er allerede på vakt da: linje ${said}`,
    'too many': (said) => `mer enn ${said} vakter`,
    'too large': (said) => `lengre enn ${said} byte`,
    'not read': () => 'dette er ingen iCal-fil',
    columns: (said) => `den første linjen må inneholde kolonnene person, from og to: ${said} mangler`,
    'no shifts': () => 'det er ingen vakt fra i dag eller senere, eller som er ny nok til å lagres',
    address: (said) => `adressen kan ikke leses${said && ` (${said})`}`,
    'not public': () => 'adressen er ikke åpen og leses aldri',
  },
  title: (department) => `Vaktplan: ${department}`,
  none: 'Det finnes ingen.',
  shifts: 'Lagrede vakter',
  followed: 'Leses hver dag fra',
  read: 'Sist lest',
  wrong: 'Hva som var galt sist',
  set: 'Legg inn vaktplanen',
  form: {
    title: 'Legg inn vaktplanen',
    submit: 'Legg inn',
    text: {
      label: 'Vaktplanen',
      hint: 'Lim inn en iCal-fil, eller en tabell med kolonnene person, from og to. Den erstatter vaktplanen fra og med sin første vakt.',
    },
    url: {
      label: 'Eller en iCal-adresse',
      hint: 'Begynner med https://. Den leses på nytt hver dag.',
    },
    zone: {
      label: 'Tidssone',
      hint: 'For klokkeslett i en tabell som mangler sone, for eksempel Europe/Oslo.',
    },
    either: 'Lim inn vaktplanen eller oppgi en adresse.',
    notAddress: 'Dette er ingen åpen adresse som begynner med https://.',
  },
  stored: (shifts, people) =>
    `${counted(shifts, 'vakt', 'vakter')} for ${counted(people, 'person', 'personer')} er lagret.`,
  willRead: 'Adressen leses innen ett minutt. Spør etter vaktplanen igjen for å se den.',
  notYours: 'En avdelings vaktplan er for avdelingens ledere.',
  unknown: (department) => `Det finnes ingen avdeling «${department}».`,
  onDuty: {
    label: 'Hvem var på vakt',
    lead: 'Noe å se på sammen i teamet, ikke noe mer: de som var der, vet best hva som skjedde. Det sier ikke at noen gjorde noe galt.',
    people: (names, pattern) => `På vakt i disse timene: ${names}. ${pattern}`,
    few: (least) => `Ingen nevnes: hver enkelt var på vakt ved færre enn ${least} av disse svarene.`,
    nobody: 'Ifølge vaktplanen var ingen på vakt i disse timene.',
    yourself: 'Du var selv på vakt i disse timene. En annen leder i avdelingen kan se på dette.',
    notYours: 'Hvem som var på vakt, vises bare for avdelingens egne ledere.',
    notHere: 'Dette mønsteret finnes ikke her lenger.',
  },
}
