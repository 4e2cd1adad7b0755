import { execFile, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { wrangler } from '../../dev/workers/wrangler.ts'

const workerdFile: string = createRequire(import.meta.url)('workerd').default
/** A self-signed certificate for localhost, made for this test alone. */
const fixtures = join(import.meta.dirname, '../fixtures/mailTls')
const [key, cert] = ['key.pem', 'cert.pem'].map((name) => readFileSync(join(fixtures, name), 'utf8'))
const mail = JSON.stringify({
  messageId: '<outbox-1@nordly.example>',
  from: { name: 'Nordly', address: 'care@nordly.example' },
  replyTo: 'care@nordly.example',
  to: 'kim@mail.example',
  subject: 'How was it?',
  text: 'Hello!',
  html: '<p>Hello!</p>',
  language: 'en',
  automatic: true,
})

let folder: string
let worker: { url: string; end: () => void }
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'amends-tls-'))
  const at = (name: string, text: string) => {
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  }
  const compatible = { date: '2026-10-01', flag: 'nodejs_compat' }
  const config = at(
    'wrangler.toml',
    `name = "mail"
main = ${JSON.stringify(join(fixtures, 'worker.ts'))}
compatibility_date = "${compatible.date}"
compatibility_flags = ["${compatible.flag}"]
`,
  )
  await wrangler(['deploy', '--dry-run', '-c', config, '--outdir', folder])
  // workerd as it is, told to trust this one certificate beside the usual ones
  const started = at(
    'workerd.capnp',
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = (
      modules = [(name = "worker", esModule = embed "worker.js")],
      compatibilityDate = "${compatible.date}", compatibilityFlags = ["${compatible.flag}"], globalOutbound = "net")),
    (name = "net", network = (
      allow = ["public", "private"],
      tlsOptions = (trustBrowserCas = true, trustedCertificates = [${JSON.stringify(cert)}]))),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
`,
  )
  worker = await startWorkerd(started)
})
afterAll(() => {
  worker?.end()
  rmSync(folder, { recursive: true })
})

const startWorkerd = (config: string) =>
  new Promise<typeof worker>((up, failed) => {
    const child = spawn(workerdFile, ['serve', config, '--control-fd=3'], {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    })
    let said = ''
    child.stderr!.on('data', (data) => {
      said += data
    })
    child.once('exit', () => failed(new Error(said)))
    child.stdio[3]!.on('data', (data) => {
      const { port } = JSON.parse(String(data).split('\n')[0]!)
      up({ url: `http://127.0.0.1:${port}`, end: () => void child.kill('SIGKILL') })
    })
  })

const node = async (url: string): Promise<string> => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', join(fixtures, 'node.ts'), url, mail],
    { env: { ...process.env, NODE_EXTRA_CA_CERTS: join(fixtures, 'cert.pem') } },
  )
  return stdout.trim()
}
const workerd = async (url: string): Promise<string> => {
  const answer = await fetch(`${worker.url}/?url=${encodeURIComponent(url)}`, {
    method: 'POST',
    body: mail,
  })
  return answer.text()
}

let server: SMTPServer | undefined
afterEach(async () => {
  await new Promise<void>((closed) => (server ? server.close(() => closed()) : closed()))
  server = undefined
})

/** A server, and what it heard: whether it came by TLS, commands with a password or an address in them, messages. */
const serve = async (options: SMTPServerOptions) => {
  const heard: { what: string; secure: boolean }[] = []
  const made = new SMTPServer({
    key,
    cert,
    allowInsecureAuth: true,
    onAuth({ username, password }, session, done) {
      heard.push({ what: `auth ${username} ${password}`, secure: session.secure })
      done(null, { user: username })
    },
    onMailFrom(_address, session, done) {
      heard.push({ what: 'mail from', secure: session.secure })
      done()
    },
    onData(stream, session, done) {
      stream.resume()
      stream.on('end', () => {
        heard.push({ what: 'message', secure: session.secure })
        done()
      })
    },
    ...options,
  })
  server = made
  made.on('error', () => {})
  await new Promise<void>((up) => made.listen(0, 'localhost', () => up()))
  const { port } = made.server.address() as AddressInfo
  return { url: (query = '') => `smtp://me:secret@localhost:${port}${query}`, heard }
}

describe.each([
  ['Node', node],
  ['a Worker', workerd],
])('from %s', (_where, send) => {
  test('a server that offers STARTTLS gets the password and the mail by TLS alone', async () => {
    const { url, heard } = await serve({})
    expect(await send(url('?requireTls=1'))).toBe('sent')
    expect(heard).toEqual([
      { what: 'auth me secret', secure: true },
      { what: 'mail from', secure: true },
      { what: 'message', secure: true },
    ])
  })

  test('a server that offers none where it is demanded gets nothing at all', async () => {
    const { url, heard } = await serve({ disabledCommands: ['STARTTLS'] })
    expect(await send(url('?requireTls=1'))).toMatch(/^person: /)
    expect(heard).toEqual([])
  })

  test.each(['454 TLS not available due to temporary reason', '501 no parameters allowed'])(
    'a server that offers it and then says "%s" gets nothing at all',
    async (refusal) => {
      const heard: string[] = []
      const refusing = createServer((socket) => {
        socket.on('error', () => {})
        socket.write('220 mail.example\r\n')
        socket.on('data', (data) => {
          const said = String(data).trim()
          if (/^EHLO/.test(said))
            return socket.write('250-mail.example\r\n250-AUTH PLAIN LOGIN\r\n250 STARTTLS\r\n')
          if (said === 'STARTTLS') return socket.write(`${refusal}\r\n`)
          if (said !== 'QUIT') heard.push(said)
        })
      })
      await new Promise<void>((up) => refusing.listen(0, 'localhost', () => up()))
      const { port } = refusing.address() as AddressInfo
      try {
        expect(await send(`smtp://me:secret@localhost:${port}?requireTls=1`)).toMatch(/^(wait|person): /)
      } finally {
        refusing.close()
      }
      expect(heard).toEqual([])
    },
    30_000,
  )
})

test('a certificate that nobody vouches for gets neither password nor mail', async () => {
  const { url, heard } = await serve({})
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--import',
    'tsx',
    join(fixtures, 'node.ts'),
    url('?requireTls=1'),
    mail,
  ])
  expect(stdout).toMatch(/^person: .*self-signed/)
  expect(heard).toEqual([])
})
