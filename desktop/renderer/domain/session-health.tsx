import { useTranslation } from 'react-i18next';
import { StatusChip } from '../ui/chip.tsx';
import type { MarkKind } from '../ui/state-mark.tsx';
import type { SessionHealth } from './use-portals.ts';

const MARKS: Record<SessionHealth, MarkKind> = {
  blocked: 'failure',
  active: 'success',
  expiring: 'person',
  expired: 'failure',
  missing: 'person',
  revoked: 'stopped',
  unknown: 'waiting',
};

export function SessionHealthChip({ health }: { health: SessionHealth }) {
  const { t } = useTranslation('portals');
  return <StatusChip kind={MARKS[health]}>{t(`health.${health}`)}</StatusChip>;
}
