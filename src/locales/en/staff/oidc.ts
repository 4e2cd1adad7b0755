/** Signing in to the desk with the account one has at work, and why that may fail. */
export const oidc = {
  buttons: {
    entra: 'Sign in with Microsoft',
    google: 'Sign in with Google',
    okta: 'Sign in with Okta',
    other: 'Sign in with your work account',
  },
  how: 'Sign in with the account you have at work.',
  or: 'Or with a link by e-mail',
  mailOff: 'Links by e-mail are not used here. Please sign in with your work account.',
  noWay: 'No way to sign in has been set up. Please ask your administrator.',
  failed: 'You are not signed in',
  again: 'Try again',
  faults: {
    begun: 'This sign-in began in another browser, or more than ten minutes ago. Please start again here.',
    cancelled: 'The sign-in was cancelled before it was done. Please try again when you like.',
    over: 'This sign-in was used already, or is too old. Please start again.',
    away: 'The sign-in service of your organisation does not answer at the moment. Please try again in a few minutes.',
    untrusted:
      'The answer of the sign-in service was not as it should be, so it was not accepted. Please try again. If it happens again, tell your administrator.',
    tenant: 'This account belongs to another organisation. Please choose the account you have at work.',
    domain: 'This account is not one of this organisation. Please choose the account you have at work.',
    unverified:
      'The sign-in service has not verified the e-mail address of this account. Please have it verified, or ask your administrator.',
    unknown: 'This account has no access here. If it should, please ask your administrator.',
    noProvider: 'Signing in with a work account has not been set up here.',
  },
  fresh: {
    title: 'Please confirm that it is you',
    text: 'For this page you need to have signed in with your work account within the last 15 minutes.',
    notDone: 'Nothing was changed. Confirm, and then do it again.',
    go: 'Sign in again',
  },
}
