import * as z from 'zod/mini'
import { secret, wants } from '../setting.ts'
import type { Helpdesk } from './helpdesk.ts'
import { zammad } from './zammad.ts'

/** A helpdesk costs its file and a name here. */
export const helpdesks: Helpdesk[] = [zammad]

/** The settings that hold their webhooks' secrets. */
export const helpdeskEnv: Record<string, z.ZodMiniType> = Object.fromEntries(
  helpdesks.map(({ secret: { setting, is } }) => [setting, wants(z.optional(secret), is)]),
)
