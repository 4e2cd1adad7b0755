import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { type LocalSlack, startLocalSlack } from '../../../dev/emulators/slack/server.ts'

export const secrets = {
  TOKEN_KEY: 'a key of at least thirty-two characters',
  SLACK_BOT_TOKEN: 'xoxb-ledger-token',
  SLACK_SIGNING_SECRET: 'a signing secret of the ledger',
  SLACK_TEAM_ID: 'T0001',
  LOCAL_TICK_KEY: 'a key for the ticker of the ledger',
}

export type Outside = {
  slack: LocalSlack
  smtpUrl: string
  /** Message-ID to how often it came. */
  mails: Map<string, number>
  close(): Promise<void>
}

/** What lives on while the product dies: a Slack and a mail server, both remembering what reached them. */
export const startOutside = async (
  people: Pick<NonNullable<Parameters<typeof startLocalSlack>[0]>, 'channels' | 'users'>,
): Promise<Outside> => {
  const slack = await startLocalSlack({
    signingSecret: secrets.SLACK_SIGNING_SECRET,
    botToken: secrets.SLACK_BOT_TOKEN,
    teamId: secrets.SLACK_TEAM_ID,
    ...people,
  })
  const mails = new Map<string, number>()
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      let raw = ''
      stream.on('data', (chunk) => {
        raw += chunk
      })
      stream.on('end', () => {
        const id = raw.match(/^message-id:\s*(<[^>]+>)/im)?.[1] ?? 'none'
        mails.set(id, (mails.get(id) ?? 0) + 1)
        done()
      })
    },
  })
  server.on('error', () => {}) // clients that die in the middle
  await new Promise<void>((up) => server.listen(0, '127.0.0.1', () => up()))
  const { port } = server.server.address() as AddressInfo
  return {
    slack,
    smtpUrl: `smtp://127.0.0.1:${port}`,
    mails,
    close: async () => {
      await new Promise<void>((closed) => server.close(() => closed()))
      await slack.close()
    },
  }
}
