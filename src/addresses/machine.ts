/** Addresses that no customer reads, by what stands before the at sign: `noreply`, `do-not-reply+42`, `MAILER-DAEMON`. */
const MACHINE =
  /(?:^|[._+-])(?:(?:no|do[._-]?not|dont|never|not)[._-]?reply\d*|(?:inte|ikke|ej|ikkje)[._-]?svar\w*|svar[._-]?(?:ej|ikke|inte)|mailer[._-]?daemon|auto[._-]?(?:reply|mail|mailer|responder|svar)|unattended|unmonitored)(?:$|[._+-])|^(?:postmaster|hostmaster|bounces?|daemon|root|nobody|notifications?|undisclosed[._-]recipients|null|devnull)(?:$|[._+-])/i

export const isMachine = (address: string): boolean =>
  MACHINE.test(address.slice(0, address.lastIndexOf('@')))
