import {
  Badge,
  createTheme,
  defaultCssVariablesResolver,
  Modal,
  type CSSVariablesResolver,
  type MantineColorsTuple,
} from '@mantine/core';

const brand: MantineColorsTuple = [
  '#eef4fd',
  '#dae6f8',
  '#b3cbf0',
  '#88aee8',
  '#6396e0',
  '#4a86dc',
  '#2f6fcc',
  '#2259ae',
  '#17428d',
  '#0f2f69',
];

const accent: MantineColorsTuple = [
  '#fff2e4',
  '#ffe3cd',
  '#ffc69a',
  '#ffa763',
  '#ff8d36',
  '#ff7d1a',
  '#ff7600',
  '#e36300',
  '#ca5700',
  '#b04900',
];

export const theme = createTheme({
  primaryColor: 'brand',
  primaryShade: { light: 8, dark: 6 },
  colors: { brand, accent },
  fontFamily: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif",
  fontFamilyMonospace: "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace",
  headings: { fontWeight: '650' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Badge: Badge.extend({ styles: { root: { textTransform: 'none', minWidth: 'max-content' } } }),
    Modal: Modal.extend({ styles: { title: { fontWeight: 650 } } }),
  },
});

const lightlyColored = ['brand', 'red', 'orange', 'yellow', 'teal', 'gray'];

/** Mantine's backgrounds of light buttons, badges and alerts are too heavy on a dark ground. */
const onDarkGround = Object.fromEntries(
  lightlyColored.flatMap((color) => [
    [`--mantine-color-${color}-light`, `color-mix(in srgb, var(--mantine-color-${color}-5) 18%, transparent)`],
    [`--mantine-color-${color}-light-hover`, `color-mix(in srgb, var(--mantine-color-${color}-5) 26%, transparent)`],
    [`--mantine-color-${color}-light-color`, `var(--mantine-color-${color}-2)`],
  ]),
);

/** The text upon them has too little contrast on a light ground. */
const onLightGround = Object.fromEntries(
  lightlyColored.map((color) => [
    `--mantine-color-${color}-light-color`,
    `color-mix(in srgb, var(--mantine-color-${color}-9), black 30%)`,
  ]),
);

/** Mantine's grey for what is less important, and its red for what is wrong, have too little contrast for small text. */
export const variables: CSSVariablesResolver = (merged) => {
  const defaults = defaultCssVariablesResolver(merged);
  return {
    ...defaults,
    light: {
      ...defaults.light,
      ...onLightGround,
      '--mantine-color-dimmed': 'var(--mantine-color-gray-7)',
      '--mantine-color-error': 'var(--mantine-color-red-9)',
    },
    dark: {
      ...defaults.dark,
      ...onDarkGround,
      '--mantine-color-dimmed': 'var(--mantine-color-dark-1)',
      '--mantine-color-error': 'var(--mantine-color-red-4)',
    },
  };
};
