import type { StaffWords } from '../../staff.ts'

export const personalData: StaffWords['personalData'] = {
  erased: (number) =>
    number === undefined
      ? 'En kundes personopplysninger er slettet, og dermed det som sto her.'
      : `Sak ${number}: kundens personopplysninger er slettet, og dermed det som sto her.`,
  erasedAddress:
    'Personen med denne adressen har fått opplysningene sine slettet. Ingenting fra adressen lagres, med mindre personen selv ønsker det igjen.',
}
