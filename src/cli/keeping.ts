import { existsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { backupAt, restoreAt } from '#db'
import type { BackedUp } from '#db'
import type { Refusal } from '#kernel/result.ts'
import { refuse, usage } from './command.ts'
import type { Command, Done, Outcome } from './command.ts'
import { noDatabase, whenFree } from './in-council.ts'
import { DATA, whereOf } from './place.ts'
import { textTable, whole } from './text-table.ts'

export const BACKUP: Command = {
  words: ['backup'],
  summary: 'Write everything the database holds to a file, also while the program serves',
  usage: 'backup FILE [--data DIR]',
  options: [DATA],
  example: 'npm run -s headwater -- backup headwater.backup',
  run: async ({ args, options }): Promise<Outcome> => {
    const [file, ...more] = args
    if (file === undefined || more.length > 0) return usage('FILE: one file to write')
    const where = whereOf(options)
    const missing = noDatabase(where) ?? noFolder(file)
    if (missing !== undefined) return refuse(missing)
    return await whenFree(async () => done(await backupAt(where, file), `Backed up to ${file}`))
  },
}

export const RESTORE: Command = {
  words: ['restore'],
  summary:
    'Bring the councils of a backup into the database; those that are there are never touched',
  usage: 'restore FILE [--data DIR]',
  options: [DATA],
  example: 'npm run -s headwater -- restore headwater.backup --data restored',
  run: async ({ args, options }): Promise<Outcome> => {
    const [file, ...more] = args
    if (file === undefined || more.length > 0) return usage('FILE: one backup to read')
    if (!existsSync(file) || !statSync(file).isFile()) return refuse(noFile(file))
    return await whenFree(async () => {
      try {
        return done(await restoreAt(whereOf(options), file), `Restored from ${file}`)
      } catch (fault) {
        const refusal = restoreRefusal(fault, file)
        if (refusal === undefined) throw fault
        return refuse(refusal)
      }
    })
  },
}

function noFolder(file: string): Refusal | undefined {
  if (existsSync(dirname(file))) return undefined
  return {
    kind: 'no-such-folder',
    file,
    message: 'There is no such folder to write to',
    mend: 'Name a file in a folder that is there',
  }
}

function noFile(file: string): Refusal {
  return {
    kind: 'no-such-file',
    file,
    message: 'There is no such file',
    mend: 'Name a file that `headwater backup` wrote',
  }
}

/** Faults of the file, by name: they may come from the process that holds the folder. */
function restoreRefusal(fault: unknown, file: string): Refusal | undefined {
  if (!(fault instanceof Error)) return undefined
  switch (fault.name) {
    case 'DamagedBackup':
      return {
        kind: 'damaged-backup',
        file,
        message: fault.message,
        mend: 'Nothing was restored. Use another backup',
      }
    case 'CannotRestore':
      return {
        kind: 'cannot-restore',
        file,
        message: fault.message,
        mend: 'Nothing was restored. Restore into another folder with --data DIR',
      }
    default:
      return undefined
  }
}

function done(result: BackedUp, what: string): Done {
  const rows = result.tables.filter((t) => t.rows > 0)
  return {
    kind: 'done',
    json: result,
    table: {
      head: ['table', 'rows', 'sha256'],
      rows: result.tables.map((t) => [t.end, t.rows, t.sha256]),
    },
    text: [
      `${what}: ${counted(result.councils, 'council')}, ${counted(result.rows, 'row')}.`,
      '',
      textTable(
        ['Table', 'Rows'],
        rows.map((t) => [t.end, whole(t.rows)]),
      ),
    ].join('\n'),
  }
}

function counted(n: number, word: string): string {
  return `${whole(n)} ${word}${n === 1 ? '' : 's'}`
}
