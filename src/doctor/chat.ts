import { eq } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { departments } from '../../db/schema/index.ts'
import type { ChatPlatform } from '../../integrations/chat.ts'
import { bad, type Finding, good } from './finding.ts'

/** A department's place: its channel, or the desk. Asked of the platform, which knows whether we may post there. */
export const placesOf = async ({ db }: { db: Db }) =>
  db
    .select({ name: departments.name, destination: departments.destination })
    .from(departments)
    .where(eq(departments.active, true))

type Place = Awaited<ReturnType<typeof placesOf>>[number]

/** Whether the department's messages can be posted where they go. */
export const placeTakes = async (
  chat: Record<string, ChatPlatform>,
  { destination }: Place,
): Promise<Omit<Finding, 'what'>[]> => {
  if (destination.platform === 'desk') return [good('its messages go to the desk')]
  const platform = chat[destination.platform]
  if (!platform)
    return [
      bad(
        `its messages go to ${destination.platform}, which is not set up: see docs/${destination.platform}.md`,
      ),
    ]
  const { problem } = await platform.check(destination)
  return [problem ? bad(problem) : good(`the app can post to ${destination.channel}`)]
}

/** Whether the platform's app has the rights it asks for, where the platform tells. */
export const rightsOf = async (platform: ChatPlatform): Promise<Omit<Finding, 'what'>[]> => {
  const missing = await platform.missingScopes!()
  return [
    missing.length > 0
      ? bad(`the app lacks ${missing.join(', ')}: add them from its manifest and reinstall it`)
      : good('the app has every scope of its manifest'),
  ]
}
