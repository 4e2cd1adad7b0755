import { expect, test } from 'vitest'
import { signSlack } from '../../dev/emulators/slack/sign.ts'
import type { ChatEnv } from '../../integrations/chat.ts'
import type { Inbound } from '../../integrations/inbound.ts'
import { slack } from '../../integrations/slack/index.ts'

// Shapes as Slack documents them, and as bolt's own tests and public issues record them: ids of our own.
const OURS = 'T0OURS'
const HOME = 'T0HOME'
const ORGANISATION = 'E0ORG'
const LISTED = 'W0KARI'
const secret = 'signing-secret'
const now = new Date('2026-11-02T09:00:00Z')
type Json = Record<string, unknown>

let tokens = 0
/** `auth`: what auth.test says; without it SLACK_TEAM_ID is set and Slack is not asked. */
const onStage = (auth?: Json) => {
  const heard: Inbound[] = []
  const calls: { url: string; body: string }[] = []
  const fetch: typeof globalThis.fetch = async (url, init) => {
    calls.push({ url: String(url), body: String(init?.body) })
    return Response.json({ ok: true, ...auth })
  }
  const env = {
    SLACK_BOT_TOKEN: `xoxb-grid-${++tokens}`,
    SLACK_SIGNING_SECRET: secret,
    SLACK_TEAM_ID: auth ? undefined : OURS,
  }
  const chatEnv: ChatEnv = { env, fetch, now: () => now, log: () => {} }
  const platform = slack(chatEnv)
  const send = async (body: Json | string, signed = true) => {
    const { command, type } = typeof body === 'string' ? { command: '', type: '' } : body
    const json = type === 'event_callback' || type === 'app_rate_limited'
    const raw =
      typeof body === 'string'
        ? body
        : json
          ? JSON.stringify(body)
          : command
            ? new URLSearchParams(body as Record<string, string>).toString()
            : `payload=${encodeURIComponent(JSON.stringify(body))}`
    const stamp = String(now.getTime() / 1000)
    const work: Promise<unknown>[] = []
    const request = new Request('https://ops.example/slack/interactions', {
      method: 'POST',
      headers: {
        'content-type': json ? 'application/json' : 'application/x-www-form-urlencoded',
        'content-length': String(Buffer.byteLength(raw)),
        ...(signed && {
          'x-slack-request-timestamp': stamp,
          'x-slack-signature': signSlack(secret, stamp, raw),
        }),
      },
      body: raw,
    })
    const response = await platform.receive(
      request,
      async (inbound) => {
        heard.push(inbound)
        return { kind: 'done' }
      },
      (w) => work.push(w),
    )
    await Promise.all(work)
    return response.status
  }
  return { send, heard, calls }
}

type From = {
  team: Json | null
  teamId: string
  user: Json
  enterprise: Json | null
  everywhere: boolean
  authorizations?: Json[]
}

/** Every kind of request that a person causes. */
const kinds: Record<string, (from: From) => Json> = {
  click: (from) => ({
    ...payload('block_actions', from),
    channel: { id: 'C1' },
    message: { ts: '1.0' },
    actions: [{ type: 'button', action_id: 'amends:take', value: 'case_1' }],
  }),
  'click in the home tab': (from) => ({
    ...payload('block_actions', from),
    view: { id: 'V1', type: 'home', app_installed_team_id: from.team ? OURS : ORGANISATION },
    actions: [{ type: 'button', action_id: 'amends:take', value: 'case_1' }],
  }),
  form: (from) => ({
    ...payload('view_submission', from),
    view: {
      id: 'V1',
      type: 'modal',
      callback_id: 'amends:apologise',
      private_metadata: JSON.stringify({ form: 'f1', subject: 'case_1', channel: 'C1', message: '1.0' }),
      app_installed_team_id: from.team ? OURS : ORGANISATION,
      state: { values: { words: { value: { type: 'plain_text_input', value: 'Sorry' } } } },
    },
  }),
  'message action': (from) => ({
    ...payload('message_action', from),
    callback_id: 'amends:open-case',
    channel: { id: 'C1' },
    message: { ts: '1.0', text: 'The parcel was wet' },
  }),
  command: ({ teamId, user, enterprise, everywhere }) => ({
    token: 't',
    command: '/amends',
    text: 'my cases',
    team_id: teamId,
    user_id: user.id,
    ...(enterprise && { enterprise_id: enterprise.id, enterprise_name: enterprise.name }),
    is_enterprise_install: String(everywhere),
    trigger_id: 't',
  }),
  'home tab': ({ teamId, user, enterprise, everywhere, authorizations }) => ({
    type: 'event_callback',
    team_id: teamId,
    ...(enterprise && { enterprise_id: enterprise.id }),
    authorizations: authorizations ?? [
      {
        enterprise_id: enterprise?.id ?? null,
        team_id: everywhere ? null : teamId,
        user_id: 'UBOT',
        is_bot: true,
        is_enterprise_install: everywhere,
      },
    ],
    event: { type: 'app_home_opened', tab: 'home', user: user.id },
  }),
}

const payload = (type: string, { team, user, enterprise, everywhere }: From): Json => ({
  type,
  team,
  user,
  enterprise,
  is_enterprise_install: everywhere,
  trigger_id: 't',
  response_url: 'https://hooks.example/1',
})

