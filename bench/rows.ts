/** One line of the table: what was measured, and what it is held against in the same run. */
export type Row = {
  readonly what: string
  readonly ours: string
  readonly against: string
  readonly theirs: string
  /** How many times better; absent where there is nothing to hold it against. */
  readonly ratio?: number | undefined
}

export function table(rows: readonly Row[]): string {
  const head = ['what', 'ours', 'held against', 'theirs', 'ratio']
  const cells = rows.map((r) => [
    r.what,
    r.ours,
    r.against,
    r.theirs,
    r.ratio === undefined ? '' : `${r.ratio < 10 ? r.ratio.toFixed(1) : r.ratio.toFixed(0)} x`,
  ])
  return [line(head), line(head.map(() => '---')), ...cells.map(line)].join('\n')
}

function line(row: readonly string[]): string {
  return `| ${row.join(' | ')} |`
}

export function perSecond(count: number, ms: number): string {
  return Math.round((count / ms) * 1000).toLocaleString('en-GB')
}

export function seconds(ms: number): string {
  return ms < 1000 ? `${ms.toFixed(0)} ms` : `${(ms / 1000).toFixed(2)} s`
}

export function time(work: () => unknown): number {
  const from = performance.now()
  work()
  return performance.now() - from
}

/** The middle of some measurements. */
export function middle(all: readonly number[]): number {
  return all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0
}
