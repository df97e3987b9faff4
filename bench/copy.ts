import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { EPISODE_COLUMNS } from '#src/cycle/demand/rules/import/a-return.ts'
import { startServer } from '#test/support/server.ts'

/**
 * How long PostgreSQL's own COPY takes to read the same file into a table of texts: no check, no cleaning, no walls, no keys. The least
 * that any loader into PostgreSQL could take.
 */
export async function copyTime(bytes: Uint8Array): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'headwater-copy-'))
  const server = await startServer()
  const client = new pg.Client({ connectionString: server.url('postgres') })
  try {
    const path = join(folder, 'episodes.csv')
    writeFileSync(path, bytes)
    // The server may run as another user.
    chmodSync(folder, 0o755)
    chmodSync(path, 0o644)
    await client.connect()
    const columns = EPISODE_COLUMNS.toLowerCase()
      .split(',')
      .map((name) => `"${name}" text`)
    await client.query(`create table raw (${columns.join(', ')})`)
    const from = performance.now()
    await client.query(`copy raw from '${path}' with (format csv, header true)`)
    return performance.now() - from
  } finally {
    await client.end()
    server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
