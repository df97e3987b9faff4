import { availableParallelism, cpus, totalmem } from 'node:os'
import { benchCapacity } from './capacity.ts'
import { benchImport } from './import.ts'
import { benchPages } from './pages.ts'
import { benchPrice } from './price.ts'
import { table } from './rows.ts'
import { benchSimulate } from './simulate.ts'
import { benchWhole } from './whole.ts'

/** Every benchmark in one run, as ratios: this machine's seconds are nobody else's. */
const machine = `${availableParallelism()} cores of ${cpus()[0]?.model.trim() ?? 'an unknown kind'}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}`
console.log(`${Temporal.Now.plainDateISO().toString()}, ${machine}\n`)
const rows = [...(await benchWhole()), ...(await benchSimulate()), ...(await benchImport())]
benchPrice()
rows.push(...benchCapacity())
rows.push(...(await benchPages()))
console.log(`\n${table(rows)}`)
