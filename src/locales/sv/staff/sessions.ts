import { counted } from '../../en/staff/counted.ts'
import type { StaffWords } from '../../staff.ts'

const days = (n: number) => counted(n, 'dag', 'dagar')

export const sessions: StaffWords['sessions'] = {
  title: 'Här är du inloggad',
  how: (most, idle) =>
    `Du är inloggad på en enhet i högst ${days(most)}, eller tills den inte har använts på ${days(idle)}.`,
  unknown: 'Känner du inte igen en enhet? Logga ut den och berätta det för er administratör.',
  here: 'Den här enheten',
  device: (browser, system) =>
    browser && system ? `${browser} på ${system}` : (browser ?? system ?? 'Okänd enhet'),
  ways: { mail: 'med en länk i mejlen', oidc: 'med ditt arbetskonto' },
  since: (when, way) => `Inloggad ${when}, ${way}`,
  seen: (when) => `Senast använd ${when}`,
  end: 'Logga ut enheten',
  endOthers: 'Logga ut alla andra enheter',
  ended: 'Enheten är utloggad.',
  notThere: 'Enheten var redan utloggad.',
  othersEnded: (n) =>
    n === 0
      ? 'Ingen annan enhet var inloggad.'
      : `${counted(n, 'annan enhet är utloggad', 'andra enheter är utloggade')}.`,
  everybody: 'Alla som är inloggade',
  onlyManagement: 'Bara ledningen kan se vilka som är inloggade.',
  nobody: 'Ingen annan är inloggad.',
  devices: (n) => counted(n, 'enhet', 'enheter'),
  endPerson: 'Logga ut överallt',
  personEnded: (name) => `${name} är utloggad överallt.`,
  noPerson: 'Personen finns inte.',
  next: 'Nästa sida',
}
