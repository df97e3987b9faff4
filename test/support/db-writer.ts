import { newId, openDatabase, run, sql } from '#db'

/**
 * Run as a child process by tests that kill it: opens the folder of its first argument and adds councils one by one,
 * printing each name only once its transaction has been acknowledged.
 */
const [folder = '', prefix = ''] = process.argv.slice(2)
const db = await openDatabase({ dataDir: folder })
process.stdout.write('open\n')
for (let i = 0; ; i += 1) {
  const id = newId<'council'>()
  await db.inCouncil(id, (tx) =>
    run(
      tx,
      sql`insert into access.council (council_id, name, kind, created_at) values (${id}, ${`${prefix}${i}`}, 'example', now())`,
    ),
  )
  process.stdout.write(`${prefix}${i}\n`)
}
