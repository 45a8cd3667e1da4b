import { resolve } from 'node:path';
import { root } from '../support/server.mjs';
import { tellStories } from '../support/stories.mjs';

await tellStories({
  name: 'ui',
  environmentOf: (backend) => ({ BACKBONE_TEST_SCREENSHOTS: resolve(root, 'build/test-logs/ui', backend) }),
});
