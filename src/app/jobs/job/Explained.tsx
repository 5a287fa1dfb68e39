import type { ReactNode } from 'react'
import type { Explanation } from '#ims/explanations'
import type { StatusLook } from '../../ui/states/StatusBadge.tsx'
import { jobWords } from '../words.ts'
import classes from './Explained.module.css'

/**
 * A code in words: what happened, why, who can fix it, what to do. The code and the cloud's own words are one
 * click away.
 */
export function Explained(props: {
  tone: 'warn' | 'bad'
  icon: StatusLook['icon']
  /** The level of the heading on its page. */
  heading: 'h2' | 'h3'
  explanation: Explanation
  code: string
  message: string | null
  /** The number of pairs, beside the title. */
  count?: string
  /** A button that leads to the place where it can be fixed. */
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
        <code translate="no">{props.code}</code>
        {props.message && <span> {props.message}</span>}
      </details>
    </section>
  )
}
