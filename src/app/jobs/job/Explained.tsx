import type { ReactNode } from 'react'
import type { Explanation } from '#ims/explanations'
import type { StatusLook } from '../../ui/states/StatusBadge.tsx'
import { jobWords } from '../words.ts'
import classes from './Explained.module.css'

/** A code in words: what happened, why, who can mend it, what to do. Code and the cloud's own words are one click away. */
export function Explained(props: {
  tone: 'warn' | 'bad'
  icon: StatusLook['icon']
  /** The heading's level, by where it stands. */
  heading: 'h2' | 'h3'
  explanation: Explanation
  code: string
  message: string | null
  /** Beside the title: how many pairs. */
  count?: string
  /** A button that leads to where it can be mended. */
  children?: ReactNode
}) {
  const { icon: Icon } = props
  const { title, cause, who, act } = props.explanation
  const Heading = props.heading
  return (
    <section className={classes.box} data-tone={props.tone} aria-label={title}>
      <Heading className={classes.heading}>
        <Icon size={16} aria-hidden />
        {title} {props.count && <span className={classes.count}>{props.count}</span>}
      </Heading>
      <p>{cause}</p>
      <p>
        <b>{jobWords.whatToDo}</b> {act} <span className={classes.who}>{jobWords.upTo[who]}</span>
      </p>
      {props.children}
      <details>
        <summary>{jobWords.codeAndWords}</summary>
        <code>{props.code}</code>
        {props.message && <span> {props.message}</span>}
      </details>
    </section>
  )
}
