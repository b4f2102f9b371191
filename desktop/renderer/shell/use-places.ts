import { useMe } from '../domain/use-me.ts';
import { PLACES, type Place } from './places.ts';

/** The places that this person may see. */
export function usePlaces(): readonly Place[] {
  const me = useMe();
  const permissions = me.data?.permissions ?? [];
  return PLACES.filter(({ permission }) => permission === undefined || permissions.includes(permission));
}
