import type { EventId, EventStore, JSONRPCMessage, StreamId } from '@modelcontextprotocol/server';

/** Every event of one session, in memory, for clients that come back with `Last-Event-ID`. */
export const createEventStore = (): EventStore => {
  const events: { id: EventId; streamId: StreamId; message: JSONRPCMessage }[] = [];
  return {
    storeEvent: async (streamId, message) => {
      const id = `${streamId}_${events.length}`;
      events.push({ id, streamId, message });
      return id;
    },
    getStreamIdForEventId: async (eventId) => events.find(({ id }) => id === eventId)?.streamId,
    replayEventsAfter: async (lastEventId, { send }) => {
      const at = events.findIndex(({ id }) => id === lastEventId);
      const streamId = events[at]?.streamId;
      if (streamId === undefined) throw new Error('There is no such event');
      for (const event of events.slice(at + 1)) {
        // A priming event has no message; the one who comes back has seen one.
        if (event.streamId === streamId && Object.keys(event.message).length > 0) await send(event.id, event.message);
      }
      return streamId;
    },
  };
};
