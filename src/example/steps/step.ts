import type { Tx } from '#db'
import type { CouncilId } from '#kernel/access.ts'
import type { House } from '#office/house.ts'
import type { TextFile } from '../written.ts'

export type Size = { readonly draws: number; readonly months: number }

/** What a step acts in. */
export type Cast = {
  readonly house: House
  readonly council: CouncilId
  readonly size: Size
  readonly signal: AbortSignal | undefined
}

export type Step = {
  /** What has happened when it is done. */
  readonly what: string
  readonly done: (tx: Tx) => Promise<boolean>
  /** Says whether it was done; false when the program stops first. */
  readonly act: (cast: Cast) => Promise<boolean>
}

export function asBytes(files: readonly TextFile[]) {
  return files.map((f) => ({ name: f.name, bytes: new TextEncoder().encode(f.text) }))
}
