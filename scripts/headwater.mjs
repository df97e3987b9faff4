#!/usr/bin/env node
// The `headwater` command: the program on the Node that the project pins, whatever Node started this file. What is missing is
// installed first.
import './bootstrap.mjs'
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const pinned = JSON.parse(readFileSync(`${root}node_modules/node/package.json`, 'utf8')).version

if (process.versions.node === pinned) await import('../src/main.ts')
else {
  const node = `${root}node_modules/node/bin/node${process.platform === 'win32' ? '.exe' : ''}`
  const program = spawn(node, [`${root}src/main.ts`, ...process.argv.slice(2)], {
    stdio: 'inherit',
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => {
      // Ctrl-C in a terminal reaches the program by itself.
      if (signal !== 'SIGINT') program.kill(signal)
    })
  program.on('exit', (code) => process.exit(code ?? 3))
}
