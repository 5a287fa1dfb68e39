import { Anchor, Button } from '@mantine/core'
import { BASE_PATH } from '../base-path.ts'
import { help } from '../ui/help-words.ts'
import { ModalDialog } from '../ui/ModalDialog.tsx'
import classes from './HelpDialog.module.css'
import { words } from './words.ts'

/** What the words of the console mean, and where its calls are described. */
export function HelpDialog({ onClose }: { onClose: () => void }) {
  return (
    <ModalDialog title={words.help} onClose={onClose}>
      <dl className={classes.terms}>
        {Object.values(help).map(({ term, means }) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>
              {means.map((sentence) => (
                <p key={sentence}>{sentence}</p>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <p>
        {words.apiHint}
        <Anchor
          inherit
          underline="always"
          href={`${BASE_PATH}/openapi.json`}
          target="_blank"
          rel="noreferrer"
        >
          {words.api}
        </Anchor>
      </p>
      <div>
        <Button variant="default" onClick={onClose}>
          {words.close}
        </Button>
      </div>
    </ModalDialog>
  )
}
