// The cookies that pages for people use: never readable by a script, never sent over plain HTTP.
import type { MdmRequest } from '../wire/http.ts';

/** What a browser sends under a name; undefined without it. */
export const readCookie = ({ headers }: Pick<MdmRequest, 'headers'>, name: string): string | undefined =>
  (headers.cookie ?? '')
    .split(/;\s*/)
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1);

/** The value of a Set-Cookie header. `lifetimeMs` in milliseconds. */
export const cookieHeader = (name: string, value: string, path: string, lifetimeMs: number): string =>
  `${name}=${value}; Path=${path}; Max-Age=${String(lifetimeMs / 1000)}; HttpOnly; Secure; SameSite=Lax`;
