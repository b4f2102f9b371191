import { useTranslation } from 'react-i18next';
import { expectedEnd, healthOf, usePortalNames } from '../../domain/use-portals.ts';
import { useLogin } from '../../domain/use-login.ts';
import { useMe } from '../../domain/use-me.ts';
import { useApi } from '../../lib/use-api.ts';
import { useNow } from '../../lib/use-now.ts';
import { Button } from '../../ui/button.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { useDayWords } from './use-day-words.ts';

export interface SessionForecastProps {
  providerId: string;
  /** Whose account runs it. */
  userId: string;
  /** The first run, in ms; undefined while it is not known. */
  firstAt: number | undefined;
}

/** Warns where the account's session will have ended by the next run, with the act that helps. */
export function SessionForecast({ providerId, userId, firstAt }: SessionForecastProps) {
  const { t } = useTranslation('schedules');
  const { t: tHome } = useTranslation('home');
  const me = useMe();
  const now = useNow(60_000);
  const login = useLogin();
  const words = useDayWords();
  const portal = usePortalNames()(providerId, '');
  const sessions = useApi('listSessions', {});
  if (sessions.data === undefined || firstAt === undefined) return null;
  const account = sessions.data.find((one) => one.providerId === providerId && one.userId === userId);
  const end = account === undefined ? null : expectedEnd(account, now);
  const health = account === undefined ? 'missing' : healthOf(account, now);
  const gone = health === 'missing' || health === 'expired' || health === 'revoked';
  if (!gone && (end === null || end >= firstAt)) return null;
  const text = gone
    ? t('forecast.gone', { portal })
    : t('forecast.ends', { portal, end: words.moment(end ?? now), next: words.moment(firstAt) });
  return (
    <div role="alert" className="flex items-center gap-3 rounded-control bg-attention-soft px-3 py-2">
      <StateMark kind="person" size={14} />
      <span className="min-w-0 flex-1">{text}</span>
      {me.data?.user.id === userId && <Button onClick={() => login(providerId)}>{tHome('signInAgain')}</Button>}
    </div>
  );
}
