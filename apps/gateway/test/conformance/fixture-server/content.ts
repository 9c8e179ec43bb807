/** The smallest PNG, one transparent pixel. */
export const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';

/** An empty WAV. */
export const WAV = 'UklGRiYAAABXQVZFZm10IBAAAAABAAEAQB8AAAB9AAACABAAZGF0YQIAAAA=';

export const textBlock = (text: string) => ({ type: 'text' as const, text });

export const imageBlock = { type: 'image' as const, data: PNG, mimeType: 'image/png' };

export const audioBlock = { type: 'audio' as const, data: WAV, mimeType: 'audio/wav' };

export const resourceBlock = (uri: string, text: string) => ({
  type: 'resource' as const,
  resource: { uri, mimeType: 'text/plain', text },
});

export const textResult = (text: string) => ({ content: [textBlock(text)] });

export const pause = (ms: number): Promise<void> => new Promise((wake) => setTimeout(wake, ms));
