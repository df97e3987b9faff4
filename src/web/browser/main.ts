import {
  Button,
  Checkboxes,
  createAll,
  ErrorSummary,
  FileUpload,
  NotificationBanner,
  Radios,
  SkipLink,
} from 'govuk-frontend'
import { followRuns } from './follow-run.ts'

// Pages are whole without this file: it may only make them quicker to use.
document.body.classList.add('js-enabled', 'govuk-frontend-supported')

createAll(Button)
createAll(Checkboxes)
createAll(ErrorSummary)
createAll(FileUpload)
createAll(NotificationBanner)
createAll(Radios)
createAll(SkipLink)
followRuns()
