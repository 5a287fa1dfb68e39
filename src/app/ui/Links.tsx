import { Anchor, type AnchorProps, Button, type ButtonProps } from '@mantine/core'
import { createLink } from '@tanstack/react-router'
import type { ReactNode, Ref } from 'react'

type Own = { ref?: Ref<HTMLAnchorElement>; children?: ReactNode }

/** A link in a text. Where it leads, its parameters and its search are checked against the routes. */
export const TextLink = createLink((props: AnchorProps & Own) => <Anchor {...props} />)

/** A link that looks like a button. */
export const ButtonLink = createLink((props: ButtonProps & Own) => <Button component="a" {...props} />)
