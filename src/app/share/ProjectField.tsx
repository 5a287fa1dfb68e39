import { type Control, useController } from 'react-hook-form'
import { ProjectPicker } from './ProjectPicker.tsx'
import type { ShareValues } from './share-values.ts'

/** The form's projects. */
export function ProjectField({ control }: { control: Control<ShareValues> }) {
  const { field, fieldState } = useController({ control, name: 'projects' })
  return (
    <ProjectPicker
      selected={field.value}
      onChange={field.onChange}
      inputRef={field.ref}
      error={fieldState.error?.message}
    />
  )
}
