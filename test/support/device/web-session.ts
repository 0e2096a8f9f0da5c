// A very small browser without JavaScript: cookies, forms, redirects. It is the web view of account-driven
// enrollment and the Safari that opens an invitation.
import { htmlProblems } from './html-validator.ts';
import { isRedirect, mediaType } from './https-client.ts';
import type { HttpResponse, HttpsClient } from './https-client.ts';

export interface FormField {
  readonly name: string;
  readonly type: string;
  readonly value: string;
  /** A person cannot change it. */
  readonly readOnly: boolean;
  readonly required: boolean;
  /** A box that is not ticked is not sent. */
  readonly unticked: boolean;
}

export interface HtmlForm {
  readonly action: string;
  readonly method: 'GET' | 'POST';
  readonly fields: readonly FormField[];
}

export interface WebPage {
  readonly kind: 'page';
  readonly status: number;
  readonly url: string;
  readonly html: string;
  /** Visible text, white space collapsed. */
  readonly text: string;
  readonly title: string;
  readonly forms: readonly HtmlForm[];
  readonly links: readonly { readonly href: string; readonly text: string }[];
}

export interface WebDownload {
  readonly kind: 'profile';
  readonly status: number;
  readonly url: string;
  readonly bytes: Buffer;
}

/** A redirect to the scheme that hands the result back to Settings. */
export interface WebCallback {
  readonly kind: 'callback';
  /** Status of the redirect; Apple documents 308. */
  readonly status: number;
  readonly url: string;
}

export type WebOutcome = WebPage | WebDownload | WebCallback;

/** Who signs in on a page, and what they know. */
export interface WebPerson {
  readonly username: string;
  readonly password: string;
  readonly pin?: string | undefined;
  /** False leaves the tick out that the page requires. */
  readonly acceptsTerms?: boolean | undefined;
}

/** Whether a form is for signing in. */
export const isSignInForm = ({ fields }: HtmlForm): boolean =>
  fields.some(({ type, name }) => type === 'password' || name === 'pin' || name === 'terms');

export interface WebSession {
  open(url: string): Promise<WebOutcome>;
  /** Sends a form of the page with some fields changed; hidden fields go along. */
  submit(page: WebPage, form: HtmlForm, values: Readonly<Record<string, string>>): Promise<WebOutcome>;
  /**
   * Fills the page's sign-in form (the one with a field for a password or a PIN) and sends it. Throws if the form asks
   * for a PIN that the person does not have.
   */
  signIn(page: WebPage, person: WebPerson): Promise<WebOutcome>;
}

export const callbackScheme = 'apple-remotemanagement-user-login:';
export const profileMediaType = 'application/x-apple-aspen-config';

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

const decodeEntities = (text: string): string =>
  text.replace(/&(#x?[0-9a-f]+|[a-z]+);/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return entities[name.toLowerCase()] ?? whole;
    const code = name[1]?.toLowerCase() === 'x' ? parseInt(name.slice(2), 16) : parseInt(name.slice(1), 10);
    return String.fromCodePoint(code);
  });

