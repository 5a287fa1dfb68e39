import * as z from 'zod/mini'
import { createRemembered } from '../../ui/remembered.ts'
import { jobsSearch } from './jobs-search.ts'

/** A name for an address of the history. One of them may be what the history opens with. */
const view = z.object({ name: z.string(), search: jobsSearch, isDefault: z.boolean() })
export type View = z.infer<typeof view>

const remembered = createRemembered('job-views')

/** What is remembered, in another browser's or version's words: what makes no sense is none. */
export function readViews(text: string | null): View[] {
  try {
    return z.array(view).parse(JSON.parse(text ?? '[]'))
  } catch {
    return []
  }
}

/** The views that this browser keeps, and how they are changed. */
export function useViews() {
  const views = readViews(remembered.useText())
  const keep = (next: readonly View[]) => remembered.set(JSON.stringify(next))
  return {
    views,
    /** In place of one with the same name. */
    save: ({ name, search }: Pick<View, 'name' | 'search'>) => {
      const isDefault = views.some((each) => each.name === name && each.isDefault)
      keep([...views.filter((each) => each.name !== name), { name, search, isDefault }])
    },
    remove: (name: string) => keep(views.filter((each) => each.name !== name)),
    /** Null: the history opens with all jobs. */
    makeDefault: (name: string | null) =>
      keep(views.map((each) => ({ ...each, isDefault: each.name === name }))),
  }
}
