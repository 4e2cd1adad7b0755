import { afterEach, beforeEach, expect, test } from 'vitest'
import { type LocalSlack, startLocalSlack } from '../../dev/emulators/slack/server.ts'
import { mrkdwn } from '../../dev/emulators/slack/ui/mrkdwn.ts'

const reader = {
  users: new Map([['U1', { id: 'U1', name: 'Lia' }]]),
  channels: new Map([['C1', { name: 'care' }]]),
  timeZone: 'Europe/Stockholm',
}

test.each([
  ['*bold* _italic_ ~gone~', '<strong>bold</strong> <em>italic</em> <s>gone</s>'],
  ['2*3*4 and snake_case_name', '2*3*4 and snake_case_name'],
  ['`*code*`', '<code>*code*</code>'],
  ['> quoted\n> twice\nplain', '<blockquote>quoted<br>twice</blockquote>plain'],
  ['<@U1> in <#C1>', '<span class="mention">@Lia</span> in <span class="mention">#care</span>'],
  ['<!channel>', '<span class="mention">@channel</span>'],
  ['&lt;!channel&gt; &amp; &lt;@U1&gt;', '&#60;!channel&#62; &#38; &#60;@U1&#62;'],
  ['<script>', 'script'],
  ['a "quote" \'s', 'a &#34;quote&#34; &#39;s'],
  [
    '<https://a.example/?b&amp;c|the *page*>',
    '<a href="https://a.example/?b&#38;c" target="_blank" rel="noreferrer">the *page*</a>',
  ],
  ['<javascript:alert(1)|press>', 'press'],
  ['🔴 :large_green_circle:', '<span class="dot red">🔴</span> <span class="dot green">🟢</span>'],
])('mrkdwn %s', (text, expected) => {
  expect(mrkdwn(text, reader)).toBe(expected)
})

test('a date is told in the time zone of its reader', () => {
  const at = Date.UTC(2026, 6, 1, 7, 30) / 1000
  const out = mrkdwn(`<!date^${at}^{date_short_pretty} {time}|1 July>`, reader)
  expect(out).toContain('>1 Jul 09:30</time>')
})

let slack: LocalSlack
beforeEach(async () => {
  slack = await startLocalSlack({
    signingSecret: 's',
    botToken: 't',
    channels: [{ id: 'C1', name: 'care' }],
    users: [
      { id: 'U1', name: 'Lia' },
      { id: 'U2', name: 'Ola' },
    ],
  })
})
afterEach(() => slack.close())

const page = async (path: string, user = 'U1') =>
  (await fetch(slack.url + path, { headers: { cookie: `as=${user}` } })).text()
const api = async (method: string, body: object) => {
  const response = await fetch(`${slack.url}/api/${method}`, {
    method: 'POST',
    headers: { authorization: 'Bearer t', 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return (await response.json()) as { ok: boolean; ts: string; error?: string }
}
const form = (path: string, fields: Record<string, string>) =>
  fetch(slack.url + path, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { cookie: 'as=U1' },
    redirect: 'manual',
  })

test('blocks, threads and private messages are drawn for the one who looks', async () => {
  const posted = await api('chat.postMessage', { channel: 'C1', text: 'A case' })
  await api('chat.postMessage', { channel: 'C1', thread_ts: posted.ts, text: 'said later' })
  await form('/ui/say', { channel: 'C1', text: '/nothing', back: '/' })
  await api('chat.postMessage', { channel: 'U1', text: 'direct to Lia' })
  expect(await page('/?channel=C1')).toContain('A case')
  expect(await page('/?channel=C1')).toContain('/nothing is not a valid command')
  expect(await page('/?channel=C1', 'U2')).not.toContain('/nothing is not a valid command')
  expect(await page('/?channel=C1')).not.toContain('said later')
  expect(await page(`/?channel=C1&thread=${posted.ts}`)).toContain('said later')
  expect(await page('/?channel=D1')).toContain('direct to Lia')
  expect(await page('/?channel=D1', 'U2')).not.toContain('direct to Lia')
})

test('text that looks like HTML stays text wherever it is drawn', async () => {
  const bad = '"><img src=x onerror=alert(1)>'
  const text = { type: 'plain_text', text: bad }
  await api('chat.postMessage', {
    channel: 'C1',
    text: bad,
    blocks: [
      { type: 'header', text },
      { type: 'section', text: { type: 'mrkdwn', text: bad }, fields: [text] },
      { type: 'actions', elements: [{ type: 'button', action_id: bad, value: bad, text }] },
      {
        type: 'rich_text',
        elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: bad }] }],
      },
    ],
  })
  await form('/ui/say', { channel: 'C1', text: bad, back: '/' })
  expect(await page('/?channel=C1')).not.toContain('<img')
})

test('a fault is switched on and off by the panel', async () => {
  await form('/ui/faults', { kind: 'token', do: 'on' })
  expect((await api('auth.test', {})).error).toBe('token_revoked')
  expect(await page('/')).toContain('Faults are on')
  await form('/ui/faults', { kind: 'token', do: 'off' })
  expect((await api('auth.test', {})).ok).toBe(true)
})

test('a form leads back only to pages of its own', async () => {
  const answer = await form('/ui/say', { channel: 'C1', text: 'hello', back: 'https://evil.example/' })
  expect(answer.headers.get('location')).toBe('/')
})
