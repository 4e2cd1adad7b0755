import type { StaffWords } from '../../staff.ts'

export const personalData: StaffWords['personalData'] = {
  erased: (number) =>
    number === undefined
      ? 'En kunds personuppgifter har raderats, och därmed det som stod här.'
      : `Ärende ${number}: kundens personuppgifter har raderats, och därmed det som stod här.`,
  erasedAddress:
    'Personen med den här adressen har fått sina uppgifter raderade. Inget från adressen sparas, om inte personen själv vill det igen.',
}
