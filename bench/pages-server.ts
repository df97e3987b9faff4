import { openDatabase } from '#db'
import { returns, fullCouncil, budgetFiles } from '#test/walls/full-council.ts'
import { confirmImport as confirmBudget, importBudget } from '#cycle/budget/index.ts'
import { confirmImport, importFiles } from '#cycle/demand/index.ts'
import { unwrap } from '#kernel/result.ts'
import { aCouncil, siteOn } from '#test/support/site.ts'

/**
 * The whole program on a PostgreSQL server, run as a child by `pages.ts`: one council with something of everything among many with
 * returns and a budget. Prints its address, a session's cookie and the addresses to ask for, then serves until it is ended.
 */
const [url = '', port = '0', councils = '1'] = process.argv.slice(2)
const site = await siteOn(await openDatabase({ url }))
const invention = { name: 'Marlshire', seed: 3, pence: 31_415_927 }
const council = await fullCouncil(site.house, invention)
for (let i = 1; i < Number(councils); i += 1) {
  const other = { name: `Other${i}`, seed: 3, pence: i }
  const { actor } = await aCouncil(site.house.db, other.name)
  await site.house.db.inCouncil(actor.council, async (tx) => {
    const read = unwrap(await importFiles(tx, actor, returns(other)))
    unwrap(await confirmImport(tx, actor, read.id))
    const budget = unwrap(await importBudget(tx, actor, budgetFiles(other)))
    unwrap(await confirmBudget(tx, actor, budget.id))
  })
}
const visitor = await site.signIn(council.email)
const address = await site.server.listen({ port: Number(port) })
const paths = [
  '/',
  '/demand',
  '/demand/history',
  `/demand/forecast/${council.run}`,
  '/demand/import',
  '/placements',
  `/placements/cost/${council.run}`,
  '/budget',
  '/budget/2026-27',
  '/budget/gap',
]
for (const path of paths) {
  const { status } = await visitor.get(path)
  if (status !== 200) throw new Error(`${path} answers ${status}`)
}
process.stdout.write(`${JSON.stringify({ address, cookie: visitor.cookie(), paths })}\n`)
