import type { StaffWords } from '../../staff.ts'

export const personalData: StaffWords['personalData'] = {
  erased: (number) =>
    number === undefined
      ? 'En kundes personopplysninger er slettet, og dermed det som sto her.'
      : `Sak ${number}: kundens personopplysninger er slettet, og dermed det som sto her.`,
  erasedAddress:
    'Personen med denne adressen har fått opplysningene sine slettet. Ingenting fra adressen lagres, med mindre personen selv ønsker det igjen.',
  /** Told to management, without anything about the person. */
  waits: {
    title: 'En sletting venter',
    asked: 'En kunde har bedt oss slette opplysningene sine. Det venter, for noe er fortsatt lovet:',
    refused: 'En kundes opplysninger skulle slettes. Det ble ikke gjort, for noe er fortsatt lovet:',
    still: 'Etter 7 dager er opplysningene om en kunde som skal slettes, fortsatt her. Dette er lovet:',
    free: 'Etter 7 dager er opplysningene om en kunde som skal slettes, fortsatt her. Ingenting er lovet lenger.',
    more: (n) => (n === 1 ? 'og én ting til' : `og ${n} ting til`),
    byItself: 'Når det er gjort, slettes opplysningene av seg selv. De kan også slettes likevel.',
    byHand: 'Slett dem på arbeidssiden når det er gjort, eller likevel.',
    open: 'Avgjør på arbeidssiden',
  },
}
