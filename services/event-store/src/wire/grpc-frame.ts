/** gRPC puts one byte (not compressed: 0) and the length before each message of a stream. */
export const FRAME_HEADER = 5;

/** Writes the header of a message of `length` bytes at the start of `target`. */
export function writeFrameHeader(target: Buffer, length: number): void {
  target[0] = 0;
  target.writeUInt32BE(length, 1);
}

export function framed(message: Uint8Array): Buffer {
  const frame = Buffer.allocUnsafe(FRAME_HEADER + message.length);
  writeFrameHeader(frame, message.length);
  frame.set(message, FRAME_HEADER);
  return frame;
}
