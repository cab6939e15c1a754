// Writes dist/custom-elements.json, the machine-readable list of elements that editors and
// documentation tools read. Users have dist/*.js, not src/*.ts: every path in the manifest is
// rewritten to the file they import. What is private or protected is left out.

/** @param {string} path */
const published = (path) => path.replace(/^\/?src\/(.*)\.[jt]s$/, 'dist/$1.js');

/** @param {unknown} node */
function rewritePaths(node) {
  if (typeof node !== 'object' || node === null) return;
  for (const [key, value] of Object.entries(node)) {
    if ((key === 'path' || key === 'module') && typeof value === 'string') {
      Object.assign(node, {[key]: published(value)});
    } else {
      rewritePaths(value);
    }
  }
}

/**
 * @typedef {{privacy?: string}} Member
 * @typedef {{members?: Member[]}} Declaration
 * @param {{modules: {declarations?: Declaration[]}[]}} manifest
 */
function keepPublicMembers({modules}) {
  for (const declaration of modules.flatMap(({declarations = []}) => declarations)) {
    if (!declaration.members) continue;
    declaration.members = declaration.members.filter(
      ({privacy}) => privacy !== 'private' && privacy !== 'protected',
    );
  }
}

export default {
  globs: ['src/elements/**/*.ts', 'src/define/*.ts', 'src/define.ts'],
  exclude: ['src/**/*.styles.ts'],
  outdir: 'dist',
  litelement: true,
  plugins: [
    {
      name: 'published-paths',
      packageLinkPhase({customElementsManifest}) {
        rewritePaths(customElementsManifest);
        keepPublicMembers(customElementsManifest);
      },
    },
  ],
};
