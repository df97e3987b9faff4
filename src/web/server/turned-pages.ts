import { html, type Html } from '../html.ts'
import type { Sheet } from '../route.ts'
import type { Turned } from './refusal.ts'

export type TurnedPage = { readonly status: number; readonly sheet: Sheet; readonly error: string }

function page(status: number, title: string, error: string, body: Html): TurnedPage {
  const content = html`<h1>${title}</h1>${body}`
  return { status, error, sheet: { title, body: content } }
}

/** Bytes as people say them. */
export function megabytes(bytes: number): string {
  const mega = bytes / (1024 * 1024)
  if (mega >= 1) return `${Number.isInteger(mega) ? mega : mega.toFixed(1)} MB`
  return `${Math.max(1, Math.floor(bytes / 1024))} KB`
}

function notFound(): TurnedPage {
  return page(
    404,
    'Page not found',
    'not found',
    html`<p>If you typed the web address, check it is correct.</p>
<p>If you pasted the web address, check you copied all of it.</p>
<p>If the address is correct, what it showed is not there, or your role does not let you see it. The person who looks after accounts in your council can tell you which.</p>
<p><a href="/">Go to the home page</a></p>`,
  )
}

function staleForm(path: string): TurnedPage {
  return page(
    403,
    'Send the form again',
    'the form token is missing or has expired',
    html`<p>You signed in or out, or the service was restarted, after this form was opened. For your safety we did not take it, and nothing was saved.</p>
<p>Go back, copy anything you do not want to type twice, then <a href="${path}">open the page again</a> and send the form from there.</p>`,
  )
}

function tooBig(limit: number | undefined, path: string): TurnedPage {
  const most =
    limit === undefined
      ? html`What was sent is bigger than this page takes.`
      : html`What was sent is bigger than the ${megabytes(limit)} that this page takes, all files together.`
  return page(
    413,
    'The file is too big',
    limit === undefined ? 'too big' : `too big: the limit is ${megabytes(limit)} in all`,
    html`<p>${most} Nothing was saved.</p>
<p>Send fewer files at a time, one year or one table each, or save a spreadsheet as CSV: it is much smaller.</p>
<p><a href="${path}">Choose the files again</a></p>`,
  )
}

function fault(reference: string): TurnedPage {
  return page(
    500,
    'Sorry, there is a problem with the service',
    `a problem with the service, reference ${reference}`,
    html`<p>Try again later. What you were doing was not saved, in whole or in part.</p>
<p>If it happens again, tell the person who runs the service this reference, which says where to look: <strong>${reference}</strong></p>
<p><a href="/">Go to the home page</a></p>`,
  )
}

function unreadable(path: string): TurnedPage {
  return page(
    400,
    'We could not read what was sent',
    'the request could not be read',
    html`<p>The connection may have been cut while it was being sent. Nothing was saved.</p>
<p><a href="${path}">Open the page again</a> and send it once more.</p>`,
  )
}

/** The page that says why somebody was turned away, in plain words and without internals. */
export function turnedPage(turned: Turned, path: string): TurnedPage {
  switch (turned.kind) {
    case 'not-found':
      return notFound()
    case 'stale-form':
      return staleForm(path)
    case 'too-big':
      return tooBig(turned.limit, path)
    case 'unreadable':
      return unreadable(path)
    case 'no-files-here':
      return page(
        415,
        'This page does not take files',
        'this address does not take that kind of content',
        html`<p>Nothing was saved. <a href="${path}">Open the page again</a>.</p>`,
      )
    case 'too-many':
      return page(
        429,
        'Too many requests',
        'too many requests: wait a minute',
        html`<p>Too many requests came from your address in a short time. Wait a minute, then try again.</p>`,
      )
    case 'fault':
      return fault(turned.reference)
  }
}
