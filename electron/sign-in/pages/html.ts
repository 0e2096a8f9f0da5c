// The one place where text becomes HTML: everything interpolated is escaped unless it came out of this tag itself, and
// without what no page can carry.
import { carried } from '../../core/carried-text.ts';
import { lookUp } from '../../../shared/look-up.ts';

const brand: unique symbol = Symbol('html');

/** Markup made by the `html` tag. */
export interface Html {
  readonly [brand]: true;
  readonly text: string;
}

export type HtmlContent = Html | string | number | undefined | false | readonly HtmlContent[];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const isHtml = (content: object): content is Html => brand in content;

const render = (content: HtmlContent): string => {
  if (content === undefined || content === false) return '';
  if (typeof content === 'object') return isHtml(content) ? content.text : content.map(render).join('');
  return carried(String(content)).replace(/[&<>"']/g, (character) => lookUp(entities, character) ?? '');
};

/** Tagged template; attribute values must be quoted in the template. */
export const html = (parts: TemplateStringsArray, ...values: readonly HtmlContent[]): Html => ({
  [brand]: true,
  text: parts.map((part, index) => part + (index < values.length ? render(values[index]) : '')).join(''),
});
