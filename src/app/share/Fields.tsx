import IconCheck from '@tabler/icons-react/icons/IconCheck'
import { type ReactNode, type Ref, useImperativeHandle } from 'react'
import { type UseFormReturn, useWatch } from 'react-hook-form'
import type { OwnerAction } from '#contract/pair'
import { ReasonField } from '../ui/ReasonField.tsx'
import { useModule } from '../ui/use-module.ts'
import { PastedLines } from './paste/PastedLines.tsx'
import { PasteField } from './paste/PasteField.tsx'
import { usePaste } from './paste/use-paste.ts'
import { ImageField } from './pickers/ImageField.tsx'
import { ProjectField } from './pickers/ProjectField.tsx'
import classes from './ShareForm.module.css'
import type { ShareValues } from './share-values.ts'

/** Only the form that stops has it. */
const loadFindShares = async () => (await import('./FindShares.tsx')).FindShares

/** What the form asks of its fields: the pasted text as it stands there, read or not. */
export type FilledText = { text(): string }

/** The form, step by step, and the verdicts on what was pasted. `initial`: the pasted text that it begins with. */
export function Fields(props: {
  action: OwnerAction
  form: UseFormReturn<ShareValues>
  initial: string
  ref: Ref<FilledText>
}) {
  const { action, form, initial } = props
  const { control, register, formState } = form
  const paste = usePaste(control, initial)
  const FindShares = useModule(loadFindShares, action === 'unshare')
  useImperativeHandle(props.ref, () => ({ text: paste.text }))
  const [images, projects, pasted] = useWatch({ control, name: ['images', 'projects', 'pasted'] })
  return (
    <div className={classes.fields}>
      <div className={classes.steps}>
        <Step number={1} isDone={images.size > 0}>
          <ImageField control={control} action={action} />
        </Step>
        <Step number={2} isDone={projects.size + pasted.accepted > 0}>
          <ProjectField control={control} />
          <PasteField paste={paste} />
          {FindShares && <FindShares form={form} />}
        </Step>
        <Step number={3}>
          <ReasonField {...register('reason')} error={formState.errors.reason?.message} />
        </Step>
      </div>
      <PastedLines paste={paste} className={classes.lines} />
    </div>
  )
}

/** Of a field that no render follows, the style sheet sees whether it is filled in. */
function Step(props: { number: number; isDone?: boolean; children: ReactNode }) {
  return (
    <div className={classes.step} data-done={props.isDone || undefined}>
      <span className={classes.number} aria-hidden>
        <span>{props.number}</span>
        <IconCheck size={14} stroke={2.5} />
      </span>
      {props.children}
    </div>
  )
}
