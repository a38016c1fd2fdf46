/** One thing that the real Functions host, its MCP extension or its Node.js worker does. */
export interface Fact {
  readonly behaviour: string;
  /** Where it was seen or read. */
  readonly source: string;
  /** Whether it was recorded from the real thing, read in its source or documentation, or neither. */
  readonly sure: 'recorded' | 'read' | 'unverified';
  /** What the local host makes of it. */
  readonly state: 'same' | 'differs on purpose' | 'not emulated';
}
