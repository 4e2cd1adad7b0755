import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'
import type { Card } from '../../integrations/chat.ts'
import { slack as slackPlatform } from '../../integrations/slack/index.ts'
import { renderCard } from '../../integrations/teams/card.ts'
import { improvementCard } from '../../src/improvements/card.ts'
import { incidentCard } from '../../src/incidents/card.ts'
import { staffWords } from '../../src/locales/staff.ts'
import { IMPROVEMENT, INCIDENT, NOW, TODAY } from './cardsOf.ts'

type Keep = (page: Page, name: string, options?: object) => Promise<void>
type Slack = { url: string; messages: (channel: string) => { ts: string }[] }
const CHANNEL = 'C0BILLING'
const WIDTH = 460
const SCHEMES = ['light', 'dark'] as const

/** Microsoft's own renderer, with the colours of Teams. */
const RENDERER = createRequire(import.meta.url).resolve('adaptivecards/dist/adaptivecards.min.js')
const COLOURS = {
  light: {
    paper: '#ffffff',
    ink: '#242424',
    soft: '#616161',
    good: '#237b4b',
    bad: '#c4314b',
    note: '#f5f5f5',
  },
  dark: {
    paper: '#292929',
    ink: '#ffffff',
    soft: '#adadad',
    good: '#92c353',
    bad: '#f9526b',
    note: '#3d3d3d',
  },
}

/** A burst's card and an improvement's, in Slack and Teams, by day and by night, in two languages. */
export async function cards(slack: Slack, browser: Browser, keep: Keep): Promise<void> {
  for (const language of ['en', 'sv']) {
    const words = staffWords(language)
    const both = [incidentCard(INCIDENT, words, NOW), improvementCard(IMPROVEMENT, words, TODAY)]
    for (const colorScheme of SCHEMES) {
      const shots = [
        await inSlack(slack, browser, both, colorScheme),
        await inTeams(browser, both, colorScheme),
      ]
      const page = await browser.newPage({ viewport: { width: shots.length * (WIDTH + 8), height: 100 } })
      const images = shots.map((shot) => `<img src="data:image/png;base64,${shot}">`).join('')
      const style = 'margin:0;display:flex;align-items:start;gap:8px;background:#888'
      await page.setContent(`<body style="${style}">${images}`)
      await keep(page, `cards-${language}-${colorScheme}`, { fullPage: true })
      await page.close()
    }
  }
}

type Scheme = (typeof SCHEMES)[number]

async function inSlack(slack: Slack, browser: Browser, both: Card[], colorScheme: Scheme): Promise<string> {
  const platform = slackPlatform({
    env: { SLACK_BOT_TOKEN: 'xoxb-pictures', SLACK_API_URL: `${slack.url}/api/` },
    fetch,
    now: () => new Date(),
    log: () => {},
  })
  const before = slack.messages(CHANNEL).length
  const to = { platform: 'slack', workspace: '', channel: CHANNEL }
  for (const card of both) await platform.post(to, card, crypto.randomUUID())
  const page = await browser.newPage({ viewport: { width: WIDTH, height: 900 }, colorScheme })
  await page.goto(`${slack.url}/?channel=${CHANNEL}`)
  const posted = slack.messages(CHANNEL).slice(before)
  // The messages alone, without the rest of the page
  const ids = JSON.stringify(posted.map(({ ts }) => `m-${ts}`))
  await page.evaluate(`{
    const html = ${ids}.map((id) => document.getElementById(id).outerHTML).join('')
    document.body.innerHTML = html
    document.body.style.cssText = 'display:block;margin:0;padding:8px;overflow:visible;height:auto'
  }`)
  return shoot(page)
}

async function inTeams(browser: Browser, both: Card[], colorScheme: Scheme): Promise<string> {
  const page = await browser.newPage({ viewport: { width: WIDTH, height: 900 }, colorScheme })
  const { paper, ink, soft, good, bad, note } = COLOURS[colorScheme]
  await page.setContent(`<style>
    body{margin:0;padding:8px;background:${paper};color:${ink};font:14px "Segoe UI",system-ui,sans-serif}
    .one{border:1px solid ${soft}55;border-radius:6px;margin-bottom:10px}
    .ac-pushButton{font:inherit;font-weight:600;color:${ink};background:${paper};border:1px solid ${soft};border-radius:4px;padding:5px 12px}
    .ac-pushButton.style-positive{background:#5b5fc7;border-color:#5b5fc7;color:#fff}</style>`)
  await page.addScriptTag({ path: RENDERER })
  const colour = (shade: string) => ({ default: shade, subtle: soft })
  const config = {
    fontFamily: '"Segoe UI",system-ui,sans-serif',
    spacing: { small: 8, default: 12, medium: 16, large: 20, padding: 12 },
    actions: { actionsOrientation: 'horizontal', actionAlignment: 'left', buttonSpacing: 8, maxActions: 6 },
    containerStyles: Object.fromEntries(
      ['default', 'emphasis'].map((style) => [
        style,
        {
          backgroundColor: style === 'default' ? paper : note,
          foregroundColors: {
            default: colour(ink),
            accent: colour('#7f85f5'),
            good: colour(good),
            attention: colour(bad),
            warning: colour(bad),
          },
        },
      ]),
    ),
  }
  await page.evaluate(`for (const content of ${JSON.stringify(both.map(renderCard))}) {
    const card = new AdaptiveCards.AdaptiveCard()
    card.hostConfig = new AdaptiveCards.HostConfig(${JSON.stringify(config)})
    card.parse(content)
    const shown = card.render()
    shown.className += ' one'
    document.body.append(shown)
  }`)
  return shoot(page)
}

async function shoot(page: Page): Promise<string> {
  const shot = await page.screenshot({ fullPage: true, animations: 'disabled' })
  await page.close()
  return shot.toString('base64')
}
