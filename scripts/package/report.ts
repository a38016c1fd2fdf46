import { gzipSync } from 'node:zlib';
import type { PackagedApp } from './apps.ts';
import type { BundledChunk } from './bundle.ts';

/** One line on a packaged app: `✓ extension-server  apps/extension-server/deploy  dist/index.cjs 231 kB (63 kB gzip)`. */
export function describePackage(app: PackagedApp, chunks: readonly BundledChunk[]): string {
  const lazy = chunks.filter((chunk) => chunk.lazy);
  const parts = [
    `✓ ${app.name.padEnd(18)}`,
    `apps/${app.name}/deploy`,
    `${app.main} ${sizeOf(chunks.filter((chunk) => !chunk.lazy))}`,
    ...(lazy.length
      ? [`${lazy.length} lazy ${lazy.length === 1 ? 'chunk' : 'chunks'} ${sizeOf(lazy)}`]
      : []),
  ];
  return parts.join('  ');
}

function sizeOf(chunks: readonly BundledChunk[]): string {
  const bytes = chunks.map(({ code }) => Buffer.from(code));
  const sum = (sizes: readonly number[]): number => sizes.reduce((total, size) => total + size, 0);
  const raw = sum(bytes.map(({ length }) => length));
  const zipped = sum(bytes.map((code) => gzipSync(code).length));
  return `${kilobytes(raw)} (${kilobytes(zipped)} gzip)`;
}

function kilobytes(bytes: number): string {
  return `${Math.round(bytes / 1000)} kB`;
}
