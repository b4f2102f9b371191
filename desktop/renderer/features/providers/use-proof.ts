import type { ProofState } from '@sri/shared/model/session-proof.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useBridge } from '../../lib/bridge-context.tsx';
import { useNow } from '../../lib/use-now.ts';

const EVERY_MS = 1000;

export interface Proof {
  start: () => void;
  busy: boolean;
  /** How long it has been going on. */
  seconds: number;
  state: ProofState | undefined;
  error: unknown;
}

function isOver(state: ProofState | undefined): boolean {
  return state?.state === 'done' || state?.state === 'lost';
}

/** Lets a robot try the own session at a portal, and follows how that goes. */
export function useProof(providerId: string): Proof {
  const bridge = useBridge();
  const queries = useQueryClient();
  const [startedAt, setStartedAt] = useState(0);
  const begin = useMutation({
    mutationFn: () => bridge.request('startProof', { params: { providerId } }),
    onMutate: () => setStartedAt(Date.now()),
  });
  const proofId = begin.data?.proofId;
  const proof = useQuery({
    queryKey: ['readProof', providerId, proofId],
    queryFn: async () => {
      const state = await bridge.request('readProof', { params: { providerId, proofId: proofId ?? '' } });
      if (isOver(state)) void queries.invalidateQueries({ queryKey: ['listSessions'] });
      return state;
    },
    enabled: proofId !== undefined,
    refetchInterval: ({ state }) => (isOver(state.data) || state.error !== null ? false : EVERY_MS),
  });
  const error = begin.error ?? proof.error;
  const busy = begin.isPending || (begin.isSuccess && error === null && !isOver(proof.data));
  const now = useNow(1000, busy);
  return {
    start: () => begin.mutate(),
    busy,
    seconds: Math.max(0, Math.floor((now - startedAt) / 1000)),
    state: begin.isPending ? undefined : proof.data,
    error,
  };
}
