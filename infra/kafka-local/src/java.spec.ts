import { describe, expect, it } from 'vitest';
import { findJava, javaMajorVersion } from './java.ts';

describe('javaMajorVersion', () => {
  it.each([
    ['openjdk version "17.0.15" 2025-04-15', 17],
    ['java version "1.8.0_412"', 8],
    ['openjdk version "21" 2023-09-19', 21],
    ['command not found', undefined],
  ])('%s', (text, expected) => {
    expect(javaMajorVersion(text)).toBe(expected);
  });
});

describe('findJava', () => {
  it('says what to install when there is none', async () => {
    await expect(findJava({ JAVA_HOME: '/nowhere' })).rejects.toThrow(
      /expected Java 17 or later.*no working Java at "\/nowhere\/bin\/java".*apt-get install openjdk-17/s,
    );
  });
});
