import { type Control, useController } from 'react-hook-form'
import type { ShareValues } from '../share-values.ts'
import { ProjectPicker } from './ProjectPicker.tsx'

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
