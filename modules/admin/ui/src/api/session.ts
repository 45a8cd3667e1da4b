/**
 * The operator's session: the API key, and where the browser keeps it.
 *
 * The key lives in the storage of the tab and goes with it; only who asks to stay signed in has it in the storage of the
 * browser, where it outlives the tab.
 */
const kStorageKey = 'backbone.apiKey';

type Listener = () => void;
const listeners = new Set<Listener>();
let confirmedKey: string | null = null;

const announce = () => listeners.forEach((listener) => listener());

export const session = {
  /** The key that the server has accepted in this page's life, or null. */
  key: (): string | null => confirmedKey,

  /** A key from an earlier page that is still to be validated. */
  storedKey: (): string | null => sessionStorage.getItem(kStorageKey) ?? localStorage.getItem(kStorageKey),

  begin(key: string) {
    confirmedKey = key;
    announce();
  },

  remember(key: string, beyondThisTab: boolean) {
    (beyondThisTab ? localStorage : sessionStorage).setItem(kStorageKey, key);
  },

  end() {
    confirmedKey = null;
    sessionStorage.removeItem(kStorageKey);
    localStorage.removeItem(kStorageKey);
    announce();
  },

  subscribe: (listener: Listener): (() => void) => {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  },
};
