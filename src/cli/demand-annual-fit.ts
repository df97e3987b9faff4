import { ANNUAL_CONSTANTS, fitFromFiles } from '#cycle/demand/rules/index.ts'
import type { AnnualConstants, AnnualFit } from '#cycle/demand/rules/index.ts'
import { refuse } from './command.ts'
import type { Invocation, Outcome } from './command.ts'
import { judgementText } from './demand-annual-back-test.ts'
import { givenFiles, inputsOf } from './files.ts'
import { textTable } from './text-table.ts'

/** `fit:annual`: every constant fitted again from files, and the protocol with coefficients fitted at each origin. */
export function runAnnualFit(invocation: Invocation): Promise<Outcome> {
  return Promise.resolve(run(invocation))
}

function run({ args }: Invocation): Outcome {
  const files = givenFiles(args)
  if (!files.ok) return refuse(...files.refusals)
  const fit = fitFromFiles(files.value)
  if (!fit.ok) return refuse(...fit.refusals)
  return {
    kind: 'done',
    json: { ...fit.value, shipped: ANNUAL_CONSTANTS, inputs: inputsOf(files.value) },
    text: fitText(fit.value),
  }
}

function fitText({ constants, knownTo, judgement }: AnnualFit): string {
  return [
    `Constants fitted to 31 March ${knownTo}, beside those shipped:`,
    '',
    textTable(['Constant', 'Fitted', 'Shipped'], constantRows(constants)),
    '',
    'Judged with coefficients fitted again at each origin from what was known then.',
    judgementText(judgement),
  ].join('\n')
}

function constantRows(fitted: AnnualConstants): readonly (readonly string[])[] {
  const shipped = flat(ANNUAL_CONSTANTS)
  return [...flat(fitted)].map(([name, value]) => [
    name,
    value.toFixed(5),
    shipped.get(name)?.toFixed(5) ?? '',
  ])
}

/** Every constant that is fitted, by name. */
function flat({ mu, phi, tiers, band, national }: AnnualConstants): ReadonlyMap<string, number> {
  const { national: errors, ...widths } = band
  return new Map([
    ['England: mu', mu],
    ['England: phi', phi],
    ...tiers.flatMap((tier) =>
      Object.entries(tier.coefficients).map(([n, v]): [string, number] => [
        `${tier.name}: ${n}`,
        v,
      ]),
    ),
    ...Object.entries(widths).map(([n, v]): [string, number] => [`band: ${n}`, v]),
    ...errors.map((v, i): [string, number] => [`band: England, ${i + 1} years`, v]),
    ...Object.entries(national).map(([n, v]): [string, number] => [`England now: ${n}`, v]),
  ])
}
