import { TextInput, type TextInputProps } from '@mantine/core'

/** Why: kept with the job. Left to the browser while it is typed in, so that a key costs nothing else. */
export const ReasonField = (props: TextInputProps) => (
  <TextInput
    {...props}
    label="Reason"
    description="A ticket or a few words, kept with the job for whoever asks later."
    placeholder="CHG-4711: November golden images"
    autoComplete="off"
  />
)
