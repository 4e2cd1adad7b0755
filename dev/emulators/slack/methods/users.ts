import type { User } from '../types.ts'
import { ids, type Workspace } from '../workspace.ts'
import { type Method, refuse, text } from './answer.ts'

export const authTest: Method = (ws) => ({
  ok: true,
  url: `${ws.url}/`,
  team: 'Local',
  user: 'amends',
  team_id: ws.teamId,
  user_id: ids.botUser,
  bot_id: ids.bot,
  is_enterprise_install: false,
})

export const lookupByEmail: Method = (ws, args) => {
  const email = text(args, 'email')?.toLowerCase()
  const user = [...ws.users.values()].find(
    (one) => email && one.email?.toLowerCase() === email && !one.deleted,
  )
  if (!user) refuse('users_not_found')
  return { ok: true, user: describe(ws, user) }
}

export const userInfo: Method = (ws, args) => {
  const user = ws.users.get(text(args, 'user') ?? '')
  if (!user) refuse('user_not_found')
  return { ok: true, user: describe(ws, user) }
}

function describe(ws: Workspace, user: User) {
  const team = user.team_id ?? ws.teamId
  return {
    id: user.id,
    team_id: team,
    name: handleOf(user),
    real_name: user.name,
    deleted: !!user.deleted,
    tz: user.tz ?? 'Europe/Stockholm',
    profile: { real_name: user.name, display_name: user.name, email: user.email, team },
    is_bot: !!user.is_bot,
    is_app_user: false,
    is_restricted: !!user.is_restricted || !!user.is_ultra_restricted,
    is_ultra_restricted: !!user.is_ultra_restricted,
    is_stranger: team !== ws.teamId,
  }
}

export function handleOf(user: User): string {
  return user.email?.split('@')[0] ?? user.name.toLowerCase().replace(/\W+/g, '.')
}
