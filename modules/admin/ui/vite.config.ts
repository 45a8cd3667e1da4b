import { convertCssVariables, DEFAULT_THEME, mergeMantineTheme } from '@mantine/core';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { theme, variables } from './src/theme.ts';

/**
 * Mantine writes the variables of its theme into a `<style>` element at run time, which the server's
 * Content-Security-Policy forbids. They are known when the interface is built, so they go into the style sheet.
 */
function themeVariables(): Plugin {
  const name = 'virtual:theme-variables.css';
  return {
    name: 'theme-variables',
    resolveId: (id) => (id === name ? `\0${name}` : null),
    load: (id) =>
      id === `\0${name}` ? convertCssVariables(variables(mergeMantineTheme(DEFAULT_THEME, theme)), ':root') : null,
  };
}

const proxy = { '^/(api|odata)/': { target: process.env.BACKBONE_ADMIN_URL ?? 'http://localhost:8082' } };

export default defineConfig({
  plugins: [react(), themeVariables()],
  build: { assetsInlineLimit: 0, chunkSizeWarningLimit: 800 },
  server: { port: 5173, proxy },
});
