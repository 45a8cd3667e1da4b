import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { DatesProvider } from '@mantine/dates';
import { Notifications } from '@mantine/notifications';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import 'dayjs/locale/de';
import 'dayjs/locale/en-gb';
import { BrowserRouter } from 'react-router';
import { asApiError } from './api/errors';
import { LanguageProvider, useLanguage } from './i18n/language';
import { AllRoutes } from './routes';
import { theme } from './theme';

const kAttempts = 2;
const colorSchemeManager = localStorageColorSchemeManager({ key: 'backbone.theme' });

/** What the server refuses it refuses again; only what may have been an accident is tried once more. */
const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (failures, error) => failures < kAttempts - 1 && asApiError(error).status >= 500,
      refetchOnWindowFocus: false,
      staleTime: 5_000,
    },
  },
});

const localesOfDates = { en: 'en-gb', de: 'de' } as const;

function LocalizedDates({ children }: { children: React.ReactNode }) {
  const { language } = useLanguage();
  return <DatesProvider settings={{ locale: localesOfDates[language], firstDayOfWeek: 1 }}>{children}</DatesProvider>;
}

export function App() {
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      colorSchemeManager={colorSchemeManager}
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <QueryClientProvider client={queryClient}>
        <LanguageProvider>
          <LocalizedDates>
            <Notifications position="bottom-center" limit={3} />
            <BrowserRouter>
              <AllRoutes />
            </BrowserRouter>
          </LocalizedDates>
        </LanguageProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}
