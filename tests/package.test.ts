import {execFileSync} from 'node:child_process';
import {existsSync, readFileSync, readdirSync} from 'node:fs';
import {Script} from 'node:vm';
import {describe, expect, test} from 'vitest';
import {bundle} from './support/bundle.mjs';
import {entryPoints, manifest, modules, root, targets} from './support/entry-points.js';

// What is published, as its users see it. Needs `npm run build`.
const read = (file: string) => readFileSync(root + file, 'utf8');

test.each(entryPoints)('the export %s is there', (path) => {
  expect(targets(path).length).toBeGreaterThan(0);
  for (const file of targets(path)) expect(existsSync(root + file), file).toBe(true);
});

test.each(['outage-widgets', 'outage-widgets-full'])(
  'cdn/%s.js reads the same in a page of any encoding',
  (name) => {
    const code = read(`cdn/${name}.js`);
    expect([...code].filter((character) => character > '~')).toEqual([]);
  },
);

test('every module that can be imported brings its types', () => {
  for (const file of modules()) {
    expect(existsSync(root + file.replace(/js$/, 'd.ts')), file).toBe(true);
  }
});

test('the files named outside of exports are there', () => {
  const {files, types, customElements, unpkg, jsdelivr} = manifest;
  for (const file of [...files, types, customElements, unpkg, jsdelivr]) {
    expect(existsSync(root + file), file).toBe(true);
  }
});

/** A package as it is installed here, and everything that a user's install brings with it. */
function installed(folder: string): {name: string; engines?: {node?: string}}[] {
  const {
    name,
    engines,
    dependencies = {},
  } = JSON.parse(read(`${folder}/package.json`)) as {
    name: string;
    engines?: {node?: string};
    dependencies?: Record<string, string>;
  };
  const others = Object.keys(dependencies).flatMap((other) => installed(`node_modules/${other}`));
  return [{name, ...(engines && {engines})}, ...others];
}

test('lit is the only package that users install with it', () => {
  expect(Object.keys(manifest.dependencies)).toEqual(['lit']);
});

test('no file of dist imports another package than lit, not even for its types', () => {
  const files = readdirSync(`${root}dist`, {recursive: true, encoding: 'utf8'});
  const imported = files
    .filter((file) => /\.(?:js|d\.ts)$/.test(file))
    .flatMap((file) => [...read(`dist/${file}`).matchAll(/(?:from|import) ?\(?'([^.'][^']*)'/g)])
    .map(([, specifier = '']) => specifier.split('/')[0]);
  expect([...new Set(imported)]).toEqual(['lit']);
});

test.each(['.', 'server'])('a strict install of %s accepts Node 20.19', (folder) => {
  const refused = installed(folder).filter(({engines}) => {
    const ranges = engines?.node?.split('||') ?? ['*'];
    return !ranges.some((range) => {
      const [, major = 0, minor = 0] = /(\d+)(?:\.(\d+))?/.exec(range) ?? [];
      return range.includes('>') || range.trim() === '*'
        ? Number(major) * 100 + Number(minor) <= 2019
        : Number(major) === 20 && Number(minor) <= 19;
    });
  });
  expect(refused).toEqual([]);
});

test.each(['dist', 'cdn'])('%s brings the licences of what it contains', (folder) => {
  const licences = read(`${folder}/THIRD-PARTY-LICENSES.txt`);
  expect(licences).toContain('Espen Hovlandsdal');
  if (folder === 'cdn') expect(licences).toContain('Google LLC');
});

test('everything behind an export is in the archive, and no test or secret is', () => {
  const [archive] = JSON.parse(
    execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  ) as [{files: {path: string}[]}];
  const packed = archive.files.map(({path}) => `./${path}`);
  expect(packed).toEqual(expect.arrayContaining(entryPoints.flatMap(targets)));
  expect(packed.filter((path) => /^\.\/(tests|demo|server|node_modules|\.)/.test(path))).toEqual(
    [],
  );
});

test('the manifest of elements names files that are published', () => {
  const elements = JSON.parse(read(manifest.customElements)) as {modules: {path: string}[]};
  expect(elements.modules.length).toBeGreaterThan(0);
  for (const {path} of elements.modules) expect(existsSync(root + path), path).toBe(true);
  expect(read(manifest.customElements)).not.toMatch(/"\/?src\//);
});

test('an import of define.js registers every element, though nothing of it is used', async () => {
  const code = await bundle(`import 'outage-widgets/define.js';`);
  for (const file of targets('dist/define/*.js')) {
    const tag = `outage-${file.replace(/^.*\/|\.js$/g, '')}`;
    expect(code).toContain(tag);
  }
});

test('an import of one class leaves the others out', async () => {
  const code = await bundle(
    `import {OutageBanner} from 'outage-widgets'; console.log(OutageBanner);`,
  );
  const all = await bundle(`import * as all from 'outage-widgets'; console.log(all);`);
  expect(code).toContain('outage-banner');
  expect(code).not.toContain('outage-timeline');
  expect(code.length).toBeLessThan(all.length);
});

test('core.js comes without Lit', async () => {
  const code = await bundle(`import * as core from 'outage-widgets/core.js'; console.log(core);`);
  expect(code).not.toMatch(
    /adoptedStyleSheets|litHtmlVersions|litElementVersions|reactiveElementVersions/,
  );
});

const scripts = ['outage-widgets', 'outage-widgets-full'];

describe.each(scripts)('the script-tag file cdn/%s.js', (name) => {
  const code = read(`cdn/${name}.js`);

  test('is one classic script that loads no other', () => {
    expect(() => new Script(code)).not.toThrow();
    expect(code).not.toMatch(
      /\bimport\s*\(|\bimport\.meta|importScripts|createElement\((["'`])(script|link|iframe)\1/,
    );
    expect(code).not.toMatch(/["'`][^"'`\s]*\.(m?js|css)["'`]|@import|(?<!get )\burl\(/);
  });

  test('starts with one line that names the package, its version and its licence', () => {
    const version = manifest.version.replaceAll('.', '\\.');
    const [first] = code.split('\n');
    expect(first).toMatch(new RegExp(`^/\\*! outage-widgets ${version} .*MIT.*\\*/$`));
  });
});

/** The modules of src that a script-tag file was made of. */
function sourcesOf(name: string): readonly string[] {
  const {sources} = JSON.parse(read(`cdn/${name}.js.map`)) as {sources: string[]};
  return sources
    .filter((source) => source.startsWith('../src/'))
    .map((source) => source.replace('../src/', ''));
}

test('the small script-tag file carries Hund beside the Statuspage family, and no signatures', () => {
  const sources = sourcesOf('outage-widgets');
  expect(sources).toContain('formats/statuspage/statuspage.ts');
  expect(sources.filter((file) => file.startsWith('formats/vendors/'))).toEqual([
    'formats/vendors/hund.ts',
  ]);
  expect(sources).not.toContain('signature.ts');
});

test('the full script-tag file carries every format, and signatures', () => {
  const sources = sourcesOf('outage-widgets-full');
  expect(sources).toEqual(expect.arrayContaining(['signature.ts', 'formats/vendors/gatus.ts']));
});
