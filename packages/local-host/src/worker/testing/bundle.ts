import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/**
 * An app in one file with the library and all that it needs, in the way in which esbuild and rolldown write it: every
 * module a function, run when it is first required, and `@azure/functions-core` left to the worker.
 * @param source the app's own code, in which `functions` is the library
 */
export function bundle(source: string, format: 'cjs' | 'esm'): string {
  const library = createRequire(import.meta.url).resolve('@azure/functions');
  const ofLibrary = createRequire(library);
  const modules = ['@azure/functions-extensions-base', 'cookie'].map(
    (id) => [id, ofLibrary.resolve(id)] as const,
  );
  // An ES module has no `require`: the bundlers make one, or are told to.
  const banner =
    format === 'esm'
      ? `import { createRequire } from 'node:module';\nconst nodeRequire = createRequire(import.meta.url);`
      : `'use strict';\nconst nodeRequire = require;`;
  return `${banner}
const once = (run) => { let module; return () => module?.exports ?? (run(module = { exports: {} }, module.exports), module.exports); };
const bundled = {
${[...modules, ['@azure/functions', library] as const].map(asModule).join(',\n')}
};
const bundledRequire = (id) => (bundled[id] ?? (() => nodeRequire(id)))();
const functions = bundledRequire('@azure/functions');
${source}
`;
}

function asModule([id, file]: readonly [string, string]): string {
  const code = readFileSync(file, 'utf8').replace(/^\/\/# sourceMappingURL=.*$/m, '');
  return `${JSON.stringify(id)}: once(function (module, exports) { const require = bundledRequire;\n${code}\n})`;
}
