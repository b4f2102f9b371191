import { createContext, useContext, useEffect } from 'react';

/** Asks for room, and gives back how to leave it again. Outside of a window with a sidebar there is nothing to ask. */
type AskForRoom = () => () => void;

const RoomContext = createContext<AskForRoom>(() => () => undefined);
export const RoomProvider = RoomContext.Provider;

/** While the part that uses this is shown, the sidebar is a rail of signs. */
export function useRoom(): void {
  const ask = useContext(RoomContext);
  useEffect(ask, [ask]);
}
