import { type AddressInfo, createServer } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { afterEach, describe, expect, test } from 'vitest'
import { type Mail, MailError } from '../../integrations/mail/mail.ts'
import { smtp } from '../../integrations/mail/smtp.ts'

const mail: Mail = {
  messageId: '<outbox-1@amends.example>',
  from: { name: 'Nordlys', address: 'care@nordlys.example' },
  replyTo: 'hej@nordlys.example',
  to: 'asa@customer.example',
  subject: 'Hur gick det?',
  text: 'Hej!',
  html: '<p>Hej!</p>',
  language: 'sv',
  automatic: false,
}

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

const serve = async (options: SMTPServerOptions, login = '') => {
  const kept: string[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      let raw = ''
      stream.on('data', (chunk) => {
        raw += chunk
      })
      stream.on('end', () => {
        kept.push(raw)
        done()
      })
    },
    ...options,
  })
  server.on('error', () => {})
  await new Promise<void>((up) => server.listen(0, '127.0.0.1', () => up()))
  closing.push(() => server.close())
  const { port } = server.server.address() as AddressInfo
  return { url: `smtp://${login}127.0.0.1:${port}`, kept }
}

/** A server written by hand, for what a well-behaved one can't do. */
const script = async (talk: (say: (line: string) => void, heard: string, drop: () => void) => void) => {
  const server = createServer((socket) => {
    const say = (line: string) => socket.write(`${line}\r\n`)
    socket.on('error', () => {})
    say('220 script')
    socket.on('data', (data) => talk(say, data.toString(), () => socket.destroy()))
  })
  await new Promise<void>((up) => server.listen(0, '127.0.0.1', () => up()))
  closing.push(() => server.close())
  return `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const polite = (say: (line: string) => void, heard: string) => {
  if (/^(EHLO|MAIL|RCPT)/.test(heard)) say('250 ok')
  if (/^DATA/.test(heard)) say('354 go on')
}

const refusal = (responseCode: number, message = 'no') => Object.assign(new Error(message), { responseCode })

const kindOf = async (url: string, message: Partial<Mail> = {}) => {
  const limits = { total: 900, silence: 400 }
  const fault = await smtp(url, limits)
    .send({ ...mail, ...message })
    .then(
      () => undefined,
      (error) => error,
    )
  if (fault && !(fault instanceof MailError)) throw fault
  return fault?.kind ?? 'sent'
}

describe('a mail goes out', () => {
  test('with its fixed id, language, and both names', async () => {
    const { url, kept } = await serve({})
    await smtp(url).send({ ...mail, inReplyTo: '<case-1@amends.example>' })
    expect(kept[0]).toContain('Message-ID: <outbox-1@amends.example>')
    expect(kept[0]).toContain('From: Nordlys <care@nordlys.example>')
    expect(kept[0]).toContain('Reply-To: hej@nordlys.example')
    expect(kept[0]).toContain('Content-Language: sv')
    expect(kept[0]).toContain('In-Reply-To: <case-1@amends.example>')
    expect(kept[0]).toContain('References: <case-1@amends.example>')
    expect(kept[0]).not.toContain('List-Unsubscribe')
    expect(kept[0]).not.toContain('Auto-Submitted')
  })

  test('with one-click unsubscribe where there is something to stop', async () => {
    const { url, kept } = await serve({})
    await smtp(url).send({
      ...mail,
      to: 'åsa+1@customer.example',
      replyTo: 'kund&service@nordlys.example',
      automatic: true,
      unsubscribeUrl: 'https://amends.example/u/token',
    })
    expect(kept[0]!.replace(/\r\n /g, ' ')).toContain(
      'List-Unsubscribe: <https://amends.example/u/token>, <mailto:kund%26service@nordlys.example?subject=Unsubscribe%20%C3%A5sa%2B1%40customer.example>',
    )
    expect(kept[0]).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click')
    expect(kept[0]).toContain('Auto-Submitted: auto-generated')
  })

  test('to an address with letters beyond ASCII, said to a server that offers SMTPUTF8; to no other', async () => {
    const envelopes: unknown[] = []
    const onRcptTo: SMTPServerOptions['onRcptTo'] = ({ address }, session, done) => {
      envelopes.push([address, (session.envelope as { smtpUtf8?: boolean }).smtpUtf8])
      done()
    }
    const offering = await serve({ onRcptTo })
    expect(await kindOf(offering.url, { to: 'åsa@customer.example' })).toBe('sent')
    expect(await kindOf(offering.url)).toBe('sent')
    expect(envelopes).toEqual([
      ['åsa@customer.example', true],
      ['asa@customer.example', false],
    ])
    const without = await serve({ onRcptTo, hideSMTPUTF8: true } as SMTPServerOptions)
    expect(await kindOf(without.url, { to: 'åsa@customer.example' })).toBe('bug')
    expect(await kindOf(without.url)).toBe('sent')
    expect(without.kept).toHaveLength(1)
    expect(envelopes).toHaveLength(3)
  })

  test('logged in with the name and password of the address', async () => {
    const logins: unknown[] = []
    const onAuth: SMTPServerOptions['onAuth'] = (auth, _session, done) => {
      logins.push([auth.username, auth.password])
      done(null, { user: auth.username })
    }
    const { url } = await serve({ authOptional: false, onAuth, allowInsecureAuth: true }, 'me%40x:p%2Fss@')
    expect(await kindOf(url)).toBe('sent')
    expect(logins).toEqual([['me@x', 'p/ss']])
  })

  test.each([
    'Åsa "the boss", <x@y.example>',
    'Å\r\nBcc: thief@evil.example',
    'Name\u2028\nX-Evil: 1',
    '😀, Ltd; (comment) \\',
    '=?utf-8?q?=0d=0aX-Evil:_1?=',
  ])('and no name or subject adds a header: %j', async (name) => {
    const { url, kept } = await serve({})
    await smtp(url).send({ ...mail, from: { ...mail.from, name }, subject: name })
    const head = kept[0]!.split('\r\n\r\n')[0]!.replace(/\r\n[ \t]+/g, ' ')
    const names = head.split('\r\n').map((line) => line.split(':')[0])
    expect(names.filter((header) => /bcc|evil/i.test(header!))).toEqual([])
    expect(names.filter((header) => header === 'From')).toHaveLength(1)
    expect(head).toMatch(/^From: .*<care@nordlys\.example>$/m)
  })
})

describe('what went wrong is told apart', () => {
  test('nobody listens: wait', async () => {
    const { url } = await serve({})
    for (const close of closing.splice(0)) close()
    expect(await kindOf(url)).toBe('wait')
  })

  test('a greeting that never comes: wait', async () => {
    const server = createServer((socket) => socket.on('error', () => {}))
    await new Promise<void>((up) => server.listen(0, '127.0.0.1', () => up()))
    closing.push(() => server.close())
    expect(await kindOf(`smtp://127.0.0.1:${(server.address() as AddressInfo).port}`)).toBe('wait')
  })

  test.each([
    ['RCPT 550 no such user', 550, '5.1.1 no such user', 'address'],
    ['RCPT 553', 553, '5.1.3 bad mailbox', 'address'],
    ['RCPT 550 without a code', 550, 'no', 'person'],
    ['RCPT 550 on a blocklist', 550, '5.1.1 blocked using zen.spamhaus.org', 'person'],
    ['RCPT 451 greylisted', 451, 'come again', 'wait'],
    ['RCPT 552 mailbox full', 552, '5.2.2 mailbox full', 'wait'],
    ['RCPT 554 relay', 554, '5.7.1 Relay access denied', 'person'],
    ['RCPT 550 a closed list', 550, '5.7.129 restricted', 'bug'],
    ['RCPT 530', 530, 'Authentication required', 'person'],
  ])('%s: %s %s', async (_name, code, message, kind) => {
    const { url } = await serve({ onRcptTo: (_to, _session, done) => done(refusal(code, message)) })
    expect(await kindOf(url)).toBe(kind)
  })

  test('an address in letters that the server may not know how to read is no address at fault', async () => {
    const onRcptTo: SMTPServerOptions['onRcptTo'] = (_to, _session, done) =>
      done(refusal(553, '5.1.3 bad syntax'))
    const { url } = await serve({ onRcptTo })
    expect(await kindOf(url, { to: 'jörg@customer.example' })).toBe('bug')
    expect(await kindOf(url)).toBe('address')
  })

  test('the sender is refused: a person', async () => {
    const { url } = await serve({ onMailFrom: (_from, _session, done) => done(refusal(553)) })
    expect(await kindOf(url)).toBe('person')
  })

  test.each([
    [535, 'person'],
    [454, 'wait'],
  ])('the log-in is refused with %s: %s', async (code, kind) => {
    const onAuth: SMTPServerOptions['onAuth'] = (_auth, _session, done) => done(refusal(code))
    const { url } = await serve({ authOptional: false, onAuth, allowInsecureAuth: true }, 'a:b@')
    expect(await kindOf(url)).toBe(kind)
  })

  test.each([
    [552, 'too big', 'bug'],
    [554, 'spam', 'bug'],
    [550, '5.4.5 Daily user sending limit exceeded', 'person'],
    [451, 'try later', 'wait'],
  ])('the message is refused with %s %s: %s', async (code, message, kind) => {
    const onData: SMTPServerOptions['onData'] = (stream, _session, done) => {
      stream.resume()
      stream.on('end', () => done(refusal(code, message)))
    }
    const { url } = await serve({ onData })
    expect(await kindOf(url)).toBe(kind)
  })

  test('STARTTLS demanded and not offered: a person', async () => {
    const { url } = await serve({})
    expect(await kindOf(`${url}?requireTls=1`)).toBe('person')
  })

  test('an address that is none is never put to a server', async () => {
    const { url, kept } = await serve({})
    expect(await kindOf(url, { to: 'a@b.example>\r\nRCPT TO:<c@d.example' })).toBe('address')
    expect(await kindOf(url, { to: 'a@b.example, c@d.example' })).toBe('address')
    expect(kept).toEqual([])
  })
})

