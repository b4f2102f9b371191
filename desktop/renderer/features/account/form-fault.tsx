import { useTranslation } from 'react-i18next';
import { errorText } from '../../lib/error-text.ts';

/** What the server said of the whole form, in words. Nobody sends a form again but the person before it. */
export function FormFault({ code }: { code: string | number | undefined }) {
  const { t } = useTranslation('errors');
  const { t: tAccount } = useTranslation('account');
  if (code === undefined) return null;
  const { title, hint } = errorText(t, { code: String(code), message: String(code), hint: '' });
  return (
    <p role="alert" className="rounded-control bg-failure-soft px-3 py-2 text-body text-failure">
      {title} {code === 'server_unreachable' ? tAccount('unreachable') : hint}
    </p>
  );
}
