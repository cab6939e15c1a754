/** The bodies of publishing requests. Closed, so that a misspelt field is reported, not lost. */

export const documentSchemaId = 'urn:outage-widgets:status-feed:1';

const shared = (name: string) => ({$ref: `${documentSchemaId}#/$defs/${name}`});

/** Readers cut names after 200 characters and bodies after 8 KiB (PROTOCOL.md, section 5). */
const name = {type: 'string', minLength: 1, maxLength: 200};
const body = {type: 'string', maxLength: 8192};

/** `revision` and `components` of `ext` follow from the other fields. */
const ext = {...shared('incidentExt'), properties: {revision: false, components: false}};

const claim = (required: readonly string[]) => ({
  type: 'object',
  required,
  properties: {id: shared('id'), status: shared('componentStatus')},
  additionalProperties: false,
});

const common = {body, ext, update_ext: shared('updateExt'), shortlink: shared('linkOrNull')};

const incident = {
  name,
  status: shared('incidentStatus'),
  impact: shared('impact'),
  components: {type: 'array', items: claim(['id', 'status'])},
  ...common,
};

const maintenance = {
  name,
  scheduled_for: shared('time'),
  scheduled_until: shared('timeOrNull'),
  components: {type: 'array', items: claim(['id'])},
  ...common,
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
  component: request(
    {
      name,
      status: shared('componentStatus'),
      description: {type: ['string', 'null']},
      ext: shared('componentExt'),
    },
    {required: ['status']},
  ),
} as const;

export type RequestName = keyof typeof requestSchemas;
