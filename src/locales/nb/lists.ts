import type { Lists } from '../locale.ts'

export const lists: Lists = {
  dates: {
    months: 'januar februar mars april mai juni juli august september oktober november desember',
    days: 'mandagen tirsdagen onsdagen torsdagen fredagen lordagen sondagen',
    today: ['idag', 'i dag'],
    tomorrow: ['imorgen', 'i morgen'],
    dayAfterTomorrow: ['iovermorgen', 'i overmorgen', 'overmorgen'],
    before: 'den det pa na neste kommende forstkommende denne frem fram til innen senest dag',
    next: 'neste kommende forstkommende',
    one: ['en', 'ett', 'et', 'ei'],
    numbers: 'to tre fire fem seks sju atte ni ti elleve tolv tretten fjorten',
    in: 'om',
    day: 'dag dager',
    week: 'uke uken uka uker',
    weekNumber: 'u uke',
  },
  crowns: 'kr kr. kroner krone',
  greetings: ['hei', 'kjære', 'god morgen', 'god dag', 'god kveld'],
  nobody: `kunde kunden ukjent anonym gjest besøkende bruker medlem navn fornavn etternavn mangler slettet skjult fam
    familie familien ikke uten`,
  roles: `kunde kunden kundeservice kundesenter bruker besøkende innringer butikk butikken resepsjon resepsjonen økonomi
    avdeling avdelingen sentralbord bygg maleri bakeri salong verksted skole barnehage menighet klubb klubben møbler og`,
  commands: {
    help: 'hjelp(?: meg)?|kommandoer|hva kan jeg skrive',
    home: 'hjem|oversikt|startside',
    cases: '(?:mine )?(?:apne )?saker|(?:de apne )?sakene(?: mine)?',
    due: '(?:hva )?(?:forfalte?|forfaller)(?: i ?dag)?|(?:mine )?forfalte(?: saker)?|forsinkede(?: saker)?',
    open: '(?:apne|ny|opprett)(?: en)?(?: ny)?(?: sak)?',
    find: '(?:finn|sok|let|sla opp)(?: etter| pa| opp)?',
    report: '(?:vis )?(?:min )?rapport(?:en)?',
    away: '(?:jeg er )?(?:fravarende|borte|fri|fravar)(?: fram til| til| inntil)?',
    back: '(?:jeg er )?tilbake(?: igjen| pa jobb)?',
    improve: '(?:ny |opprett |lag )?(?:en )?forbedring|forbedre',
    improvements: '(?:mine |alle |vare )?forbedringer(?:ne)?',
    digest: '(?:min |mine )?oppsummering(?:en|er|ene)?',
    roster: '(?:var |min )?vaktplan(?:en)?|hvem var pa vakt',
    swap: '.+ (?:tar|dekker) (?:mine|sakene mine|sakene|meg) .+',
  },
  titles: 'herr hr fru fr frøken frk doktor professor dosent dipl ing mag adv advokat',
}
