import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'

// Code that was read and stripped of its types once is kept: a command starts in a fraction of the time. A folder that
// may not be written is no fault, only slower.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/headwater/code', import.meta.url)))

// Whoever reads the output may have read enough (`| head`): that is no fault.
process.stdout.on('error', (fault: NodeJS.ErrnoException) => {
  if (fault.code !== 'EPIPE') throw fault
  process.exit()
})

const { COMMANDS } = await import('./cli/commands.ts')
const { runCommandLine } = await import('./cli/run.ts')
process.exitCode = await runCommandLine(process.argv.slice(2), COMMANDS)
