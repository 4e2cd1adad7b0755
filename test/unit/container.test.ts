import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { composeFaults, dockerfileFaults } from '../../dev/container.ts'

const root = join(import.meta.dirname, '../..')
const [dockerfile, compose] = ['Dockerfile', 'compose.yaml'].map((name) =>
  readFileSync(join(root, name), 'utf8'),
)

test('the Dockerfile and the compose file are without fault', () => {
  expect(dockerfileFaults(dockerfile!)).toEqual([])
  expect(composeFaults(compose!)).toEqual([])
})

test('npm run serve, the image and the systemd unit bound the garbage of V8 alike', () => {
  const [serve, image, unit] = ['package.json', 'Dockerfile', 'docs/operate/amends.service'].map((name) =>
    readFileSync(join(root, name), 'utf8').match(/--[\w-]+-space-size=\d+/g),
  )
  expect(serve).toEqual(['--max-semi-space-size=16', '--max-old-space-size=768'])
  expect(image).toEqual(serve)
  expect(unit).toEqual(serve)
})

test.each([
  ['USER 1000:1000', '', 'not root'],
  ['USER 1000:1000', 'USER root', 'not root'],
  ['CMD ["node", ', 'CMD node ', 'SIGTERM'],
  ['node:24-bookworm-slim AS build', 'node AS build', 'no version'],
  ['/build/dist', '/build/node_modules', 'packages'],
  ['npm ci', 'npm install', 'not repeatable'],
  ['HOST=0.0.0.0', 'TOKEN_KEY=x', 'a secret'],
])('a Dockerfile with %j as %j has a fault', (now, then, fault) => {
  expect(dockerfileFaults(dockerfile!.replaceAll(now, then)).join()).toContain(fault)
})

test.each([
  ['read_only: true', 'read_only: false', 'read_only'],
  ['127.0.0.1:8787:8787', '8787:8787', 'open to the world'],
  ['cap_drop: [ALL]', 'cap_drop: []', 'cap_drop'],
  ['user: "1000:1000"', 'user: root', 'not root'],
  ['postgres:17-bookworm', 'postgres', 'no version'],
  ['pictures:/var', 'photos:/var', 'no volume photos'],
  ['no-new-privileges:true', 'label:x', 'no-new-privileges'],
])('a compose file with %j as %j has a fault', (now, then, fault) => {
  expect(composeFaults(compose!.replaceAll(now, then)).join()).toContain(fault)
})
