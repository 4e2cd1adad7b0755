import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { parseArgs, parseEnv } from 'node:util'
import { root } from './workers/configure.ts'

type Place = { name: string; hostname: string; hyperdrive: string; placement: string }

const HOST = /^(?=.{1,253}$)([a-z\d]([a-z\d-]*[a-z\d])?\.)+[a-z]{2,}$/
const PLACE = /^((aws|gcp|azure):[a-z\d-]+|[a-z\d.-]+:\d{1,5})$/

/** What deploy.env says; all its faults at once, in words. */
export const readDeploy = (text: string): { production: Place; staging?: Place } => {
  const env = parseEnv(text) as Record<string, string | undefined>
  const faults: string[] = []
  const want = (key: string, shape: RegExp, what: string): string => {
    const value = env[key] ?? ''
    if (!shape.test(value)) faults.push(`${key} is ${value ? 'wrong' : 'missing'}: it wants ${what}`)
    return value
  }
  const place = (prefix: string, name: string): Place => ({
    name,
    hostname: want(`${prefix}HOSTNAME`, HOST, 'a host such as amends.example.com'),
    hyperdrive: want(
      `${prefix}HYPERDRIVE_ID`,
      /^(?!0{32})[\da-f]{32}$/,
      'the id that "wrangler hyperdrive create" printed',
    ),
    placement: want(
      `${prefix}PLACEMENT`,
      PLACE,
      'aws:REGION, gcp:REGION, azure:REGION, or the database as host:port',
    ),
  })
  const name = env.NAME
    ? want('NAME', /^[a-z][a-z\d-]{0,40}$/, 'small letters, digits and hyphens')
    : 'amends'
  const production = place('', name)
  const staging = Object.keys(env).some((key) => key.startsWith('STAGING_'))
    ? place('STAGING_', `${name}-staging`)
    : undefined
  if (faults.length > 0) throw new Error(`deploy.env:\n${faults.map((fault) => `  ${fault}`).join('\n')}`)
  return { production, ...(staging && { staging }) }
}

const placementOf = ({ placement }: Place) =>
  /^(aws|gcp|azure):/.test(placement) ? `region = "${placement}"` : `host = "${placement}"`

/** A tracked configuration with a deployment's names and ids; paths lead from `folder` to the sources. */
export const configured = (text: string, to: Place, folder: string): string => {
  const path = (file: string) => JSON.stringify(relative(folder, join(root, file)))
  const edge = /^name = "amends-edge"$/m.test(text)
  const full = text
    .replace(/^main = "(.+)"$/m, (_, file: string) => `main = ${path(file)}`)
    .replace(/= "(\.\/.+)"$/gm, (_, file: string) => `= ${path(file)}`)
    .replace(/^mode = "smart"$/m, placementOf(to))
    .replace(/0{32}/, to.hyperdrive)
    .replaceAll(/"amends-(edge|ops|wake|wake-dead|pictures)"/g, `"${to.name}-$1"`)
  if (!edge) return full
  const routes = `workers_dev = false\nroutes = [{ pattern = "${to.hostname}", custom_domain = true }]\n`
  return full.replace(/^keep_names = .*\n/m, (line) => line + routes)
}

/** What an environment has of its own: wrangler inherits the rest, but no binding. */
const environment = (text: string, to: Place, folder: string): string => {
  const own = configured(text, to, folder)
  const value = (key: string) => new RegExp(`^${key} = .*$`, 'm').exec(own)?.[0] ?? ''
  const tables = own
    .split(/\n(?=\[)/)
    .filter((table) => /^\[\[?(placement|hyperdrive|services|r2_buckets|queues\.\w+)\]/.test(table))
    .map((table) =>
      table
        .replace(/^(\[\[?)/, '$1env.staging.')
        .replaceAll(/^#.*\n?/gm, '')
        .trim(),
    )
  return [
    '',
    '[env.staging]',
    value('name'),
    value('workers_dev'),
    value('routes'),
    '',
    tables.join('\n\n'),
    '',
  ]
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
}

/** Writes both Workers' configurations below `folder` and says what to deploy. */
export const configure = (deploy: string, folder: string): string[] => {
  const { production, staging } = readDeploy(deploy)
  mkdirSync(folder, { recursive: true })
  for (const name of ['wrangler.toml', 'wrangler.ops.toml']) {
    const text = readFileSync(join(root, name), 'utf8')
    const more = staging ? environment(text, staging, folder) : ''
    writeFileSync(
      join(folder, name),
      `# Made by "npm run configure" from deploy.env and the tracked ${name}: change those.\n${configured(text, production, folder)}${more}`,
    )
  }
  return staging ? ['production (--env="")', 'staging (--env staging)'] : ['production']
}

if (import.meta.filename === process.argv[1]) {
  const { values } = parseArgs({ options: { from: { type: 'string', default: 'deploy.env' } } })
  try {
    const places = configure(readFileSync(resolve(values.from), 'utf8'), join(root, 'deploy'))
    console.log(`deploy/wrangler.toml and deploy/wrangler.ops.toml are written, for ${places.join(' and ')}.`)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    console.error(code === 'ENOENT' ? `${values.from} is not there: copy deploy.env.example.` : message)
    process.exitCode = 1
  }
}
