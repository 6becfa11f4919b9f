/*
 * LOOPBACK HOST: the same app in a local browser, where Electron's window cannot be had.
 *
 * The renderer speaks one of two languages and nothing else:
 *
 * A. `window.bridge` (Electron; see preload.ts), frozen:
 *      call(name, input, callId)   → Promise<Result>      never rejects for what a user can cause; callId: [A-Za-z0-9-]{1,64}
 *      cancel(callId)              → Promise<void>        the call itself then ends with CANCELLED
 *      onEvent(listener)           → () => void           listener(event); returns "stop listening"
 *      pickFile(options)           → Promise<Picked[]>    [] when the user closed the dialog
 *        options = { mode: 'open', extensions: ['csv', …], multiple?: boolean } | { mode: 'save', name: 'goi y.csv' }
 *        Picked  = { handle: string, name: string, byteCount: number }     byteCount 0 for 'save'
 *      A job writes straight to the place chosen by 'save'; nothing is left to do after it.
 *
 * B. HTTP on 127.0.0.1 (this file). Opened as http://127.0.0.1:PORT/#t=TOKEN. Every request but GET of static files sends
 *      x-vung-manh: 1                       and, from the second request on,
 *      authorization: Bearer BEARER
 *    and, with a body, `content-type: application/json` (POST /file: application/octet-stream).
 *      POST /open    {token}               → {bearer}     once; take #t= out of the address at once (history.replaceState),
 *                                                         keep the bearer in sessionStorage, so that a reload keeps it.
 *                                                         403: the token was used; say "mở lại từ chương trình".
 *      POST /call    {name,input,callId}   → Result       always 200 when the request itself was sound
 *      POST /cancel  {callId}              → {}
 *      GET  /events                        → NDJSON stream: one event a line, and {"type":"beat"} every 15 s.
 *                                            Read with fetch() + getReader(); on its end open it again after 1 s.
 *      POST /file?name=ENCODED  raw bytes  → Picked       413 over 200 MB. Choose by <input type=file>, then upload.
 *      POST /save    {name}                → Picked       a place for a job to write to, byteCount 0
 *      GET  /file/HANDLE                   → the bytes the job wrote, once; give them to the user (blob: + <a download>)
 *    Statuses: 400 malformed · 401 no or wrong bearer (ask to open again from the program) · 403 foreign origin or used
 *    token · 404 · 405 · 413 too large · 415 wrong content type or header · 421 wrong host. Body then {"error":"plain words"}.
 *
 * Events (both): {type:'progress',callId,done,total} {type:'changed',entities:[…]} {type:'opened'} {type:'locked'}.
 * 'locked' also comes unasked (idle time, screen lock): forget everything shown and show the login. Handles die with it.
 *
 * Page: index.html carries <meta property="csp-nonce" nonce="…"> with a nonce new at each load; give it to Mantine
 * (getStyleNonce) and to every <style> made by script. No inline script, no style="" in HTML. Trusted Types are required:
 * exactly one policy, named `default`, may be made.
 */
export {};
