import { empty, html } from './html.ts'
import type { Html } from './html.ts'
import { refusalSummary } from './forms.ts'
import type { Frame, Layout, Sheet } from './route.ts'
import { mark } from './design/parts.ts'

export type NavItem = { readonly text: string; readonly href: string }

/** What the frame of every page shows besides the page. */
export type Shell = {
  /** In the order of the circle. */
  readonly nav: readonly NavItem[]
  /** In the header of everybody who is signed in, before their account. */
  readonly header?: readonly NavItem[]
  readonly footer: readonly NavItem[]
  /** More at the foot for those whose roles have it, such as the people and the audit for administrators. */
  readonly more?: (frame: Frame) => readonly NavItem[]
  /** A line at the foot, such as "Marlshire is an invented county". */
  readonly note?: (frame: Frame) => string | undefined
}

/** The frame of every page: skip link, who and where, the circle, bread crumbs, the page, the foot. */
export function layoutOf(shell: Shell): Layout {
  return (sheet, frame) => html`<!doctype html>
<html lang="en-GB" class="govuk-template">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<title>${titleOf(sheet, frame)}</title>
<meta name="robots" content="noindex"><meta name="color-scheme" content="light"><meta name="theme-color" content="#0b5a73">
<link rel="icon" href="${frame.assets.icon}" type="image/svg+xml"><link rel="stylesheet" href="${frame.assets.css}">
${sheet.refresh !== undefined && html`<noscript><meta http-equiv="refresh" content="${sheet.refresh}"></noscript>`}
<script type="module" src="${frame.assets.js}"></script></head>
<body class="govuk-template__body${sheet.layout === 'public' && ' public'}">
<a href="#main" class="govuk-skip-link" data-module="govuk-skip-link">Skip to main content</a>
${header(shell, frame)}
${frame.viewer !== undefined && circle(shell.nav, sheet)}
<div class="wrap">${crumbs(sheet)}
<main id="main">${flash(frame)}${refusalSummary(sheet.refusals)}${sheet.body}</main></div>
${footer(shell, frame)}
</body></html>`
}

function titleOf(sheet: Sheet, frame: Frame): string {
  const wrong = (sheet.refusals?.length ?? 0) > 0 ? 'Error: ' : ''
  const council = frame.viewer === undefined ? '' : ` \u2013 ${frame.viewer.councilName}`
  return `${wrong}${sheet.title}${council} \u2013 Headwater`
}

function header(shell: Shell, frame: Frame): Html {
  const { viewer } = frame
  return html`<header class="top"><div class="wrap top-bar"><a class="mark" href="/">${mark()}<span>Headwater</span></a>
${
  viewer !== undefined &&
  html`<span class="top-who">${viewer.councilName}</span>
<div class="top-me"><span>${viewer.name}</span>${(shell.header ?? []).map(link)}<a href="/account">Your account</a>
<form method="post" action="/sign-out"><input type="hidden" name="_csrf" value="${frame.csrf()}"><button class="as-link" type="submit">Sign out</button></form></div>`
}
${viewer === undefined && html`<div class="top-me"><a href="/sign-in">Sign in</a></div>`}</div></header>`
}

function link(item: NavItem): Html {
  return html`<a href="${item.href}">${item.text}</a>`
}

function circle(items: readonly NavItem[], sheet: Sheet): Html {
  return html`<nav class="circle" aria-label="The circle"><div class="wrap"><ul>${items.map(
    (item) =>
      html`<li><a href="${item.href}"${item.href === sheet.nav && html` aria-current="true"`}>${item.text}</a></li>`,
  )}</ul></div></nav>`
}

function crumbs(sheet: Sheet): Html {
  if (sheet.crumbs === undefined || sheet.crumbs.length === 0)
    return html`<div class="no-crumbs"></div>`
  return html`<nav class="crumbs" aria-label="Breadcrumb"><ol>${sheet.crumbs.map((c) => html`<li><a href="${c.href}">${c.text}</a></li>`)}</ol></nav>`
}

function flash(frame: Frame): Html {
  if (frame.flash === undefined) return empty
  return html`<div class="flash" role="status"><p><span class="sym" aria-hidden="true">✓</span>${frame.flash}</p></div>`
}

function footer(shell: Shell, frame: Frame): Html {
  const note = shell.note?.(frame)
  const items = [...shell.footer, ...(shell.more?.(frame) ?? [])]
  return html`<footer class="foot"><div class="wrap"><ul>${items.map((f) => html`<li>${link(f)}</li>`)}</ul>
${note !== undefined && html`<p>${note}</p>`}</div></footer>`
}
