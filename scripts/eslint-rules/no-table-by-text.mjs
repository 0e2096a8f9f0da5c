// An object literal is no map: it finds "constructor" in itself, and loses "__proto__" when that is written. Flags
// `table[key]` and `key in table` where the key may be any text and the table an object. A Map has no such names.
import ts from 'typescript';

const partsOf = (type) => (type.isUnion() ? type.types.flatMap(partsOf) : [type]);

/** Keys that are one of some literals, numbers or symbols are chosen by us. */
const mayBeAnyText = (type) => partsOf(type).some((part) => (part.flags & ts.TypeFlags.String) !== 0);

const isTable = (type, checker) =>
  partsOf(type).some((part) => {
    const known = checker.getBaseConstraintOfType(part) ?? part;
    return (known.flags & ts.TypeFlags.Object) !== 0 && !checker.isArrayLikeType(known);
  });

/** Whether `node` is only reached when the table has the key itself: `Object.hasOwn(table, key) ? table[key] : …`. */
const isGuarded = (node, sourceCode) => {
  const guard = `Object.hasOwn(${sourceCode.getText(node.object)}, ${sourceCode.getText(node.property)})`;
  for (let inner = node, outer = node.parent; outer; inner = outer, outer = outer.parent) {
    const condition =
      outer.type === 'ConditionalExpression' || outer.type === 'IfStatement'
        ? outer.consequent === inner && outer.test
        : outer.type === 'LogicalExpression' && outer.operator === '&&' && outer.right === inner && outer.left;
    if (condition && sourceCode.getText(condition).includes(guard)) return true;
  }
  return false;
};

const isWritten = (node) => node.parent.type === 'AssignmentExpression' && node.parent.left === node;

export const noTableByText = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      read: 'The key may be any text, and an object finds "constructor" in itself: use a Map, or lookUp() of shared/look-up.ts.',
      write:
        'The key may be any text, and an object loses "__proto__": use a Map, with Object.fromEntries() where an object is wanted.',
    },
  },
  create(context) {
    const { sourceCode } = context;
    const { program, esTreeNodeToTSNodeMap } = sourceCode.parserServices;
    const checker = program.getTypeChecker();
    const typeOf = (node) => checker.getTypeAtLocation(esTreeNodeToTSNodeMap.get(node));
    const isByText = (table, key) => mayBeAnyText(typeOf(key)) && isTable(typeOf(table), checker);
    return {
      MemberExpression(node) {
        if (!node.computed || !isByText(node.object, node.property)) return;
        if (isWritten(node)) context.report({ node, messageId: 'write' });
        else if (!isGuarded(node, sourceCode)) context.report({ node, messageId: 'read' });
      },
      BinaryExpression(node) {
        if (node.operator === 'in' && isByText(node.right, node.left)) context.report({ node, messageId: 'read' });
      },
    };
  },
};
