/** What the data side tells a window without being asked. */
export type ApiEvent =
  | { type: 'progress'; callId: string; done: number; total: number }
  | { type: 'changed'; entities: string[] }
  | { type: 'indexed' }
  /** A bundle was opened in the file manager: pickFile 'opened' hands it over. */
  | { type: 'offered' }
  | { type: 'opened' }
  | { type: 'locked' };

/** A file handed out by the host; the handle, never a path, goes into calls. `byteCount` is 0 for a place to write to. */
export interface Picked {
  handle: string;
  name: string;
  byteCount: number;
}

export type PickOptions =
  | {
      mode: 'open';
      extensions: string[];
      multiple?: boolean;
      /** Dropped on the page: nothing more is asked. */
      file?: File;
    }
  | { mode: 'save'; name: string }
  /**
   * 'out' to write many files into, 'in' to look for files in. A browser has one for each, and `name` says where it is; and 'download',
   * out of which each file is handed to the user.
   */
  | { mode: 'folder'; purpose: 'out' | 'in' | 'download' }
  /** The bundle opened in the file manager, once. */
  | { mode: 'opened' };

/** How a window talks to its host: the preload's in Electron, HTTP in a plain browser. Both are described in electron/web.ts. */
export interface Bridge {
  call(name: string, input: unknown, callId: string): Promise<unknown>;
  cancel(callId: string): Promise<void>;
  onEvent(listen: (event: ApiEvent) => void): () => void;
  /** `dropped`: Electron only; a browser's bridge finds it in the options. */
  pickFile(options: PickOptions, dropped?: File): Promise<Picked[]>;
  /** Browser only: hands the user the file that a job wrote to a place chosen by 'save', or one of a 'download' folder by its name. */
  deliver?(picked: Picked, name?: string): Promise<void>;
}

declare global {
  interface Window {
    readonly bridge?: Bridge;
  }
}
