/** The settings of the simulator, from the environment. A variable that is empty counts as not set. */
export type Settings = { port: number; host: string; folder: string; images: number | undefined }

/** Reads the settings. Throws a sentence that names the variable which cannot be used. */
export function readSettings(env: Record<string, string | undefined>): Settings {
  return {
    port: whole(env, 'PORT', 0, 65535) ?? 8081,
    host: env.HOST || '127.0.0.1',
    folder: env.DATA_DIR || 'data',
    images: whole(env, 'EMBEDDED_IMAGES', 1, 1_000_000),
  }
}

function whole(
  env: Record<string, string | undefined>,
  name: string,
  min: number,
  max: number,
): number | undefined {
  const text = env[name]
  if (!text) return undefined
  if (!/^\d{1,7}$/.test(text) || Number(text) < min || Number(text) > max)
    throw new Error(`${name} must be a whole number, ${min} to ${max}.`)
  return Number(text)
}
