import type { UpstreamSession } from '../../src/upstream/upstream.js';
import { http, type RawRequest, rpcResult } from '../upstream-harness.js';

export const SESSION: UpstreamSession = { id: 'session-1', protocolVersion: '2025-11-25' };

/** An answer that streams: this head, events in chunks, and `END`. */
export const STREAM_HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n';
export const END = '0\r\n\r\n';
export const chunk = (text: string): string => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
export const event = (message: object | string, id?: string): string =>
  `${id === undefined ? '' : `id: ${id}\n`}data: ${typeof message === 'string' ? message : JSON.stringify(message)}\n\n`;

/** Answers every request with an empty result. */
export const answerAll = (seen: RawRequest): void => void seen.socket.write(http(rpcResult(seen.body)));
