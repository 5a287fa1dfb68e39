/**
 * Mantine's styles for the components in use only: the whole style sheet would be three times as large. They
 * are in a cascade layer, so that our own modules win in whatever order chunks arrive. Styles of a component
 * that is new to the app are added here, or in the lazily loaded module that uses it. Its variables are not here: the
 * provider writes all of them, as nearly every one is our own.
 */
import '@mantine/core/styles/baseline.layer.css'
import '@mantine/core/styles/global.layer.css'
import '@mantine/core/styles/UnstyledButton.layer.css'
import '@mantine/core/styles/VisuallyHidden.layer.css'
import '@mantine/core/styles/Text.layer.css'
import '@mantine/core/styles/Anchor.layer.css'
import '@mantine/core/styles/Loader.layer.css'
import '@mantine/core/styles/Button.layer.css'
import '@mantine/core/styles/ActionIcon.layer.css'
import '@mantine/core/styles/CloseButton.layer.css'
import '@mantine/core/styles/Input.layer.css'
import '@mantine/core/styles/InlineInput.layer.css'
import '@mantine/core/styles/Checkbox.layer.css'
import '@mantine/core/styles/Switch.layer.css'
import '../fonts.css'
import './global.css'
