import { conditionSchema } from '@sri/shared/model/condition.ts';
import { idSchema } from '@sri/shared/model/ids.ts';
import { targetSchema } from '@sri/shared/model/locator.ts';
import { variableNameSchema } from '@sri/shared/model/names.ts';
import { afterSchema, onErrorSchema, templateOnly, templateText, templateUrl } from '@sri/shared/model/step-base.ts';
import { STEP_TYPES, stepSchema, type StepType } from '@sri/shared/model/step.ts';
import { z } from 'zod';

/** What a field takes, as far as a form has to know. */
export type FieldKind =
  | { kind: 'template' | 'text' | 'code' | 'variable' | 'secret' | 'flow' | 'boolean' }
  | { kind: 'target' | 'condition' | 'onError' | 'after' | 'json' }
  | { kind: 'number'; min: number | null; max: number | null }
  | { kind: 'choice'; choices: readonly string[] }
  /** One text, or several, each on a line of its own. */
  | { kind: 'texts'; single: boolean }
  /** A text or another plain value; `numeric`: a text of digits alone is meant as a number. */
  | { kind: 'value'; numeric: boolean }
  | { kind: 'group'; fields: readonly StepField[] }
  | { kind: 'list'; fields: readonly StepField[] };

export type StepField = FieldKind & {
  name: string;
  required: boolean;
  /** What holds where nothing is written. */
  standard?: string | number | boolean;
};

/** Fields that are written by their meaning, wherever they stand. */
const BY_SCHEMA = new Map<z.ZodType, FieldKind>([
  [targetSchema, { kind: 'target' }],
  [conditionSchema, { kind: 'condition' }],
  [onErrorSchema, { kind: 'onError' }],
  [afterSchema, { kind: 'after' }],
  [templateText, { kind: 'template' }],
  [templateUrl, { kind: 'template' }],
  [templateOnly, { kind: 'template' }],
  [idSchema, { kind: 'flow' }],
]);

/** Names that say more than their schema, which is a plain text. */
const BY_NAME: Record<string, FieldKind> = { expression: { kind: 'code' }, secret: { kind: 'secret' } };

/** Not in any form: what they are is said by the tree, the card or the head of the inspector. */
const HIDDEN: readonly string[] = ['id', 'type', 'name', 'disabled'];

type Bare = Pick<StepField, 'required' | 'standard'> & { schema: z.ZodType };

function bare(schema: z.ZodType): Bare {
  if (schema instanceof z.ZodDefault) {
    const standard = schema.def.defaultValue as StepField['standard'];
    return { ...bare(schema.unwrap() as z.ZodType), required: false, ...(standard === undefined ? {} : { standard }) };
  }
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) {
    return { ...bare(schema.unwrap() as z.ZodType), required: false };
  }
  return { schema, required: true };
}

function isPlainText(schema: z.ZodType): boolean {
  return (
    schema instanceof z.ZodString &&
    schema.format === null &&
    (schema.def.checks ?? []).every((check) => check._zod.def.check !== 'string_format')
  );
}

function unionKind(options: readonly z.ZodType[]): FieldKind {
  const lists = options.filter((option) => option instanceof z.ZodArray);
  if (lists.some((list) => list.element instanceof z.ZodString)) return { kind: 'texts', single: true };
  return { kind: 'value', numeric: !options.some(isPlainText) };
}

/** How a field of this schema is written; undefined for what no form shows: lists of inner steps, and what has one value alone. */
function kindOf(schema: z.ZodType, name: string): FieldKind | undefined {
  const known = BY_SCHEMA.get(schema) ?? (schema instanceof z.ZodString ? BY_NAME[name] : undefined);
  if (known !== undefined) return known;
  if (schema === variableNameSchema) return { kind: 'variable' };
  if (schema instanceof z.ZodLiteral || schema instanceof z.ZodLazy) return undefined;
  if (schema instanceof z.ZodString) return { kind: isPlainText(schema) ? 'template' : 'text' };
  if (schema instanceof z.ZodBoolean) return { kind: 'boolean' };
  if (schema instanceof z.ZodNumber) return { kind: 'number', min: schema.minValue, max: schema.maxValue };
  if (schema instanceof z.ZodEnum) return { kind: 'choice', choices: schema.options.map(String) };
  if (schema instanceof z.ZodUnion) return unionKind(schema.options as z.ZodType[]);
  if (schema instanceof z.ZodObject) {
    return { kind: 'group', fields: fieldsOfShape(schema.shape) };
  }
  if (schema instanceof z.ZodArray) {
    const element = schema.element as z.ZodType;
    if (element instanceof z.ZodObject) {
      return { kind: 'list', fields: fieldsOfShape(element.shape) };
    }
    if (element instanceof z.ZodString) return { kind: 'texts', single: false };
  }
  return { kind: 'json' };
}

function fieldsOfShape(shape: z.ZodRawShape): StepField[] {
  return Object.entries(shape).flatMap(([name, given]) => {
    const { schema, ...rest } = bare(given as z.ZodType);
    const kind = kindOf(schema, name);
    return kind === undefined ? [] : [{ ...kind, ...rest, name }];
  });
}

const shapes = new Map(
  (stepSchema as unknown as z.ZodDiscriminatedUnion<z.ZodObject<{ type: z.ZodLiteral<StepType> }>[]>).options.map(
    (option) => [option.shape.type.value as string, option.shape as z.ZodRawShape],
  ),
);
const known = new Map<string, readonly StepField[]>();

/** What can be written into a step of this type, in the order of its schema; empty for a type that is not known here. */
export function fieldsOf(type: string): readonly StepField[] {
  const found = known.get(type) ?? fieldsOfShape(shapes.get(type) ?? {}).filter(({ name }) => !HIDDEN.includes(name));
  known.set(type, found);
  return found;
}

export function isStepType(type: string): type is StepType {
  return (STEP_TYPES as readonly string[]).includes(type);
}
