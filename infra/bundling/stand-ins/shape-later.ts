import * as z from 'zod';

/**
 * Objects of zod whose fields are made when the first value is parsed. What `z.object`, `z.strictObject` and
 * `z.looseObject` return, but for the moment; zod itself puts off the fields of `extend` the same way.
 */
function later(shape: () => z.ZodRawShape, catchall?: () => z.ZodType) {
  return new z.ZodObject({
    type: 'object',
    get shape() {
      const made = shape();
      Object.defineProperty(this, 'shape', { value: made, enumerable: true, configurable: true });
      return made;
    },
    ...(catchall && { catchall: catchall() }),
  });
}

export const objectLater = (shape: () => z.ZodRawShape) => later(shape);
export const strictObjectLater = (shape: () => z.ZodRawShape) => later(shape, z.never);
export const looseObjectLater = (shape: () => z.ZodRawShape) => later(shape, z.unknown);
