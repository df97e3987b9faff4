import type { Access, Actor } from '#kernel/access.ts'
import type { Refusal } from '#kernel/result.ts'
import type { Html } from './html.ts'

/** Somebody signed in, as pages see them. */
export type Viewer = Actor & {
  readonly email: string
  readonly councilName: string
}

/** A file as it arrived: whole, in memory up to the route's limit. */
export type Upload = {
  readonly field: string
  readonly name: string
  readonly bytes: Uint8Array
}

/** What a handler may know of a request. Nothing of the HTTP library passes this door. */
export type Visit = {
  readonly path: string
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  /** Fields of a posted form; repeated fields keep their order. */
  readonly form: URLSearchParams
  readonly files: readonly Upload[]
  /** Throws when nobody is signed in: only routes with `access: 'public'` may be visited so, and they use `viewer`. */
  readonly actor: Actor
  readonly viewer: Viewer | undefined
  /** The one-off message left by the redirect before, if any. */
  readonly flash: string | undefined
  /** The token that a form must send back: `csrfField(visit)` writes it. */
  readonly csrf: string
  /** The session's token as the cookie holds it, for sign-out; undefined when there is none. */
  readonly session: string | undefined
  /** Aborted when the reader goes away or the server closes: events and long reads stop then. */
  readonly signal: AbortSignal
  /** Where the request came from, for the lock-out of sign-in; never for a log line. */
  readonly remote: string
}

/** What a page says beyond its body. */
export type Sheet = {
  readonly title: string
  readonly crumbs?: readonly { readonly text: string; readonly href: string }[]
  /** Room of the navigation to mark as current, for example `/demand`. */
  readonly nav?: string
  readonly body: Html
  readonly layout?: 'desk' | 'public'
  /** Shown above the heading, each linked to its field. The page answers 422 when there are any. */
  readonly refusals?: readonly Refusal[]
  /** Refresh in so many seconds (a page that shows a running job, without JavaScript). */
  readonly refresh?: number
}

export type Reply =
  | {
      readonly kind: 'sheet'
      readonly sheet: Sheet
      readonly model: unknown
      readonly status?: number
    }
  | {
      readonly kind: 'redirect'
      readonly to: string
      /** Shown once, on the next page. */
      readonly flash?: string
      /** A new session's token (sign-in) sets the cookie; `end` (sign-out) clears it. */
      readonly session?: { readonly token: string; readonly seconds: number } | 'end'
    }
  | {
      readonly kind: 'download'
      readonly name: string
      readonly type: string
      readonly body: Uint8Array | string
    }
  | { readonly kind: 'json'; readonly body: unknown }
  | { readonly kind: 'events'; readonly events: AsyncIterable<unknown> }
  /** Not there, or not yours: the two look the same. */
  | { readonly kind: 'not-found' }

/**
 * One address. A `GET` that answers with a sheet has a `.json` twin that answers with its `model`. A route without
 * `access` does not compile. `maxUpload` (bytes) makes a `POST` take files.
 */
export type Route = {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly access: Access
  readonly maxUpload?: number
  /** Requests a minute from one address where fewer than usual are right: sign-in. */
  readonly perMinute?: number
  readonly handle: (visit: Visit) => Promise<Reply>
}

/** What the layout knows beside the sheet. */
export type Frame = {
  readonly viewer: Viewer | undefined
  readonly flash: string | undefined
  /** For the form that signs out. */
  readonly csrf: () => string
  /** Path of the page, without its query. */
  readonly path: string
  readonly assets: Assets
}

/** Addresses of the stylesheet, the script and the icon, with the hash of their content in the name. */
export type Assets = { readonly css: string; readonly js: string; readonly icon: string }

/** The whole document around a sheet. */
export type Layout = (sheet: Sheet, frame: Frame) => Html

/** What the server asks of whoever keeps sessions. */
export type Sessions = {
  /** The person whose session this is, while it is good. The token is what the cookie holds. */
  readonly findSession: (token: string) => Promise<Viewer | undefined>
}
