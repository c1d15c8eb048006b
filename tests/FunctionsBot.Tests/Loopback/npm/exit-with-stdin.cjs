// Preloaded into servers started by tests: their input ends when the test process ends, however it ends.
process.stdin.resume();
process.stdin.on("end", () => process.exit());
