/** An altered export, and what a verifier must name: any one of these as `line 7` or `worker-a/5`. */
export interface Alteration {
  readonly bytes: Uint8Array;
  readonly named: readonly string[];
}
