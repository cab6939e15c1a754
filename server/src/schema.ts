import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {Ajv2020} from 'ajv/dist/2020.js';
import type {AnySchemaObject, DefinedError, ValidateFunction} from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type {Problem} from './errors.js';
import {documentSchemaId, requestSchemas} from './request-schemas.js';
import type {RequestName} from './request-schemas.js';

const schemaPath = createRequire(import.meta.url).resolve('outage-widgets/document.schema.json');

const ajv = new Ajv2020({allErrors: true, allowUnionTypes: true, strictTypes: false});
formats.default(ajv);
ajv.addSchema(JSON.parse(readFileSync(schemaPath, 'utf8')) as AnySchemaObject);
for (const [name, schema] of Object.entries(requestSchemas)) ajv.addSchema(schema, name);

/** Lists everything that is wrong with a document of the protocol; empty if it is valid. */
export function documentProblems(value: unknown): readonly Problem[] {
  return problemsOf(validator(documentSchemaId), value);
}

/**
 * Lists everything that is wrong with a message of a stream; empty if it is valid, or of a kind
 * that the protocol does not know.
 *
 * @param event `snapshot`, `beat` and so on (PROTOCOL.md, section 3).
 */
export function messageProblems(event: string, value: unknown): readonly Problem[] {
  const validate = ajv.getSchema(`${documentSchemaId}#/$defs/${event}Message`);
  return validate === undefined ? [] : problemsOf(validate, value);
}

/** Whether a value is valid as a link of the document. */
export function isLink(value: unknown): boolean {
  return validator(`${documentSchemaId}#/$defs/link`)(value);
}

/** Lists everything that is wrong with a publishing request; empty if it is valid. */
export function requestProblems(name: RequestName, value: unknown): readonly Problem[] {
  return problemsOf(validator(name), value);
}

function validator(name: string): ValidateFunction {
  const validate = ajv.getSchema(name);
  if (validate === undefined) throw new Error(`There is no schema named ${name}.`);
  return validate;
}

function problemsOf(validate: ValidateFunction, value: unknown): readonly Problem[] {
  if (validate(value)) return [];
  const problems = ((validate.errors ?? []) as DefinedError[]).filter(isCause).map(toProblem);
  const seen = new Set<string>();
  return problems.filter(({pointer, message}) => {
    const key = `${pointer} ${message}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** Ajv reports a failed choice as well as each of its branches; the branches say enough. */
function isCause({keyword}: DefinedError): boolean {
  return keyword !== 'anyOf' && keyword !== 'propertyNames';
}

function toProblem(error: DefinedError): Problem {
  const pointer = error.instancePath;
  switch (error.keyword) {
    case 'required':
      return {pointer: below(pointer, error.params.missingProperty), message: 'is required'};
    case 'additionalProperties':
      return {
        pointer: below(pointer, error.params.additionalProperty),
        message: 'is not a field of this request',
      };
    case 'false schema':
      return {pointer, message: 'is set by the server and cannot be given'};
    case 'enum':
      return {pointer, message: `must be one of: ${error.params.allowedValues.join(', ')}`};
    case 'minProperties':
      return {pointer, message: 'must say at least one thing'};
    case 'format':
      return {pointer, message: formatMessages[error.params.format] ?? `${error.message}`};
    case 'pattern':
      return {pointer, message: patternMessage(error.params.pattern)};
    default:
      return {pointer, message: `${error.message}`};
  }
}

const formatMessages: Readonly<Record<string, string>> = {
  'date-time': 'must be a time like 2026-11-21T10:30:00Z',
  uri: 'must be an absolute https: URL',
};

function patternMessage(pattern: string): string {
  if (pattern === 'Z$') return formatMessages['date-time'] ?? '';
  if (pattern.startsWith('^(https')) return formatMessages['uri'] ?? '';
  return `must match ${pattern}`;
}

function below(pointer: string, key: string): string {
  return `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
