import {
  change,
  chips,
  exactChange,
  exactPounds,
  fig,
  html,
  pounds,
  tag,
  year as yearText,
} from '#web'
import type { Html } from '#web'
import { versionName, versionSlug } from '../rules/index.ts'
import type { Check, VersionKey } from '../rules/index.ts'

/** Money as a quiet link to its working; nought is grey and leads nowhere. */
export function money(amount: number, href: string): Html {
  return amount === 0
    ? html`<span class="slate">0</span>`
    : fig(pounds(amount), href, exactPounds(amount))
}

/** A difference with its sign. */
export function moneyChange(amount: number, href: string): Html {
  return amount === 0
    ? html`<span class="slate">0</span>`
    : fig(change(amount), href, exactChange(amount))
}

/** What is not known is said, never 0. */
export function notKnown(): Html {
  return tag('none', 'Not known')
}

export function year(text: string): Html {
  return html`<span class="nowrap">${yearText(text)}</span>`
}

/** Where the checks of a version stand on the page of all checks. */
export function checksAnchor(version: VersionKey): string {
  return `${version.year}-${versionSlug(version)}`.replaceAll(/[^a-z0-9]+/gi, '-')
}

export function versionChips(versions: readonly VersionKey[], here: VersionKey): Html {
  if (versions.length < 2) return html``
  return chips(
    versions.map((v) => ({
      text: versionName(v),
      href: `/budget/${v.year}?version=${encodeURIComponent(versionSlug(v))}`,
      current: v.kind === here.kind && v.name === here.name,
    })),
    'Version',
  )
}

export function checkTag(check: Pick<Check, 'passed' | 'severity'>): Html {
  if (check.passed) return tag('done', 'Holds')
  return check.severity === 'block' ? tag('stop', 'Blocks') : tag('wait', 'Warns')
}
