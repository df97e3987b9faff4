import { createHash } from 'node:crypto'
import { confirmImport, importFiles, requestForecast } from '#cycle/demand/index.ts'
import type { Where } from '#db'
import type { Actor } from '#kernel/access.ts'
import { unwrap } from '#kernel/result.ts'
import { openHouse } from '#src/open-house.ts'
import { anActor } from '#test/support/people.ts'
import { ASKED, smallReturns } from './killed.ts'
import type { Order } from './killed.ts'

/**
 * The program, run as a child by the tests that kill it. It imports returns for one council and runs forecasts for another, at the
 * same time, without end. A line on standard output says what begins, and what was acknowledged once it was.
 */
const order: Order = JSON.parse(process.argv[2] ?? '{}')
const where: Where = order.where
const { house } = await openHouse({ where, workers: 1 })
const say = (line: string): void => {
  process.stdout.write(`${line}\n`)
}
const actorOf = (council: string): Actor =>
  anActor({ council: council as Actor['council'], at: house.now() })

async function imports(actor: Actor): Promise<never> {
  for (let i = 0; ; i += 1) {
    const files = smallReturns(order.round * 1000 + i)
    const hash = createHash('sha256')
      .update(files.map((f) => f.name).join())
      .digest('hex')
    say(`begin import ${hash.slice(0, 8)}`)
    const read = await house.db.inCouncil(actor.council, async (tx) =>
      unwrap(await importFiles(tx, actor, { files, alone: true })),
    )
    say(`read ${read.id}`)
    await house.db.inCouncil(actor.council, async (tx) =>
      unwrap(await confirmImport(tx, actor, read.id)),
    )
    say(`stored ${read.id}`)
  }
}

async function forecasts(actor: Actor): Promise<never> {
  for (;;) {
    const run = await house.db.inCouncil(actor.council, async (tx) =>
      unwrap(await requestForecast(tx, actor, house.jobs, ASKED)),
    )
    say(`asked ${run}`)
    for await (const step of house.jobs.progress(actor.council, run))
      say(`step ${run} ${step.state} ${step.resultHash ?? ''}`)
  }
}

say('open')
await Promise.all([imports(actorOf(order.importing)), forecasts(actorOf(order.forecasting))])
