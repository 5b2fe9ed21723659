// The explorer's own texts; GraphiQL's are English.
const WORDS = {
  title: ['爱心守护圈 · 接口浏览器', 'Protection Circle · Explorer'],
  name: ['用户名', 'User name'],
  password: ['密码', 'Password'],
  code: ['验证码（身份验证器所示，或一个恢复码）', 'Code (as the authenticator shows, or a recovery code)'],
  back: ['返回', 'Back'],
  alerts: ['自您上次登录以来，账号出现以下情况：', 'This happened to your account since you last signed in:'],
  dismiss: ['知道了', 'Dismiss'],
  signIn: ['登录', 'Sign in'],
  signOut: ['退出', 'Sign out'],
  actingAs: ['当前身份', 'Acting as'],
  noGrant: ['没有有效的授权', 'No grant in effect'],
  kept: [
    '令牌只保存在本页内存中，关闭或刷新页面即失效。您在此打开的档案同样会被记录。',
    'Tokens are kept in this page’s memory only, and are gone when it is closed or reloaded. Files opened here are logged as everywhere.',
  ],
  unreachable: ['无法连接服务器，请稍后重试。', 'The server cannot be reached; try again in a moment.'],
  example: ['# 按 Ctrl-Enter 运行', '# Ctrl-Enter runs this'],
};
const column = document.documentElement.lang === 'en' ? 1 : 0;

export const words = Object.fromEntries(Object.entries(WORDS).map(([key, said]) => [key, said[column]]));

export function labelOf(labels, of, value) {
  const label = labels.find((one) => one.of === of && one.value === value);
  return label?.[column ? 'en' : 'zh'] ?? value;
}
