import { createMemoryStore } from './memory-store.ts';
import { describeSnippetStore } from './describe-snippet-store.ts';

describeSnippetStore('memory', createMemoryStore);
