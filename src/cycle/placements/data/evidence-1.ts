import { readFileSync } from 'node:fs'
import { unwrap } from '#kernel/result.ts'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { readEvidence } from '../rules/index.ts'
import type { EvidenceRow } from '../rules/index.ts'

const FILE = 'evidence-1.csv'

function readShipped(): readonly EvidenceRow[] {
  const text = readFileSync(new URL(`./${FILE}`, import.meta.url), 'utf8')
  const rows = z.array(z.array(z.string())).parse(parse(text))
  const sheet = {
    file: FILE,
    firstRow: 1,
    rows: rows.map((row) => row.map((cell) => ({ text: cell }))),
  }
  return unwrap(readEvidence(sheet))
}

/** The rows of evidence that ship. Councils add their own. */
export const SHIPPED_EVIDENCE: readonly EvidenceRow[] = readShipped()
