import { Hono } from 'hono'
import { serve } from '../serve.ts'
import { makeKeys } from './keys.ts'

/**
 * Stands between Microsoft's Agents Playground, which sends no tokens, and the product, which takes nothing without:
 * what arrives here is signed with a key of this run and handed on. On loopback alone; the product has no switch for
 * it, it only believes these keys where TEAMS_OPENID_URL, itself loopback alone, says so.
 */
export async function startSigner(options: { port?: number; appId: string; target: string }) {
  const keys = await makeKeys('playground')
  let url = ''
  const app = new Hono()
  app.post('/messages', async (c) => {
    const body = await c.req.text()
    const { serviceUrl } = JSON.parse(body) as { serviceUrl: string }
    const token = await keys.sign(options.appId, serviceUrl, Date.now())
    const answer = await fetch(options.target, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body,
    })
    return new Response(await answer.text(), {
      status: answer.status,
      headers: { 'content-type': answer.headers.get('content-type') ?? 'application/json' },
    })
  })
  app.get('/openid', (c) => c.json({ issuer: 'https://api.botframework.com', jwks_uri: `${url}/keys` }))
  app.get('/keys', (c) => c.json({ keys: [keys.jwk] }))
  app.post('/:tenant/oauth2/v2.0/token', (c) =>
    c.json({ token_type: 'Bearer', expires_in: 3600, access_token: 'playground' }),
  )
  const server = await serve(app, options.port)
  url = server.url
  return server
}
