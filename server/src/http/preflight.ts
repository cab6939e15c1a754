/** Pages of other origins may publish only to a server that is guarded by a token. */
export const preflightHeaders = {
  'Access-Control-Allow-Methods': 'POST, PUT, PATCH, DELETE',
  'Access-Control-Allow-Headers': 'Authorization, Content-Type',
  'Access-Control-Max-Age': '600',
} as const;
