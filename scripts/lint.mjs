// The lint of the whole tree: oxlint with types, then the rule that oxlint has no types for. Prints what is wrong.
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { findTablesByText } from './lint/table-by-text.mjs';
import { root } from './paths.mjs';
import { run } from './run.mjs';

const projects = ['shared', 'electron', 'renderer'];

/** Files outside of a project belong to another one, or to a library. */
const tablesOf = (project) => {
  const folder = join(root, project);
  const { config } = ts.readConfigFile(join(folder, 'tsconfig.json'), (path) => ts.sys.readFile(path));
  const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, folder);
  const program = ts.createProgram(fileNames, { ...options, noEmit: true });
  return program
    .getSourceFiles()
    .filter(({ fileName }) => fileName.startsWith(`${folder}/`))
    .flatMap((file) =>
      findTablesByText(program, file).map(
        ({ line, message }) => `${relative(root, file.fileName)}:${line}: ${message}`,
      ),
    );
};

const oxlint = fileURLToPath(import.meta.resolve('oxlint/package.json')).replace(/package\.json$/, 'bin/oxlint');
const { code } = await run(process.execPath, [oxlint, '--type-aware', '--deny-warnings', ...process.argv.slice(2)], {
  cwd: root,
});
const tables = process.argv.length > 2 ? [] : projects.flatMap(tablesOf);
for (const line of tables) console.log(line);
process.exit(code === 0 && tables.length === 0 ? 0 : 1);
