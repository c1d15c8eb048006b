// An SMTP server and its HTTP API on the ports given, until its input ends: when the test process ends, however it ends.
const MailDev = require(`${process.argv[2]}/node_modules/maildev`);
const http = require("http");

const [smtp, web] = process.argv.slice(3).map(Number);
process.stdin.resume();
process.stdin.on("end", () => process.exit());
new MailDev({ smtp, ip: "127.0.0.1", web, webIp: "127.0.0.1", silent: true, disableWeb: false }).listen(() => asked());

// Its own word for being ready is of the mail server only.
function asked() {
  http.get({ host: "127.0.0.1", port: web, path: "/healthz" }, () => console.log("listening")).on("error", () => setTimeout(asked, 50));
}
