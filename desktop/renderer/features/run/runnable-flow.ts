import type { FlowSummary } from '@sri/shared/protocol/api/flows.ts';

/** What has to be known of a flow to run it. */
export type RunnableFlow = Pick<FlowSummary, 'id' | 'name' | 'providerId' | 'publishedVersion' | 'inputCount'>;
