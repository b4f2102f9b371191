import { Link, useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../../domain/page-header.tsx';
import { useBridge } from '../../../lib/bridge-context.tsx';
import { usePortalChoices } from '../../../domain/portal-choices.ts';
import { QueryPart } from '../../../domain/query-part.tsx';
import { useAct } from '../../../domain/use-act.ts';
import { useWhyNot } from '../../../domain/use-me.ts';
import { useApi } from '../../../lib/use-api.ts';
import { Button, primaryLinkClass } from '../../../ui/button.tsx';
import { Combobox } from '../../../ui/combobox.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Field } from '../../../ui/field.tsx';
import { TextInput } from '../../../ui/text-input.tsx';
import { firstStep } from './first-step.ts';
import { ImportDoor } from './import-door.tsx';
import { TEMPLATES, type Template } from './templates.ts';

function Door({ title, text, children }: { title: string; text: string; children?: ReactNode }) {
  return (
    <section className="flex flex-col items-start gap-2 border-t border-line py-4">
      <h2 className="text-section font-bold">{title}</h2>
      <p className="text-muted">{text}</p>
      {children}
    </section>
  );
}

/** The ways to a new flow: recorded at the portal, step by step, or from a file. */
export function NewFlowPage() {
  const { t } = useTranslation('builder');
  const navigate = useNavigate();
  const choices = usePortalChoices();
  const providers = useApi('listProviders', {});
  const whyNot = useWhyNot('flows:write');
  const { act, busy } = useAct();
  const [chosen, setChosen] = useState<string | null>(null);
  const [name, setName] = useState('');
  const portal = chosen ?? (choices.length === 1 ? (choices[0]?.value ?? null) : null);
  const needs = portal === null ? t('new.needsPortal') : name.trim() === '' ? t('new.needsName') : undefined;
  const { can } = useBridge();
  const open = (flowId: string, modo?: 'grabar'): void =>
    void navigate({ to: '/flujos/$flowId/editar', params: { flowId }, search: { modo } });

  const provider = providers.data?.find(({ id }) => id === portal);

  async function begin({ template, modo }: { template?: Template; modo?: 'grabar' } = {}): Promise<void> {
    if (portal === null) return;
    const base = (provider?.baseUrl ?? provider?.loginUrl ?? 'https://portal.example').replace(/\/+$/, '');
    const content =
      template === undefined
        ? { steps: [firstStep(provider)] }
        : { steps: template.stepsAt(base), inputs: template.inputs };
    const body = { providerId: portal, name: name.trim(), version: '1.0.0', ...content };
    const created = await act('createFlow', { body }, { renews: ['listFlows'] });
    if (created !== null) open(created.answer.flowId, modo);
  }

  return (
    <>
      <PageHeader title={t('new.title')} />
      <div className="min-h-0 flex-1 overflow-y-auto bg-surface">
        <QueryPart query={providers} rows={6}>
          {(portals) =>
            portals.length === 0 ? (
              <EmptyState
                title={t('new.noPortals')}
                action={
                  <Link to="/portales" className={primaryLinkClass}>
                    {t('new.addPortal')}
                  </Link>
                }
              />
            ) : (
              <div className="flex max-w-xl flex-col gap-4 px-5 py-5">
                <Field label={t('new.portal')}>
                  <Combobox
                    placeholder={t('new.choosePortal')}
                    value={portal}
                    onChange={setChosen}
                    choices={choices}
                    className="w-full"
                  />
                </Field>
                <Field label={t('new.name')} hint={t('new.nameHint')}>
                  <TextInput value={name} onValueChange={setName} maxLength={200} />
                </Field>
                <div>
                  <Door title={t('new.record')} text={t(can.record ? 'new.recordText' : 'new.recordWeb')}>
                    {can.record && (
                      <Button
                        variant="primary"
                        disabledReason={whyNot ?? needs}
                        busy={busy}
                        onClick={() => void begin({ modo: 'grabar' })}
                      >
                        {t('new.record')}
                      </Button>
                    )}
                  </Door>
                  <Door title={t('new.blank')} text={t('new.blankText')}>
                    <Button
                      variant={can.record ? 'secondary' : 'primary'}
                      disabledReason={whyNot ?? needs}
                      busy={busy}
                      onClick={() => void begin()}
                    >
                      {t('new.blank')}
                    </Button>
                  </Door>
                  <Door title={t('new.template')} text={t('new.templateText')}>
                    <ul className="flex flex-col gap-2">
                      {TEMPLATES.map((template) => (
                        <li key={template.id} className="flex flex-col items-start gap-1">
                          <Button disabledReason={whyNot ?? needs} busy={busy} onClick={() => void begin({ template })}>
                            {t(`new.templates.${template.id}`)}
                          </Button>
                          <span className="text-muted">{t(`new.templates.${template.id}Text`)}</span>
                        </li>
                      ))}
                    </ul>
                  </Door>
                  <Door title={t('new.import')} text={t('new.importText')}>
                    <ImportDoor providerId={portal} onDone={open} />
                  </Door>
                </div>
              </div>
            )
          }
        </QueryPart>
      </div>
    </>
  );
}
