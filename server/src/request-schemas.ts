import {MAX_BODY_CHARACTERS, MAX_TITLE_CHARACTERS} from 'outage-widgets/protocol.js';

/**
 * The JSON schemas of publishing requests. They allow no other fields, so a misspelt field is
 * reported and not lost.
 */

export const documentSchemaId = 'urn:outage-widgets:status-feed:1';

const definition = (name: string) => ({$ref: `${documentSchemaId}#/$defs/${name}`});

/** Readers cut longer names and bodies (PROTOCOL.md, section 5). */
const name = {type: 'string', minLength: 1, maxLength: MAX_TITLE_CHARACTERS};
const body = {type: 'string', maxLength: MAX_BODY_CHARACTERS};

/** The server computes `revision` and `components` of `ext` from the other fields. */
const ext = {...definition('incidentExt'), properties: {revision: false, components: false}};

const claim = (required: readonly string[]) => ({
  type: 'object',
  required,
  properties: {id: definition('id'), status: definition('componentStatus')},
  additionalProperties: false,
});

const fieldsOfBoth = {
  body,
  ext,
  update_ext: definition('updateExt'),
  shortlink: definition('linkOrNull'),
};

const incident = {
  name,
  status: definition('incidentStatus'),
  impact: definition('impact'),
  components: {type: 'array', items: claim(['id', 'status'])},
  ...fieldsOfBoth,
};

const maintenance = {
  name,
  scheduled_for: definition('time'),
  scheduled_until: definition('timeOrNull'),
  components: {type: 'array', items: claim(['id'])},
  ...fieldsOfBoth,
};

const request = (properties: object, rules: object) => ({
  type: 'object',
  properties,
  additionalProperties: false,
  ...rules,
});

export const requestSchemas = {
  incident: request(incident, {required: ['name']}),
  incidentUpdate: request(incident, {minProperties: 1}),
  maintenance: request(maintenance, {required: ['name', 'scheduled_for']}),
  maintenanceUpdate: request(
    {...maintenance, status: {enum: ['in_progress', 'verifying', 'completed']}},
    {minProperties: 1},
  ),
  correction: request({body, ext: definition('updateExt')}, {required: ['body']}),
  component: request(
    {
      name,
      status: definition('componentStatus'),
      description: {type: ['string', 'null']},
      ext: definition('componentExt'),
    },
    {required: ['status']},
  ),
} as const;

export type RequestName = keyof typeof requestSchemas;
