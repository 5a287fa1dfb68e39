import { type Control, useController } from 'react-hook-form'
import type { OwnerAction } from '#contract/pair'
import type { ShareValues } from '../share-values.ts'
import { ImagePicker } from './ImagePicker.tsx'

/** The form's images. */
export function ImageField({ control, action }: { control: Control<ShareValues>; action: OwnerAction }) {
  const { field, fieldState } = useController({ control, name: 'images' })
  return (
    <ImagePicker
      action={action}
      selected={field.value}
      onChange={field.onChange}
      inputRef={field.ref}
      error={fieldState.error?.message}
    />
  )
}
