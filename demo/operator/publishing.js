/**
 * Sends one publishing request.
 *
 * @param {'POST' | 'PUT' | 'DELETE'} method
 * @param {string} path
 * @param {unknown} [body]
 * @throws {Error} whose message can be shown: what went wrong, and that nothing was published.
 */
export async function publish(method, path, body) {
  let response;
  try {
    response = await fetch(path, {
      method,
      ...(body !== undefined && {
        headers: {'Content-Type': 'application/json'},
        body: JSON.stringify(body),
      }),
    });
  } catch {
    throw new Error(
      'The feed did not answer. It is not certain that this was published: look above.',
    );
  }
  if (response.ok) return response.status === 204 ? undefined : response.json();
  const {error, problems = []} = await response.json().catch(() => ({}));
  const details = problems.map(({pointer, message}) => `${pointer.slice(1)} ${message}`);
  throw new Error([error ?? `The feed answered ${response.status}.`, ...details].join(' '));
}
