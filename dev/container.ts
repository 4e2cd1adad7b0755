import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { root } from './workers/configure.ts'

type Line = { instruction: string; rest: string }
type Service = Record<string, unknown> & { image?: string; volumes?: string[]; ports?: string[] }
type Compose = { services: Record<string, Service>; volumes?: Record<string, unknown> }

const read = (name: string) => readFileSync(join(root, name), 'utf8')

/** A Dockerfile's instructions, with continued lines put together. */
const linesOf = (text: string): Line[] =>
  text
    .replaceAll(/\\\n/g, ' ')
    .split('\n')
    .filter((line) => line.trim() && !line.startsWith('#'))
    .map((line) => {
      const [instruction = '', ...rest] = line.trim().split(/\s+/)
      return { instruction, rest: rest.join(' ') }
    })

/** The last stage is the image; what is before it is thrown away. */
const lastStage = (lines: Line[]) =>
  lines.slice(lines.findLastIndex(({ instruction }) => instruction === 'FROM'))

/** What the image's own stage copies out of the build: folders of the build. */
export const imageFiles = (): string[] =>
  lastStage(linesOf(read('Dockerfile')))
    .filter(({ instruction }) => instruction === 'COPY')
    .flatMap(({ rest }) => /^--from=build (?:\/build\/(\S+) )+\.\/$/.exec(rest)?.[1] ?? [])

/** What is wrong with a Dockerfile, by the rules that hadolint and the CIS benchmark share and that count here. */
export const dockerfileFaults = (text: string): string[] => {
  const lines = linesOf(text)
  const image = lastStage(lines)
  const of = (name: string, among = image) => among.filter(({ instruction }) => instruction === name)
  const known =
    /^(FROM|WORKDIR|COPY|RUN|ENV|USER|VOLUME|EXPOSE|STOPSIGNAL|HEALTHCHECK|CMD|ENTRYPOINT|ARG|LABEL)$/
  const user = of('USER').at(-1)?.rest ?? ''
  const execForm = (one: Line | undefined) =>
    one !== undefined && Array.isArray(json(one.rest.replace(/^.*?(?=\[)/, '')))
  return [
    ...lines
      .filter(({ instruction }) => !known.test(instruction))
      .map((one) => `${one.instruction}: not known`),
    ...of('FROM', lines)
      .filter(({ rest }) => !/^\S+:\S+/.test(rest) || /:latest\b/.test(rest))
      .map(({ rest }) => `FROM ${rest}: names no version`),
    ...of('WORKDIR', lines)
      .filter(({ rest }) => !rest.startsWith('/'))
      .map(({ rest }) => `WORKDIR ${rest}: not from the root`),
    ...of('RUN', lines)
      .filter(({ rest }) => /\bsudo\b|curl[^|]*\|\s*(ba)?sh|npm install\b/.test(rest))
      .map(({ rest }) => `RUN ${rest}: not repeatable`),
    ...(/^[1-9]\d*(:[1-9]\d*)?$/.test(user) ? [] : ['USER: a number that is not root']),
    ...(of('COPY').every(({ rest }) => rest.startsWith('--from='))
      ? []
      : ['COPY: the image takes from the build alone']),
    ...(of('COPY').some(({ rest }) => /node_modules/.test(rest)) ? ['COPY: packages are in the bundle'] : []),
    ...(execForm(of('CMD').at(-1)) ? [] : ['CMD: as a list, else a shell swallows SIGTERM']),
    ...(execForm(of('HEALTHCHECK').at(-1)) ? [] : ['HEALTHCHECK: as a list']),
    ...(of('CMD').length === 1 && of('HEALTHCHECK').length === 1 ? [] : ['CMD, HEALTHCHECK: one each']),
    ...(/(PASSWORD|SECRET|TOKEN|KEY)\s*=/.test(text) ? ['ENV: a secret'] : []),
  ]
}

const json = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What is wrong with a compose file of this product. */
export const composeFaults = (text: string): string[] => {
  const { services, volumes = {} } = parse(text, { merge: true }) as Compose
  const names = Object.keys(services)
  const faults = (name: string, one: Service): string[] => {
    const ours = one.image === 'amends'
    const waits = Object.keys((one.depends_on as object | undefined) ?? {})
    return [
      ...(one.image && (ours || /:\d/.test(one.image)) ? [] : ['image: names no version']),
      ...waits.filter((other) => !names.includes(other)).map((other) => `depends_on: no service ${other}`),
      ...(one.volumes ?? [])
        .map((volume) => volume.split(':')[0]!)
        .filter((volume) => !/^[./]/.test(volume) && !Object.hasOwn(volumes, volume))
        .map((volume) => `volumes: no volume ${volume}`),
      ...(one.ports ?? [])
        .filter((port) => !port.startsWith('127.0.0.1:'))
        .map((port) => `ports: ${port} is open to the world`),
      ...(one.privileged ? ['privileged'] : []),
      ...(ours && one.read_only !== true ? ['read_only: true'] : []),
      ...(ours && !/^[1-9]\d*:/.test(String(one.user)) ? ['user: a number that is not root'] : []),
      ...(ours && String(one.cap_drop) !== 'ALL' ? ['cap_drop: [ALL]'] : []),
      ...(ours && !String(one.security_opt).includes('no-new-privileges:true') ? ['no-new-privileges'] : []),
    ].map((fault) => `${name}: ${fault}`)
  }
  return Object.entries(services).flatMap(([name, one]) => faults(name, one))
}

if (import.meta.filename === process.argv[1]) {
  const faults = [...dockerfileFaults(read('Dockerfile')), ...composeFaults(read('compose.yaml'))]
  for (const fault of faults) console.error(fault)
  console.log(`Dockerfile and compose.yaml: ${faults.length} faults`)
  process.exitCode = faults.length > 0 ? 1 : 0
}
