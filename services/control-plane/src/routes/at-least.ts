import { z } from 'zod';

/** An object with these members and perhaps more, which pass: what others decide to add is shown at once. */
export function atLeast<Shape extends z.ZodRawShape>(shape: Shape): z.ZodObject<Shape> {
  // Typed without the index signature of a loose object, which no interface fits.
  return z.looseObject(shape);
}

/** Sent piece by piece: described as text, never serialised. */
export const streamed = z.unknown().meta({ type: 'string' });
