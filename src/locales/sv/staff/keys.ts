const states: Record<string, string> = {
  open: 'öppet',
  owned: 'taget',
  recovering: 'åtgärd pågår',
  'awaiting customer': 'väntar på kunden',
  confirmed: 'bekräftat',
  documented: 'dokumenterat',
  unconfirmed: 'obekräftat',
  withdrawn: 'återtaget',
  'answered by mistake': 'besvarat av misstag',
  'contact declined': 'kontakt avböjd',
  'not agreed': 'inte överens',
  merged: 'hopslaget',
}
const channels: Record<string, string> = {
  phone: 'telefon',
  chat: 'chatt',
  email: 'mejl',
  store: 'butik',
  web: 'webb',
  visit: 'besök',
  'social media': 'sociala medier',
  parcel: 'paket',
}
/** Of a handover or a request. */
const answers: Record<string, string> = {
  waiting: 'väntar på svar',
  accepted: 'accepterad',
  declined: 'avböjd',
  done: 'klar',
  withdrawn: 'återtagen',
  'timed out': 'inte besvarad i tid',
}

const named = (names: Record<string, string>) => (key: string) =>
  Object.hasOwn(names, key) ? names[key]! : key
/** By the keys of the data, in the middle of a sentence; a key that is not known stays as it is. */
export const stateOf = named(states)
export const channelOf = named(channels)
export const answerOf = named(answers)

/** "1 svar", "2 fall". */
export const counted = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`
