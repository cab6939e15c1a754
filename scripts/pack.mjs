// @ts-check
// `npm pack` and `npm publish` call it before and after: the package.json in the archive has only
// the fields that users need. Yarn 1 warns its users about a `workspaces` of somebody else's.
import {readFileSync, renameSync, writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

const file = fileURLToPath(new URL('../package.json', import.meta.url));
const kept = `${file}.before-pack`;

if (process.argv[2] === 'before') {
  const text = readFileSync(file, 'utf8');
  const manifest = JSON.parse(text);
  for (const field of ['workspaces', 'scripts', 'devDependencies', 'prettier']) {
    delete manifest[field];
  }
  writeFileSync(kept, text);
  writeFileSync(file, `${JSON.stringify(manifest, null, 2)}\n`);
} else {
  renameSync(kept, file);
}
