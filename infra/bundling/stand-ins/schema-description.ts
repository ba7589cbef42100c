/** Stands in for the part of zod that writes JSON Schema, which no function asks for. */
function notHere(): never {
  throw new Error('schemas are described by tools/openapi.ts, not inside a function');
}

export const createToJSONSchemaMethod = () => notHere;

export const createStandardJSONSchemaMethod = () => notHere;
