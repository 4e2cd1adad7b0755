import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MailDev } from 'maildev'
import { startInboxPage } from './mail/page.ts'

export interface Email {
  id: string
  from: { name?: string; address: string }
  to: string[]
  subject: string
  text: string
  /** As it was sent, not as the inbox cleans it for display. */
  html: string
  /** Names in lower case, values unfolded; of a repeated header the last. */
  headers: Record<string, string>
}

export interface InboxOptions {
  /** undefined or 0 = a free one. */
  smtpPort?: number
  webPort?: number
  /** Where mails are kept between runs; undefined = a throw-away folder. */
  folder?: string
}

export interface Inbox {
  smtpUrl: string
  webUrl: string
  /** In the order in which they came. */
  emails(): Promise<Email[]>
  clear(): Promise<void>
  close(): Promise<void>
}

/** A real SMTP server that keeps what it gets, and a page to read it on. */
export async function startInbox(opts: InboxOptions = {}): Promise<Inbox> {
  const folder = opts.folder ?? mkdtempSync(join(tmpdir(), 'amends-mail-'))
  mkdirSync(folder, { recursive: true })
  const mailDev = new MailDev({
    smtp: opts.smtpPort ?? 0,
    ip: '127.0.0.1',
    disableWeb: true,
    mailDirectory: folder,
    silent: true,
  })
  const { storage, smtp, page } = await quietly(async () => {
    const servers = await mailDev.start()
    try {
      return { ...servers, page: await startInboxPage(servers, opts.webPort ?? 0) }
    } catch (error) {
      await mailDev.stop() // the port of the page is taken: the server of mails does not stay alone
      throw error
    }
  })
  return {
    smtpUrl: `smtp://127.0.0.1:${smtp.getAddress().port}`,
    webUrl: `http://127.0.0.1:${page.port}`,
    async emails() {
      const kept = await storage.getAll()
      return kept.map((mail) => ({
        id: mail.id,
        from: mail.from[0] ?? { address: '' },
        to: mail.to.map((person) => person.address),
        subject: mail.subject,
        text: mail.text ?? '',
        html: mail.html ?? '',
        headers: headersOf(readFileSync(mail.source, 'utf8')),
      }))
    },
    async clear() {
      await storage.deleteAll()
    },
    async close() {
      await page.close()
      await mailDev.stop()
      if (opts.folder === undefined) rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** maildev says on the console where it runs, also when told to be silent. */
async function quietly<T>(act: () => Promise<T>): Promise<T> {
  const say = console.info
  console.info = () => {}
  return act().finally(() => {
    console.info = say
  })
}

/** Read from the raw mail: the parsed form drops what it has no type for, such as List-Unsubscribe. */
function headersOf(raw: string): Record<string, string> {
  const head = raw.split(/\r?\n\r?\n/, 1)[0]!.replace(/\r?\n[ \t]+/g, ' ')
  const pairs = head.split(/\r?\n/).map((line) => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const
  })
  return Object.fromEntries(pairs)
}
