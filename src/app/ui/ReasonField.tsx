import { TextInput, type TextInputProps } from '@mantine/core'

/** The reason, which is kept with the job. The field is uncontrolled, so that typing renders nothing else. */
export const ReasonField = (props: TextInputProps) => (
  <TextInput
    {...props}
    label="Reason"
    description="A ticket or a few words, kept with the job for whoever asks later."
    placeholder="CHG-4711: November golden images"
    autoComplete="off"
  />
)
