import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const PLACES = ['src', 'docs', 'test', 'bench', 'examples']

/** Every page of the documentation, of the house and of its rooms. */
function pages(): readonly string[] {
  const below = PLACES.flatMap((place) =>
    readdirSync(join(root, place), { recursive: true, encoding: 'utf8' }).map((name) =>
      join(place, name),
    ),
  )
  return [...readdirSync(root), ...below].filter((name) => name.endsWith('.md'))
}

/** Where the links of a page lead, code left out. */
function linksOf(text: string): readonly string[] {
  const words = text.replaceAll(/```.*?```/gs, '').replaceAll(/`[^`\n]*`/g, '')
  return Array.from(words.matchAll(/\]\(([^)\s]+)\)/g), (match) => match[1] ?? '')
}

function anchorsOf(text: string): readonly string[] {
  return Array.from(text.matchAll(/^#+ (.*)$/gm), (match) =>
    (match[1] ?? '')
      .toLowerCase()
      .replaceAll(/[^\p{L}\d\s-]/gu, '')
      .trim()
      .replaceAll(/\s/g, '-'),
  )
}

test('every link between pages of the documentation leads to something', () => {
  const wrong: string[] = []
  let followed = 0
  for (const page of pages()) {
    for (const link of linksOf(readFileSync(join(root, page), 'utf8'))) {
      if (/^[a-z]+:/i.test(link)) continue
      followed += 1
      const [path = '', anchor] = link.split('#')
      const target = path === '' ? join(root, page) : join(root, dirname(page), path)
      if (!existsSync(target)) wrong.push(`${page}: ${link}`)
      else if (anchor !== undefined && target.endsWith('.md')) {
        const found = anchorsOf(readFileSync(target, 'utf8'))
        if (!found.includes(anchor)) wrong.push(`${page}: ${link} (no such heading)`)
      }
    }
  }
  assert.deepEqual(wrong, [])
  assert.ok(followed > 15, `only ${followed} links were found`)
})

test('every script, folder and command that the README and the running page name is there', () => {
  const { scripts }: { scripts: Record<string, string> } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  )
  for (const page of ['README.md', 'docs/running.md', 'docs/house.md']) {
    const text = readFileSync(join(root, page), 'utf8')
    for (const [, name = ''] of text.matchAll(/npm run (?:-s )?([a-z]+)/g))
      assert.ok(scripts[name] !== undefined, `${page} names npm run ${name}`)
    for (const [path] of text.matchAll(/\b(?:src|test|examples|docs|bench)\/[\w./-]*\w/g))
      assert.ok(existsSync(join(root, path)), `${page} names ${path}`)
  }
})
