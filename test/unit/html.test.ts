import { HtmlValidate } from 'html-validate'
import { expect, test } from 'vitest'
import { languages } from '../../src/locales/index.ts'
import { everyPage } from '../fixtures/pages.ts'

const validator = new HtmlValidate({ extends: ['html-validate:standard', 'html-validate:a11y'] })

/** What is wrong with a page, each with the place in it. */
const faultsOf = async (name: string, html: string): Promise<string[]> =>
  (await validator.validateString(html)).results
    .flatMap(({ messages }) => messages)
    .map(
      ({ ruleId, message, offset }) =>
        `${name}: ${ruleId}: ${message}: ${html.slice(offset - 60, offset + 60)}`,
    )

test.each(languages)('every page for a customer, in every state, is valid HTML in %s', async (language) => {
  const pages = Object.entries(everyPage(language))
  const faults = await Promise.all(pages.map(([name, { html }]) => faultsOf(name, html)))
  expect(faults.flat()).toEqual([])
  expect(pages.length).toBeGreaterThan(50)
})

test.each(languages)('no time stands glued to a word on any page in %s', (language) => {
  for (const [name, { html }] of Object.entries(everyPage(language)))
    expect(html.match(/.{0,40}[\p{L}.?!]<time/gu) ?? [], name).toEqual([])
})
