import { counted } from '../../en/staff/counted.ts'
import type { StaffWords } from '../../staff.ts'

const days = (n: number) => counted(n, 'dag', 'dager')

export const sessions: StaffWords['sessions'] = {
  title: 'Her er du innlogget',
  how: (most, idle) =>
    `Du er innlogget på en enhet i høyst ${days(most)}, eller til den ikke har vært brukt på ${days(idle)}.`,
  unknown: 'Kjenner du ikke igjen en enhet? Logg den ut og si fra til administratoren.',
  here: 'Denne enheten',
  device: (browser, system) =>
    browser && system ? `${browser} på ${system}` : (browser ?? system ?? 'Ukjent enhet'),
  ways: { mail: 'med en lenke på e-post', oidc: 'med jobbkontoen din' },
  since: (when, way) => `Innlogget ${when}, ${way}`,
  seen: (when) => `Sist brukt ${when}`,
  end: 'Logg ut enheten',
  endOthers: 'Logg ut alle andre enheter',
  ended: 'Enheten er logget ut.',
  notThere: 'Enheten var allerede logget ut.',
  othersEnded: (n) =>
    n === 0
      ? 'Ingen annen enhet var innlogget.'
      : `${counted(n, 'annen enhet er logget ut', 'andre enheter er logget ut')}.`,
  everybody: 'Alle som er innlogget',
  onlyManagement: 'Bare ledelsen kan se hvem som er innlogget.',
  nobody: 'Ingen andre er innlogget.',
  devices: (n) => counted(n, 'enhet', 'enheter'),
  endPerson: 'Logg ut overalt',
  personEnded: (name) => `${name} er logget ut overalt.`,
  noPerson: 'Personen finnes ikke.',
  next: 'Neste side',
}
