// A Bot API server on the port given, until its input ends: when the test process ends, however it ends.
const TelegramServer = require(`${process.argv[2]}/node_modules/telegram-test-api`);

// Its dates are in milliseconds; those of the Bot API, and of every client of it, are in seconds.
const add = TelegramServer.prototype.addBotMessage;
TelegramServer.prototype.addBotMessage = function (...message) {
  const added = add.apply(this, message);
  return { ...added, date: Math.floor(added.date / 1000) };
};

process.stdin.resume();
process.stdin.on("end", () => process.exit());
new TelegramServer({ host: "127.0.0.1", port: Number(process.argv[3]) }).start().then(() => console.log("listening"));
