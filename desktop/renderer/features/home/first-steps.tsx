import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useWhyNot } from '../../domain/use-me.ts';
import { Button, linkButtonClass, primaryLinkClass } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { StateMark } from '../../ui/state-mark.tsx';
import { useRunFlow } from '../run/use-run-flow.tsx';
import { Band } from './band.tsx';
import type { FirstSteps as Steps } from './steps-of.ts';

interface StepProps {
  number: number;
  title: string;
  text: string;
  done: boolean;
  current: boolean;
  action: ReactNode;
}

function Step({ number, title, text, done, current, action }: StepProps) {
  const { t } = useTranslation('home');
  return (
    <li
      aria-current={current ? 'step' : undefined}
      className="flex min-h-14 items-center gap-3 border-t border-line px-5 py-2"
    >
      <span
        aria-hidden="true"
        className={cx(
          'flex size-6 shrink-0 items-center justify-center rounded-full border text-meta font-semibold',
          current ? 'border-accent bg-accent text-on-accent' : 'border-line-strong text-muted',
          done && 'border-transparent',
        )}
      >
        {done ? <StateMark kind="success" size={14} /> : number}
      </span>
      <span className="min-w-0 flex-1">
        <span className="block font-semibold">{title}</span>
        <span className="block text-muted">{text}</span>
      </span>
      {done ? <span className="text-muted">{t('steps.done')}</span> : action}
    </li>
  );
}

function PublishAct({ steps, className }: { steps: Steps; className: string }) {
  const { t } = useTranslation('home');
  const { unpublished } = steps;
  if (unpublished === undefined) {
    return (
      <Link to="/flujos" className={className}>
        {t('steps.publish.create')}
      </Link>
    );
  }
  return (
    <Link to="/flujos/$flowId" params={{ flowId: unpublished.id }} className={className}>
      {t('steps.publish.action')}
    </Link>
  );
}

function RunAct({ steps, primary }: { steps: Steps; primary: boolean }) {
  const { t } = useTranslation('home');
  const mayRun = useWhyNot('jobs:run');
  const run = useRunFlow();
  const { published, running } = steps;
  if (running !== undefined) {
    return (
      <Link
        to="/ejecuciones/$jobId"
        params={{ jobId: running.jobId }}
        className={primary ? primaryLinkClass : linkButtonClass}
      >
        {t('steps.run.see')}
      </Link>
    );
  }
  return (
    <>
      <Button
        variant={primary ? 'primary' : 'secondary'}
        disabledReason={mayRun ?? (primary ? undefined : t('steps.run.notYet'))}
        onClick={() => published !== undefined && run.start(published)}
      >
        {t('steps.run.action')}
      </Button>
      {run.dialog}
    </>
  );
}

/** What a new organisation does to get its first data; each step ticks itself. It goes once there was a completed execution. */
export function FirstSteps({ steps }: { steps: Steps }) {
  const { t } = useTranslation('home');
  const { connected, published, now } = steps;
  const look = (step: Steps['now']): string => (step === now ? primaryLinkClass : linkButtonClass);
  return (
    <Band title={t('steps.title')}>
      <ol>
        <Step
          number={1}
          title={t('steps.connect.title')}
          text={
            connected === undefined
              ? t('steps.connect.text')
              : t('steps.connect.doneText', { account: connected.userName, portal: connected.providerName })
          }
          done={connected !== undefined}
          current={now === 'connect'}
          action={
            <Link to="/portales" className={look('connect')}>
              {t('steps.connect.action')}
            </Link>
          }
        />
        <Step
          number={2}
          title={t('steps.publish.title')}
          text={
            published === undefined
              ? t('steps.publish.text')
              : t('steps.publish.doneText', { flow: published.name, version: published.publishedVersion })
          }
          done={published !== undefined}
          current={now === 'publish'}
          action={<PublishAct steps={steps} className={look('publish')} />}
        />
        <Step
          number={3}
          title={t('steps.run.title')}
          text={t(steps.running === undefined ? 'steps.run.text' : 'steps.run.tried')}
          done={false}
          current={now === 'run'}
          action={<RunAct steps={steps} primary={now === 'run'} />}
        />
      </ol>
    </Band>
  );
}
