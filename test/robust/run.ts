import { spawnSync } from 'node:child_process'

/**
 * `npm run robust`: what `npm test` does a little of, done long: fifty kills on each database, ten thousand damaged returns, and
 * ten thousand damaged copies of every other file. `node test/robust/run.ts KILLS RUNS` does more or less.
 */
const [kills = '50', runs = '10000'] = process.argv.slice(2)
const done = spawnSync(
  process.execPath,
  [
    '--test',
    '--test-timeout=3600000',
    'test/robust/*.test.ts',
    'src/cycle/demand/rules/import/fuzz.test.ts',
  ],
  {
    stdio: 'inherit',
    env: { ...process.env, HEADWATER_KILLS: kills, HEADWATER_FUZZ: runs, FUZZ: runs },
  },
)
process.exitCode = done.status ?? 1
