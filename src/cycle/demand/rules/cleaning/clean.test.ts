import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { iso } from '#kernel/dates.ts'
import { needsShared, sharedBytes } from '#test/shared.ts'
import { aFile, EPISODE_COLUMNS, episodesFile, headerFile, uascFile } from '../import/a-return.ts'
import type { EpisodeIn } from '../import/a-return.ts'
import type { FileIn } from '../import/open.ts'
import type { Cleaning } from './clean.ts'
import { cleanFiles, cleanReport, readAndClean } from './clean-files.ts'
import { written } from './steps.ts'
import { vanishedEffect } from './vanished-effect.ts'

const BORN = '09/09/2009'

function cleaned(files: readonly FileIn[]): Cleaning {
  const result = readAndClean(files)
  assert.ok(result.ok, JSON.stringify(result))
  return result.value
}

function ofOneYear(...rows: readonly EpisodeIn[]): Cleaning {
  const children = [...new Set(rows.map((r) => r.child))]
  return cleaned([
    episodesFile('2021-22 episodes.csv', rows),
    headerFile(
      '2021-22 header.csv',
      children.map((child) => ({ child, born: BORN })),
    ),
  ])
}

function counted(c: Cleaning, step: number): number {
  return c.steps.find((s) => s.step === step)?.counted ?? -1
}

function spans(c: Cleaning): readonly string[] {
  return c.care.stays.map((s) => `${iso(s.from)} ${s.to === undefined ? 'open' : iso(s.to)}`)
}

const regional = 'data/ssda903/cs_demand_model_regional_v1'

test(
  'the regional sample: 387 rows without a header, 910 repeated starts, 39 overlaps, 676 merged (10-demand, 6.1)',
  needsShared(`${regional}/episodes.csv`),
  () => {
    const files = ['episodes', 'header', 'uasc'].map((t) =>
      aFile(`${t}.csv`, sharedBytes(`${regional}/${t}.csv`)),
    )
    const c = cleaned(files)
    assert.deepEqual(c.read, { episodes: 3737, header: 1304, uasc: 51 })
    assert.equal(counted(c, 2), 387)
    assert.equal(counted(c, 5), 910)
    assert.equal(counted(c, 6), 0)
    assert.equal(counted(c, 7), 39)
    assert.equal(counted(c, 10), 676)
    assert.equal(c.kept, 2440)
    assert.equal(c.care.children.length, 572)
    assert.equal(iso(c.care.to), '2022-04-01')
    assert.equal(c.setAside.length, 387)
    assert.equal(c.meaning, 'starting')
    assert.equal(c.latest + counted(c, 8), 86, 'open at the end for the peer')
  },
)

test(
  'four years of files import together, and every excluded row is listed with its reason',
  needsShared('data/ssda903/longitudinal_2017_2020/2017-episodes.csv'),
  () => {
    const tables = [
      'episodes',
      'header',
      'uasc',
      'reviews',
      'oc2',
      'oc3',
      'missing',
      'previous_permanence',
    ]
    const files = [2017, 2018, 2019, 2020].flatMap((year) =>
      tables.map((t) =>
        aFile(
          `${year}-${t}.csv`,
          sharedBytes(`data/ssda903/longitudinal_2017_2020/${year}-${t}.csv`),
        ),
      ),
    )
    const c = cleaned(files)
    assert.deepEqual(
      c.returns.map((r) => [r.label, r.rows, iso(r.end)]),
      [
        ['2017', 1460, '2018-04-01'],
        ['2018', 974, '2019-04-01'],
        ['2019', 648, '2020-04-01'],
        ['2020', 402, '2021-04-01'],
      ],
    )
    const dropped = counted(c, 5) + counted(c, 6)
    const listed = c.setAside.filter((s) => s.file.includes('episodes')).length
    assert.equal(c.read.episodes, c.kept + dropped + listed)
    const twins = c.changes.filter((x) => x.kind === 'same-start' || x.kind === 'same-end')
    assert.equal(twins.length, dropped, 'every row left out is listed')
    assert.equal(new Set(twins.map((x) => `${x.file} ${x.row}`)).size, dropped)
    assert.ok(c.setAside.every((s) => s.reason !== '' && s.mend !== ''))
    const report = cleanFiles(files)
    assert.ok(report.ok)
    assert.equal(report.value.from, '2017-04-01')
    assert.equal(report.value.to, '2021-03-31')
  },
)

