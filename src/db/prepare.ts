import { emptyImage } from './open.ts'

/** Run once after an installation, so that the first start finds an empty database ready. */
await emptyImage()
