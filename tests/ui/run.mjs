import { resolve } from 'node:path';
import { root } from '../support/server.mjs';
import { tellStories } from '../support/stories.mjs';

await tellStories({
  name: 'ui',
  secondsPerFile: 600,
  // Every database looks the same.
  environmentOf: (backend) => (backend === 'sqlite' ? { BACKBONE_TEST_SCREENSHOTS: resolve(root, 'build/test-logs/ui') } : {}),
});
