import type { StaffWords } from '../../staff.ts'

type Say = StaffWords['discoveries']
type Share = Parameters<Say['changed']>[0]['before']
type Spoken = { about: string; where: string }
const share = ({ hits, n, percent }: Share) => `${percent} (${hits} av ${n})`
const cases = ({ about, where }: Spoken) =>
  `missnöjda svar${about && ` om ${about}`}${where && ` (${where})`}`
const answers = ({ about, where }: Spoken) =>
  `${about ? `svar om ${about}` : 'missnöjda svar'}${where && ` (${where})`}`
const tested = (p: string, comparisons: string) => `p ${p} efter ${comparisons} jämförelser`

export const discoveries: Say = {
  kinds: { change: 'Förändring', burst: 'Anhopning', theme: 'Tema', pattern: 'Mönster' },
  days: (days, weekday) =>
    days === 'all'
      ? 'alla dagar'
      : days === 'weekdays'
        ? 'på vardagar'
        : days === 'weekend'
          ? 'på helger'
          : `på ${weekday}ar`,
  pattern: (it) =>
    `${it.inside} av ${it.cases} ${cases(it)} gäller kontakter som avslutades mellan kl. ${it.from} och ${it.to} ${it.days}, där ${it.expected} av ${it.cases} vore väntat (${tested(it.p, it.comparisons)}).`,
  theme: ({ phrase, count, before, about }) =>
    `”${phrase}” finns i ${count} missnöjda kommentarer, i ${before} under de 28 dagarna innan${about && `. De flesta nämner ${about}`}.`,
  changed: (it) =>
    `${it.period}: andelen ${answers(it)} ${it.worse ? 'ökade' : 'minskade'} från ${share(it.before)} till ${share(it.after)}.`,
  compared: (it) =>
    `${it.period}: andelen ${answers(it)} ${it.worse ? 'ökade' : 'minskade'} från ${share(it.before)} ${it.month ? 'månaden' : 'de fyra veckorna'} innan till ${share(it.after)}, med ${it.low} till ${it.high} procentenheter (${it.level} konfidensintervall, ${tested(it.p, it.comparisons)}).`,
  alike: (n, month) =>
    `… och ${n} ${n === 1 ? 'förändring' : 'förändringar'} till samma ${month ? 'månad' : 'vecka'}`,
  burst: (it) =>
    `${it.hits} av ${it.n} svar ${it.about ? `nämner ${it.about}` : 'är missnöjda'} ${it.to ? `mellan ${it.from} och ${it.to}` : `sedan ${it.from}`}, där ${it.usual} är det vanliga.`,
  check: 'Kontrollera: orden stämmer inte med betyget',
  incident: {
    title: (about, over) => `${over ? 'Störningen är över' : 'Störning'}${about && `: ${about}`}`,
    summary: (says) => `Störning. ${says}`,
    looks: 'är näst på tur: titta på det här först.',
    gathers:
      'Nya ärenden i störningen läggs här utan att nämna någon. Allvarlighetsgrad 1 och samtal till ledningen hörs som vanligt.',
    cases: 'Ärenden',
    none: 'inga ännu',
    mostNamed: 'Nämns mest',
    write: 'Skriv vad som är känt',
    rewrite: 'Ändra vad som är känt',
    known: (language) => `Vad som är känt (${language})`,
    knownHint:
      'Ett stycke med fakta. Ärendeansvariga kan lägga till det efter sina egna ord till varje kund i störningen.',
    by: (name, when) => `Skrivet av ${name}, ${when}.`,
    back: (hits, n) => `Andelen är tillbaka på det vanliga. Sammanlagt ${hits} av ${n} svar.`,
    quiet: (hits, n) => `Inget mer på fyra timmar. Sammanlagt ${hits} av ${n} svar.`,
    kept: 'Sparat. Det erbjuds i formulären för de här ärendena.',
    unknown: 'Störningen finns inte längre här.',
    notYours: (department) =>
      `Störningen gäller ${department}. Deras ärendeansvariga och chefer skriver vad som är känt.`,
    part: (from) => `Hör till en störning sedan ${from}`,
    open: 'Öppna störningen',
    share: 'Lägg till vad som är känt om störningen',
    yes: 'Ja, efter mina egna ord',
    about: 'Vad som är känt om störningen',
    changed: 'Vad som är känt har ändrats sedan dess. Läs det igen.',
    no: 'Nej, bara mina egna ord',
  },
}
