// Finds words that stand in the code of the console instead of in a resource of shared/locales.
import ts from 'typescript';

export interface BareText {
  readonly line: number;
  readonly text: string;
}

/** Attributes whose values are never read by a person. */
const machineAttributes: ReadonlySet<string> = new Set([
  'sx',
  'key',
  'id',
  'to',
  'href',
  'className',
  'role',
  'name',
  'type',
  'value',
  'component',
  'variant',
  'color',
  'autoComplete',
  'fileName',
  'accept',
  'listId',
  'level',
]);

/** Properties of the same kind, most of them styles. */
const machineProperties: ReadonlySet<string> = new Set([
  'type',
  'sx',
  'color',
  'bgcolor',
  'display',
  'outline',
  'fontFamily',
  'queryKey',
  'gridTemplateColumns',
]);

/** Names, units and marks that are the same in every language. */
const sameEverywhere: ReadonlySet<string> = new Set([
  'Russet',
  'Entra ID',
  ' · Russet',
  'kB',
  'MB',
  'GB',
  'TB',
  ' GB',
  // Names of keys, elements and errors.
  'Enter',
  'Escape',
  'INPUT',
  'TEXTAREA',
  'SELECT',
  'CallError',
]);

const hasLetters = (text: string): boolean => /\p{L}/u.test(text);

/**
 * Several words, a capital at the beginning, or an edge that joins other words. Not a selector, the start of a key or a
 * file with its lines.
 */
const looksLikeWords = (text: string): boolean =>
  hasLetters(text) &&
  !sameEverywhere.has(text) &&
  !/^\[|^\w+\.$|\n/.test(text) &&
  (/\p{L}.*\s.*\p{L}/su.test(text) || /^\p{Lu}/u.test(text) || /^\s|\s$|[…?!]$/.test(text));

/** Calls that look for a mark in a text. */
const searches = /\.(includes|startsWith|endsWith)$/;

/** Every literal of a file of the console that looks as if a person would read it. */
export const findBareTexts = (fileName: string, code: string): readonly BareText[] => {
  const source = ts.createSourceFile(
    fileName,
    code,
    ts.ScriptTarget.Latest,
    true,
    fileName.endsWith('.tsx') ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  );
  const found: BareText[] = [];
  const report = (node: ts.Node, text: string): void => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
    found.push({ line: line + 1, text: text.trim() });
  };
  const isCompared = ({ parent }: ts.Node): boolean =>
    (ts.isBinaryExpression(parent) && /^[!=]==$/.test(parent.operatorToken.getText(source))) || ts.isCaseClause(parent);
  const isName = (node: ts.Node): boolean =>
    (ts.isPropertyAssignment(node.parent) && node.parent.name === node) || ts.isElementAccessExpression(node.parent);

  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node) || ts.isNewExpression(node)) return;
    if (ts.isCallExpression(node) && searches.test(node.expression.getText(source))) return;
    if (ts.isBinaryExpression(node) && node.left.getText(source).endsWith('.displayName')) return;
    if (ts.isCallExpression(node) && node.expression.getText(source) === 't') {
      node.arguments.slice(1).forEach(visit);
      return;
    }
    if (ts.isJsxAttribute(node) && machineAttributes.has(node.name.getText(source))) return;
    if (ts.isPropertyAssignment(node) && machineProperties.has(node.name.getText(source))) return;
    if (ts.isJsxText(node) && hasLetters(node.text) && !sameEverywhere.has(node.text.trim())) report(node, node.text);
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) {
      if (looksLikeWords(node.text) && !isCompared(node) && !isName(node)) report(node, node.text);
    }
    if (ts.isTemplateExpression(node)) {
      const parts = [node.head.text, ...node.templateSpans.map((span) => span.literal.text)];
      const words = parts.join('').replaceAll(' · Russet', '');
      if (parts.some((part) => looksLikeWords(part)) && hasLetters(words)) report(node, parts.join('…'));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
};