test('the same child and start in two years: the latest year’s row is used', () => {
  const c = cleaned([
    episodesFile('2020-21 episodes.csv', [{ child: 'A', from: '01/06/2020' }]),
    episodesFile('2021-22 episodes.csv', [{ child: 'A', from: '01/06/2020', to: '01/07/2021' }]),
    headerFile('2021-22 header.csv', [{ child: 'A', born: BORN }]),
  ])
  assert.deepEqual(spans(c), ['2020-06-01 2021-07-01'])
  assert.equal(counted(c, 5), 1)
  const [twin, ...others] = cleanReport(c).changes
  assert.deepEqual(others, [])
  assert.deepEqual(twin, {
    file: '2020-21 episodes.csv',
    row: 2,
    column: 'DECOM',
    kind: 'same-start',
    was: '01/06/2020',
    now: '(row 2 of 2021-22 episodes.csv is used)',
  })
})

test('in one year the row with an end is used, whatever the order of the rows', () => {
  const open = { child: 'A', from: '01/06/2021' }
  const ended = { ...open, to: '01/07/2021' }
  assert.deepEqual(spans(ofOneYear(open, ended)), ['2021-06-01 2021-07-01'])
  assert.deepEqual(spans(ofOneYear(ended, open)), ['2021-06-01 2021-07-01'])
})

test('the same child and end twice: the earlier start is used', () => {
  const c = ofOneYear(
    { child: 'A', from: '01/06/2021', to: '01/09/2021' },
    { child: 'A', from: '01/07/2021', to: '01/09/2021' },
  )
  assert.deepEqual(spans(c), ['2021-06-01 2021-09-01'])
  assert.equal(counted(c, 6), 1)
})

test('an overlap, and a row open when a later one begins, end when the next begins, and are listed', () => {
  const c = ofOneYear(
    { child: 'A', from: '01/06/2021', to: '01/09/2021' },
    { child: 'A', from: '01/08/2021' },
    { child: 'A', from: '01/10/2021', rne: 'P' },
  )
  assert.deepEqual(spans(c), ['2021-06-01 2021-08-01', '2021-08-01 2021-10-01', '2021-10-01 open'])
  assert.deepEqual(
    c.changes.map((x) => [x.row, x.kind, x.was, x.now]),
    [
      [2, 'overlap-closed', '01/09/2021', '01/08/2021'],
      [3, 'open-closed', '(open)', '01/10/2021'],
    ],
  )
})

test('a child who vanishes from a later return ended on 31 March of the return that last had them', () => {
  const c = cleaned([
    episodesFile('2020-21 episodes.csv', [
      { child: 'A', from: '01/06/2020' },
      { child: 'B', from: '01/07/2020' },
    ]),
    episodesFile('2021-22 episodes.csv', [{ child: 'B', from: '01/07/2020' }]),
    headerFile('2021-22 header.csv', [
      { child: 'A', born: BORN },
      { child: 'B', born: BORN },
    ]),
  ])
  assert.deepEqual(spans(c), ['2020-06-01 2021-03-31', '2020-07-01 open'])
  assert.deepEqual(
    c.care.stays.map((s) => s.endUnknown),
    [true, false],
  )
  assert.deepEqual(
    c.steps.map((s) => s.latest),
    [0, 0, 0, 0, 0, 0, 0, -1, 0, 0],
  )
  assert.equal(c.latest, 1)
})