const grid = { id: ORGANISATION, name: 'Nordly group' }
const inOurs: From = {
  team: { id: OURS, domain: 'nordly', enterprise_id: ORGANISATION, enterprise_name: 'Nordly group' },
  teamId: OURS,
  user: { id: LISTED, name: 'kari', team_id: HOME },
  enterprise: grid,
  everywhere: false,
}
const everywhere: From = { ...inOurs, team: null, teamId: HOME, everywhere: true }

test.each(Object.keys(kinds))(
  'in a Grid a %s counts for the listed person whose home workspace is another one',
  async (kind) => {
    for (const auth of [undefined, { team_id: OURS, enterprise_id: ORGANISATION }])
      for (const from of [inOurs, { ...inOurs, enterprise: null }]) {
        const { send, heard } = onStage(auth)
        expect(await send(kinds[kind]!(from))).toBe(200)
        expect(heard[0]).toMatchObject({ by: { platform: 'slack', workspace: OURS, user: LISTED } })
        const message = heard[0] && 'message' in heard[0] ? heard[0].message : undefined
        if (message) expect(message).toMatchObject({ workspace: OURS, channel: 'C1', id: '1.0' })
      }
  },
)

test.each(Object.keys(kinds))(
  'where the app is installed in the whole organisation a %s counts',
  async (kind) => {
    for (const auth of [undefined, { team_id: ORGANISATION, enterprise_id: ORGANISATION }]) {
      const { send, heard } = onStage(auth)
      expect(await send(kinds[kind]!(everywhere))).toBe(200)
      const workspace = auth ? ORGANISATION : OURS
      expect(heard[0]).toMatchObject({ by: { platform: 'slack', workspace, user: LISTED } })
    }
  },
)

test.each(Object.keys(kinds))('a %s of another organisation is refused', async (kind) => {
  const other = { id: 'E0OTHER', name: 'Others' }
  const theirs: From = {
    ...inOurs,
    team: { id: 'T0THEIRS', domain: 'theirs', enterprise_id: other.id },
    teamId: 'T0THEIRS',
    user: { id: 'W0THEM', team_id: 'T0THEIRS' },
    enterprise: other,
  }
  const body = kinds[kind]!(theirs)
  if ('view' in body) (body.view as Json).app_installed_team_id = 'T0THEIRS'
  const { send, heard } = onStage()
  expect(await send(body)).toBe(403)
  const alone = onStage({ team_id: OURS, enterprise_id: ORGANISATION })
  expect(await alone.send(kinds[kind]!({ ...everywhere, user: theirs.user, enterprise: other }))).toBe(403)
  expect([...heard, ...alone.heard]).toEqual([])
})

test.each(['click', 'form', 'message action'])(
  'a %s of a person of another organisation in Slack Connect never reaches the product, with a Grid and without',
  async (kind) => {
    const user = { id: 'U0STRANGER', team_id: 'T0THEIRS' }
    const plain = onStage()
    const alone = { ...inOurs, team: { id: OURS, domain: 'nordly' }, enterprise: null, user }
    expect(await plain.send(kinds[kind]!(alone))).toBe(200)
    const ours = onStage({ team_id: OURS, enterprise_id: ORGANISATION })
    const theirs = { ...inOurs, team: { id: OURS }, enterprise: { id: 'E0OTHER' }, user }
    expect(await ours.send(kinds[kind]!(theirs))).toBe(200)
    expect([...plain.heard, ...ours.heard]).toEqual([])
  },
)

test('an event that several installations can see counts for the one it was sent to', async () => {
  const { send, heard } = onStage()
  const authorizations = [{ enterprise_id: null, team_id: OURS, is_bot: true, is_enterprise_install: false }]
  const shared = { ...inOurs, teamId: 'T0THEIRS', authorizations }
  expect(await send(kinds['home tab']!(shared))).toBe(200)
  expect(heard).toHaveLength(1)
})

test("Slack's check of an address is answered, signed or not, and nothing else of it is read", async () => {
  for (const signed of [true, false])
    for (const body of [
      'token=abc&ssl_check=1',
      'ssl_check=1&token=abc',
      `ssl_check=1&command=%2Famends&text=back&team_id=${OURS}&user_id=${LISTED}`,
    ]) {
      const { send, heard, calls } = onStage()
      expect({ body, status: await send(body, signed) }).toEqual({ body, status: 200 })
      expect([heard, calls]).toEqual([[], []])
    }
})

test('a request that only looks like such a check is refused like any unsigned request', async () => {
  for (const body of [
    'ssl_check=0',
    'ssl_check=11',
    'xssl_check=1',
    `text=${encodeURIComponent('&ssl_check=1')}`,
    `ssl_check=1&x=${'x'.repeat(5000)}`,
  ])
    expect({ body: body.slice(0, 30), status: await onStage().send(body, false) }).toMatchObject({
      status: 401,
    })
})

test('Slack saying that it holds events back is acknowledged', async () => {
  const { send, heard } = onStage()
  const body = { type: 'app_rate_limited', token: 't', team_id: OURS, minute_rate_limited: 1518467820 }
  expect(await send({ ...body, api_app_id: 'A1' })).toBe(200)
  expect(heard).toEqual([])
})
