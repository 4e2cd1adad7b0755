import { sqlOf, type Tx } from '../../db/client.ts'
import { updateCard } from '../cases/updateCard.ts'

/**
 * Gathers the cases of an incident: those that its department's answers opened while it lasted and that name its driver,
 * if it has one. A case that was posted before says so from now on. Gives how many are new.
 */
export const gatherCases = async (tx: Tx, incident: string, now: Date): Promise<number> => {
  const gathered = await sqlOf(tx)<{ id: string; posted: boolean }[]>`
    with own as (
      insert into incident_cases (case_id, incident_id, at)
      select k.id, x.id, ${now} from incidents x join cases k on k.department_key = x.department_key
        and k.opened_at >= x.from_at and k.opened_at <= coalesce(x.closed_at, ${now})
        join responses r on r.id = k.response_id
      where x.id = ${incident} and (x.driver is null or r.answers -> 'drivers' ? x.driver)
        and k.state not in ('merged', 'answered by mistake')
      on conflict do nothing returning case_id
    ) select k.id, k.message is not null as posted from own join cases k on k.id = own.case_id order by k.number`
  for (const { id, posted } of gathered) if (posted) await updateCard(tx, id, now)
  return gathered.length
}
