import { COMMANDS } from './cli/commands.ts'
import { runCommandLine } from './cli/run.ts'

process.exitCode = await runCommandLine(process.argv.slice(2), COMMANDS)
