// An object literal is no map: it finds "constructor" in itself, and loses "__proto__" when that is written. Finds
// `table[key]` and `key in table` where the key may be any text and the table an object. A Map has no such names.
// oxlint hands no types to rules of ours, so this one is a walk with the compiler of its own.
import ts from 'typescript';

const messages = {
  read: 'The key may be any text, and an object finds "constructor" in itself: use a Map, or lookUp() of shared/look-up.ts.',
  write:
    'The key may be any text, and an object loses "__proto__": use a Map, with Object.fromEntries() where an object is wanted.',
};

const partsOf = (type) => (type.isUnion() ? type.types.flatMap(partsOf) : [type]);

/** Keys that are one of some literals, numbers or symbols are chosen by us. */
const mayBeAnyText = (type) => partsOf(type).some((part) => (part.flags & ts.TypeFlags.String) !== 0);

const isTable = (type, checker) =>
  partsOf(type).some((part) => {
    const known = checker.getBaseConstraintOfType(part) ?? part;
    return (known.flags & ts.TypeFlags.Object) !== 0 && !checker.isArrayLikeType(known);
  });

/** What has to hold before `inner`, a part of `outer`, is reached. */
const conditionOf = (outer, inner) => {
  if (ts.isConditionalExpression(outer)) return outer.whenTrue === inner ? outer.condition : undefined;
  if (ts.isIfStatement(outer)) return outer.thenStatement === inner ? outer.expression : undefined;
  const isAnd = ts.isBinaryExpression(outer) && outer.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken;
  return isAnd && outer.right === inner ? outer.left : undefined;
};

/** Whether `node` is only reached when the table has the key itself: `Object.hasOwn(table, key) ? table[key] : …`. */
const isGuarded = (node, file) => {
  const guard = `Object.hasOwn(${node.expression.getText(file)}, ${node.argumentExpression.getText(file)})`;
  for (let inner = node, outer = node.parent; outer; inner = outer, outer = outer.parent) {
    if (conditionOf(outer, inner)?.getText(file).includes(guard)) return true;
  }
  return false;
};

const isWritten = (node) => {
  const { parent } = node;
  if (!ts.isBinaryExpression(parent) || parent.left !== node) return false;
  const { kind } = parent.operatorToken;
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
};

/** What is wrong in one file of a program: `{ kind: 'read' | 'write', message, line }`, lines from 1. */
export const findTablesByText = (program, file) => {
  const checker = program.getTypeChecker();
  const isByText = (table, key) =>
    mayBeAnyText(checker.getTypeAtLocation(key)) && isTable(checker.getTypeAtLocation(table), checker);
  const found = [];
  const report = (node, kind) => {
    const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
    found.push({ kind, message: messages[kind], line: line + 1 });
  };
  const visit = (node) => {
    if (ts.isElementAccessExpression(node) && isByText(node.expression, node.argumentExpression)) {
      if (isWritten(node)) report(node, 'write');
      else if (!isGuarded(node, file)) report(node, 'read');
    }
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.InKeyword) {
      if (isByText(node.right, node.left)) report(node, 'read');
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
};
