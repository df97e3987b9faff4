import { labelled, type LabelledOptions } from './form-group.ts'
import { attributes, html, names } from './parts.ts'
import type { Attributes, Html } from './parts.ts'

/** The words of the drop zone, where the design system's own do not fit. */
export type DropZoneWords = {
  readonly chooseFilesButtonText?: string | undefined
  readonly dropInstructionText?: string | undefined
  readonly noFileChosenText?: string | undefined
  readonly multipleFilesChosenText?: { readonly one?: string; readonly other?: string } | undefined
  readonly enteredDropZoneText?: string | undefined
  readonly leftDropZoneText?: string | undefined
}

export type FileUploadOptions = LabelledOptions &
  DropZoneWords & {
    readonly multiple?: boolean | undefined
    readonly disabled?: boolean | undefined
    /** Makes it a drop zone where JavaScript runs; without JavaScript it is the browser's own control. */
    readonly javascript?: boolean | undefined
    readonly wrapperClasses?: string | undefined
    readonly wrapperAttributes?: Attributes | undefined
  }

function zoneWords(options: FileUploadOptions): Attributes {
  const several = options.multipleFilesChosenText
  return {
    'data-i18n.choose-files-button': options.chooseFilesButtonText,
    'data-i18n.no-file-chosen': options.noFileChosenText,
    'data-i18n.multiple-files-chosen.one': several?.one,
    'data-i18n.multiple-files-chosen.other': several?.other,
    'data-i18n.drop-instruction': options.dropInstructionText,
    'data-i18n.entered-drop-zone': options.enteredDropZoneText,
    'data-i18n.left-drop-zone': options.leftDropZoneText,
  }
}

/** https://design-system.service.gov.uk/components/file-upload/ */
export function fileUpload(options: FileUploadOptions): Html {
  const wrong = options.errorMessage !== undefined && 'govuk-file-upload--error'
  return labelled(options, (id, describedBy) => {
    const own = attributes({
      class: names('govuk-file-upload', options.classes, wrong),
      id,
      name: options.name,
      type: 'file',
      disabled: options.disabled,
      multiple: options.multiple,
      'aria-describedby': describedBy,
    })
    const field = html`<input${own}${attributes(options.attributes)}>`
    const zoned =
      options.javascript === true
        ? html`<div class="${names('govuk-file-upload-wrapper', options.wrapperClasses)}" data-module="govuk-file-upload"${attributes(zoneWords(options))}${attributes(options.wrapperAttributes)}>${field}</div>`
        : field
    return html`${options.formGroup?.before}${zoned}${options.formGroup?.after}`
  })
}