test('ending the vanished lowers the count expected in three years; with none, there is no effect', () => {
  const stayers = Array.from({ length: 8 }, (_, i) => ({ child: `S${i}`, from: '01/06/2020' }))
  const files = (second: readonly EpisodeIn[]) => [
    episodesFile('2020-21 episodes.csv', stayers),
    episodesFile('2021-22 episodes.csv', second),
    headerFile(
      '2021-22 header.csv',
      stayers.map(({ child }) => ({ child, born: '09/09/2012' })),
    ),
  ]
  assert.equal(vanishedEffect(cleaned(files(stayers)).care), undefined)
  const effect = vanishedEffect(cleaned(files(stayers.slice(3))).care)
  assert.ok(effect !== undefined && effect < 0 && effect > -3, `${effect}`)
})

test('the same carers without a gap are one placement, with the last row’s end and reason', () => {
  const c = ofOneYear(
    { child: 'A', from: '01/06/2021', to: '01/07/2021', rec: 'X1' },
    { child: 'A', from: '01/07/2021', to: '01/08/2021', rne: 'L', rec: 'X1' },
    { child: 'A', from: '01/08/2021', to: '01/09/2021', rne: 'P', place: 'K2', rec: 'E4A' },
  )
  assert.deepEqual(spans(c), ['2021-06-01 2021-08-01', '2021-08-01 2021-09-01'])
  assert.deepEqual(
    c.care.stays.map((s) => [s.subType, s.reasonEnded]),
    [
      ['in-house-foster', 'X1'],
      ['home-own', 'E4A'],
    ],
  )
})

test('a temporary placement belongs to the group of the placement behind it', () => {
  const c = ofOneYear(
    { child: 'A', from: '01/06/2021', to: '01/07/2021', place: 'K2', rec: 'X1' },
    { child: 'A', from: '01/07/2021', to: '08/07/2021', place: 'T1', rne: 'P', rec: 'X1' },
  )
  assert.deepEqual(
    c.care.stays.map((s) => s.group),
    ['residential', 'residential'],
  )
})

test('the header of the latest return is used, and a date of birth that differs is listed', () => {
  const c = cleaned([
    episodesFile('2021-22 episodes.csv', [{ child: 'A', from: '01/06/2021' }]),
    headerFile('2020-21 header.csv', [{ child: 'A', born: '09/09/2008' }]),
    headerFile('2021-22 header.csv', [{ child: 'A', born: BORN }]),
    uascFile('2020-21 uasc.csv', ['A']),
  ])
  const [child] = c.care.children
  assert.ok(child !== undefined)
  assert.equal(written(child.born), BORN)
  assert.equal(child.uasc, true)
  assert.deepEqual(
    c.changes.map((x) => [x.kind, x.was, x.now]),
    [['birth-differs', '09/09/2008', BORN]],
  )
})

test('a code of sex that is not one is listed and taken as not stated; the child is kept', () => {
  const c = cleaned([
    episodesFile('2021-22 episodes.csv', [{ child: 'A', from: '01/06/2021' }]),
    headerFile('2021-22 header.csv', [{ child: 'A', born: BORN, sex: 'u' }]),
  ])
  assert.equal(c.care.children[0]?.sex, '')
  assert.deepEqual(
    c.changes.map((x) => [x.row, x.column, x.kind, x.was]),
    [[2, 'SEX', 'sex-not-read', 'U']],
  )
})

test('a later import’s table takes the place of the same table of the same return', () => {
  const first = episodesFile('2021-22 episodes.csv', [
    { child: 'A', from: '01/06/2021' },
    { child: 'B', from: '01/07/2021' },
  ])
  const c = cleaned([
    { ...first, rank: -1 },
    episodesFile('mended 2021-22.csv', [{ child: 'A', from: '02/06/2021' }]),
    headerFile('2021-22 header.csv', [
      { child: 'A', born: BORN },
      { child: 'B', born: BORN },
    ]),
  ])
  assert.deepEqual(spans(c), ['2021-06-02 open'])
  assert.equal(c.read.episodes, 1)
})

