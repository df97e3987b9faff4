import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { test } from 'node:test'
import { brotliDecompressSync } from 'node:zlib'
import { buildAssets } from './assets.ts'

test('the stylesheet and the script are built once, and two starts at once do not mix', async () => {
  const cache = await mkdtemp(join(tmpdir(), 'headwater-assets-'))
  try {
    const [first, second] = await Promise.all([buildAssets(cache), buildAssets(cache)])
    assert.deepEqual(first, second)
    assert.equal((await readdir(cache)).length, 1)
    const built = (await stat(join(first.dir, basename(first.assets.js)))).mtimeMs
    const started = performance.now()
    assert.deepEqual(await buildAssets(cache), first)
    assert.ok(performance.now() - started < 500)
    assert.equal((await stat(join(first.dir, basename(first.assets.js)))).mtimeMs, built)
    const js = await readFile(join(first.dir, basename(first.assets.js)))
    assert.ok(js.includes('govuk-file-upload'))
    assert.ok(js.includes('EventSource'))
    assert.ok(!/\bimport\s|https?:\/\/(?!www\.w3\.org)/.test(js.toString()), 'loads nothing')
    assert.deepEqual(
      brotliDecompressSync(await readFile(join(first.dir, `${basename(first.assets.js)}.br`))),
      js,
    )
    const css = await readFile(join(first.dir, basename(first.assets.css)), 'utf8')
    const theirs = css.indexOf('.govuk-button')
    assert.ok(theirs >= 0)
    assert.ok(!/GDS Transport|@font-face|@import|url\(/.test(css), 'loads nothing')
    assert.ok(css.indexOf('.wrap') > theirs, 'our own rules come after theirs')
  } finally {
    await rm(cache, { recursive: true, force: true })
  }
})
