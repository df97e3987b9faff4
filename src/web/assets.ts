import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import { pruned } from './css.ts'
import type { Assets } from './route.ts'

/** The folder to serve and the addresses in it. */
export type Built = { readonly dir: string; readonly assets: Assets }

const HERE = dirname(fileURLToPath(import.meta.url))
const REPOSITORY = join(HERE, '..', '..')
const require = createRequire(import.meta.url)

/** Changes when what is done to the sources changes. */
const RECIPE = '4'

const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 34 26"><g fill="none" stroke="#0b5a73" stroke-linecap="round"><path d="M2 4C12 4 13 13 22 13" stroke-width="2.6"/><path d="M2 13H22" stroke-width="2.6"/><path d="M2 22C12 22 13 13 22 13" stroke-width="2.6"/><path d="M21 13H32" stroke-width="6"/></g></svg>\n'

function frontend(file: string): string {
  return join(dirname(require.resolve('govuk-frontend/package.json')), file)
}

function hash(...texts: readonly string[]): string {
  const sum = createHash('sha256')
  for (const text of texts) sum.update(text).update('\0')
  return sum.digest('hex').slice(0, 16)
}

async function browserSources(): Promise<readonly string[]> {
  const dir = join(HERE, 'browser')
  const names = (await readdir(dir)).filter((name) => name.endsWith('.ts')).toSorted()
  return Promise.all(names.map((name) => readFile(join(dir, name), 'utf8')))
}

/** Our own stylesheets, in the order of their names; the design's comes after the design system's. */
async function ownStyles(): Promise<readonly string[]> {
  const dir = join(HERE, 'design')
  if (!(await isThere(dir))) return []
  const names = (await readdir(dir)).filter((name) => name.endsWith('.css')).toSorted()
  return Promise.all(names.map((name) => readFile(join(dir, name), 'utf8')))
}

async function script(): Promise<string> {
  const { build } = await import('esbuild')
  const result = await build({
    entryPoints: [join(HERE, 'browser', 'main.ts')],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    legalComments: 'none',
    tsconfigRaw: '{}',
  })
  const file = result.outputFiles[0]
  if (file === undefined) throw new Error('the browser script came out empty')
  return file.text
}

async function style(theirs: string, own: readonly string[]): Promise<string> {
  const { transform } = await import('esbuild')
  const text = [pruned(theirs), ...own].join('\n')
  const { code } = await transform(text, {
    loader: 'css',
    minify: true,
    legalComments: 'none',
    target: 'es2022',
  })
  return code
}

const [brotli, zip] = [promisify(brotliCompress), promisify(gzip)]

async function keep(dir: string, name: string, text: string): Promise<void> {
  await writeFile(join(dir, name), text)
  await writeFile(join(dir, `${name}.br`), await brotli(text))
  await writeFile(join(dir, `${name}.gz`), await zip(text))
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}

/** A folder that we may write: beside the sources, or the machine's own where those are read-only. */
async function writable(wished: string | undefined): Promise<string> {
  const dir = wished ?? join(REPOSITORY, '.cache', 'web')
  try {
    await mkdir(dir, { recursive: true })
    return dir
  } catch (fault) {
    if (wished !== undefined) throw fault
    const other = join(tmpdir(), 'headwater-web')
    await mkdir(other, { recursive: true })
    return other
  }
}

/**
 * One stylesheet (what we use of govuk-frontend, then our own), one script and the icon, built once for each content
 * and kept. A second start finds them there. Built aside and moved into place, so that two starts cannot mix.
 */
export async function buildAssets(cacheDir?: string): Promise<Built> {
  const [theirs, version, own, sources] = await Promise.all([
    readFile(frontend('dist/govuk/govuk-frontend.min.css'), 'utf8'),
    readFile(frontend('package.json'), 'utf8'),
    ownStyles(),
    browserSources(),
  ])
  const key = hash(RECIPE, process.version, theirs, version, ...own, ...sources)
  const names = {
    css: `headwater.${key}.css`,
    js: `headwater.${key}.js`,
    icon: `mark.${hash(ICON)}.svg`,
  }
  const home = await writable(cacheDir)
  const dir = join(home, key)
  if (!(await isThere(dir))) {
    const aside = await mkdtemp(join(home, `${key}.new-`))
    const [css, js] = await Promise.all([style(theirs, own), script()])
    await Promise.all([
      keep(aside, names.css, css),
      keep(aside, names.js, js),
      keep(aside, names.icon, ICON),
    ])
    await moveInto(aside, dir)
  }
  return { dir, assets: { css: at(names.css), js: at(names.js), icon: at(names.icon) } }
}

function at(name: string): string {
  return `/assets/${name}`
}

/** Another start may have been first with the same content: then ours is not needed. */
async function moveInto(aside: string, dir: string): Promise<void> {
  try {
    await rename(aside, dir)
  } catch (fault) {
    await rm(aside, { recursive: true, force: true })
    if (!(await isThere(dir))) throw fault
  }
}
