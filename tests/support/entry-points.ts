import {readFileSync, readdirSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

/** The folder of package.json, with a slash at its end. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

export const manifest = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {
  version: string;
  dependencies: Record<string, string>;
  exports: Record<string, string | Record<string, string>>;
  files: string[];
  types: string;
  customElements: string;
  unpkg: string;
  jsdelivr: string;
};

/** The files behind a path of package.json; a star stands for every module of a folder. */
export function targets(path: string): string[] {
  if (!path.includes('*')) return [path];
  const [folder = '', ending = ''] = path.split('*');
  return readdirSync(root + folder)
    .filter((name) => name.endsWith(ending))
    .map((name) => folder + name);
}

/** Every path that `exports` names, with its stars. */
export const entryPoints = Object.values(manifest.exports).flatMap((target) =>
  typeof target === 'string' ? target : Object.values(target),
);

/** Every module a user can import, without its `./`. */
export const modules = () =>
  entryPoints
    .filter((path) => path.startsWith('./dist/') && path.endsWith('.js'))
    .flatMap(targets)
    .map((path) => path.slice(2));
