/** Why the door itself turns a request away, before or instead of its handler. */
export type Turned =
  | { readonly kind: 'not-found' }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'stale-form' }
  | { readonly kind: 'too-big'; readonly limit: number | undefined }
  | { readonly kind: 'too-many' }
  | { readonly kind: 'no-files-here' }
  | { readonly kind: 'fault'; readonly reference: string }

/** Thrown inside the door and answered at its edge with a page. */
export class TurnedAway extends Error {
  readonly turned: Turned
  constructor(turned: Turned) {
    super(`turned away: ${turned.kind}`)
    this.turned = turned
  }
}
