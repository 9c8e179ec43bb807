import { type McpServer } from '@modelcontextprotocol/server';
import { memorySkillFiles, type SkillCatalog, SkillsExtension } from '@modelcontextprotocol/server/ext/skills';

const MANIFEST = `---
name: greeting
description: How to greet people politely
---
# Greeting

Say hello. See references/GUIDE.md.
`;

/** A catalog with one skill of two files, in two folders. */
export const loadSkills = (): Promise<SkillCatalog> =>
  SkillsExtension.load(
    memorySkillFiles({
      'greeting/SKILL.md': MANIFEST,
      'greeting/references/GUIDE.md': '# Guide\n\nGood morning until noon.\n',
    }),
  );

export const registerSkills = (server: McpServer, skills: SkillCatalog): void => skills.attach(server);
