/** Signs with one Ed25519 key, wherever that is held: a file in development, a key service elsewhere. */
export interface Signer {
  /** Name under which a verifier finds the public key: letters, digits, `.`, `_` and `-`, at most 100. */
  readonly keyId: string;
  /** Public key as SPKI PEM. */
  readonly publicKey: string;
  /** Base64 of the 64 bytes of the signature over the text as UTF-8. `system-unavailable` when the key cannot be used. */
  sign(text: string): Promise<string>;
}
