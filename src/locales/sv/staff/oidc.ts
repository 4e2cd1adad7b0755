import type { StaffWords } from '../../staff.ts'

export const oidc: StaffWords['oidc'] = {
  buttons: {
    entra: 'Logga in med Microsoft',
    google: 'Logga in med Google',
    okta: 'Logga in med Okta',
    other: 'Logga in med ditt arbetskonto',
  },
  how: 'Logga in med kontot du har på jobbet.',
  or: 'Eller med en länk i mejlen',
  mailOff: 'Här används inga länkar med mejl. Logga in med ditt arbetskonto.',
  noWay: 'Det finns inget sätt att logga in ännu. Fråga er administratör.',
  failed: 'Du är inte inloggad',
  again: 'Försök igen',
  faults: {
    begun: 'Inloggningen började i en annan webbläsare, eller för mer än tio minuter sedan. Börja om här.',
    cancelled: 'Inloggningen avbröts innan den var klar. Försök igen när du vill.',
    over: 'Inloggningen har redan använts, eller är för gammal. Börja om.',
    away: 'Er inloggningstjänst svarar inte just nu. Försök igen om några minuter.',
    untrusted:
      'Svaret från inloggningstjänsten var inte som det skulle, så det godtogs inte. Försök igen. Händer det igen, berätta det för er administratör.',
    tenant: 'Kontot tillhör en annan organisation. Välj kontot du har på jobbet.',
    domain: 'Kontot hör inte till den här organisationen. Välj kontot du har på jobbet.',
    unverified:
      'Inloggningstjänsten har inte bekräftat kontots e-postadress. Bekräfta den, eller fråga er administratör.',
    unknown: 'Kontot har ingen åtkomst här. Om det borde ha det, fråga er administratör.',
    noProvider: 'Här går det inte att logga in med ett arbetskonto.',
  },
  fresh: {
    title: 'Bekräfta att det är du',
    text: 'För den här sidan behöver du ha loggat in med ditt arbetskonto de senaste 15 minuterna.',
    notDone: 'Inget har ändrats. Bekräfta, och gör det sedan igen.',
    go: 'Logga in igen',
  },
}
