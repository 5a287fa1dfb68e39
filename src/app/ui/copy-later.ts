/**
 * Puts a text into the clipboard that is still being made. The clipboard is asked for at once, as browsers give it only
 * right after a click or a key. Fails with what the making failed with, or with a sentence for the user.
 */
export async function copyLater(text: Promise<string>): Promise<void> {
  const blob = text.then((made) => new Blob([made], { type: 'text/plain' }))
  try {
    await navigator.clipboard.write([new ClipboardItem({ 'text/plain': blob })])
  } catch {
    await text
    throw new Error('Copying is not allowed here.')
  }
}
