/** A JSON Schema of the document, of which the generators look at what zod writes. */
export interface Schema {
  $ref?: string;
  type?: string;
  format?: string;
  pattern?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  propertyNames?: Schema;
  additionalProperties?: Schema | boolean;
  items?: Schema;
  prefixItems?: Schema[];
  minItems?: number;
  maxItems?: number;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
}

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required: boolean;
  schema: Schema;
}

/** One call of the API, as the document describes it. */
export interface Operation {
  /** As in `POST /api/flows/{id}/activate`. */
  name: string;
  method: string;
  path: string;
  public: boolean;
  parameters: Parameter[];
  /** Undefined: the call takes no body. */
  body: Schema | undefined;
  answers: Record<string, { content?: Record<string, { schema: Schema }> }>;
}

export interface ApiDocument {
  operations: Operation[];
  /** What a `$ref` points to; the schema itself where it has none. Throws where it points to nothing. */
  resolve: (schema: Schema) => Schema;
}

interface RawOperation {
  security: object[];
  parameters: Parameter[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Operation['answers'];
}

export interface RawDocument {
  paths: Record<string, Record<string, RawOperation>>;
  components: { schemas: Record<string, Schema> };
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

/** Reads `/api/openapi.json`; what deletes comes last, so that the others find what they are about. */
export function readApiDocument({ paths, components }: RawDocument): ApiDocument {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, raw]) => ({
      name: `${method.toUpperCase()} ${path}`,
      method: method.toUpperCase(),
      path,
      public: raw.security.some((way) => Object.keys(way).length === 0),
      parameters: raw.parameters,
      body: raw.requestBody?.content['application/json']?.schema,
      answers: raw.responses,
    })),
  );
  const rank = ({ method }: Operation): number => METHODS.indexOf(method.toLowerCase());
  return {
    operations: operations.toSorted((a, b) => rank(a) - rank(b)),
    resolve: (schema) => {
      if (schema.$ref === undefined) return schema;
      const found = components.schemas[schema.$ref.replace('#/components/schemas/', '')];
      if (found === undefined) throw new Error(`${schema.$ref} is not in the document`);
      return found;
    },
  };
}
