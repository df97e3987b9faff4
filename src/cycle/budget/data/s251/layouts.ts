import { unwrap } from '#kernel/result.ts'
import type { CrosswalkRow, Layout } from '../../rules/s251/index.ts'
import crosswalkRows from './crosswalk.json' with { type: 'json' }
import y2008 from './layouts/2008-09.json' with { type: 'json' }
import y2009 from './layouts/2009-10.json' with { type: 'json' }
import y2010 from './layouts/2010-11.json' with { type: 'json' }
import y2011 from './layouts/2011-12.json' with { type: 'json' }
import y2012 from './layouts/2012-13.json' with { type: 'json' }
import y2013 from './layouts/2013-14.json' with { type: 'json' }
import y2015 from './layouts/2015-16-on.json' with { type: 'json' }
import { readCrosswalk, readLayout } from './shape.ts'

/** Every stable id: what a line is in every year. */
export const CROSSWALK: ReadonlyMap<string, CrosswalkRow> = readCrosswalk(crosswalkRows)

/** Layouts as shipped, the oldest first. A further year is a file of the same shape (docs/s251-layouts.md). */
export const LAYOUTS: readonly Layout[] = [y2008, y2009, y2010, y2011, y2012, y2013, y2015].map(
  (value) => unwrap(readLayout(value, 'a layout that is shipped', CROSSWALK)),
)
