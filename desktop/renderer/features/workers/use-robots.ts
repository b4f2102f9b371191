import type { Workers } from '@sri/shared/protocol/api/workers.ts';
import { useEffect, useState } from 'react';
import { useApi } from '../../lib/use-api.ts';
import { rememberRobots, type KnownRobot } from './robot-memory.ts';

const EVERY_MS = 5000;

/** The robots, asked for every 5 s, with what they used since the screen was opened. */
export function useRobots() {
  const query = useApi('listWorkers', {}, { refetchInterval: EVERY_MS });
  const [known, setKnown] = useState<readonly KnownRobot[]>();
  const { data } = query;
  useEffect(() => {
    if (data !== undefined) setKnown((before = []) => rememberRobots(before, data.items, Date.now()));
  }, [data]);
  return { query, known, workers: data satisfies Workers | undefined };
}