test('children of two councils who share an identifier stay apart', () => {
  const rows = [
    'A,01/06/2021,S,C2,N1,U5,PR1,,,,,,,Marlshire',
    'A,01/08/2021,S,C2,N1,U5,PR1,,,,,,,Eastmere',
  ]
  const c = cleaned([
    aFile('2021-22 e.csv', [`${EPISODE_COLUMNS},LA`, ...rows].join('\n')),
    aFile(
      '2021-22 h.csv',
      `CHILD,SEX,DOB,ETHNIC,LA\nA,1,${BORN},WBRI,Marlshire\nA,2,01/01/2015,WBRI,EASTMERE`,
    ),
  ])
  assert.equal(c.care.children.length, 2)
  assert.equal(counted(c, 7), 0)
  assert.equal(c.latest, 2)
})

test('semicolons between cells, quotes, a mark and old line ends make no difference', () => {
  const plain = ofOneYear({ child: 'A', from: '01/06/2021', to: '01/07/2021' })
  const text = `\ufeff"${EPISODE_COLUMNS.replaceAll(',', '";"')}"\rA;01/06/2021;S;C2;N1;U5;PR1;01/07/2021;E4A;;;;\r\r`
  const other = cleaned([
    aFile('2021-22 episodes.csv', text),
    headerFile('2021-22 header.csv', [{ child: 'A', born: BORN }]),
  ])
  assert.deepEqual(spans(other), spans(plain))
  assert.equal(other.files[0]?.separator, ';')
})

const anEpisode = fc
  .record({
    child: fc.constantFrom('A', 'B', 'C', 'D'),
    month: fc.integer({ min: 4, max: 12 }),
    dayOf: fc.integer({ min: 1, max: 28 }),
    length: fc.option(fc.integer({ min: 0, max: 90 })),
    rne: fc.constantFrom('S', 'P', 'L', 'T', 'U', 'B'),
    place: fc.constantFrom('U5', 'U1', 'K2', 'H5', 'T1', 'P1', 'QQ'),
    year: fc.constantFrom(2020, 2021),
  })
  .map((x) => ({ ...x, from: Date.UTC(x.year, x.month - 1, x.dayOf) / 86_400_000 }))

type Drawn = typeof anEpisode extends fc.Arbitrary<infer T> ? T : never

function row(x: Drawn): EpisodeIn {
  const { child, rne, place } = x
  const base = { child, rne, place, from: written(x.from) }
  return x.length === null ? base : { ...base, to: written(x.from + x.length), rec: 'E4A' }
}

function filesOf(drawn: readonly Drawn[]): readonly FileIn[] {
  const children = ['A', 'B', 'C', 'D'].map((child) => ({ child, born: BORN }))
  const of = (year: number) => drawn.filter((x) => x.year === year).map(row)
  const years = [2020, 2021].filter((y) => of(y).length > 0)
  return [
    ...years.map((y) => episodesFile(`${y}-${y - 1999} episodes.csv`, of(y))),
    headerFile('2021-22 header.csv', children),
  ]
}

const drawnRows = fc.uniqueArray(anEpisode, {
  minLength: 1,
  maxLength: 14,
  selector: (x) => `${x.child} ${x.from} ${x.year} ${x.length === null ? 'open' : 'ended'}`,
})

test('a child is never in two placements on a day, and every row read is accounted for', () => {
  fc.assert(
    fc.property(drawnRows, (drawn) => {
      const c = cleaned(filesOf(drawn))
      c.care.stays.forEach((s, i) => {
        const next = c.care.stays[i + 1]
        if (next?.child === s.child) assert.ok(s.to !== undefined && s.to <= next.from)
        assert.ok(s.to === undefined || s.to >= s.from)
      })
      const listed = c.setAside.length
      assert.equal(c.read.episodes, c.kept + counted(c, 5) + counted(c, 6) + listed)
      const all = c.steps.reduce((n, s) => n + s.latest, 0)
      assert.ok(c.latest >= 0 && all <= 0)
    }),
  )
})

