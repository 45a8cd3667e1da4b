import { tellStories } from '../support/stories.mjs';

await tellStories({ name: 'e2e' });
