import { z } from 'zod';

/*
 * A recording of Chrome's DevTools ("Recorder" panel, "Export as JSON"), as far as it is read here. Source: the schema of
 * @puppeteer/replay 3. Fields that are not named are let through, since newer Chromes add some.
 */

const selector = z.union([z.string().max(4000), z.array(z.string().max(4000)).max(20)]);
export type RecordedSelector = z.infer<typeof selector>;

const assertedEvent = z.looseObject({ type: z.string(), url: z.string().optional(), title: z.string().optional() });

const base = {
  /** `main`, or the address of the page that a step is in. */
  target: z.string().max(4000).optional(),
  /** Places of the frames on the way, outermost first, from 0. */
  frame: z.array(z.number().int().min(0)).max(10).optional(),
  timeout: z.number().optional(),
  assertedEvents: z.array(assertedEvent).optional(),
};
const onElement = { ...base, selectors: z.array(selector).min(1).max(40) };
const clickFields = { ...onElement, button: z.string().optional() };

export const recordedStepSchema = z.discriminatedUnion('type', [
  z.looseObject({ ...base, type: z.literal('setViewport') }),
  z.looseObject({ ...base, type: z.literal('emulateNetworkConditions') }),
  z.looseObject({ ...base, type: z.literal('navigate'), url: z.string().max(4000) }),
  z.looseObject({ ...clickFields, type: z.literal('click') }),
  z.looseObject({ ...clickFields, type: z.literal('doubleClick') }),
  z.looseObject({ ...onElement, type: z.literal('hover') }),
  z.looseObject({ ...onElement, type: z.literal('change'), value: z.string().max(20_000) }),
  z.looseObject({ ...base, type: z.literal('keyDown'), key: z.string().max(60) }),
  z.looseObject({ ...base, type: z.literal('keyUp'), key: z.string().max(60) }),
  z.looseObject({ ...base, type: z.literal('scroll') }),
  z.looseObject({ ...base, type: z.literal('close') }),
  z.looseObject({
    ...onElement,
    type: z.literal('waitForElement'),
    visible: z.boolean().optional(),
    operator: z.string().optional(),
    count: z.number().int().min(0).optional(),
    properties: z.unknown().optional(),
    attributes: z.unknown().optional(),
  }),
  z.looseObject({ ...base, type: z.literal('waitForExpression'), expression: z.string().max(20_000) }),
  z.looseObject({ ...base, type: z.literal('customStep'), name: z.string(), parameters: z.unknown().optional() }),
]);
export type RecordedStep = z.infer<typeof recordedStepSchema>;
export type RecordedStepOf<T extends RecordedStep['type']> = Extract<RecordedStep, { type: T }>;

/** Steps are looked at one by one: an unknown one does not spoil the others. */
export const recordingSchema = z.looseObject({
  title: z.string().max(4000).default(''),
  steps: z
    .array(z.looseObject({ type: z.string() }))
    .min(1)
    .max(2000),
});

/** The customStep in which a step of ours travels that the format has no word for. */
export const OWN_STEP = 'sri-step';