/** A cleaning without what the order of rows may change: where each stood. */
function plain(c: Cleaning): unknown {
  return {
    ...cleanReport(c),
    setAside: c.setAside.length,
    changes: c.changes.length,
    files: [],
    stays: c.care.stays.map((s) => ({ ...s, origin: undefined })),
  }
}

function lines(drawn: readonly Drawn[], la: string, year: number): readonly string[] {
  return drawn
    .filter((x) => x.year === year)
    .map((x) => {
      const r = row(x)
      return `${r.child},${r.from},${x.rne},C2,N1,${x.place},PR1,${r.to ?? ''},${r.rec ?? ''},,,,,${la}`
    })
}

test('the order of files and of rows makes no difference', () => {
  fc.assert(
    fc.property(
      drawnRows,
      fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
      (drawn, chance) => {
        const shuffled = drawn
          .map((x) => ({ x, at: chance.next().value }))
          .toSorted((a, b) => a.at - b.at)
          .map(({ x }) => x)
        const files = filesOf(shuffled).toReversed()
        assert.deepEqual(plain(cleaned(files)), plain(cleaned(filesOf(drawn))))
      },
    ),
  )
})

test('cleaning what is clean changes nothing', () => {
  fc.assert(
    fc.property(drawnRows, (drawn) => {
      const once = cleaned(filesOf(drawn))
      const rows = once.care.stays.map((s) => ({
        child: 'ABCD'.at(Number(once.care.children[s.child]?.child.slice(1)) - 1) ?? '',
        from: written(s.from),
        rne: s.rne,
        place: s.place,
        provider: s.provider,
        rec: s.reasonEnded,
        ...(s.to === undefined ? {} : { to: written(s.to) }),
      }))
      if (rows.length === 0) return
      const born = once.care.children.map((_, i) => ({ child: 'ABCD'.at(i) ?? '', born: BORN }))
      const year = drawn.some((x) => x.year === 2021) ? '2021-22' : '2020-21'
      const twice = cleaned([
        episodesFile(`${year} e.csv`, rows),
        headerFile(`${year} h.csv`, born),
      ])
      assert.deepEqual(spans(twice), spans(once))
      assert.deepEqual(
        [4, 5, 6, 7, 8].map((n) => counted(twice, n)),
        [0, 0, 0, 0, 0],
      )
    }),
  )
})

function filesOfCouncils(
  ...parts: readonly (readonly [readonly Drawn[], string])[]
): readonly FileIn[] {
  return [
    ...[2020, 2021].flatMap((y) => {
      const all = parts.flatMap(([d, la]) => lines(d, la, y))
      return all.length === 0
        ? []
        : [aFile(`${y}-${y - 1999} e.csv`, [`${EPISODE_COLUMNS},LA`, ...all].join('\n'))]
    }),
    aFile(
      'h 2021-22.csv',
      [
        'CHILD,SEX,DOB,ETHNIC,LA',
        ...parts.flatMap(([, la]) => ['A', 'B', 'C', 'D'].map((c) => `${c},1,${BORN},WBRI,${la}`)),
      ].join('\n'),
    ),
  ]
}

test('adding a council changes no other', () => {
  fc.assert(
    fc.property(drawnRows, drawnRows, (ours, theirs) => {
      const alone = cleaned(filesOfCouncils([ours, 'Aston']))
      const both = cleaned(filesOfCouncils([ours, 'Aston'], [theirs, 'Zeal']))
      const mine = alone.care.stays.map((s) => [iso(s.from), s.to, s.subType])
      assert.deepEqual(
        both.care.stays.slice(0, mine.length).map((s) => [iso(s.from), s.to, s.subType]),
        mine,
      )
    }),
  )
})
