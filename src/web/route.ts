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
  readonly csrf: string
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
  | { readonly kind: 'redirect'; readonly to: string; readonly flash?: string }
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
  readonly handle: (visit: Visit) => Promise<Reply>
}
