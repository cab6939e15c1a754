/** What the connection does right now. */
export type ConnectionPhase = 'idle' | 'connecting' | 'live' | 'polling' | 'waiting' | 'closed';
