/** What the server, or the way to it, had against a request. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
  }

  static readonly kUnreachable = 'unreachable';
  static readonly kUnauthorized = 'unauthorized';
}

export const asApiError = (error: unknown): ApiError =>
  error instanceof ApiError
    ? error
    : new ApiError(0, ApiError.kUnreachable, error instanceof Error ? error.message : String(error));
