const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]', '::1']

/** Whether a name or an address, in brackets or not, is that of this machine itself. */
export const isLoopback = (host: string): boolean => LOOPBACK.includes(host)
