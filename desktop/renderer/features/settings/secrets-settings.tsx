import type { Secret } from '@sri/shared/protocol/api/secrets.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { QueryPart } from '../../domain/query-part.tsx';
import { useAct } from '../../domain/use-act.ts';
import { useWhyNot } from '../../domain/use-me.ts';
import { useFormat } from '../../lib/preferences-context.tsx';
import { useApi } from '../../lib/use-api.ts';
import { AlertDialog } from '../../ui/alert-dialog.tsx';
import { Button } from '../../ui/button.tsx';
import { Badge } from '../../ui/chip.tsx';
import { SecretDialog } from './secret-dialog.tsx';

interface SecretRowProps {
  secret: Secret;
  whyNot: string | undefined;
  onChange: (secret: Secret) => void;
  onRemove: (secret: Secret) => void;
}

function SecretRow({ secret, whyNot, onChange, onRemove }: SecretRowProps) {
  const { t } = useTranslation('settings');
  const format = useFormat();
  const { name, kind, updatedBy, updatedAt } = secret;
  const when = format.relative(Date.parse(updatedAt), Date.now());
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line py-2">
      <div className="min-w-48 flex-1">
        <p className="flex items-center gap-2">
          <span className="mono truncate">{name}</span>
          {kind === 'totp' && <Badge>{t('secrets.totp')}</Badge>}
        </p>
        <p className="text-meta text-muted">
          {updatedBy.name === ''
            ? t('secrets.changed', { when })
            : t('secrets.changedBy', { when, name: updatedBy.name })}
        </p>
      </div>
      <Button size="small" disabledReason={whyNot} onClick={() => onChange(secret)}>
        {t('secrets.change')}
      </Button>
      <Button size="small" variant="danger" disabledReason={whyNot} onClick={() => onRemove(secret)}>
        {t('secrets.remove')}
      </Button>
    </li>
  );
}

/** What flows write by its name and nobody reads: passwords, and keys of one-time codes. */
export function SecretsSettings() {
  const { t } = useTranslation('settings');
  const { t: tCommon } = useTranslation();
  const query = useApi('listSecrets', {});
  const whyNot = useWhyNot('secrets:write');
  const { act } = useAct();
  const [changing, setChanging] = useState<Secret | 'new'>();
  const [removing, setRemoving] = useState<Secret>();
  return (
    <div className="flex flex-col items-start gap-3 py-3">
      <p className="text-muted">{t('secrets.what')}</p>
      <QueryPart query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <p>{t('secrets.none')}</p>
          ) : (
            <ul aria-label={t('section.secrets')} className="w-full border-t border-line">
              {items.map((secret) => (
                <SecretRow
                  key={secret.name}
                  secret={secret}
                  whyNot={whyNot}
                  onChange={setChanging}
                  onRemove={setRemoving}
                />
              ))}
            </ul>
          )
        }
      </QueryPart>
      <Button variant="primary" disabledReason={whyNot} onClick={() => setChanging('new')}>
        {t('secrets.add')}
      </Button>
      {changing !== undefined && (
        <SecretDialog
          {...(changing === 'new' ? {} : { name: changing.name, kind: changing.kind })}
          onClose={() => setChanging(undefined)}
        />
      )}
      <AlertDialog
        open={removing !== undefined}
        onOpenChange={(open) => !open && setRemoving(undefined)}
        title={t('secrets.ask', { name: removing?.name ?? '' })}
        description={t('secrets.askText')}
        confirm={t('secrets.remove')}
        cancel={tCommon('cancel')}
        onConfirm={() =>
          removing !== undefined &&
          void act(
            'deleteSecret',
            { params: { name: removing.name } },
            { done: t('secrets.removed', { name: removing.name }), renews: ['listSecrets'] },
          )
        }
      />
    </div>
  );
}
