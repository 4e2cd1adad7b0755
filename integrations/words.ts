/** What a chat platform says itself: about its own forms and limits, and where the product did not answer. */
export type ChatWords = {
  /** The product may have committed before it failed, so nothing may be claimed either way. */
  unsure: string
  /** Where an empty answer would be shown as an error. */
  done: string
  notOpened: string
  late: string
  orHere: (url: string) => string
  cancel: string
  close: string
  note: string
  nothing: string
  notShown: (n: number) => string
  fill: string
  leftOut: string
  changeHere: (url: string) => string
  opensForm: string
  stranger: string
}

const en: ChatWords = {
  unsure: 'That may not have been saved; look at the card and try again.',
  done: 'Done.',
  notOpened: 'The form could not be opened. Nothing was changed; please click again.',
  late: 'The form could not be opened in time. Nothing was changed; please click again.',
  orHere: (url) => `Or do it here: ${url}`,
  cancel: 'Cancel',
  close: 'Close',
  note: 'Please note',
  nothing: 'Nothing here.',
  notShown: (n) => `${n} more not shown here.`,
  fill: 'Please fill this in.',
  leftOut: 'What it says now is too long for here, so this is empty.',
  changeHere: (url) => `It can be changed here: ${url}`,
  opensForm: 'The button opens the form.',
  stranger: 'Only people of this Slack workspace can act here.',
}

const sv: ChatWords = {
  unsure: 'Det är osäkert om det sparades. Titta på kortet och försök igen.',
  done: 'Klart.',
  notOpened: 'Formuläret gick inte att öppna. Inget har ändrats. Klicka igen.',
  late: 'Formuläret hann inte öppnas. Inget har ändrats. Klicka igen.',
  orHere: (url) => `Eller gör det här: ${url}`,
  cancel: 'Avbryt',
  close: 'Stäng',
  note: 'Observera',
  nothing: 'Inget här.',
  notShown: (n) => `${n} till visas inte här.`,
  fill: 'Fyll i det här.',
  leftOut: 'Texten som finns nu är för lång för att visas här, så fältet är tomt.',
  changeHere: (url) => `Du kan ändra den här: ${url}`,
  opensForm: 'Knappen öppnar formuläret.',
  stranger: 'Bara personer i den här Slack-arbetsytan kan göra något här.',
}

const nb: ChatWords = {
  unsure: 'Det er usikkert om det ble lagret. Se på kortet og prøv igjen.',
  done: 'Utført.',
  notOpened: 'Skjemaet kunne ikke åpnes. Ingenting er endret. Klikk en gang til.',
  late: 'Skjemaet rakk ikke å åpnes. Ingenting er endret. Klikk en gang til.',
  orHere: (url) => `Eller gjør det her: ${url}`,
  cancel: 'Avbryt',
  close: 'Lukk',
  note: 'Merk',
  nothing: 'Ingenting her.',
  notShown: (n) => `${n} til vises ikke her.`,
  fill: 'Fyll ut dette.',
  leftOut: 'Teksten som står der nå, er for lang til å vises her, så feltet er tomt.',
  changeHere: (url) => `Du kan endre den her: ${url}`,
  opensForm: 'Knappen åpner skjemaet.',
  stranger: 'Bare personer i dette Slack-arbeidsområdet kan gjøre noe her.',
}

/** By the languages that staff read: `src/locales/staff.ts` has the compiler ask for each. */
export const allChatWords = { en, sv, nb }

/** Of a card, a form or an answer, English where it says no language. */
export const chatWords = (language: string | undefined): ChatWords =>
  Object.hasOwn(allChatWords, language ?? '') ? allChatWords[language as keyof typeof allChatWords] : en
