import { describe, expect, test } from 'vitest'
import { hostOf, kindOf } from '../../integrations/webhooks/address.ts'
import { fetchedClient } from '../../integrations/webhooks/fetched.ts'
import { pinnedClient } from '../../integrations/webhooks/pinned.ts'
import { type WebhookClient, WebhookError } from '../../integrations/webhooks/webhook.ts'

const NEVER = [
  'https://127.0.0.1/',
  'https://127.1/',
  'https://2130706433/',
  'https://0x7f000001/',
  'https://0x7f.1/',
  'https://0177.0.0.1/',
  'https://017700000001/',
  'https://127.0.0.1./',
  'https://%31%32%37.0.0.1/',
  'https://①②⑦.0.0.1/',
  'https://localhost/',
  'https://LOCALHOST./',
  'https://erp.localhost/',
  'https://0.0.0.0/',
  'https://0/',
  'https://10.0.0.1/',
  'https://172.16.0.1/',
  'https://172.31.255.255/',
  'https://192.168.1.1/',
  'https://100.64.0.1/',
  'https://169.254.169.254/latest/meta-data/',
  'https://192.0.0.8/',
  'https://192.0.2.1/',
  'https://192.88.99.1/',
  'https://198.18.0.1/',
  'https://224.0.0.1/',
  'https://240.0.0.1/',
  'https://255.255.255.255/',
  'https://[::1]/',
  'https://[::]/',
  'https://[::7f00:1]/',
  'https://[::ffff:127.0.0.1]/',
  'https://[::ffff:a00:1]/',
  'https://[::ffff:0:7f00:1]/',
  'https://[64:ff9b::7f00:1]/',
  'https://[64:ff9b:1::a00:1]/',
  'https://[2002:7f00:1::]/',
  'https://[2001::1]/',
  'https://[fe80::1]/',
  'https://[fec0::1]/',
  'https://[fc00::1]/',
  'https://[fd00:ec2::254]/',
  'https://[ff02::1]/',
  'https://[2001:db8::1]/',
  'https://[100::1]/',
  'https://[4000::1]/',
  'http://example.com/',
  'ftp://example.com/',
  'https://user:word@example.com/',
  'https://example.com/#part',
  'file:///etc/passwd',
  'https://',
  'nothing',
]

/** Neither looks anything up nor connects. */
const clients: Record<string, WebhookClient> = {
  pinned: pinnedClient({ lookup: () => expect.unreachable('it looked up') }),
  fetched: fetchedClient({
    resolve: [async () => expect.unreachable('it looked up')],
    fetch: async () => expect.unreachable('it called'),
  }),
}
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'called',
    (error) => (error instanceof WebhookError ? error.kind : Promise.reject(error)),
  )

describe.each(Object.entries(clients))('the client %s', (_, client) => {
  test.each(NEVER)('never calls %s', async (url) => {
    expect(await refusal(client.post(url, {}, '{}'))).toBe('person')
  })
})

const MIXED = [
  ['loopback', ['127.0.0.1']],
  ['IPv6 loopback', ['::1']],
  ['a private network', ['10.1.2.3']],
  ['the metadata service', ['169.254.169.254']],
  ['a mapped address', ['::ffff:192.168.0.1']],
  ['one public and one private', ['93.184.216.34', '10.0.0.1']],
  ['something that is no address', ['localhost']],
] as const

describe('a name that resolves to', () => {
  test.each(MIXED)('%s is never called by Node', async (_, addresses) => {
    const client = pinnedClient({
      lookup: (_name, _options, done) =>
        done(
          null,
          addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
        ),
    })
    expect(await refusal(client.post('https://erp.example/', {}, '{}'))).toBe('person')
  })
  test.each(MIXED)('%s is never called by a Worker', async (_, addresses) => {
    const client = fetchedClient({
      resolve: [async () => [...addresses], async () => Promise.reject(new Error('none'))],
      fetch: async () => expect.unreachable('it called'),
    })
    expect(await refusal(client.post('https://erp.example/', {}, '{}'))).toBe('person')
  })
  test('nothing waits', async () => {
    const none = async () => Promise.reject(new Error('ENOTFOUND'))
    expect(
      await refusal(fetchedClient({ resolve: [none, none] }).post('https://erp.example/', {}, '{}')),
    ).toBe('wait')
  })
  test('public addresses is called by a Worker, and the redirect is not followed', async () => {
    let asked: RequestInit | undefined
    const client = fetchedClient({
      resolve: [async () => ['93.184.216.34'], async () => ['2606:2800:220:1::1']],
      fetch: async (_url, init) => {
        asked = init
        return new Response(null, { status: 302, headers: { location: 'http://127.0.0.1/' } })
      },
    })
    expect(await refusal(client.post('https://erp.example/', {}, '{}'))).toBe('wait')
    expect(asked?.redirect).toBe('manual')
  })
})

test('what anybody can be reached by is public', () => {
  for (const address of ['93.184.216.34', '1.1.1.1', '2606:4700:4700::1111', '2a00:1450:4001::1'])
    expect([address, kindOf(address)]).toEqual([address, 'public'])
  expect(hostOf('https://erp.example/hooks?x=1')?.kind).toBe('name')
  expect(hostOf('https://93.184.216.34:8443/')?.kind).toBe('public')
})

test('with the setting for tests loopback is called, a private network still not', async () => {
  const client = pinnedClient({ allowLoopback: true, timeoutMs: 2000 })
  expect(await refusal(client.post('http://127.0.0.1:9/', {}, '{}'))).toBe('wait')
  for (const url of ['http://10.0.0.1/', 'https://169.254.169.254/', 'https://[fc00::1]/'])
    expect(await refusal(client.post(url, {}, '{}'))).toBe('person')
})