describe('once the message is on its way', () => {
  test('a dropped connection is ambiguous', async () => {
    const url = await script((say, heard, drop) =>
      heard.includes('\r\n.\r\n') ? drop() : polite(say, heard),
    )
    expect(await kindOf(url)).toBe('ambiguous')
  })

  test('silence is ambiguous', async () => {
    const url = await script((say, heard) => (heard.includes('\r\n.\r\n') ? undefined : polite(say, heard)))
    expect(await kindOf(url)).toBe('ambiguous')
  })

  test('an answer that trickles in for too long is ambiguous', async () => {
    const url = await script((say, heard) => {
      if (!heard.includes('\r\n.\r\n')) return polite(say, heard)
      const more = setInterval(() => say('250-still thinking'), 200)
      closing.push(() => clearInterval(more))
    })
    expect(await kindOf(url)).toBe('ambiguous')
  })

  test('before it, a dropped connection and silence just wait', async () => {
    const dropping = await script((say, heard, drop) => (/^DATA/.test(heard) ? drop() : polite(say, heard)))
    expect(await kindOf(dropping)).toBe('wait')
    const silent = await script((say, heard) => (/^RCPT/.test(heard) ? undefined : polite(say, heard)))
    expect(await kindOf(silent)).toBe('wait')
  })

  test('421 in answer to it is a clear no, so wait', async () => {
    const url = await script((say, heard) =>
      heard.includes('\r\n.\r\n') ? say('421 closing') : polite(say, heard),
    )
    expect(await kindOf(url)).toBe('wait')
  })
})
