import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { makeFormat, type Format } from '../format/format';
import { de } from './de';
import { en, type Texts } from './en';

const tables = { en, de } satisfies Record<string, Texts>;
export type Language = keyof typeof tables;
export const languages = Object.keys(tables) as Language[];

const kStorageKey = 'backbone.language';

const isLanguage = (value: string | null | undefined): value is Language =>
  languages.some((language) => language === value);

/** The chosen language, or the first of the browser's that there are texts in. */
export function initialLanguage(stored: string | null, ofBrowser: readonly string[]): Language {
  return isLanguage(stored) ? stored : (ofBrowser.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLanguage) ?? 'en');
}

interface Speech {
  language: Language;
  choose: (language: Language) => void;
  texts: Texts;
  format: Format;
}

const SpeechContext = createContext<Speech | null>(null);

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState(() =>
    initialLanguage(localStorage.getItem(kStorageKey), navigator.languages),
  );

  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);

  const speech = useMemo<Speech>(
    () => ({
      language,
      choose: (chosen) => {
        localStorage.setItem(kStorageKey, chosen);
        setLanguage(chosen);
      },
      texts: tables[language],
      format: makeFormat(language),
    }),
    [language],
  );
  return <SpeechContext value={speech}>{children}</SpeechContext>;
}

function useSpeech(): Speech {
  const speech = useContext(SpeechContext);
  if (speech === null) {
    throw new Error('There is no LanguageProvider.');
  }
  return speech;
}

export const useTexts = () => useSpeech().texts;
export const useFormat = () => useSpeech().format;

export function useLanguage() {
  const { language, choose } = useSpeech();
  return { language, choose };
}

export const nameOfLanguage = (language: Language) => tables[language].languageName;
