// Which properties a source file reads of data it knows nothing of, such as a vendor's document or another tab's message.
import ts from 'typescript';
import {root} from './doors.ts';

/** Of these modules of src, all together; their names end in `.ts`. */
export function foreignNames(files: readonly string[]): ReadonlySet<string> {
  const {config} = ts.readConfigFile(`${root}tsconfig.json`, (file) => ts.sys.readFile(file)) as {
    config: unknown;
  };
  const {options} = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const program = ts.createProgram(
    files.map((file) => `${root}src/${file}`),
    options,
  );
  const checker = program.getTypeChecker();
  const names = new Set<string>();
  /** A record of anything. */
  const isForeign = (node: ts.Node): boolean =>
    checker.getIndexInfoOfType(checker.getTypeAtLocation(node), ts.IndexKind.String) !== undefined;
  const visit = (node: ts.Node): void => {
    if (ts.isElementAccessExpression(node) && ts.isStringLiteral(node.argumentExpression))
      names.add(node.argumentExpression.text);
    if (ts.isPropertyAccessExpression(node) && isForeign(node.expression))
      names.add(node.name.text);
    if (ts.isObjectBindingPattern(node) && isForeign(node))
      for (const {propertyName, name} of node.elements) names.add((propertyName ?? name).getText());
    ts.forEachChild(node, visit);
  };
  for (const file of files) visit(program.getSourceFile(`${root}src/${file}`)!);
  return names;
}
