import type { Declaration, Root } from './declare.ts'

/** The ids of a customer's rows, the customer's being `$1`: each from the one before it by an index. */
const ROOTS: Record<Root, string> = {
  customer: 'select $1::uuid',
  matter: 'select id from matters where customer_id = $1::uuid',
  contact: `select c.id from matters m join contacts c on c.matter_id = m.id where m.customer_id = $1::uuid`,
  invitation: `select i.id from matters m join contacts c on c.matter_id = m.id join invitations i on i.contact_id = c.id
    where m.customer_id = $1::uuid`,
  response: `select r.id from matters m join contacts c on c.matter_id = m.id join invitations i on i.contact_id = c.id
    join responses r on r.invitation_id = i.id where m.customer_id = $1::uuid`,
  case: 'select id from cases where customer_id = $1::uuid',
}

/** A condition over alias `t` that finds a customer's rows, the customer's id being `$1`; undefined where there are none. */
export const rowsOf = ({ reach }: Declaration): string | undefined => {
  switch (reach.by) {
    case 'column':
      return `t.${reach.column} in (${ROOTS[reach.of]})`
    case 'condition':
      return reach.sql
    default:
      return undefined
  }
}
