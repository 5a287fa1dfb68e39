import type { Recipient } from '#contract/recipient'
import { Fact, Facts } from '../../ui/Facts.tsx'
import { CopyableId } from '../../ui/Id.tsx'
import { TextLink } from '../../ui/Links.tsx'
import { Time } from '../../ui/Time.tsx'
import { UseTimes } from '../RecipientTable.tsx'
import { sourcesText } from '../words.ts'
import classes from './RecipientPage.module.css'
import { words } from './words.ts'

/** What is known of a project: its entry in the book, who wrote it, and where else it is known from. */
export function RecipientFacts({ id, recipient }: { id: string; recipient: Recipient | undefined }) {
  const { accountId, owner, groups = [], notes, written, sources } = recipient ?? {}
  return (
    <Facts>
      <Fact name={words.knownFrom}>{sources ? sourcesText(sources) : words.nowhere}</Fact>
      {owner && (
        <Fact name={words.owner}>
          <span translate="no">{owner}</span>
        </Fact>
      )}
      {groups.length > 0 && (
        <Fact name={words.groups}>
          {groups.map((group) => (
            <TextLink key={group} to="/recipients" search={{ group }} display="block" size="sm">
              <span translate="no">{group}</span>
            </TextLink>
          ))}
        </Fact>
      )}
      {recipient && (
        <Fact name={words.shared}>
          <UseTimes recipient={recipient} />
        </Fact>
      )}
      <Fact name={words.written}>
        {written ? (
          <>
            <Time at={written.at} />
            {words.by(written.by)}
          </>
        ) : (
          words.noEntry
        )}
      </Fact>
      {notes && (
        <Fact name={words.notes} wide>
          <span className={classes.notes} translate="no">
            {notes}
          </span>
        </Fact>
      )}
      {accountId && (
        <Fact name={words.account} wide>
          <CopyableId id={accountId} name={words.account} />
        </Fact>
      )}
      <Fact name={words.id} wide>
        <CopyableId id={id} name={recipient?.name || words.title} />
      </Fact>
    </Facts>
  )
}
