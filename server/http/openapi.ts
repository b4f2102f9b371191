import { z } from 'zod';
import { problemSchema } from '@sri/shared/errors.ts';
import type { Endpoint } from '@sri/shared/protocol/api/endpoint.ts';
import { PRODUCT_VERSION } from '@sri/shared/protocol/version.ts';

type Json = Record<string, unknown>;

/** References inside a schema count from its own root; in the document they must count from there. */
function moveReferences(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return value.map((item) => moveReferences(item, name));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      if (key !== '$ref' || typeof item !== 'string') return [key, moveReferences(item, name)];
      const inner = /^#\/\$defs\/(.+)$/.exec(item)?.[1];
      return [key, `#/components/schemas/${inner === undefined ? name : `${name}.${inner}`}`];
    }),
  );
}

/** Adds the schema under `name`, its own definitions beside it, and gives back the reference. */
function addSchema(schemas: Json, name: string, schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _dialect, $defs, ...body } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  schemas[name] = moveReferences(body, name);
  for (const [inner, definition] of Object.entries($defs ?? {})) {
    schemas[`${name}.${inner}`] = moveReferences(definition, name);
  }
  return { $ref: `#/components/schemas/${name}` };
}

function parametersOf(schema: z.ZodType | undefined, place: 'path' | 'query' | 'header'): Json[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }));
}

/** `POST /api/flows/:id/activate` as `postFlowsIdActivate`. */
function operationId({ method, path }: Endpoint): string {
  const words = path.replace(/^\/api/, '').split(/[^A-Za-z0-9]+/);
  return method.toLowerCase() + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

function operation(endpoint: Endpoint, schemas: Json): Json {
  const id = operationId(endpoint);
  const name = id.charAt(0).toUpperCase() + id.slice(1);
  const content = (schema: Json, type = 'application/json'): Json => ({ content: { [type]: { schema } } });
  const answer =
    endpoint.produces !== undefined
      ? content({ type: 'string' }, endpoint.produces)
      : endpoint.response === undefined
        ? {}
        : content(addSchema(schemas, `${name}Answer`, endpoint.response, 'output'));
  return {
    operationId: id,
    summary: endpoint.summary,
    description: endpoint.permission === 'public' ? 'No token needed.' : `Permission: \`${endpoint.permission}\`.`,
    tags: [endpoint.tag],
    security: endpoint.permission === 'public' ? [{}] : [{ bearer: [] }, { cookie: [] }],
    parameters: [
      ...parametersOf(endpoint.params, 'path'),
      ...parametersOf(endpoint.query, 'query'),
      ...parametersOf(endpoint.headers, 'header'),
    ],
    ...(endpoint.body === undefined
      ? {}
      : { requestBody: content(addSchema(schemas, `${name}Request`, endpoint.body, 'input')) }),
    responses: {
      [endpoint.status]: { description: 'Done', ...answer },
      default: {
        description: 'Refused',
        ...content({ $ref: '#/components/schemas/Problem' }, 'application/problem+json'),
      },
    },
  };
}

/** The OpenAPI 3.1 document of these endpoints, from the schemas that check the requests. */
export function openApiDocument(endpoints: readonly Endpoint[]): Json {
  const schemas: Json = {};
  addSchema(schemas, 'Problem', problemSchema, 'output');
  const paths: Record<string, Json> = {};
  for (const endpoint of endpoints) {
    const path = endpoint.path.replaceAll(/:(\w+)/g, '{$1}');
    (paths[path] ??= {})[endpoint.method.toLowerCase()] = operation(endpoint, schemas);
  }
  return {
    openapi: '3.1.0',
    info: { title: 'SRI', version: PRODUCT_VERSION, license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas,
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'Access token or API key' },
        cookie: { type: 'apiKey', in: 'cookie', name: 'sri_session' },
      },
    },
  };
}
