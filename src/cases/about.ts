import type { Sql } from '../../db/client.ts'

/** In a select over `cases k join contacts c`: everybody the complaint is about, those the customer named before too. */
export const ABOUT = `array(select w.id from people w where w.id = k.about_id
  or w.email = lower(c.staff_member ->> 'email') or w.id::text in (
    select e.data ->> 'person' from case_events e where e.case_id = k.id and e.kind = 'somebody else asked'
  ))`

export const aboutOf = (sql: Sql) => sql.unsafe(ABOUT)
