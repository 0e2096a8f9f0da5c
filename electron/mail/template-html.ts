// The HTML of mail texts: a small well-formed subset is read into a tree, and only that tree is ever written out again.
import { SaxesParser } from 'saxes';
import { type AdminText, say, verbatim } from '../../shared/locales/admin-texts.ts';
import { lookUp } from '../../shared/look-up.ts';
import { fill, isLinkVariable, namesIn, type VariableValues } from './variables.ts';

interface Element {
  readonly name: string;
  readonly attributes: readonly (readonly [name: string, value: string])[];
  readonly children: Node[];
}
type Node = Element | string;

/** Elements of the subset and their attributes. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  a: ['href'],
  b: [],
  blockquote: [],
  br: [],
  code: [],
  div: [],
  em: [],
  h1: [],
  h2: [],
  h3: [],
  hr: [],
  i: [],
  li: [],
  ol: [],
  p: [],
  small: [],
  strong: [],
  table: [],
  tbody: [],
  td: [],
  th: [],
  tr: [],
  u: [],
  ul: [],
};
const empty = ['br', 'hr'];
/** What is left out as a whole when a variable in it has no value. */
const blocks = ['p', 'li', 'tr', 'h1', 'h2', 'h3', 'blockquote'];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => lookUp(entities, character) ?? '');

const hrefProblem = (href: string): AdminText | undefined => {
  const names = namesIn(href);
  if (names.length > 0) {
    const alone = names.length === 1 && href === `\${${names[0] ?? ''}}`;
    return alone && isLinkVariable(names[0] ?? '') ? undefined : say('mail.linkVariable');
  }
  return /^(https:\/\/|mailto:)[^\s]+$/i.test(href) ? undefined : say('mail.linkScheme');
};

const problemOf = (name: string, attributes: Readonly<Record<string, string>>): AdminText | undefined => {
  const attributeNames = lookUp(allowed, name);
  if (attributeNames === undefined) return say('mail.element', { element: name });
  const foreign = Object.keys(attributes).find((attribute) => !attributeNames.includes(attribute));
  if (foreign !== undefined) return say('mail.attribute', { attribute: foreign, element: name });
  return attributes['href'] === undefined ? undefined : hrefProblem(attributes['href']);
};

export type ParsedHtml = { readonly nodes: readonly Node[] } | { readonly problem: AdminText };

/** Reads the HTML of a mail text. Anything outside of the subset is named with its line. */
export const parseTemplateHtml = (source: string): ParsedHtml => {
  const root: Element = { name: '', attributes: [], children: [] };
  const open: Element[] = [root];
  const here = (): Element => open.at(-1) ?? root;
  let problem: AdminText | undefined;
  const parser = new SaxesParser<{ fragment: true; position: true; xmlns?: false }>({ fragment: true, position: true });
  const refuse = (what: AdminText): void => {
    problem ??= say('mail.line', { line: parser.line, problem: what });
  };
  Object.assign(parser.ENTITIES, { nbsp: '\u00a0', ndash: '–', mdash: '—', hellip: '…', copy: '©' });
  parser.on('error', (error) => {
    refuse(verbatim(error.message.replace(/^(.*:)?\d+:\d+: /, '').replace(/\.$/, '')));
  });
  parser.on('doctype', () => {
    refuse(say('mail.doctype'));
  });
  parser.on('processinginstruction', () => {
    refuse(say('mail.instruction'));
  });
  parser.on('cdata', () => {
    refuse(say('mail.cdata'));
  });
  parser.on('text', (text) => {
    here().children.push(text);
  });
  parser.on('opentag', (tag) => {
    const name = tag.name.toLowerCase();
    const found = problemOf(name, tag.attributes);
    if (found !== undefined) refuse(found);
    const element: Element = { name, attributes: Object.entries(tag.attributes), children: [] };
    here().children.push(element);
    open.push(element);
  });
  parser.on('closetag', () => {
    open.pop();
  });
  // What browsers forgive: an empty element without its slash, an ampersand that stands for itself.
  parser.write(source.replace(/<(br|hr)\s*>/gi, '<$1/>').replace(/&(?!#?\w{1,10};)/g, '&amp;')).close();
  return problem === undefined ? { nodes: root.children } : { problem };
};

/** All texts and addresses of the tree, to look for variables. */
export const textsOf = (nodes: readonly Node[]): string[] =>
  nodes.flatMap((node) =>
    typeof node === 'string' ? [node] : [...node.attributes.map(([, value]) => value), ...textsOf(node.children)],
  );

interface Written {
  readonly html: string;
  /** A variable in it has no value, and no block around it was left out for that yet. */
  readonly missing: boolean;
}

const write = (nodes: readonly Node[], values: VariableValues): Written => {
  const parts = nodes.map((node): Written => {
    if (typeof node === 'string') {
      const text = fill(node, values);
      return { html: escapeHtml(text ?? ''), missing: text === undefined };
    }
    const children = write(node.children, values);
    const attributes = node.attributes.map(([name, value]) => ({ name, value: fill(value, values) }));
    const missing = children.missing || attributes.some(({ value }) => value === undefined);
    if (missing && blocks.includes(node.name)) return { html: '', missing: false };
    const written = attributes.map(({ name, value }) => ` ${name}="${escapeHtml(value ?? '')}"`).join('');
    const start = `<${node.name}${written}>`;
    return { html: empty.includes(node.name) ? start : `${start}${children.html}</${node.name}>`, missing };
  });
  return { html: parts.map(({ html }) => html).join(''), missing: parts.some(({ missing }) => missing) };
};

/** The tree with its variables filled in, every value escaped; a paragraph with a variable without value is left out. */
export const writeHtml = (nodes: readonly Node[], values: VariableValues): string => write(nodes, values).html;
