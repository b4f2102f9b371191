import { zodResolver } from '@hookform/resolvers/zod';
import { AppError } from '@sri/shared/errors.ts';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { useBridge } from '../../lib/bridge-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { FormFault } from './form-fault.tsx';
import { useFieldFault } from './use-field-fault.ts';

const formSchema = z.object({ email: z.email('email'), password: z.string().min(1, 'required') });
type Values = z.infer<typeof formSchema>;

/** E-mail and password; `onDone` once the sign-in holds. */
export function SignInForm({ email = '', onDone }: { email?: string; onDone: () => void }) {
  const { t } = useTranslation('account');
  const bridge = useBridge();
  const fault = useFieldFault();
  const { register, handleSubmit, setError, formState } = useForm<Values>({
    resolver: zodResolver(formSchema),
    defaultValues: { email, password: '' },
  });
  const { errors, isSubmitting } = formState;

  async function submit(values: Values): Promise<void> {
    try {
      await bridge.request('login', { body: values });
      onDone();
    } catch (error) {
      const wrong = error instanceof AppError && error.code === 'invalid_credentials';
      if (wrong) setError('password', { message: 'wrong' }, { shouldFocus: true });
      else
        setError(
          'root',
          error instanceof AppError ? { type: error.code, message: error.message } : { type: 'internal' },
        );
    }
  }

  return (
    <form noValidate onSubmit={(event) => void handleSubmit(submit)(event)} className="flex flex-col gap-4">
      <Field label={t('signIn.email')} error={fault(errors.email)}>
        <TextInput type="email" autoComplete="username" {...register('email')} />
      </Field>
      <Field
        label={t('signIn.password')}
        error={errors.password?.message === 'wrong' ? t('signIn.wrong') : fault(errors.password)}
      >
        <TextInput type="password" autoComplete="current-password" {...register('password')} />
      </Field>
      <FormFault code={errors.root?.type} />
      <Button type="submit" variant="primary" busy={isSubmitting} className="h-9">
        {t('signIn.submit')}
      </Button>
    </form>
  );
}
