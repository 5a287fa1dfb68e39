import { useMemo } from 'react'
import type { ChoiceKind } from '../../ui/select/choice-kind.ts'

/** The props of a picker in the form. */
export type PickerProps = {
  selected: ReadonlySet<string>
  onChange: (selected: ReadonlySet<string>) => void
  error?: string | undefined
  inputRef?: (input: HTMLInputElement | null) => void
}

/** Things by their ID. */
export const useById = <T>(items: readonly T[] | undefined, kind: ChoiceKind<T>): ReadonlyMap<string, T> =>
  useMemo(() => new Map(items?.map((item) => [kind.idOf(item), item])), [items, kind])
