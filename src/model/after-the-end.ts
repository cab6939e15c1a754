/**
 * For how long a postmortem is news, in ms. Meanwhile a server keeps its incident in the document,
 * and readers who saw the incident are told once.
 */
export const POSTMORTEM_NEWS = 7 * 24 * 60 * 60 * 1_000;
