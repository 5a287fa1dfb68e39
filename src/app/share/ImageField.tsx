import { type Control, useController } from 'react-hook-form'
import { ImagePicker } from './ImagePicker.tsx'
import type { ShareValues } from './share-values.ts'

/** The form's images. */
export function ImageField({ control }: { control: Control<ShareValues> }) {
  const { field, fieldState } = useController({ control, name: 'images' })
  return (
    <ImagePicker
      selected={field.value}
      onChange={field.onChange}
      inputRef={field.ref}
      error={fieldState.error?.message}
    />
  )
}
