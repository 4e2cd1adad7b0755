import type { StaffWords } from '../../staff.ts'

type Say = StaffWords['discoveries']
type Share = Parameters<Say['changed']>[0]['before']
type Spoken = { about: string; where: string }
const share = ({ hits, n, percent }: Share) => `${percent} (${hits} av ${n})`
const cases = ({ about, where }: Spoken) =>
  `misfornøyde svar${about && ` om ${about}`}${where && ` (${where})`}`
const answers = ({ about, where }: Spoken) =>
  `${about ? `svar om ${about}` : 'misfornøyde svar'}${where && ` (${where})`}`
const tested = (p: string, comparisons: string) => `p ${p} etter ${comparisons} sammenligninger`

export const discoveries: Say = {
  kinds: { change: 'Endring', burst: 'Opphopning', theme: 'Tema', pattern: 'Mønster' },
  days: (days, weekday) =>
    days === 'all'
      ? 'alle dager'
      : days === 'weekdays'
        ? 'på hverdager'
        : days === 'weekend'
          ? 'i helgene'
          : `på ${weekday}er`,
  pattern: (it) =>
    `${it.inside} av ${it.cases} ${cases(it)} gjelder kontakter som ble avsluttet mellom kl. ${it.from} og ${it.to} ${it.days}, der ${it.expected} av ${it.cases} ville vært ventet (${tested(it.p, it.comparisons)}).`,
  theme: ({ phrase, count, before, about }) =>
    `«${phrase}» står i ${count} misfornøyde kommentarer, i ${before} i de 28 dagene før${about && `. De fleste nevner ${about}`}.`,
  changed: (it) =>
    `${it.period}: andelen ${answers(it)} ${it.worse ? 'økte' : 'gikk ned'} fra ${share(it.before)} til ${share(it.after)}.`,
  compared: (it) =>
    `${it.period}: andelen ${answers(it)} ${it.worse ? 'økte' : 'gikk ned'} fra ${share(it.before)} ${it.month ? 'måneden' : 'de fire ukene'} før til ${share(it.after)}, med ${it.low} til ${it.high} prosentpoeng (${it.level} konfidensintervall, ${tested(it.p, it.comparisons)}).`,
  alike: (n, month) =>
    `… og ${n} ${n === 1 ? 'endring' : 'endringer'} til i samme ${month ? 'måned' : 'uke'}`,
  burst: (it) =>
    `${it.hits} av ${it.n} svar ${it.about ? `nevner ${it.about}` : 'er misfornøyde'} ${it.to ? `mellom ${it.from} og ${it.to}` : `siden ${it.from}`}, der ${it.usual} er det vanlige.`,
  check: 'Sjekk: ordene stemmer ikke med karakteren',
  incident: {
    title: (about, over) => `${over ? 'Hendelsen er over' : 'Hendelse'}${about && `: ${about}`}`,
    summary: (says) => `Hendelse. ${says}`,
    looks: 'er nestemann: se på dette først.',
    gathers:
      'Nye saker i hendelsen legges her uten å nevne noen. Alvorlighetsgrad 1 og varsler til ledelsen høres som vanlig.',
    cases: 'Saker',
    none: 'ingen ennå',
    mostNamed: 'Nevnes mest',
    write: 'Skriv hva som er kjent',
    rewrite: 'Endre hva som er kjent',
    known: (language) => `Hva som er kjent (${language})`,
    knownHint:
      'Ett avsnitt med fakta. Saksansvarlige kan legge det til etter sine egne ord til hver kunde i hendelsen.',
    by: (name, when) => `Skrevet av ${name}, ${when}.`,
    back: (hits, n) => `Andelen er tilbake på det vanlige. Til sammen ${hits} av ${n} svar.`,
    quiet: (hits, n) => `Ikke noe mer på fire timer. Til sammen ${hits} av ${n} svar.`,
    kept: 'Lagret. Det tilbys i skjemaene for disse sakene.',
    unknown: 'Hendelsen finnes ikke lenger her.',
    notYours: (department) =>
      `Hendelsen gjelder ${department}. De saksansvarlige og lederne der skriver hva som er kjent.`,
    part: (from) => `Hører til en hendelse siden ${from}`,
    open: 'Åpne hendelsen',
    share: 'Legg til hva som er kjent om hendelsen',
    yes: 'Ja, etter mine egne ord',
    about: 'Hva som er kjent om hendelsen',
    changed: 'Hva som er kjent er endret siden. Les det på nytt.',
    no: 'Nei, bare mine egne ord',
  },
}
