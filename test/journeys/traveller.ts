import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContext, Page, Response } from 'playwright-core'
import type { Sent } from '#test/robust/bad-demand.ts'

const AXE = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const WIDE = { width: 1280, height: 900 }
const NARROW = { width: 320, height: 640 }

/** Somebody at a screen, who holds every page that they see against the rules of accessibility, wide and narrow. */
export type Traveller = {
  readonly page: Page
  /** Pages looked at so far. */
  readonly seen: readonly string[]
  readonly go: (path: string) => Promise<void>
  /** Follows a link by its words. */
  readonly follow: (words: string | RegExp) => Promise<void>
  readonly press: (words: string) => Promise<void>
  readonly choose: (label: string, files: readonly Sent[]) => Promise<void>
  readonly look: () => Promise<void>
  /** Looks again at pages seen before: one that has become another. */
  readonly forget: () => void
  readonly text: () => Promise<string>
  readonly close: () => Promise<void>
}

export async function aTraveller(
  browser: Browser,
  address: string,
  options: { readonly javaScript: boolean },
): Promise<Traveller> {
  const context = await browser.newContext({
    baseURL: address,
    viewport: WIDE,
    javaScriptEnabled: options.javaScript,
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(15_000)
  const page = await context.newPage()
  const said = watch(context, page)
  const seen: string[] = []
  const again = new Set<string>()
  const look = async (): Promise<void> => {
    const path = new URL(page.url()).pathname
    if (again.has(path)) return
    again.add(path)
    seen.push(path)
    assert.equal(await page.locator('h1').count(), 1, `${path} has one heading of the first level`)
    if (options.javaScript) await holdAgainstAxe(page, path)
    await fitsNarrow(page, path)
    assert.deepEqual(said, [], `${path} is quiet`)
  }
  return {
    page,
    seen,
    look,
    forget: () => {
      again.clear()
    },
    go: async (path) => {
      ended(await page.goto(path), path)
      await look()
    },
    follow: async (words) => {
      await page.getByRole('main').getByRole('link', { name: words }).first().click()
      await page.waitForLoadState()
      await look()
    },
    press: async (words) => {
      await page.getByRole('button', { name: words, exact: true }).first().click()
      await page.waitForLoadState()
      await look()
    },
    choose: async (label, files) => {
      await page
        .locator('input[type=file]')
        .first()
        .setInputFiles(
          files.map((f) => ({ name: f.name, mimeType: 'text/csv', buffer: Buffer.from(f.bytes) })),
        )
      assert.ok(await page.getByText(label).first().isVisible(), `the field “${label}” is there`)
    },
    text: async () => (await page.locator('main').innerText()).replaceAll(/\s+/g, ' '),
    close: () => context.close(),
  }
}

function ended(answer: Response | null, path: string): void {
  assert.ok(answer !== null && answer.status() < 400, `${path} answers ${answer?.status()}`)
}

/** What the page complains of: faults of scripts, what the content policy refused, answers that failed. */
function watch(context: BrowserContext, page: Page): string[] {
  const said: string[] = []
  page.on('pageerror', (fault) => said.push(`fault: ${fault.message}`))
  page.on('console', (line) => {
    if (line.type() === 'error' && !/status of 422/.test(line.text())) said.push(line.text())
  })
  context.on('response', (answer) => {
    if (answer.status() >= 500) said.push(`${answer.url()} answers ${answer.status()}`)
  })
  return said
}

/**
 * Runs in the page. The design system's own file button is named by its label and by itself, which axe's comparison of words does not
 * follow: for that one element that one rule is left out.
 */
const HELD = `axe.run(document, { runOnly: ${JSON.stringify(RULES)}, resultTypes: ['violations'] }).then((found) =>
  found.violations.flatMap((v) => {
    const nodes = v.nodes.filter((n) => v.id !== 'label-content-name-mismatch' ||
      !document.querySelector(n.target[0]).classList.contains('govuk-file-upload-button'))
    return nodes.length === 0 ? [] : [v.id + ': ' + v.help + ': ' + nodes.slice(0, 4).map((n) => n.target.join(' ')).join(' | ')]
  }))`

async function holdAgainstAxe(page: Page, path: string): Promise<void> {
  await page.evaluate(AXE)
  for (const size of [WIDE, NARROW]) {
    await page.setViewportSize(size)
    assert.deepEqual(await page.evaluate(HELD), [], `${path} at ${size.width} pixels`)
  }
  await page.setViewportSize(WIDE)
}

/** What stands beyond the right edge and neither scrolls nor is cut by itself. */
const TOO_WIDE = `(() => {
  const most = document.documentElement.clientWidth
  if (document.documentElement.scrollWidth <= most) return []
  const held = (e) => e !== null && (/auto|scroll|hidden|clip/.test(getComputedStyle(e).overflowX) || held(e.parentElement))
  const edge = (e) => Math.round(e.getBoundingClientRect().right)
  return [...document.body.querySelectorAll('*')].filter((e) => edge(e) > most && !held(e.parentElement))
    .map((e) => e.tagName.toLowerCase() + '.' + String(e.className) + ' to ' + edge(e)).slice(0, 6)
})()`

/** At 320 pixels nothing but a table or a drawing that scrolls by itself is wider than the screen (WCAG 2.2, 1.4.10). */
async function fitsNarrow(page: Page, path: string): Promise<void> {
  await page.setViewportSize(NARROW)
  const wide: unknown = await page.evaluate(TOO_WIDE)
  await page.setViewportSize(WIDE)
  assert.deepEqual(wide, [], `${path} is wider than a small screen`)
}
