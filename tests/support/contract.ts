// The names of all properties that copies of the library share, as the types of the registry tell.
import ts from 'typescript';
import {root} from './entry-points.ts';

export function contractNames(): readonly string[] {
  const {config} = ts.readConfigFile(`${root}tsconfig.json`, (file) => ts.sys.readFile(file)) as {
    config: unknown;
  };
  const {options} = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const program = ts.createProgram([`${root}src/feed/registry.ts`], options);
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(`${root}src/feed/registry.ts`)!;
  const start = checker
    .getExportsOfModule(checker.getSymbolAtLocation(source)!)
    .find(({name}) => name === 'Registry')!;

  const names = new Set<string>();
  const seen = new Set<ts.Type>();
  const isOurs = (symbol: ts.Symbol) =>
    symbol.declarations?.some((declaration) =>
      declaration.getSourceFile().fileName.startsWith(`${root}src/`),
    );
  const visit = (type: ts.Type): void => {
    if (seen.has(type)) return;
    seen.add(type);
    if (type.isUnionOrIntersection()) type.types.forEach(visit);
    // Of an array, a map or a promise.
    checker.getTypeArguments(type as ts.TypeReference).forEach(visit);
    for (const signature of type.getCallSignatures()) {
      visit(signature.getReturnType());
      for (const parameter of signature.parameters) visit(checker.getTypeOfSymbol(parameter));
    }
    for (const property of type.getProperties()) {
      if (!isOurs(property)) continue;
      names.add(property.name);
      visit(checker.getTypeOfSymbol(property));
    }
  };
  visit(checker.getDeclaredTypeOfSymbol(start));
  return [...names].sort();
}
