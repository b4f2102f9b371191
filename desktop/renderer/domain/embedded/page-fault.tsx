import { useTranslation } from 'react-i18next';
import type { PageFault as Fault } from '../../../contract/embedded.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorPart } from '../../ui/error-part.tsx';

/** Our own panel in the place of a page that cannot be seen. A certificate is named, never waved through. */
export function PageFault({ fault, onRetry }: { fault: Fault; onRetry: () => void }) {
  const { t } = useTranslation('embedded');
  const { t: tCommon } = useTranslation();
  return (
    <div className="flex flex-1 flex-col bg-bg p-4">
      <ErrorPart
        title={t(`fault.${fault.kind}`, { host: fault.host })}
        hint={t(`fault.${fault.kind}Hint`)}
        code={fault.code}
        action={<Button onClick={onRetry}>{tCommon(fault.kind === 'crashed' ? 'reload' : 'retry')}</Button>}
      />
      {fault.kind === 'certificate' && fault.subject !== '' && (
        <dl className="ml-[46px] flex flex-col gap-1 text-meta">
          {[
            [t('fault.subject'), fault.subject],
            [t('fault.issuer'), fault.issuer],
          ].map(([label, value]) => (
            <div key={label} className="flex gap-2">
              <dt className="text-muted">{label}</dt>
              <dd className="mono">{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}
