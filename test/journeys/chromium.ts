import { existsSync } from 'node:fs'
import sparticuz from '@sparticuz/chromium'
import { chromium } from 'playwright-core'
import type { Browser } from 'playwright-core'

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  String.raw`C:\Program Files\Google\Chrome\Application\chrome.exe`,
  String.raw`C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe`,
]

/**
 * A browser without a window: the one that `HEADWATER_CHROMIUM` names, one that is installed, or the one that comes with the
 * development dependencies. Throws when none starts: journeys are never skipped.
 */
export async function openChromium(): Promise<Browser> {
  const named = process.env['HEADWATER_CHROMIUM']
  const wrong: string[] = []
  for (const executablePath of named === undefined
    ? INSTALLED.filter((p) => existsSync(p))
    : [named])
    try {
      return await chromium.launch({ executablePath, args: ['--no-sandbox'] })
    } catch (fault) {
      wrong.push(`${executablePath}: ${String(fault).slice(0, 300)}`)
    }
  try {
    const executablePath = await sparticuz.executablePath()
    return await chromium.launch({ executablePath, args: sparticuz.args })
  } catch (fault) {
    wrong.push(`@sparticuz/chromium: ${String(fault).slice(0, 300)}`)
  }
  throw new Error(
    `no browser starts for the journeys: install Chromium, or name one in HEADWATER_CHROMIUM\n${wrong.join('\n')}`,
  )
}
