import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { parse, parseDocument, stringify } from 'yaml'
import { answers } from '../../ports.ts'
import { endGroup, START_SECONDS, startBackground } from '../../processes.ts'

export const LOCAL_TENANT = '0b000000-0000-4000-8000-000000000001'
export const LOCAL_APP = '0b000000-0000-4000-8000-000000000002'

type Organisation = {
  people: { name: string; email: string }[]
  departments: Record<string, { name: string; liaisons: string[] }>
}

/** A uuid that is the same at each start. */
const idOf = (email: string) => {
  const hex = createHash('sha256').update(email).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
const channelOf = (department: string) => `19:${department}@thread.tacv2`

/** The organisation with its second department in Teams, and the Playground's people and channel to match. */
export function intoTeams(
  organisationFile: string,
  folder: string,
): { organisation: string; config: string; channel: string } {
  mkdirSync(folder, { recursive: true })
  const text = readFileSync(organisationFile, 'utf8')
  const { people, departments } = parse(text) as Organisation
  const [key, department] = Object.entries(departments)[1]!
  const channel = channelOf(key)
  const document = parseDocument(text)
  document.setIn(['departments', key, 'destination'], { platform: 'teams', channel })
  const organisation = join(folder, 'organisation.yaml')
  writeFileSync(organisation, String(document))

  const users = people.map(({ name, email }) => {
    const [givenName = name, ...rest] = name.split(' ')
    const id = idOf(email)
    return {
      id,
      name,
      userPrincipleName: email,
      aadObjectId: id,
      givenName,
      surname: rest.join(' ') || givenName,
      email,
    }
  })
  const current = users.find(({ email }) => email === department.liaisons[0])!
  const config = join(folder, 'playground.yml')
  writeFileSync(
    config,
    stringify({
      version: '0.1.1',
      tenantId: LOCAL_TENANT,
      bot: { id: LOCAL_APP, name: 'Amends' },
      currentUser: current,
      users: users.filter((user) => user !== current),
      personalChat: { id: 'a:1personal' },
      groupChat: { id: '19:group@thread.v2', name: 'Group' },
      team: {
        id: '19:team@thread.tacv2',
        name: department.name,
        aadGroupId: LOCAL_TENANT,
        channels: [{ id: channel, name: department.name }],
      },
    }),
  )
  return { organisation, config, channel }
}

/** Microsoft's Agents Playground: a Teams to click in. It listens on every address of the machine. */
export async function startPlayground(options: {
  port: number
  endpoint: string
  config: string
  folder: string
  /** Till then it has to answer. */
  seconds?: number
}) {
  const home = dirname(createRequire(import.meta.url).resolve('@microsoft/m365agentsplayground/package.json'))
  const { seconds = START_SECONDS } = options
  const logFile = join(options.folder, 'playground.out')
  const url = `http://127.0.0.1:${options.port}`
  const command = [process.execPath, join(home, 'cli.js'), 'start', '-e', options.endpoint, '-c', 'msteams']
  const places = ['-p', String(options.port), '--su', `${url}/_connector`, '--dt']
  const pid = await startBackground([...command, ...places], {
    cwd: options.folder,
    env: {
      ...process.env,
      TEAMSAPPTESTER_BROWSER: 'none',
      M365_AGENTS_PLAYGROUND_CONFIG_PATH: options.config,
      M365_AGENTS_PLAYGROUND_LOGFILE: join(options.folder, 'playground.log'),
    },
    logFile,
    leash: true,
    seconds,
    ready: () => answers(options.port),
  })
  if (!pid)
    throw new Error(
      `the Agents Playground did not answer on port ${options.port} within ${seconds} s: see ${logFile}`,
    )
  return { url, serviceUrl: `${url}/_connector`, pid, stop: () => endGroup(pid, 3000) }
}
