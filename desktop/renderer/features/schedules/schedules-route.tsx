import { useSearch } from '@tanstack/react-router';
import { SchedulesPage } from './schedules-page.tsx';

/** A flow in the address opens the editor for it. */
export function SchedulesRoute() {
  const { flujo } = useSearch({ from: '/inside/programacion' });
  return <SchedulesPage newFor={flujo} />;
}
