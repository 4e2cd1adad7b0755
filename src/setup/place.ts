import type { Sql } from '../../db/client.ts'

/** In a select over `people p`: where a message to this person alone goes. Who has no chat has the desk. */
export const PLACE = `case when p.slack_user is not null
    then json_build_object('platform', 'slack', 'workspace', p.slack_workspace, 'channel', p.slack_user)
  when p.teams_user is not null
    then json_build_object('platform', 'teams', 'workspace', p.teams_tenant, 'channel', p.teams_user)
  else json_build_object('platform', 'desk', 'workspace', 'desk', 'channel', p.id) end`

export const placeOf = (sql: Sql) => sql.unsafe(PLACE)
