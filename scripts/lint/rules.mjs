// Rules of ours for oxlint, on syntax alone.
import { dialectIn } from './dialect.mjs';

/** No default exports and no barrels. Tool configurations are left out by .oxlintrc.json: the tools want a default. */
const namedExports = {
  create: (context) => ({
    ExportDefaultDeclaration: (node) =>
      context.report({ node, message: 'Use a named export: the name then is the same everywhere.' }),
    ExportAllDeclaration: (node) =>
      context.report({ node, message: 'No barrels: import from the file that defines the thing.' }),
  }),
};

const checks = new Set(['min', 'max', 'length', 'regex', 'refine']);
const reports = new Set(['addIssue', 'refine']);

const isWords = (node) => node?.type === 'Literal' && typeof node.value === 'string' && /[a-z]/i.test(node.value);
const methodOf = (call) => (call.callee.type === 'MemberExpression' ? call.callee.property.name : undefined);
const says = (property) =>
  property.type === 'Property' && ['message', 'error'].includes(property.key.name) && isWords(property.value);

/** What is wrong with a field is said by a key of the texts, not in English. */
const saidByKey = {
  create: (context) => ({
    CallExpression(call) {
      const method = methodOf(call);
      const words = [
        ...(checks.has(method) ? call.arguments.filter(isWords) : []),
        ...(reports.has(method)
          ? call.arguments
              .filter(({ type }) => type === 'ObjectExpression')
              .flatMap(({ properties }) => properties.filter(says))
          : []),
      ];
      for (const node of words)
        context.report({
          node,
          message: "Say it by a key, so that it is read in every language: fieldKey('fields.…') or fieldProblem().",
        });
    },
  }),
};

/** The dialect of the database is spoken in one folder. */
const sqlInItsFolder = {
  create: (context) => {
    const check = (node, text) => {
      const found = dialectIn(text);
      if (found !== undefined)
        context.report({
          node,
          message: `Only SQLite speaks \`${found}\`: use a fragment of electron/db/sql/, or add one there that says what it means.`,
        });
    };
    return {
      TemplateElement: (node) => check(node, node.value.raw),
      Literal: (node) => typeof node.value === 'string' && check(node, node.value),
    };
  },
};

export default {
  meta: { name: 'russet' },
  rules: { 'named-exports': namedExports, 'said-by-key': saidByKey, 'sql-in-its-folder': sqlInItsFolder },
};
