import { join } from 'node:path'
import { intoTeams, LOCAL_APP, LOCAL_TENANT, startPlayground } from '../emulators/teams/playground.ts'
import { startSigner } from '../emulators/teams/signer.ts'
import { home } from './settings.ts'

/** The Playground, and the signer before the product: what is not signed the product refuses here as anywhere. */
export async function startTeams(
  example: string,
  { port, edgeUrl }: { port: number; edgeUrl: string },
  toStop: (part: { what: string; stop(): Promise<void> }) => void,
) {
  const folder = join(home, 'teams')
  const { organisation, config } = intoTeams(example, folder)
  const signer = await startSigner({ appId: LOCAL_APP, target: `${edgeUrl}/teams/messages` })
  toStop({ what: 'Teams signer', stop: signer.close })
  const playground = await startPlayground({ port, endpoint: `${signer.url}/messages`, config, folder })
  const env = {
    TEAMS_APP_ID: LOCAL_APP,
    TEAMS_APP_PASSWORD: 'local-password',
    TEAMS_TENANT_ID: LOCAL_TENANT,
    TEAMS_SERVICE_URL: playground.serviceUrl,
    TEAMS_OPENID_URL: `${signer.url}/openid`,
    TEAMS_LOGIN_URL: signer.url,
  }
  return { organisation, url: playground.url, env, stop: playground.stop }
}
