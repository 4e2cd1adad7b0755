import type { StaffWords } from '../../staff.ts'

export const personalData: StaffWords['personalData'] = {
  erased: (number) =>
    number === undefined
      ? 'En kunds personuppgifter har raderats, och därmed det som stod här.'
      : `Ärende ${number}: kundens personuppgifter har raderats, och därmed det som stod här.`,
  erasedAddress:
    'Personen med den här adressen har fått sina uppgifter raderade. Inget från adressen sparas, om inte personen själv vill det igen.',
  /** Told to management, without anything about the person. */
  waits: {
    title: 'En radering väntar',
    asked: 'En kund har bett oss radera sina uppgifter. Det väntar, för något är fortfarande utlovat:',
    refused: 'En kunds uppgifter skulle raderas. Det blev inte gjort, för något är fortfarande utlovat:',
    still: 'Efter 7 dagar finns uppgifterna om en kund som ska raderas kvar. Det här är utlovat:',
    free: 'Efter 7 dagar finns uppgifterna om en kund som ska raderas kvar. Inget är utlovat längre.',
    more: (n) => (n === 1 ? 'och en sak till' : `och ${n} saker till`),
    byItself: 'När det är gjort raderas uppgifterna av sig själva. Det går också att radera ändå.',
    byHand: 'Radera dem på arbetssidan när det är gjort, eller ändå.',
    open: 'Avgör på arbetssidan',
  },
}
