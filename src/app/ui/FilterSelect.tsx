import { NativeSelect } from '@mantine/core'
import IconSelector from '@tabler/icons-react/icons/IconSelector'

/** One filter of a page that is chosen from a list. `any`: what the choice without a filter is called. */
export function FilterSelect(props: {
  label: string
  any: string
  value: string | undefined
  options: readonly { value: string; label: string }[]
  /** Is given an empty text when the filter is taken away. */
  onChange: (value: string) => void
}) {
  return (
    <NativeSelect
      size="xs"
      label={props.label}
      rightSection={<IconSelector size={14} aria-hidden />}
      value={props.value ?? ''}
      data={[{ value: '', label: props.any }, ...props.options]}
      onChange={({ currentTarget }) => props.onChange(currentTarget.value)}
    />
  )
}
