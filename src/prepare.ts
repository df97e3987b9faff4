import { emptyImage } from '#db'
import { layQueue } from '#jobs'

/** Run once after an installation, so that the first start finds an empty database ready. */
await emptyImage(layQueue)
