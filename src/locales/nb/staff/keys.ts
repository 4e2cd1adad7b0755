const states: Record<string, string> = {
  open: 'åpen',
  owned: 'tatt',
  recovering: 'under oppretting',
  'awaiting customer': 'venter på kunden',
  confirmed: 'bekreftet',
  documented: 'dokumentert',
  unconfirmed: 'ubekreftet',
  withdrawn: 'trukket',
  'answered by mistake': 'besvart ved en feil',
  'contact declined': 'kontakt avslått',
  'not agreed': 'ikke enige',
  merged: 'slått sammen',
}
const channels: Record<string, string> = {
  phone: 'telefon',
  chat: 'chat',
  email: 'e-post',
  store: 'butikk',
  web: 'nett',
  visit: 'besøk',
  'social media': 'sosiale medier',
  parcel: 'pakke',
}
/** Of a handover or a request. */
const answers: Record<string, string> = {
  waiting: 'venter på svar',
  accepted: 'godtatt',
  declined: 'avslått',
  done: 'utført',
  withdrawn: 'trukket',
  'timed out': 'ikke besvart i tide',
}

const named = (names: Record<string, string>) => (key: string) =>
  Object.hasOwn(names, key) ? names[key]! : key
/** By the keys of the data, in the middle of a sentence; a key that is not known stays as it is. */
export const stateOf = named(states)
export const channelOf = named(channels)
export const answerOf = named(answers)

/** "1 sak", "2 saker". */
export const counted = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`
