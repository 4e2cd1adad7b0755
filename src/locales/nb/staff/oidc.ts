import type { StaffWords } from '../../staff.ts'

export const oidc: StaffWords['oidc'] = {
  buttons: {
    entra: 'Logg inn med Microsoft',
    google: 'Logg inn med Google',
    okta: 'Logg inn med Okta',
    other: 'Logg inn med jobbkontoen din',
  },
  how: 'Logg inn med kontoen du har på jobb.',
  or: 'Eller med en lenke på e-post',
  mailOff: 'Her brukes ikke lenker på e-post. Logg inn med jobbkontoen din.',
  noWay: 'Det finnes ingen måte å logge inn på ennå. Spør administratoren.',
  failed: 'Du er ikke innlogget',
  again: 'Prøv igjen',
  faults: {
    begun:
      'Innloggingen begynte i en annen nettleser, eller for mer enn ti minutter siden. Begynn på nytt her.',
    cancelled: 'Innloggingen ble avbrutt før den var ferdig. Prøv igjen når du vil.',
    over: 'Innloggingen er allerede brukt, eller for gammel. Begynn på nytt.',
    away: 'Innloggingstjenesten deres svarer ikke akkurat nå. Prøv igjen om noen minutter.',
    untrusted:
      'Svaret fra innloggingstjenesten var ikke som det skulle, så det ble ikke godtatt. Prøv igjen. Skjer det igjen, si fra til administratoren.',
    tenant: 'Kontoen tilhører en annen organisasjon. Velg kontoen du har på jobb.',
    domain: 'Kontoen hører ikke til denne organisasjonen. Velg kontoen du har på jobb.',
    unverified:
      'Innloggingstjenesten har ikke bekreftet e-postadressen til kontoen. Få den bekreftet, eller spør administratoren.',
    unknown: 'Kontoen har ingen tilgang her. Hvis den burde ha det, spør administratoren.',
    noProvider: 'Her går det ikke an å logge inn med en jobbkonto.',
  },
  fresh: {
    title: 'Bekreft at det er deg',
    text: 'For denne siden må du ha logget inn med jobbkontoen din de siste 15 minuttene.',
    notDone: 'Ingenting er endret. Bekreft, og gjør det så igjen.',
    go: 'Logg inn på nytt',
  },
}
