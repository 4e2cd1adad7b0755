import * as z from 'zod'

export const id = z.string().min(1).max(100)
/** Whoever did something, and the workspace it was done in. */
export const actor = z.looseObject({ id, team_id: id.nullish() })
export const team = z.looseObject({ id }).nullish()

/** A person of another organisation in a shared channel brings a workspace of their own. */
export const person = (user: z.infer<typeof actor>, home = '') => ({
  platform: 'slack',
  workspace: user.team_id ?? home,
  user: user.id,
})