const attributesOf = (tag: string): Record<string, string> => {
  const found: Record<string, string> = {};
  for (const match of tag.matchAll(/([a-zA-Z-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s">]+)))?/g)) {
    const [, name = '', double, single, bare] = match;
    found[name.toLowerCase()] = decodeEntities(double ?? single ?? bare ?? '');
  }
  return found;
};

const visibleText = (html: string): string =>
  decodeEntities(html.replace(/<(script|style|title)\b[\s\S]*?<\/\1>/gi, ' ').replace(/<[^>]+>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim();

/** Reads the forms, links, title and text of a page. */
export const parsePage = (html: string, url: string, status: number): WebPage => {
  const forms = [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/gi)].map(([, head = '', inner = '']): HtmlForm => {
    const form = attributesOf(head);
    const fields = [...inner.matchAll(/<(input|button)\b([^>]*)>/gi)].flatMap(([, element = '', rest = '']) => {
      const field = attributesOf(rest);
      const type = field.type ?? (element.toLowerCase() === 'button' ? 'submit' : 'text');
      if (field.name === undefined || field.name === '') return [];
      return [
        {
          name: field.name,
          type,
          value: field.value ?? '',
          readOnly: field.readonly !== undefined,
          required: field.required !== undefined,
          unticked: (type === 'checkbox' || type === 'radio') && field.checked === undefined,
        },
      ];
    });
    return {
      action: new URL(form.action ?? '', url).href,
      method: form.method?.toUpperCase() === 'POST' ? 'POST' : 'GET',
      fields,
    };
  });
  const links = [...html.matchAll(/<a\b([^>]*)>([\s\S]*?)<\/a>/gi)].flatMap(([, head = '', inner = '']) => {
    const href = attributesOf(head).href;
    return href === undefined ? [] : [{ href: new URL(href, url).href, text: visibleText(inner) }];
  });
  const title = visibleText(/<title[^>]*>([\s\S]*?)<\/title>/i.exec(html)?.[1] ?? '');
  return { kind: 'page', status, url, html, text: visibleText(html), title, forms, links };
};

/** A session with its own cookies. `userAgent` is what the pages see. */
export const createWebSession = (http: HttpsClient, userAgent: string): WebSession => {
  const cookies = new Map<string, Map<string, string>>();

  const keepCookies = (response: HttpResponse): void => {
    const host = new URL(response.url).host;
    const jar = cookies.get(host) ?? new Map<string, string>();
    cookies.set(host, jar);
    for (const header of response.setCookies) {
      const [pair = ''] = header.split(';');
      const equals = pair.indexOf('=');
      if (equals <= 0) continue;
      if (/max-age=0|expires=thu, 01 jan 1970/i.test(header)) jar.delete(pair.slice(0, equals).trim());
      else jar.set(pair.slice(0, equals).trim(), pair.slice(equals + 1).trim());
    }
  };

  const fetchPage = async (method: 'GET' | 'POST', url: string, body?: string): Promise<WebOutcome> => {
    let next: { method: 'GET' | 'POST'; url: string; body: string | undefined } = { method, url, body };
    for (let hops = 0; hops < 15; hops += 1) {
      const jar = cookies.get(new URL(next.url).host);
      const cookie = [...(jar ?? [])].map(([name, value]) => `${name}=${value}`).join('; ');
      const response = await http.send({
        method: next.method,
        url: next.url,
        headers: {
          'user-agent': userAgent,
          accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
          ...(cookie === '' ? {} : { cookie }),
          ...(next.body === undefined
            ? {}
            : { 'content-type': 'application/x-www-form-urlencoded', origin: new URL(url).origin }),
        },
        body: next.body === undefined ? undefined : Buffer.from(next.body),
      });
      keepCookies(response);
      const location = response.headers.location;
      if (isRedirect(response.status) && location !== undefined) {
        if (location.startsWith(callbackScheme)) return { kind: 'callback', status: response.status, url: location };
        const keepsMethod = response.status === 307 || response.status === 308;
        const target = new URL(location, next.url).href;
        next = keepsMethod ? { ...next, url: target } : { method: 'GET', url: target, body: undefined };
        continue;
      }
      if (mediaType(response) === profileMediaType) {
        return { kind: 'profile', status: response.status, url: next.url, bytes: response.body };
      }
      const html = response.body.toString('utf8');
      const problems = mediaType(response) === 'text/html' ? htmlProblems(html) : [];
      if (problems.length > 0) throw new Error(`the page at ${next.url} is no sound HTML:\n${problems.join('\n')}`);
      return parsePage(html, next.url, response.status);
    }
    throw new Error(`too many redirects, starting at ${url}`);
  };

  const session: WebSession = {
    open: (url) => fetchPage('GET', url),
    submit(_page, form, values) {
      const data = new URLSearchParams();
      for (const field of form.fields) {
        if (field.unticked && values[field.name] === undefined) continue;
        if (field.type !== 'submit' || field.value !== '') data.append(field.name, values[field.name] ?? field.value);
      }
      if (form.method === 'POST') return fetchPage('POST', form.action, data.toString());
      const target = new URL(form.action);
      target.search = data.toString();
      return fetchPage('GET', target.href);
    },
    signIn(page, person) {
      const form = page.forms.find(isSignInForm);
      if (form === undefined) {
        throw new Error(`the page at ${page.url} has no sign-in form; it says: ${page.text.slice(0, 300)}`);
      }
      const values: Record<string, string> = {};
      for (const { name, type, value, readOnly, required } of form.fields) {
        if (type === 'checkbox') {
          if (required && person.acceptsTerms !== false) values[name] = value;
        } else if (type === 'password') values[name] = person.password;
        else if (name === 'pin') {
          if (required && person.pin === undefined) throw new Error(`${person.username} has no PIN`);
          values[name] = person.pin ?? '';
        } else if ((type === 'text' || type === 'email') && !readOnly) values[name] = person.username;
      }
      return session.submit(page, form, values);
    },
  };
  return session;
};
