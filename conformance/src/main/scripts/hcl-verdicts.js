// Says of each text of a file whether HashiCorp's parser takes it: a line "ok" or its first message. Texts are divided by NUL.
const fs = require("fs");
const path = require("path");

const [packages, input, output] = process.argv.slice(2);
const { parse } = require(path.join(path.resolve(packages), "node_modules/@cdktf/hcl2json"));

(async () => {
  const verdicts = [];
  for (const text of fs.readFileSync(input, "utf8").split("\0").slice(0, -1)) {
    try {
      await parse("f", text);
      verdicts.push("ok");
    } catch (error) {
      // what it cannot write as JSON it has read
      const message = String(error).replace(/\s+/g, " ");
      verdicts.push(message.includes("parse config") ? message.slice(0, 200) : "ok");
    }
  }
  fs.writeFileSync(output, verdicts.map((verdict) => verdict + "\n").join(""));
  process.exit(0);
})();
