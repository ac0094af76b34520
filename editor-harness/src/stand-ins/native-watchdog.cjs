/* global process, setInterval */
// Stands in for @vscode/native-watchdog in the test's VS Code: exits when the parent process goes away.
exports.start = (pid) => {
  setInterval(() => {
    try {
      process.kill(pid, 0);
    } catch {
      process.exit(87);
    }
  }, 3000).unref();
};
exports.exit = (code) => process.exit(code ?? 0);
