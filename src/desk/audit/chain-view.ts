import type { Break, Verified } from '#office/audit/index.ts'
import { count, definitions, html, moment, pageHead, plural, refusal, side } from '#web'
import type { Html } from '#web'
import type { ChainModel } from './chain.ts'

/** What the list says of the chain: how much of it was checked just now, and the first entry that does not fit. */
export function chainNote(checked: Verified, all: number): Html {
  if (checked.kind === 'broken') return broken(checked.first)
  const whole = checked.entries === all
  const words = whole
    ? `All ${plural(all, 'entry', 'entries')} fit together: none was changed or taken away.`
    : `The last ${count(checked.entries)} entries fit together.`
  return side(
    html`<p><span class="ok"><span class="sym" aria-hidden="true">✓</span>The chain holds.</span> ${words} <a href="/audit/chain">${whole ? 'How it is checked' : `Check all ${count(all)}`}</a></p>`,
  )
}

function broken(first: Break): Html {
  return refusal(
    `The chain is broken at entry ${count(first.seq)}`,
    html`<p>${first.message} ${MEANING[first.kind]}</p>
<p>Somebody reached the database itself, beside this program. Keep the database as it is, compare it with the last backup, and tell the monitoring officer. ${first.kind !== 'missing' && html`<a href="/audit/${first.seq}">Entry ${count(first.seq)}</a> · `}<a href="/audit/chain">The whole chain</a></p>`,
  )
}

const MEANING: Readonly<Record<Break['kind'], string>> = {
  missing: 'It was taken away.',
  'out-of-chain': 'One was put in its place, or the one before it was sealed anew.',
  changed: 'What it says, or its seal, was changed after it was written.',
}

export function chainView(model: ChainModel): Html {
  const { verified } = model
  return html`${pageHead({
    kicker: `Checked on ${moment(model.at)}`,
    title: 'The chain of entries',
    lede:
      verified.kind === 'whole'
        ? `All ${plural(verified.entries, 'entry', 'entries')} are there, in order, and as they were written.`
        : `The first ${plural(verified.entries, 'entry fits', 'entries fit')}; the next does not.`,
  })}
${verified.kind === 'broken' && broken(verified.first)}
<h2>How it is checked</h2>
<p>Each entry carries a seal: the SHA-256 of everything in it and of the seal before. Whoever changes, takes away or puts in an entry would have to seal every later one anew.</p>
<p>Entries cut off the end leave a chain that holds. Note the number and the seal of the last entry elsewhere, and compare.</p>
${definitions([
  { term: 'Entries', value: count(model.all) },
  ...(verified.kind === 'whole'
    ? [{ term: 'Seal of the last', value: html`<code>${verified.head}</code>` }]
    : []),
])}
<p>The command line says the same: <code>headwater audit verify</code>.</p>`
}
