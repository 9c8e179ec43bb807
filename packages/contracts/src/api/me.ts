import { z } from 'zod';
import { idSchema, slugSchema } from '../ids.js';
import { PERMISSIONS, type Permission, ROLES } from '../permissions.js';
import { nameSchema } from './common.js';
import { defineOperation } from './operation.js';

const permissionSchema = z.enum(Object.keys(PERMISSIONS) as [Permission, ...Permission[]]);

export const meSchema = z.object({
  subject: z.string().max(255),
  email: z.string().max(254),
  name: nameSchema,
  organisations: z
    .array(
      z.object({
        id: idSchema('org'),
        slug: slugSchema,
        name: nameSchema,
        memberId: idSchema('member'),
        role: z.enum(ROLES),
        permissions: z.array(permissionSchema).max(100),
      }),
    )
    .max(200),
});

export const getMe = defineOperation({
  id: 'getMe',
  method: 'get',
  path: '/v1/me',
  summary: 'The signed-in person and their organisations',
  tag: 'Identity',
  access: 'authenticated',
  success: { status: 200, schema: meSchema },
  errors: [],
});
