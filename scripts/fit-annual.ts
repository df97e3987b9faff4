// npm run fit:annual -- PANEL.csv [FILES...]: fits the annual forecaster's constants again and judges them.
import { runCommandLine } from '../src/cli/run.ts'

const entry = {
  words: ['fit:annual'],
  summary: 'Fit the annual forecaster again from files of counts, and judge it',
} as const

process.exitCode = await runCommandLine(
  ['fit:annual', ...process.argv.slice(2)],
  [
    {
      ...entry,
      load: async () => ({
        ...entry,
        usage: 'fit:annual PANEL.csv [FILES...]',
        options: [],
        example: 'npm run -s fit:annual -- examples/published-counts.csv',
        run: (await import('../src/cli/demand-annual-fit.ts')).runAnnualFit,
      }),
    },
  ],
)
