import { ErrorState } from '../../ui/states/ErrorState.tsx'

/** A list of a picker that could not be read. */
export const ListProblem = (props: { what: string; error: Error; onRetry: () => void }) => (
  <ErrorState title={`The ${props.what} could not be read`} error={props.error} onRetry={props.onRetry} />
)
