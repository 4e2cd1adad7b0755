import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Form } from '../../integrations/chat.ts'
import { formView } from '../../integrations/slack/form.ts'
import { formDialog } from '../../integrations/teams/form.ts'
import { formForChat } from '../../src/care/forChat.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'
import { makeStage, type Stage } from './turnsStage.ts'

let database: TestDatabase
let on: Stage
const url = 'https://amends.example'

beforeAll(async () => {
  database = await freshDatabase({ max: 10 })
  on = await makeStage(database)
})
afterAll(() => database.end())
beforeEach(() => on.clear())

const opened = async (verb: string, id: string): Promise<Form> => {
  const answer = await on.click('UANNA', verb, id)
  if (answer.kind !== 'form') throw new Error(JSON.stringify(answer))
  return formForChat(answer.form, url)
}
const accounts = async (id: string) =>
  (await on.sql`select text from accounts where case_id = ${id} order by version`).map(({ text }) => text)
/** What a person sends who fills in nothing but how they talked. */
const onlyTalked = (form: Form) => ({
  how: 'phone',
  next: '2026-03-12',
  ...Object.fromEntries(
    form.fields.flatMap((field) =>
      field.kind === 'text' && field.initial ? [[field.name, field.initial]] : [],
    ),
  ),
})
const PAID = 'The customer paid with the card 4111 1111 1111 1111, and the shop took the money twice.'

test('what the customer asks for instead is masked in the form of a remedy too, and left out where it is sensitive', async () => {
  const id = await on.apologised()
  for (const words of [
    'Please pay it to my card 4111 1111 1111 1111',
    'My daughter has asthma, so no perfume',
  ]) {
    await on.sql`delete from remedies`
    await on.sql`
      insert into remedies (case_id, kind, words, by, promised_at, due_at, change_asked, change_asked_at, statutory)
      values (${id}, 'replacement', 'A new one', ${on.people.anna.id}, ${on.clock.now}, ${on.clock.now}, ${words}, ${on.clock.now}, false)`
    const drawn = JSON.stringify(await opened('remedy', id))
    expect(drawn).not.toContain('4111 1111 1111 1111')
    expect(drawn).not.toContain('asthma')
    expect(drawn).toContain(words.includes('4111') ? '•••• 1111' : 'Sensitive: open the page')
  }
})

test('noting a conversation leaves an account alone whose numbers chat does not show', async () => {
  const id = await on.apologised()
  await on.submit('UANNA', 'account', id, { text: PAID })
  const form = await opened('held', id)
  expect(JSON.stringify(form)).not.toContain('4111 1111 1111 1111')
  await on.submit('UANNA', 'held', id, onlyTalked(form))
  expect(await accounts(id)).toEqual([PAID])
  expect((await on.mailed(id)).filter((kind) => kind === 'account')).toHaveLength(1)
})

test('nor does a long one come back shortened from Teams or Slack', async () => {
  const id = await on.apologised()
  const long = 'Så här gick det till, från början till slut. '.repeat(66).trim()
  await on.submit('UANNA', 'account', id, { text: long })
  await on.sql`
    update responses set answers = jsonb_build_object('score', 1, 'words', repeat('これもとても長いです。', 350), 'wish', repeat('そしてこれが望みです。', 350))`
  const form = await opened('held', id)
  const { content } = formDialog(form).card as unknown as {
    content: { body: { id?: string; value?: string }[] }
  }
  expect(content.body.find((one) => one.id === 'account')?.value).toBe(long)
  const shown = formView(form).blocks.find((block) => 'block_id' in block && block.block_id === 'account')
  expect((shown as unknown as { element: { initial_value: string } }).element.initial_value).toBe(long)
})
