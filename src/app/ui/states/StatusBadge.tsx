import type { ComponentType } from 'react'
import classes from './StatusBadge.module.css'

/** What a status looks like: always a word and an icon, the colour only repeats it. */
export type StatusLook = {
  word: string
  tone: 'good' | 'bad' | 'warn' | 'busy' | 'idle' | 'stop'
  icon: ComponentType<{ size?: number; 'aria-hidden'?: boolean; className?: string | undefined }>
  /** The icon turns: work is under way. */
  turning?: boolean
}

export function StatusBadge({ word, tone, icon: Icon, turning }: StatusLook) {
  return (
    <span className={classes.badge} data-tone={tone}>
      <Icon size={14} aria-hidden className={turning ? classes.turning : undefined} />
      {word}
    </span>
  )
}
