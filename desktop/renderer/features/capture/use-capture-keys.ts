import { useCallback } from 'react';
import type { PassedKey } from '../../../contract/embedded.ts';
import { useEmbeddedKeys } from '../../domain/embedded/use-embedded-keys.ts';
import type { EmbeddedBridge } from '../../lib/embedded-bridge.ts';
import type { CaptureActs } from './capture-acts.ts';

/** Ctrl+Enter saves; the rest are the embedded browser's own. */
export function useCaptureKeys(embedded: EmbeddedBridge, { zoom, save }: CaptureActs): void {
  const onKey = useCallback(
    (key: PassedKey): boolean => {
      if (key === 'save') save();
      return key === 'save';
    },
    [save],
  );
  useEmbeddedKeys(embedded, { zoom, onKey });
}
