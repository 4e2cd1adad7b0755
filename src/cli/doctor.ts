import { randomUUID } from 'node:crypto'
import { resolve } from 'node:path'
import type { Db } from '../../db/client.ts'
import { brands } from '../../db/schema/index.ts'
import { smtp } from '../../integrations/mail/smtp.ts'
import { readAddress } from '../addresses/suppress.ts'
import { examine } from '../doctor/doctor.ts'
import { schemas } from '../env.ts'
import { type Command, Failure, type Io, noArgs, readArgs } from './command.ts'
import { withDatabaseAt } from './database.ts'
import { settingsOf } from './settings.ts'

export const doctor: Command = {
  summary: 'looks at everything the product needs: good, or what to do',
  help: `npm run doctor                       database, migrations, ops, address, mail, DNS, chat: a line each
    --selector NAME                    the DKIM selector that your mail provider gave you
    --test-mail ADDRESS                sends a mail there, too
    --backup FILE|FOLDER               looks at the age of the newest backup

  It changes nothing. Run it with the settings of the product, where the product runs.
  Exit code 1 if anything is wrong.`,
  async run(args, io) {
    const options = { selector: TEXT, 'test-mail': TEXT, backup: TEXT } as const
    const parsed = readArgs(args, options)
    noArgs(parsed, 'doctor')
    const { selector, backup, 'test-mail': address } = parsed.values
    const env = settingsOf(schemas.doctor, io)
    const to = address === undefined ? undefined : mailbox(address)
    const { platforms } = await import('../../integrations/index.ts')
    const { signInProvider } = await import('../../integrations/oidc/provider.ts')
    const mail = smtp(env.SMTP_URL)
    return withDatabaseAt(env.DATABASE_URL, async ({ db }) => {
      const outside = { env, fetch, now: io.now, log: () => {} }
      const findings = await examine({
        db,
        now: io.now,
        publicUrl: env.PUBLIC_URL,
        chat: platforms(outside),
        mail,
        oidc: signInProvider(outside),
        selector,
        backup: backup && resolve(io.cwd, backup),
      })
      for (const { what, state, says } of findings) io.out(`${MARK[state]} ${what}: ${says}`)
      const bad = findings.filter(({ state }) => state === 'bad').length
      if (to) await sendTest(db, mail, to, io)
      io.out(bad === 0 ? '\nNothing is wrong.' : `\n${bad} to fix.`)
      return bad === 0 ? 0 : 1
    })
  },
}

const TEXT = { type: 'string' } as const
const MARK = { good: 'good ', bad: 'BAD  ', note: 'note ' }

const mailbox = (given: string): string => {
  try {
    return readAddress(given)
  } catch (error) {
    throw new Failure(`--test-mail: ${(error as Error).message}`)
  }
}

/** By the first brand's sender, so that its SPF, DKIM and DMARC are what the receiver judges. */
const sendTest = async (db: Db, mail: ReturnType<typeof smtp>, to: string, io: Io) => {
  const [brand] = await db.select().from(brands).limit(1)
  if (!brand) throw new Failure('There is no brand to send from: npm run apply -- organisation.yaml')
  const text =
    'This is a test mail of npm run doctor. Look at its headers: SPF, DKIM and DMARC should say pass.'
  await mail.send({
    messageId: `<doctor-${randomUUID()}@${brand.senderAddress.split('@')[1]}>`,
    from: { name: brand.senderName, address: brand.senderAddress },
    replyTo: brand.replyTo,
    to,
    subject: 'Test mail',
    text,
    html: `<p>${text}</p>`,
    automatic: true,
    language: 'en',
  })
  io.out(`sent a test mail to ${to}: look at its headers, they should say pass for SPF, DKIM and DMARC`)
}
