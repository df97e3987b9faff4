#!/usr/bin/env node
// The `headwater` command: the program on the Node that the project pins, whatever Node started this file.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const node = `${root}node_modules/node/bin/node${process.platform === 'win32' ? '.exe' : ''}`
const done = spawnSync(node, [`${root}src/main.ts`, ...process.argv.slice(2)], { stdio: 'inherit' })
process.exit(done.status ?? 3)
