// Made by `npm run generate` from schemas/src; never edited.
var __getOwnPropNames = Object.getOwnPropertyNames;
var __commonJS = (cb, mod) => function() {
  try {
    return mod || (0, cb[__getOwnPropNames(cb)[0]])((mod = { exports: {} }).exports, mod), mod.exports;
  } catch (e) {
    throw mod = 0, e;
  }
};

// schemas/node_modules/ajv/dist/runtime/ucs2length.js
var require_ucs2length = __commonJS({
  "schemas/node_modules/ajv/dist/runtime/ucs2length.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: !0 });
    function ucs2length(str) {
      let len = str.length, length = 0, pos = 0, value;
      for (; pos < len; )
        length++, value = str.charCodeAt(pos++), value >= 55296 && value <= 56319 && pos < len && (value = str.charCodeAt(pos), (value & 64512) === 56320 && pos++);
      return length;
    }
    exports.default = ucs2length;
    ucs2length.code = 'require("ajv/dist/runtime/ucs2length").default';
  }
});

// <stdin>
var validate = validate52, stdin_default = validate52, schema19 = { $schema: "https://json-schema.org/draft/2020-12/schema", $id: "urn:orchion:schema:v1:pipeline", type: "object", properties: { apiVersion: { type: "string", const: "orchion/v1", description: "The version of this language." }, kind: { description: "What the file describes.", type: "string", const: "Pipeline" }, name: { description: "For people. Left out: the file\u2019s name.", examples: ["train"], type: "string", minLength: 1 }, description: { description: "For people.", type: "string" }, on: { description: "What starts a run. A person always can (`manual`); schedules and webhooks have their place here.", default: "manual", "x-expected": "manual", anyOf: [{ type: "string", enum: ["manual", "schedule", "webhook"] }, { minItems: 1, type: "array", items: { type: "string", enum: ["manual", "schedule", "webhook"] } }, { type: "object", properties: { manual: {}, schedule: {}, webhook: {} }, additionalProperties: !1 }] }, inputs: { description: "What is asked for when a run starts.", examples: [{ epochs: { type: "number", default: 3 } }], "x-expected": "names and details, such as epochs: { type: number }", type: "object", propertyNames: { type: "string", pattern: "^[A-Za-z_][A-Za-z0-9_-]{0,99}$" }, additionalProperties: { type: "object", properties: { type: { description: "What kind of value it is.", default: "string", type: "string", enum: ["string", "number", "boolean", "choice", "json"] }, description: { description: "For people.", type: "string" }, required: { description: "Must be given, unless there is a default.", default: !1, type: "boolean" }, default: { description: "Used where nothing is given.", examples: [3, "main", !0] }, options: { description: "Of a choice: its words.", "x-expected": "a list of words", minItems: 1, maxItems: 256, type: "array", items: { type: "string", minLength: 1 } } }, additionalProperties: !1, "x-expected": "the fields of an input, such as { type: number, default: 3 }" } }, outputs: { description: "What a run gives to a pipeline that uses this one.", examples: [{ score: "${{ steps.train.outputs.score }}" }], "x-expected": "names and expressions", type: "object", propertyNames: { type: "string", pattern: "^[A-Za-z_][A-Za-z0-9_-]{0,99}$" }, additionalProperties: { anyOf: [{ type: "string", minLength: 1, "x-place": "pipeline-outputs" }, { type: "object", properties: { description: { type: "string" }, value: { type: "string", minLength: 1, "x-place": "pipeline-outputs" } }, required: ["value"], additionalProperties: !1 }], "x-place": "pipeline-outputs", "x-expected": "an expression such as ${{ steps.train.outputs.score }}, or the fields description, value" } }, env: { description: "Environment variables of every step.", examples: [{ SEED: "7" }], "x-expected": "names and values, such as SEED: 7", type: "object", propertyNames: { type: "string" }, additionalProperties: { "x-place": "pipeline-env", "x-expected": 'text, a number, or true or false; "" for an empty value', type: ["string", "number", "boolean"] } }, defaults: { description: "For every step that does not say otherwise. Resources and labels are filled in one by one.", examples: [{ timeout: "10m" }], "x-expected": "fields of a step, such as timeout: 10m", type: "object", properties: { env: { description: "Environment variables; a value may use `env.NAME` of an outer layer.", examples: [{ SEED: "7", EPOCHS: "${{ inputs.epochs }}" }], "x-expected": "names and values, such as SEED: 7", $ref: "#/$defs/scalars" }, "working-directory": { description: "An absolute directory on the node, or in the container; or one relative to the private folder. Left out: that folder.", examples: ["/data/project", "src"], type: "string", minLength: 1, "x-place": "job" }, resources: { description: "What the step needs of its node.", "x-expected": "amounts, such as memory: 2GiB", $ref: "#/$defs/resources" }, labels: { description: "Labels that the node must have, with these values.", examples: [{ zone: "lab" }], "x-expected": "names and values, such as zone: lab", $ref: "#/$defs/scalars" }, node: { description: "The name of the one node that may run it.", examples: ["tower"], type: "string", minLength: 1, "x-place": "job" }, priority: { description: "Higher goes first.", default: 0, anyOf: [{ type: "integer", minimum: -1e3, maximum: 1e3 }, { type: "string", pattern: "\\$\\{\\{" }], "x-place": "job", "x-expected": "a whole number from -1000 to 1000, or an expression in ${{ }}" }, timeout: { description: "How long one attempt may run. Left out: as long as it likes.", examples: ["90s", "10m", "1h30m"], $ref: "#/$defs/duration" }, "queue-timeout": { description: "How long the step may wait for a node. Left out: as long as it takes.", examples: ["1h"], $ref: "#/$defs/duration" }, grace: { description: "From the polite ask to end to the kill.", default: "10s", $ref: "#/$defs/duration" }, retries: { description: "Further attempts after a failure of the program (lost nodes are not counted).", examples: [2, { count: 3, "exit-codes": [75], backoff: "10s" }], default: 0, $ref: "#/$defs/retries" }, idempotent: { description: "Running it twice does no harm: it may be started anew elsewhere.", default: !1, type: "boolean" }, "on-lost": { description: "When the node is given up while the command may still run: wait for it (`hold`), start anew (`retry`), or fail. Left out: `retry` for idempotent steps, else `hold`.", type: "string", enum: ["hold", "retry", "fail"] }, "on-disconnect": { description: "What the node does while it cannot reach the orchestrator. Left out: `stop` for exclusive steps, else `continue`.", type: "string", enum: ["continue", "stop"] }, exclusive: { description: "Never two at once, even when a node is cut off.", default: !1, type: "boolean" }, "log-bytes-max": { description: "Kept of each output stream of an attempt; what comes after is dropped, with a note.", default: "4GiB", $ref: "#/$defs/bytes" }, workspace: { description: "Send these files of the pipeline\u2019s folder along; ignore files are respected.", examples: [!0, ["src/**", "data/*.csv"]], default: !1, $ref: "#/$defs/workspace" } }, additionalProperties: !1 }, concurrency: { description: "Which runs may not run at once.", examples: ["deploy"], anyOf: [{ type: "string", minLength: 1, "x-place": "concurrency" }, { type: "object", properties: { group: { type: "string", minLength: 1, "x-place": "concurrency", description: "Runs of one group run one after the other." }, "cancel-in-progress": { description: "A newer run cancels the one that runs.", default: !1, anyOf: [{ type: "boolean" }, { type: "string", pattern: "\\$\\{\\{" }], "x-place": "concurrency", "x-expected": "true or false, or an expression in ${{ }}" }, queue: { description: "`latest`: a newer waiting run takes the place of an older waiting one. `all`: each gets its turn.", default: "latest", type: "string", enum: ["latest", "all"] } }, required: ["group"], additionalProperties: !1 }], "x-place": "concurrency", "x-expected": "the name of a group, or the fields group, cancel-in-progress, queue" }, steps: { type: "object", propertyNames: { type: "string", pattern: "^[A-Za-z_][A-Za-z0-9_-]{0,99}$" }, additionalProperties: { $ref: "#/$defs/step" }, description: "The steps by name; they run as soon as what they need has ended.", minProperties: 1, "x-expected": "steps by name, such as hello: { run: echo hello }" }, finally: { description: "Steps that run once every other one has ended, whatever came of them, also after a cancel.", "x-expected": "steps by name, such as tidy: { run: rm -r out }", type: "object", propertyNames: { type: "string", pattern: "^[A-Za-z_][A-Za-z0-9_-]{0,99}$" }, additionalProperties: { $ref: "#/$defs/step" } } }, required: ["apiVersion", "steps"], additionalProperties: !1, title: "Orchion pipeline", description: "Steps, what they need of each other and of the nodes.", "x-expected": "the fields of a pipeline: apiVersion and steps", $defs: { scalars: { type: "object", propertyNames: { type: "string" }, additionalProperties: { "x-place": "job", "x-expected": 'text, a number, or true or false; "" for an empty value', type: ["string", "number", "boolean"] } }, resources: { type: "object", properties: { cpu: { description: "Cores; fractions are fine.", examples: [2, 0.5, "500m"], default: 1, anyOf: [{ type: "number", minimum: 0 }, { type: "string", pattern: "^([0-9]{1,6}(\\.[0-9]{1,9})?|[0-9]{1,9}m)$|\\$\\{\\{" }], "x-place": "job", "x-expected": 'cores such as 2 or 0.5, or thousandths of a core such as "500m"' }, memory: { description: "Memory that is kept for the step. Left out: none is reserved.", examples: ["2GiB", "512MB"], $ref: "#/$defs/bytes" }, disk: { description: "Disk space that must be free where the step works.", examples: ["50GB"], $ref: "#/$defs/bytes" }, gpus: { description: "GPUs: a number, a part of one device such as 0.5, or the details.", examples: [1, 0.5, { count: 2, vendor: "nvidia", vram: "24GB" }], "x-place": "job", "x-expected": "whole GPUs such as 1 or 2, or a part of one such as 0.5, or the fields count or share, vendor, model, vram", anyOf: [{ type: "number", minimum: 0 }, { type: "string", pattern: "^[0-9]{1,4}(\\.[0-9]{1,6})?$|\\$\\{\\{" }, { type: "object", properties: { count: { description: "Whole devices, all for this step.", examples: [1, 4], default: 1, anyOf: [{ type: "integer", minimum: 1, maximum: 64 }, { type: "string", pattern: "\\$\\{\\{" }], "x-place": "job", "x-expected": "a whole number from 1 to 64, or an expression in ${{ }}" }, share: { description: "A part of one device, in thousandths, instead of `count`.", examples: [0.5], type: "number", exclusiveMinimum: 0, exclusiveMaximum: 1 }, vendor: { description: "Only devices of this vendor.", type: "string", enum: ["nvidia", "amd", "apple", "intel", "other"] }, model: { description: "Only devices with this in their model name; case does not matter.", examples: ["4090", "H100", "M3 Max"], type: "string", minLength: 1, "x-place": "job" }, vram: { description: "VRAM that must be free on each device.", examples: ["24GB"], $ref: "#/$defs/bytes" } }, additionalProperties: !1, not: { required: ["count", "share"] } }] }, custom: { description: "Counters that you gave your nodes, by name, such as licences.", examples: [{ matlab: 1 }], "x-expected": "names and numbers, such as matlab: 1", type: "object", propertyNames: { type: "string" }, additionalProperties: { anyOf: [{ type: "integer", minimum: 0, maximum: 9007199254740991 }, { type: "string", pattern: "\\$\\{\\{" }], "x-place": "job", "x-expected": "a whole number from 0" } } }, additionalProperties: !1 }, bytes: { anyOf: [{ type: "number", minimum: 0 }, { type: "string", pattern: "^[0-9]{1,15}(\\.[0-9]{1,9})? ?([kKmMgGtTpP]([iI]?[bB]?)|[bB])?$|\\$\\{\\{" }], "x-place": "job", "x-expected": 'an amount such as "2GiB", "512MiB" or "1.5GB", or a number of bytes' }, duration: { anyOf: [{ type: "number", minimum: 0 }, { type: "string", pattern: "^([0-9]{1,12}(\\.[0-9]{1,6})?(ms|[smhdw]))+$|^[0-9]{1,12}(\\.[0-9]{1,6})?$|\\$\\{\\{" }], "x-place": "job", "x-expected": 'a duration such as "90s", "10m" or "1h30m", or a number of seconds' }, retries: { anyOf: [{ anyOf: [{ type: "integer", minimum: 0, maximum: 100 }, { type: "string", pattern: "\\$\\{\\{" }], "x-place": "job", "x-expected": "a whole number from 0 to 100, or an expression in ${{ }}" }, { type: "object", properties: { count: { anyOf: [{ type: "integer", minimum: 0, maximum: 100 }, { type: "string", pattern: "\\$\\{\\{" }], "x-place": "job", "x-expected": "a whole number from 0 to 100, or an expression in ${{ }}", description: "Further attempts after the first one." }, "exit-codes": { description: "Retry only after these exit codes. Left out: after every failure of the program.", "x-expected": "a list of exit codes such as [75]", minItems: 1, maxItems: 255, type: "array", items: { type: "integer", minimum: 1, maximum: 255 } }, backoff: { description: "Wait before the first retry; doubled each time.", default: "1s", $ref: "#/$defs/duration" }, "backoff-max": { description: "The longest wait before a retry.", default: "5m", $ref: "#/$defs/duration" } }, required: ["count"], additionalProperties: !1 }], "x-place": "job", "x-expected": "a whole number from 0 to 100, or the fields count, exit-codes, backoff, backoff-max" }, workspace: { anyOf: [{ type: "boolean" }, { minItems: 1, maxItems: 100, type: "array", items: { type: "string", minLength: 1 } }, { type: "object", properties: { include: { description: "Glob patterns. Left out: everything that is not ignored.", "x-expected": "a pattern or a list of them", $ref: "#/$defs/texts" }, exclude: { description: "Glob patterns of what stays behind.", "x-expected": "a pattern or a list of them", $ref: "#/$defs/texts" } }, additionalProperties: !1 }], "x-expected": "true or false, a list of patterns, or the fields include, exclude" }, texts: { anyOf: [{ type: "string", minLength: 1 }, { minItems: 1, maxItems: 1e3, type: "array", items: { type: "string", minLength: 1 } }] }, step: { type: "object", properties: { name: { description: "For people. Left out: its key.", type: "string", minLength: 1, "x-place": "step" }, description: { description: "For people.", type: "string" }, needs: { description: "Steps that must have ended before this one; it runs if they succeeded, unless `if` says otherwise.", examples: ["prepare", ["prepare", "fetch"]], "x-expected": "a step\u2019s name or a list of them", anyOf: [{ type: "string", minLength: 1 }, { maxItems: 1e3, type: "array", items: { type: "string", minLength: 1 } }] }, if: { description: "Runs only where this is true; the braces may be left out. Without success(), failure(), always() or cancelled() it is joined with success().", examples: ["inputs.deploy", "failure()"], "x-place": "condition", "x-expected": "an expression such as inputs.deploy or failure()", anyOf: [{ type: "string", minLength: 1 }, { type: "boolean" }] }, matrix: { description: "The step runs once for each combination of the axes\u2019 values.", examples: [{ size: ["small", "large"], seed: [1, 2, 3] }], anyOf: [{ type: "string", pattern: "\\$\\{\\{", "x-place": "matrix" }, { type: "object", properties: { include: { description: "Adds values to the cells that fit, or a cell of its own.", anyOf: [{ maxItems: 256, type: "array", items: { type: "object", propertyNames: { type: "string", minLength: 1 }, additionalProperties: {} } }, { type: "string", pattern: "\\$\\{\\{", "x-place": "matrix" }], "x-place": "matrix", "x-expected": "a list of maps such as - { os: linux }, or an expression that gives one" }, exclude: { description: "Takes away the cells that have all these values.", anyOf: [{ maxItems: 256, type: "array", items: { type: "object", propertyNames: { type: "string", minLength: 1 }, additionalProperties: {} } }, { type: "string", pattern: "\\$\\{\\{", "x-place": "matrix" }], "x-place": "matrix", "x-expected": "a list of maps such as - { os: linux }, or an expression that gives one" }, "fail-fast": { description: "A cell that fails cancels the others.", default: !0, anyOf: [{ type: "boolean" }, { type: "string", pattern: "\\$\\{\\{" }], "x-place": "matrix", "x-expected": "true or false, or an expression in ${{ }}" }, "max-parallel": { description: "So many cells at once. Left out: as many as there are.", anyOf: [{ type: "integer", minimum: 1, maximum: 256 }, { type: "string", pattern: "\\$\\{\\{" }], "x-place": "matrix", "x-expected": "a whole number from 1 to 256, or an expression in ${{ }}" } }, additionalProperties: { anyOf: [{ maxItems: 256, type: "array", items: {} }, { type: "string", pattern: "\\$\\{\\{", "x-place": "matrix" }], "x-place": "matrix", "x-expected": "a list of values, or an expression that gives one" } }], "x-place": "matrix", "x-expected": "axes with lists of values such as size: [small, large], or an expression that gives them" }, run: { description: "Shell lines, run by `sh -e` of the node, or of the image. Values of expressions belong into `env`.", examples: ['python train.py --epochs "$EPOCHS"'], "x-place": "job", "x-expected": 'shell lines; a list of arguments goes into "command"', type: "string", minLength: 1 }, command: { description: "The program and its arguments, passed on as they are, without a shell.", examples: [["python", "train.py", "--epochs", "3"]], "x-expected": 'a list such as [python, train.py]; a shell line goes into "run"', minItems: 1, maxItems: 4096, type: "array", items: { type: "string", "x-place": "job" } }, image: { description: "The container image that the step runs in. Without `run` and `command`, what the image runs by itself.", examples: ["python:3.12", { name: "alpine:3", network: "none" }], "x-place": "job", "x-expected": "an image such as python:3.12, or the fields name, pull, user, network", anyOf: [{ type: "string", minLength: 1, "x-place": "job" }, { type: "object", properties: { name: { type: "string", minLength: 1, "x-place": "job", description: "The image.", examples: ["python:3.12", "ghcr.io/owner/name@sha256:\u2026"] }, pull: { description: "Fetch the image where the node does not have it (`missing`), each time, or not at all.", default: "missing", type: "string", enum: ["missing", "always", "never"] }, user: { description: "A name, a number or user:group inside the container. Left out: the agent\u2019s own user where that is not root, else the image\u2019s.", examples: ["root", "1000:1000"], type: "string", minLength: 1, "x-place": "job" }, network: { description: "What it reaches: a network of its own that reaches out (`bridge`), the node\u2019s, or nothing.", default: "bridge", type: "string", enum: ["bridge", "host", "none"] } }, required: ["name"], additionalProperties: !1 }] }, uses: { description: "Another pipeline, run as a run of its own: a path that begins with ./ or ../.", examples: ["./prepare.orchion.yaml"], type: "string", minLength: 1 }, inputs: { description: "For the pipeline that it uses.", "x-place": "step", "x-expected": "names and values, such as epochs: 3", type: "object", propertyNames: { type: "string", minLength: 1 }, additionalProperties: {} }, prompt: { description: "Reserved: a step in which a language model acts.", type: "string", minLength: 1 }, model: { description: "Reserved: the model of `prompt`.", type: "string", minLength: 1 }, outputs: { description: "What the step writes to the file $ORCHION_OUTPUT, one NAME=VALUE a line.", examples: [["version"], { score: "number" }], "x-expected": "names such as [version], or names and types such as score: number", anyOf: [{ maxItems: 100, type: "array", items: { type: "string", minLength: 1 } }, { type: "object", propertyNames: { type: "string", pattern: "^[A-Za-z_][A-Za-z0-9_-]{0,99}$" }, additionalProperties: { anyOf: [{ type: "string", enum: ["string", "number", "boolean", "json"] }, { type: "object", properties: { type: { description: "What kind of value it is.", default: "string", type: "string", enum: ["string", "number", "boolean", "json"] }, description: { description: "For people.", type: "string" } }, additionalProperties: !1 }], "x-expected": "string, number, boolean, json, or the fields type, description" } }] }, "continue-on-error": { description: "Its failure neither fails the run nor skips what needs it.", default: !1, anyOf: [{ type: "boolean" }, { type: "string", pattern: "\\$\\{\\{" }], "x-place": "step", "x-expected": "true or false, or an expression in ${{ }}" }, artifacts: { description: "Files that travel between steps.", "x-expected": "the fields leave and fetch", type: "object", properties: { leave: { description: "Files and folders that are kept under a name after the step.", examples: [{ model: "out/model/", log: { paths: "*.log", when: "always" } }], "x-expected": "names and paths, such as model: out/model/", type: "object", propertyNames: { type: "string", pattern: "^[A-Za-z_][A-Za-z0-9_-]{0,99}$" }, additionalProperties: { anyOf: [{ type: "string", minLength: 1 }, { minItems: 1, maxItems: 1e3, type: "array", items: { type: "string", minLength: 1 } }, { type: "object", properties: { paths: { description: "Glob patterns in the working directory; a folder means everything in it.", examples: ["out/", ["*.csv", "report.txt"]], "x-expected": "a path or a list of them", $ref: "#/$defs/texts" }, when: { description: "After which end of the step it is kept.", default: "success", type: "string", enum: ["success", "failure", "always"] }, required: { description: "The step fails where nothing matches.", default: !0, type: "boolean" } }, required: ["paths"], additionalProperties: !1 }], "x-expected": "a path, a list of them, or the fields paths, when, required" } }, fetch: { description: "Artifacts of earlier steps that are put into the step\u2019s private folder.", examples: [["prepare", { from: "prepare", name: "data", into: "input" }]], "x-expected": "a list such as - { from: prepare, name: data }", maxItems: 100, type: "array", items: { anyOf: [{ type: "string", minLength: 1 }, { type: "object", properties: { from: { type: "string", minLength: 1, description: "A step that has ended before this one." }, name: { description: "One artifact. Left out: all, each in a folder of its name.", type: "string", minLength: 1 }, into: { description: "A folder below the step\u2019s private one. Left out: that folder itself.", examples: ["data"], type: "string", minLength: 1 } }, required: ["from"], additionalProperties: !1 }], "x-expected": "a step\u2019s name, or the fields from, name, into" } } }, additionalProperties: !1 }, cache: { description: "Whether its result is kept and used again.", default: !1, anyOf: [{ type: "boolean" }, { type: "object", properties: { key: { description: "Left out: made from the command, its environment and its files.", type: "string", minLength: 1, maxLength: 512, "x-place": "step" }, "restore-keys": { description: "Beginnings of keys; the newest match gives the folders where the key itself is not there.", "x-expected": "a beginning of keys or a list of them", anyOf: [{ type: "string", minLength: 1, "x-place": "step" }, { minItems: 1, maxItems: 100, type: "array", items: { type: "string", minLength: 1, "x-place": "step" } }] }, paths: { description: "Folders that are there before the step and kept after it; the step runs. Left out: its result is kept.", "x-expected": "a folder or a list of them", $ref: "#/$defs/texts" } }, additionalProperties: !1 }], "x-expected": "true or false, or the fields key, restore-keys, paths" }, env: { description: "Environment variables; a value may use `env.NAME` of an outer layer.", examples: [{ SEED: "7", EPOCHS: "${{ inputs.epochs }}" }], "x-expected": "names and values, such as SEED: 7", $ref: "#/$defs/scalars" }, "working-directory": { description: "An absolute directory on the node, or in the container; or one relative to the private folder. Left out: that folder.", examples: ["/data/project", "src"], type: "string", minLength: 1, "x-place": "job" }, resources: { description: "What the step needs of its node.", "x-expected": "amounts, such as memory: 2GiB", $ref: "#/$defs/resources" }, labels: { description: "Labels that the node must have, with these values.", examples: [{ zone: "lab" }], "x-expected": "names and values, such as zone: lab", $ref: "#/$defs/scalars" }, node: { description: "The name of the one node that may run it.", examples: ["tower"], type: "string", minLength: 1, "x-place": "job" }, priority: { description: "Higher goes first.", default: 0, anyOf: [{ type: "integer", minimum: -1e3, maximum: 1e3 }, { type: "string", pattern: "\\$\\{\\{" }], "x-place": "job", "x-expected": "a whole number from -1000 to 1000, or an expression in ${{ }}" }, timeout: { description: "How long one attempt may run. Left out: as long as it likes.", examples: ["90s", "10m", "1h30m"], $ref: "#/$defs/duration" }, "queue-timeout": { description: "How long the step may wait for a node. Left out: as long as it takes.", examples: ["1h"], $ref: "#/$defs/duration" }, grace: { description: "From the polite ask to end to the kill.", default: "10s", $ref: "#/$defs/duration" }, retries: { description: "Further attempts after a failure of the program (lost nodes are not counted).", examples: [2, { count: 3, "exit-codes": [75], backoff: "10s" }], default: 0, $ref: "#/$defs/retries" }, idempotent: { description: "Running it twice does no harm: it may be started anew elsewhere.", default: !1, type: "boolean" }, "on-lost": { description: "When the node is given up while the command may still run: wait for it (`hold`), start anew (`retry`), or fail. Left out: `retry` for idempotent steps, else `hold`.", type: "string", enum: ["hold", "retry", "fail"] }, "on-disconnect": { description: "What the node does while it cannot reach the orchestrator. Left out: `stop` for exclusive steps, else `continue`.", type: "string", enum: ["continue", "stop"] }, exclusive: { description: "Never two at once, even when a node is cut off.", default: !1, type: "boolean" }, "log-bytes-max": { description: "Kept of each output stream of an attempt; what comes after is dropped, with a note.", default: "4GiB", $ref: "#/$defs/bytes" }, workspace: { description: "Send these files of the pipeline\u2019s folder along; ignore files are respected.", examples: [!0, ["src/**", "data/*.csv"]], default: !1, $ref: "#/$defs/workspace" } }, additionalProperties: !1, description: "One step: what to run, when, and what it needs.", "x-expected": "the fields of a step, such as run: echo hello", oneOf: [{ required: ["run"] }, { required: ["command"] }, { required: ["uses"] }, { required: ["prompt"] }, { required: ["image"], not: { anyOf: [{ required: ["run"] }, { required: ["command"] }] } }] } } }, func1 = Object.prototype.hasOwnProperty, func2 = require_ucs2length().default, pattern3 = new RegExp("^[A-Za-z_][A-Za-z0-9_-]{0,99}$", "u"), pattern8 = new RegExp("\\$\\{\\{", "u"), schema20 = { type: "object", propertyNames: { type: "string" }, additionalProperties: { "x-place": "job", "x-expected": 'text, a number, or true or false; "" for an empty value', type: ["string", "number", "boolean"] } };
function validate53(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null, errors = 0, evaluated0 = validate53.evaluated;
  if (evaluated0.dynamicProps && (evaluated0.props = void 0), evaluated0.dynamicItems && (evaluated0.items = void 0), data && typeof data == "object" && !Array.isArray(data)) {
    for (let key0 in data) {
      let _errs1 = errors;
      if (typeof key0 != "string") {
        let err0 = { instancePath, schemaPath: "#/propertyNames/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema20.propertyNames.type, parentSchema: schema20.propertyNames, data: key0, propertyName: key0 };
        vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
      }
      var valid0 = _errs1 === errors;
      if (!valid0) {
        let err1 = { instancePath, schemaPath: "#/propertyNames", keyword: "propertyNames", params: { propertyName: key0 }, message: "property name must be valid", schema: schema20.propertyNames, parentSchema: schema20, data };
        vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
      }
    }
    for (let key1 in data) {
      let data0 = data[key1];
      if (typeof data0 != "string" && !(typeof data0 == "number" && isFinite(data0)) && typeof data0 != "boolean") {
        let err2 = { instancePath: instancePath + "/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/additionalProperties/type", keyword: "type", params: { type: schema20.additionalProperties.type }, message: "must be string,number,boolean", schema: schema20.additionalProperties.type, parentSchema: schema20.additionalProperties, data: data0 };
        vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
      }
    }
  } else {
    let err3 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema20.type, parentSchema: schema20, data };
    vErrors === null ? vErrors = [err3] : vErrors.push(err3), errors++;
  }
  return validate53.errors = vErrors, errors === 0;
}
validate53.evaluated = { props: !0, dynamicProps: !1, dynamicItems: !1 };
var schema21 = { type: "object", properties: { cpu: { description: "Cores; fractions are fine.", examples: [2, 0.5, "500m"], default: 1, anyOf: [{ type: "number", minimum: 0 }, { type: "string", pattern: "^([0-9]{1,6}(\\.[0-9]{1,9})?|[0-9]{1,9}m)$|\\$\\{\\{" }], "x-place": "job", "x-expected": 'cores such as 2 or 0.5, or thousandths of a core such as "500m"' }, memory: { description: "Memory that is kept for the step. Left out: none is reserved.", examples: ["2GiB", "512MB"], $ref: "#/$defs/bytes" }, disk: { description: "Disk space that must be free where the step works.", examples: ["50GB"], $ref: "#/$defs/bytes" }, gpus: { description: "GPUs: a number, a part of one device such as 0.5, or the details.", examples: [1, 0.5, { count: 2, vendor: "nvidia", vram: "24GB" }], "x-place": "job", "x-expected": "whole GPUs such as 1 or 2, or a part of one such as 0.5, or the fields count or share, vendor, model, vram", anyOf: [{ type: "number", minimum: 0 }, { type: "string", pattern: "^[0-9]{1,4}(\\.[0-9]{1,6})?$|\\$\\{\\{" }, { type: "object", properties: { count: { description: "Whole devices, all for this step.", examples: [1, 4], default: 1, anyOf: [{ type: "integer", minimum: 1, maximum: 64 }, { type: "string", pattern: "\\$\\{\\{" }], "x-place": "job", "x-expected": "a whole number from 1 to 64, or an expression in ${{ }}" }, share: { description: "A part of one device, in thousandths, instead of `count`.", examples: [0.5], type: "number", exclusiveMinimum: 0, exclusiveMaximum: 1 }, vendor: { description: "Only devices of this vendor.", type: "string", enum: ["nvidia", "amd", "apple", "intel", "other"] }, model: { description: "Only devices with this in their model name; case does not matter.", examples: ["4090", "H100", "M3 Max"], type: "string", minLength: 1, "x-place": "job" }, vram: { description: "VRAM that must be free on each device.", examples: ["24GB"], $ref: "#/$defs/bytes" } }, additionalProperties: !1, not: { required: ["count", "share"] } }] }, custom: { description: "Counters that you gave your nodes, by name, such as licences.", examples: [{ matlab: 1 }], "x-expected": "names and numbers, such as matlab: 1", type: "object", propertyNames: { type: "string" }, additionalProperties: { anyOf: [{ type: "integer", minimum: 0, maximum: 9007199254740991 }, { type: "string", pattern: "\\$\\{\\{" }], "x-place": "job", "x-expected": "a whole number from 0" } } }, additionalProperties: !1 }, pattern5 = new RegExp("^([0-9]{1,6}(\\.[0-9]{1,9})?|[0-9]{1,9}m)$|\\$\\{\\{", "u"), pattern7 = new RegExp("^[0-9]{1,4}(\\.[0-9]{1,6})?$|\\$\\{\\{", "u"), schema22 = { anyOf: [{ type: "number", minimum: 0 }, { type: "string", pattern: "^[0-9]{1,15}(\\.[0-9]{1,9})? ?([kKmMgGtTpP]([iI]?[bB]?)|[bB])?$|\\$\\{\\{" }], "x-place": "job", "x-expected": 'an amount such as "2GiB", "512MiB" or "1.5GB", or a number of bytes' }, pattern6 = new RegExp("^[0-9]{1,15}(\\.[0-9]{1,9})? ?([kKmMgGtTpP]([iI]?[bB]?)|[bB])?$|\\$\\{\\{", "u");
function validate56(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null, errors = 0, evaluated0 = validate56.evaluated;
  evaluated0.dynamicProps && (evaluated0.props = void 0), evaluated0.dynamicItems && (evaluated0.items = void 0);
  let _errs0 = errors, valid0 = !1, _errs1 = errors;
  if (typeof data == "number" && isFinite(data)) {
    if (data < 0 || isNaN(data)) {
      let err0 = { instancePath, schemaPath: "#/anyOf/0/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema22.anyOf[0], data };
      vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
    }
  } else {
    let err1 = { instancePath, schemaPath: "#/anyOf/0/type", keyword: "type", params: { type: "number" }, message: "must be number", schema: schema22.anyOf[0].type, parentSchema: schema22.anyOf[0], data };
    vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
  }
  var _valid0 = _errs1 === errors;
  valid0 = valid0 || _valid0;
  let _errs3 = errors;
  if (typeof data == "string") {
    if (!pattern6.test(data)) {
      let err2 = { instancePath, schemaPath: "#/anyOf/1/pattern", keyword: "pattern", params: { pattern: "^[0-9]{1,15}(\\.[0-9]{1,9})? ?([kKmMgGtTpP]([iI]?[bB]?)|[bB])?$|\\$\\{\\{" }, message: 'must match pattern "^[0-9]{1,15}(\\.[0-9]{1,9})? ?([kKmMgGtTpP]([iI]?[bB]?)|[bB])?$|\\$\\{\\{"', schema: "^[0-9]{1,15}(\\.[0-9]{1,9})? ?([kKmMgGtTpP]([iI]?[bB]?)|[bB])?$|\\$\\{\\{", parentSchema: schema22.anyOf[1], data };
      vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
    }
  } else {
    let err3 = { instancePath, schemaPath: "#/anyOf/1/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema22.anyOf[1].type, parentSchema: schema22.anyOf[1], data };
    vErrors === null ? vErrors = [err3] : vErrors.push(err3), errors++;
  }
  var _valid0 = _errs3 === errors;
  if (valid0 = valid0 || _valid0, valid0)
    errors = _errs0, vErrors !== null && (_errs0 ? vErrors.length = _errs0 : vErrors = null);
  else {
    let err4 = { instancePath, schemaPath: "#/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema22.anyOf, parentSchema: schema22, data };
    vErrors === null ? vErrors = [err4] : vErrors.push(err4), errors++;
  }
  return validate56.errors = vErrors, errors === 0;
}
validate56.evaluated = { dynamicProps: !1, dynamicItems: !1 };
function validate55(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null, errors = 0, evaluated0 = validate55.evaluated;
  if (evaluated0.dynamicProps && (evaluated0.props = void 0), evaluated0.dynamicItems && (evaluated0.items = void 0), data && typeof data == "object" && !Array.isArray(data)) {
    for (let key0 in data)
      if (!(key0 === "cpu" || key0 === "memory" || key0 === "disk" || key0 === "gpus" || key0 === "custom")) {
        let err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties", schema: !1, parentSchema: schema21, data };
        vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
      }
    if (data.cpu !== void 0) {
      let data0 = data.cpu, _errs3 = errors, valid1 = !1, _errs4 = errors;
      if (typeof data0 == "number" && isFinite(data0)) {
        if (data0 < 0 || isNaN(data0)) {
          let err1 = { instancePath: instancePath + "/cpu", schemaPath: "#/properties/cpu/anyOf/0/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema21.properties.cpu.anyOf[0], data: data0 };
          vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
        }
      } else {
        let err2 = { instancePath: instancePath + "/cpu", schemaPath: "#/properties/cpu/anyOf/0/type", keyword: "type", params: { type: "number" }, message: "must be number", schema: schema21.properties.cpu.anyOf[0].type, parentSchema: schema21.properties.cpu.anyOf[0], data: data0 };
        vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
      }
      var _valid0 = _errs4 === errors;
      valid1 = valid1 || _valid0;
      let _errs6 = errors;
      if (typeof data0 == "string") {
        if (!pattern5.test(data0)) {
          let err3 = { instancePath: instancePath + "/cpu", schemaPath: "#/properties/cpu/anyOf/1/pattern", keyword: "pattern", params: { pattern: "^([0-9]{1,6}(\\.[0-9]{1,9})?|[0-9]{1,9}m)$|\\$\\{\\{" }, message: 'must match pattern "^([0-9]{1,6}(\\.[0-9]{1,9})?|[0-9]{1,9}m)$|\\$\\{\\{"', schema: "^([0-9]{1,6}(\\.[0-9]{1,9})?|[0-9]{1,9}m)$|\\$\\{\\{", parentSchema: schema21.properties.cpu.anyOf[1], data: data0 };
          vErrors === null ? vErrors = [err3] : vErrors.push(err3), errors++;
        }
      } else {
        let err4 = { instancePath: instancePath + "/cpu", schemaPath: "#/properties/cpu/anyOf/1/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema21.properties.cpu.anyOf[1].type, parentSchema: schema21.properties.cpu.anyOf[1], data: data0 };
        vErrors === null ? vErrors = [err4] : vErrors.push(err4), errors++;
      }
      var _valid0 = _errs6 === errors;
      if (valid1 = valid1 || _valid0, valid1)
        errors = _errs3, vErrors !== null && (_errs3 ? vErrors.length = _errs3 : vErrors = null);
      else {
        let err5 = { instancePath: instancePath + "/cpu", schemaPath: "#/properties/cpu/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema21.properties.cpu.anyOf, parentSchema: schema21.properties.cpu, data: data0 };
        vErrors === null ? vErrors = [err5] : vErrors.push(err5), errors++;
      }
    }
    if (data.memory !== void 0 && (validate56(data.memory, { instancePath: instancePath + "/memory", parentData: data, parentDataProperty: "memory", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate56.errors : vErrors.concat(validate56.errors), errors = vErrors.length)), data.disk !== void 0 && (validate56(data.disk, { instancePath: instancePath + "/disk", parentData: data, parentDataProperty: "disk", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate56.errors : vErrors.concat(validate56.errors), errors = vErrors.length)), data.gpus !== void 0) {
      let data3 = data.gpus, _errs11 = errors, valid2 = !1, _errs12 = errors;
      if (typeof data3 == "number" && isFinite(data3)) {
        if (data3 < 0 || isNaN(data3)) {
          let err6 = { instancePath: instancePath + "/gpus", schemaPath: "#/properties/gpus/anyOf/0/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema21.properties.gpus.anyOf[0], data: data3 };
          vErrors === null ? vErrors = [err6] : vErrors.push(err6), errors++;
        }
      } else {
        let err7 = { instancePath: instancePath + "/gpus", schemaPath: "#/properties/gpus/anyOf/0/type", keyword: "type", params: { type: "number" }, message: "must be number", schema: schema21.properties.gpus.anyOf[0].type, parentSchema: schema21.properties.gpus.anyOf[0], data: data3 };
        vErrors === null ? vErrors = [err7] : vErrors.push(err7), errors++;
      }
      var _valid1 = _errs12 === errors;
      valid2 = valid2 || _valid1;
      let _errs14 = errors;
      if (typeof data3 == "string") {
        if (!pattern7.test(data3)) {
          let err8 = { instancePath: instancePath + "/gpus", schemaPath: "#/properties/gpus/anyOf/1/pattern", keyword: "pattern", params: { pattern: "^[0-9]{1,4}(\\.[0-9]{1,6})?$|\\$\\{\\{" }, message: 'must match pattern "^[0-9]{1,4}(\\.[0-9]{1,6})?$|\\$\\{\\{"', schema: "^[0-9]{1,4}(\\.[0-9]{1,6})?$|\\$\\{\\{", parentSchema: schema21.properties.gpus.anyOf[1], data: data3 };
          vErrors === null ? vErrors = [err8] : vErrors.push(err8), errors++;
        }
      } else {
        let err9 = { instancePath: instancePath + "/gpus", schemaPath: "#/properties/gpus/anyOf/1/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema21.properties.gpus.anyOf[1].type, parentSchema: schema21.properties.gpus.anyOf[1], data: data3 };
        vErrors === null ? vErrors = [err9] : vErrors.push(err9), errors++;
      }
      var _valid1 = _errs14 === errors;
      valid2 = valid2 || _valid1;
      let _errs16 = errors, _errs18 = errors, _errs19 = errors;
      if (data3 && typeof data3 == "object" && !Array.isArray(data3)) {
        let missing0;
        if (data3.count === void 0 && (missing0 = "count") || data3.share === void 0 && (missing0 = "share")) {
          let err10 = {};
          vErrors === null ? vErrors = [err10] : vErrors.push(err10), errors++;
        }
      }
      var valid3 = _errs19 === errors;
      if (valid3) {
        let err11 = { instancePath: instancePath + "/gpus", schemaPath: "#/properties/gpus/anyOf/2/not", keyword: "not", params: {}, message: "must NOT be valid", schema: schema21.properties.gpus.anyOf[2].not, parentSchema: schema21.properties.gpus.anyOf[2], data: data3 };
        vErrors === null ? vErrors = [err11] : vErrors.push(err11), errors++;
      } else
        errors = _errs18, vErrors !== null && (_errs18 ? vErrors.length = _errs18 : vErrors = null);
      if (data3 && typeof data3 == "object" && !Array.isArray(data3)) {
        for (let key1 in data3)
          if (!(key1 === "count" || key1 === "share" || key1 === "vendor" || key1 === "model" || key1 === "vram")) {
            let err12 = { instancePath: instancePath + "/gpus", schemaPath: "#/properties/gpus/anyOf/2/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key1 }, message: "must NOT have additional properties", schema: !1, parentSchema: schema21.properties.gpus.anyOf[2], data: data3 };
            vErrors === null ? vErrors = [err12] : vErrors.push(err12), errors++;
          }
        if (data3.count !== void 0) {
          let data4 = data3.count, _errs22 = errors, valid5 = !1, _errs23 = errors;
          if (!(typeof data4 == "number" && !(data4 % 1) && !isNaN(data4) && isFinite(data4))) {
            let err13 = { instancePath: instancePath + "/gpus/count", schemaPath: "#/properties/gpus/anyOf/2/properties/count/anyOf/0/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema21.properties.gpus.anyOf[2].properties.count.anyOf[0].type, parentSchema: schema21.properties.gpus.anyOf[2].properties.count.anyOf[0], data: data4 };
            vErrors === null ? vErrors = [err13] : vErrors.push(err13), errors++;
          }
          if (typeof data4 == "number" && isFinite(data4)) {
            if (data4 > 64 || isNaN(data4)) {
              let err14 = { instancePath: instancePath + "/gpus/count", schemaPath: "#/properties/gpus/anyOf/2/properties/count/anyOf/0/maximum", keyword: "maximum", params: { comparison: "<=", limit: 64 }, message: "must be <= 64", schema: 64, parentSchema: schema21.properties.gpus.anyOf[2].properties.count.anyOf[0], data: data4 };
              vErrors === null ? vErrors = [err14] : vErrors.push(err14), errors++;
            }
            if (data4 < 1 || isNaN(data4)) {
              let err15 = { instancePath: instancePath + "/gpus/count", schemaPath: "#/properties/gpus/anyOf/2/properties/count/anyOf/0/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1", schema: 1, parentSchema: schema21.properties.gpus.anyOf[2].properties.count.anyOf[0], data: data4 };
              vErrors === null ? vErrors = [err15] : vErrors.push(err15), errors++;
            }
          }
          var _valid2 = _errs23 === errors;
          valid5 = valid5 || _valid2;
          let _errs25 = errors;
          if (typeof data4 == "string") {
            if (!pattern8.test(data4)) {
              let err16 = { instancePath: instancePath + "/gpus/count", schemaPath: "#/properties/gpus/anyOf/2/properties/count/anyOf/1/pattern", keyword: "pattern", params: { pattern: "\\$\\{\\{" }, message: 'must match pattern "\\$\\{\\{"', schema: "\\$\\{\\{", parentSchema: schema21.properties.gpus.anyOf[2].properties.count.anyOf[1], data: data4 };
              vErrors === null ? vErrors = [err16] : vErrors.push(err16), errors++;
            }
          } else {
            let err17 = { instancePath: instancePath + "/gpus/count", schemaPath: "#/properties/gpus/anyOf/2/properties/count/anyOf/1/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema21.properties.gpus.anyOf[2].properties.count.anyOf[1].type, parentSchema: schema21.properties.gpus.anyOf[2].properties.count.anyOf[1], data: data4 };
            vErrors === null ? vErrors = [err17] : vErrors.push(err17), errors++;
          }
          var _valid2 = _errs25 === errors;
          if (valid5 = valid5 || _valid2, valid5)
            errors = _errs22, vErrors !== null && (_errs22 ? vErrors.length = _errs22 : vErrors = null);
          else {
            let err18 = { instancePath: instancePath + "/gpus/count", schemaPath: "#/properties/gpus/anyOf/2/properties/count/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema21.properties.gpus.anyOf[2].properties.count.anyOf, parentSchema: schema21.properties.gpus.anyOf[2].properties.count, data: data4 };
            vErrors === null ? vErrors = [err18] : vErrors.push(err18), errors++;
          }
        }
        if (data3.share !== void 0) {
          let data5 = data3.share;
          if (typeof data5 == "number" && isFinite(data5)) {
            if (data5 >= 1 || isNaN(data5)) {
              let err19 = { instancePath: instancePath + "/gpus/share", schemaPath: "#/properties/gpus/anyOf/2/properties/share/exclusiveMaximum", keyword: "exclusiveMaximum", params: { comparison: "<", limit: 1 }, message: "must be < 1", schema: 1, parentSchema: schema21.properties.gpus.anyOf[2].properties.share, data: data5 };
              vErrors === null ? vErrors = [err19] : vErrors.push(err19), errors++;
            }
            if (data5 <= 0 || isNaN(data5)) {
              let err20 = { instancePath: instancePath + "/gpus/share", schemaPath: "#/properties/gpus/anyOf/2/properties/share/exclusiveMinimum", keyword: "exclusiveMinimum", params: { comparison: ">", limit: 0 }, message: "must be > 0", schema: 0, parentSchema: schema21.properties.gpus.anyOf[2].properties.share, data: data5 };
              vErrors === null ? vErrors = [err20] : vErrors.push(err20), errors++;
            }
          } else {
            let err21 = { instancePath: instancePath + "/gpus/share", schemaPath: "#/properties/gpus/anyOf/2/properties/share/type", keyword: "type", params: { type: "number" }, message: "must be number", schema: schema21.properties.gpus.anyOf[2].properties.share.type, parentSchema: schema21.properties.gpus.anyOf[2].properties.share, data: data5 };
            vErrors === null ? vErrors = [err21] : vErrors.push(err21), errors++;
          }
        }
        if (data3.vendor !== void 0) {
          let data6 = data3.vendor;
          if (typeof data6 != "string") {
            let err22 = { instancePath: instancePath + "/gpus/vendor", schemaPath: "#/properties/gpus/anyOf/2/properties/vendor/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema21.properties.gpus.anyOf[2].properties.vendor.type, parentSchema: schema21.properties.gpus.anyOf[2].properties.vendor, data: data6 };
            vErrors === null ? vErrors = [err22] : vErrors.push(err22), errors++;
          }
          if (!(data6 === "nvidia" || data6 === "amd" || data6 === "apple" || data6 === "intel" || data6 === "other")) {
            let err23 = { instancePath: instancePath + "/gpus/vendor", schemaPath: "#/properties/gpus/anyOf/2/properties/vendor/enum", keyword: "enum", params: { allowedValues: schema21.properties.gpus.anyOf[2].properties.vendor.enum }, message: "must be equal to one of the allowed values", schema: schema21.properties.gpus.anyOf[2].properties.vendor.enum, parentSchema: schema21.properties.gpus.anyOf[2].properties.vendor, data: data6 };
            vErrors === null ? vErrors = [err23] : vErrors.push(err23), errors++;
          }
        }
        if (data3.model !== void 0) {
          let data7 = data3.model;
          if (typeof data7 == "string") {
            if (func2(data7) < 1) {
              let err24 = { instancePath: instancePath + "/gpus/model", schemaPath: "#/properties/gpus/anyOf/2/properties/model/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema21.properties.gpus.anyOf[2].properties.model, data: data7 };
              vErrors === null ? vErrors = [err24] : vErrors.push(err24), errors++;
            }
          } else {
            let err25 = { instancePath: instancePath + "/gpus/model", schemaPath: "#/properties/gpus/anyOf/2/properties/model/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema21.properties.gpus.anyOf[2].properties.model.type, parentSchema: schema21.properties.gpus.anyOf[2].properties.model, data: data7 };
            vErrors === null ? vErrors = [err25] : vErrors.push(err25), errors++;
          }
        }
        data3.vram !== void 0 && (validate56(data3.vram, { instancePath: instancePath + "/gpus/vram", parentData: data3, parentDataProperty: "vram", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate56.errors : vErrors.concat(validate56.errors), errors = vErrors.length));
      } else {
        let err26 = { instancePath: instancePath + "/gpus", schemaPath: "#/properties/gpus/anyOf/2/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema21.properties.gpus.anyOf[2].type, parentSchema: schema21.properties.gpus.anyOf[2], data: data3 };
        vErrors === null ? vErrors = [err26] : vErrors.push(err26), errors++;
      }
      var _valid1 = _errs16 === errors;
      if (valid2 = valid2 || _valid1, valid2)
        errors = _errs11, vErrors !== null && (_errs11 ? vErrors.length = _errs11 : vErrors = null);
      else {
        let err27 = { instancePath: instancePath + "/gpus", schemaPath: "#/properties/gpus/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema21.properties.gpus.anyOf, parentSchema: schema21.properties.gpus, data: data3 };
        vErrors === null ? vErrors = [err27] : vErrors.push(err27), errors++;
      }
    }
    if (data.custom !== void 0) {
      let data9 = data.custom;
      if (data9 && typeof data9 == "object" && !Array.isArray(data9)) {
        for (let key2 in data9) {
          let _errs36 = errors;
          if (typeof key2 != "string") {
            let err28 = { instancePath: instancePath + "/custom", schemaPath: "#/properties/custom/propertyNames/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema21.properties.custom.propertyNames.type, parentSchema: schema21.properties.custom.propertyNames, data: key2, propertyName: key2 };
            vErrors === null ? vErrors = [err28] : vErrors.push(err28), errors++;
          }
          var valid6 = _errs36 === errors;
          if (!valid6) {
            let err29 = { instancePath: instancePath + "/custom", schemaPath: "#/properties/custom/propertyNames", keyword: "propertyNames", params: { propertyName: key2 }, message: "property name must be valid", schema: schema21.properties.custom.propertyNames, parentSchema: schema21.properties.custom, data: data9 };
            vErrors === null ? vErrors = [err29] : vErrors.push(err29), errors++;
          }
        }
        for (let key3 in data9) {
          let data10 = data9[key3], _errs40 = errors, valid8 = !1, _errs41 = errors;
          if (!(typeof data10 == "number" && !(data10 % 1) && !isNaN(data10) && isFinite(data10))) {
            let err30 = { instancePath: instancePath + "/custom/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/custom/additionalProperties/anyOf/0/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema21.properties.custom.additionalProperties.anyOf[0].type, parentSchema: schema21.properties.custom.additionalProperties.anyOf[0], data: data10 };
            vErrors === null ? vErrors = [err30] : vErrors.push(err30), errors++;
          }
          if (typeof data10 == "number" && isFinite(data10)) {
            if (data10 > 9007199254740991 || isNaN(data10)) {
              let err31 = { instancePath: instancePath + "/custom/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/custom/additionalProperties/anyOf/0/maximum", keyword: "maximum", params: { comparison: "<=", limit: 9007199254740991 }, message: "must be <= 9007199254740991", schema: 9007199254740991, parentSchema: schema21.properties.custom.additionalProperties.anyOf[0], data: data10 };
              vErrors === null ? vErrors = [err31] : vErrors.push(err31), errors++;
            }
            if (data10 < 0 || isNaN(data10)) {
              let err32 = { instancePath: instancePath + "/custom/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/custom/additionalProperties/anyOf/0/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema21.properties.custom.additionalProperties.anyOf[0], data: data10 };
              vErrors === null ? vErrors = [err32] : vErrors.push(err32), errors++;
            }
          }
          var _valid3 = _errs41 === errors;
          valid8 = valid8 || _valid3;
          let _errs43 = errors;
          if (typeof data10 == "string") {
            if (!pattern8.test(data10)) {
              let err33 = { instancePath: instancePath + "/custom/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/custom/additionalProperties/anyOf/1/pattern", keyword: "pattern", params: { pattern: "\\$\\{\\{" }, message: 'must match pattern "\\$\\{\\{"', schema: "\\$\\{\\{", parentSchema: schema21.properties.custom.additionalProperties.anyOf[1], data: data10 };
              vErrors === null ? vErrors = [err33] : vErrors.push(err33), errors++;
            }
          } else {
            let err34 = { instancePath: instancePath + "/custom/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/custom/additionalProperties/anyOf/1/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema21.properties.custom.additionalProperties.anyOf[1].type, parentSchema: schema21.properties.custom.additionalProperties.anyOf[1], data: data10 };
            vErrors === null ? vErrors = [err34] : vErrors.push(err34), errors++;
          }
          var _valid3 = _errs43 === errors;
          if (valid8 = valid8 || _valid3, valid8)
            errors = _errs40, vErrors !== null && (_errs40 ? vErrors.length = _errs40 : vErrors = null);
          else {
            let err35 = { instancePath: instancePath + "/custom/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/custom/additionalProperties/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema21.properties.custom.additionalProperties.anyOf, parentSchema: schema21.properties.custom.additionalProperties, data: data10 };
            vErrors === null ? vErrors = [err35] : vErrors.push(err35), errors++;
          }
        }
      } else {
        let err36 = { instancePath: instancePath + "/custom", schemaPath: "#/properties/custom/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema21.properties.custom.type, parentSchema: schema21.properties.custom, data: data9 };
        vErrors === null ? vErrors = [err36] : vErrors.push(err36), errors++;
      }
    }
  } else {
    let err37 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema21.type, parentSchema: schema21, data };
    vErrors === null ? vErrors = [err37] : vErrors.push(err37), errors++;
  }
  return validate55.errors = vErrors, errors === 0;
}
validate55.evaluated = { props: !0, dynamicProps: !1, dynamicItems: !1 };
var schema23 = { anyOf: [{ type: "number", minimum: 0 }, { type: "string", pattern: "^([0-9]{1,12}(\\.[0-9]{1,6})?(ms|[smhdw]))+$|^[0-9]{1,12}(\\.[0-9]{1,6})?$|\\$\\{\\{" }], "x-place": "job", "x-expected": 'a duration such as "90s", "10m" or "1h30m", or a number of seconds' }, pattern11 = new RegExp("^([0-9]{1,12}(\\.[0-9]{1,6})?(ms|[smhdw]))+$|^[0-9]{1,12}(\\.[0-9]{1,6})?$|\\$\\{\\{", "u");
function validate62(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null, errors = 0, evaluated0 = validate62.evaluated;
  evaluated0.dynamicProps && (evaluated0.props = void 0), evaluated0.dynamicItems && (evaluated0.items = void 0);
  let _errs0 = errors, valid0 = !1, _errs1 = errors;
  if (typeof data == "number" && isFinite(data)) {
    if (data < 0 || isNaN(data)) {
      let err0 = { instancePath, schemaPath: "#/anyOf/0/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema23.anyOf[0], data };
      vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
    }
  } else {
    let err1 = { instancePath, schemaPath: "#/anyOf/0/type", keyword: "type", params: { type: "number" }, message: "must be number", schema: schema23.anyOf[0].type, parentSchema: schema23.anyOf[0], data };
    vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
  }
  var _valid0 = _errs1 === errors;
  valid0 = valid0 || _valid0;
  let _errs3 = errors;
  if (typeof data == "string") {
    if (!pattern11.test(data)) {
      let err2 = { instancePath, schemaPath: "#/anyOf/1/pattern", keyword: "pattern", params: { pattern: "^([0-9]{1,12}(\\.[0-9]{1,6})?(ms|[smhdw]))+$|^[0-9]{1,12}(\\.[0-9]{1,6})?$|\\$\\{\\{" }, message: 'must match pattern "^([0-9]{1,12}(\\.[0-9]{1,6})?(ms|[smhdw]))+$|^[0-9]{1,12}(\\.[0-9]{1,6})?$|\\$\\{\\{"', schema: "^([0-9]{1,12}(\\.[0-9]{1,6})?(ms|[smhdw]))+$|^[0-9]{1,12}(\\.[0-9]{1,6})?$|\\$\\{\\{", parentSchema: schema23.anyOf[1], data };
      vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
    }
  } else {
    let err3 = { instancePath, schemaPath: "#/anyOf/1/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema23.anyOf[1].type, parentSchema: schema23.anyOf[1], data };
    vErrors === null ? vErrors = [err3] : vErrors.push(err3), errors++;
  }
  var _valid0 = _errs3 === errors;
  if (valid0 = valid0 || _valid0, valid0)
    errors = _errs0, vErrors !== null && (_errs0 ? vErrors.length = _errs0 : vErrors = null);
  else {
    let err4 = { instancePath, schemaPath: "#/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema23.anyOf, parentSchema: schema23, data };
    vErrors === null ? vErrors = [err4] : vErrors.push(err4), errors++;
  }
  return validate62.errors = vErrors, errors === 0;
}
validate62.evaluated = { dynamicProps: !1, dynamicItems: !1 };
var schema24 = { anyOf: [{ anyOf: [{ type: "integer", minimum: 0, maximum: 100 }, { type: "string", pattern: "\\$\\{\\{" }], "x-place": "job", "x-expected": "a whole number from 0 to 100, or an expression in ${{ }}" }, { type: "object", properties: { count: { anyOf: [{ type: "integer", minimum: 0, maximum: 100 }, { type: "string", pattern: "\\$\\{\\{" }], "x-place": "job", "x-expected": "a whole number from 0 to 100, or an expression in ${{ }}", description: "Further attempts after the first one." }, "exit-codes": { description: "Retry only after these exit codes. Left out: after every failure of the program.", "x-expected": "a list of exit codes such as [75]", minItems: 1, maxItems: 255, type: "array", items: { type: "integer", minimum: 1, maximum: 255 } }, backoff: { description: "Wait before the first retry; doubled each time.", default: "1s", $ref: "#/$defs/duration" }, "backoff-max": { description: "The longest wait before a retry.", default: "5m", $ref: "#/$defs/duration" } }, required: ["count"], additionalProperties: !1 }], "x-place": "job", "x-expected": "a whole number from 0 to 100, or the fields count, exit-codes, backoff, backoff-max" };
function validate66(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null, errors = 0, evaluated0 = validate66.evaluated;
  evaluated0.dynamicProps && (evaluated0.props = void 0), evaluated0.dynamicItems && (evaluated0.items = void 0);
  let _errs0 = errors, valid0 = !1, _errs1 = errors, _errs2 = errors, valid1 = !1, _errs3 = errors;
  if (!(typeof data == "number" && !(data % 1) && !isNaN(data) && isFinite(data))) {
    let err0 = { instancePath, schemaPath: "#/anyOf/0/anyOf/0/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema24.anyOf[0].anyOf[0].type, parentSchema: schema24.anyOf[0].anyOf[0], data };
    vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
  }
  if (typeof data == "number" && isFinite(data)) {
    if (data > 100 || isNaN(data)) {
      let err1 = { instancePath, schemaPath: "#/anyOf/0/anyOf/0/maximum", keyword: "maximum", params: { comparison: "<=", limit: 100 }, message: "must be <= 100", schema: 100, parentSchema: schema24.anyOf[0].anyOf[0], data };
      vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
    }
    if (data < 0 || isNaN(data)) {
      let err2 = { instancePath, schemaPath: "#/anyOf/0/anyOf/0/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema24.anyOf[0].anyOf[0], data };
      vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
    }
  }
  var _valid1 = _errs3 === errors;
  valid1 = valid1 || _valid1;
  let _errs5 = errors;
  if (typeof data == "string") {
    if (!pattern8.test(data)) {
      let err3 = { instancePath, schemaPath: "#/anyOf/0/anyOf/1/pattern", keyword: "pattern", params: { pattern: "\\$\\{\\{" }, message: 'must match pattern "\\$\\{\\{"', schema: "\\$\\{\\{", parentSchema: schema24.anyOf[0].anyOf[1], data };
      vErrors === null ? vErrors = [err3] : vErrors.push(err3), errors++;
    }
  } else {
    let err4 = { instancePath, schemaPath: "#/anyOf/0/anyOf/1/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema24.anyOf[0].anyOf[1].type, parentSchema: schema24.anyOf[0].anyOf[1], data };
    vErrors === null ? vErrors = [err4] : vErrors.push(err4), errors++;
  }
  var _valid1 = _errs5 === errors;
  if (valid1 = valid1 || _valid1, valid1)
    errors = _errs2, vErrors !== null && (_errs2 ? vErrors.length = _errs2 : vErrors = null);
  else {
    let err5 = { instancePath, schemaPath: "#/anyOf/0/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema24.anyOf[0].anyOf, parentSchema: schema24.anyOf[0], data };
    vErrors === null ? vErrors = [err5] : vErrors.push(err5), errors++;
  }
  var _valid0 = _errs1 === errors;
  valid0 = valid0 || _valid0;
  let _errs7 = errors;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.count === void 0) {
      let err6 = { instancePath, schemaPath: "#/anyOf/1/required", keyword: "required", params: { missingProperty: "count" }, message: "must have required property 'count'", schema: schema24.anyOf[1].required, parentSchema: schema24.anyOf[1], data };
      vErrors === null ? vErrors = [err6] : vErrors.push(err6), errors++;
    }
    for (let key0 in data)
      if (!(key0 === "count" || key0 === "exit-codes" || key0 === "backoff" || key0 === "backoff-max")) {
        let err7 = { instancePath, schemaPath: "#/anyOf/1/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties", schema: !1, parentSchema: schema24.anyOf[1], data };
        vErrors === null ? vErrors = [err7] : vErrors.push(err7), errors++;
      }
    if (data.count !== void 0) {
      let data0 = data.count, _errs11 = errors, valid3 = !1, _errs12 = errors;
      if (!(typeof data0 == "number" && !(data0 % 1) && !isNaN(data0) && isFinite(data0))) {
        let err8 = { instancePath: instancePath + "/count", schemaPath: "#/anyOf/1/properties/count/anyOf/0/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema24.anyOf[1].properties.count.anyOf[0].type, parentSchema: schema24.anyOf[1].properties.count.anyOf[0], data: data0 };
        vErrors === null ? vErrors = [err8] : vErrors.push(err8), errors++;
      }
      if (typeof data0 == "number" && isFinite(data0)) {
        if (data0 > 100 || isNaN(data0)) {
          let err9 = { instancePath: instancePath + "/count", schemaPath: "#/anyOf/1/properties/count/anyOf/0/maximum", keyword: "maximum", params: { comparison: "<=", limit: 100 }, message: "must be <= 100", schema: 100, parentSchema: schema24.anyOf[1].properties.count.anyOf[0], data: data0 };
          vErrors === null ? vErrors = [err9] : vErrors.push(err9), errors++;
        }
        if (data0 < 0 || isNaN(data0)) {
          let err10 = { instancePath: instancePath + "/count", schemaPath: "#/anyOf/1/properties/count/anyOf/0/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema24.anyOf[1].properties.count.anyOf[0], data: data0 };
          vErrors === null ? vErrors = [err10] : vErrors.push(err10), errors++;
        }
      }
      var _valid2 = _errs12 === errors;
      valid3 = valid3 || _valid2;
      let _errs14 = errors;
      if (typeof data0 == "string") {
        if (!pattern8.test(data0)) {
          let err11 = { instancePath: instancePath + "/count", schemaPath: "#/anyOf/1/properties/count/anyOf/1/pattern", keyword: "pattern", params: { pattern: "\\$\\{\\{" }, message: 'must match pattern "\\$\\{\\{"', schema: "\\$\\{\\{", parentSchema: schema24.anyOf[1].properties.count.anyOf[1], data: data0 };
          vErrors === null ? vErrors = [err11] : vErrors.push(err11), errors++;
        }
      } else {
        let err12 = { instancePath: instancePath + "/count", schemaPath: "#/anyOf/1/properties/count/anyOf/1/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema24.anyOf[1].properties.count.anyOf[1].type, parentSchema: schema24.anyOf[1].properties.count.anyOf[1], data: data0 };
        vErrors === null ? vErrors = [err12] : vErrors.push(err12), errors++;
      }
      var _valid2 = _errs14 === errors;
      if (valid3 = valid3 || _valid2, valid3)
        errors = _errs11, vErrors !== null && (_errs11 ? vErrors.length = _errs11 : vErrors = null);
      else {
        let err13 = { instancePath: instancePath + "/count", schemaPath: "#/anyOf/1/properties/count/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema24.anyOf[1].properties.count.anyOf, parentSchema: schema24.anyOf[1].properties.count, data: data0 };
        vErrors === null ? vErrors = [err13] : vErrors.push(err13), errors++;
      }
    }
    if (data["exit-codes"] !== void 0) {
      let data1 = data["exit-codes"];
      if (Array.isArray(data1)) {
        if (data1.length > 255) {
          let err14 = { instancePath: instancePath + "/exit-codes", schemaPath: "#/anyOf/1/properties/exit-codes/maxItems", keyword: "maxItems", params: { limit: 255 }, message: "must NOT have more than 255 items", schema: 255, parentSchema: schema24.anyOf[1].properties["exit-codes"], data: data1 };
          vErrors === null ? vErrors = [err14] : vErrors.push(err14), errors++;
        }
        if (data1.length < 1) {
          let err15 = { instancePath: instancePath + "/exit-codes", schemaPath: "#/anyOf/1/properties/exit-codes/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items", schema: 1, parentSchema: schema24.anyOf[1].properties["exit-codes"], data: data1 };
          vErrors === null ? vErrors = [err15] : vErrors.push(err15), errors++;
        }
        let len0 = data1.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data2 = data1[i0];
          if (!(typeof data2 == "number" && !(data2 % 1) && !isNaN(data2) && isFinite(data2))) {
            let err16 = { instancePath: instancePath + "/exit-codes/" + i0, schemaPath: "#/anyOf/1/properties/exit-codes/items/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema24.anyOf[1].properties["exit-codes"].items.type, parentSchema: schema24.anyOf[1].properties["exit-codes"].items, data: data2 };
            vErrors === null ? vErrors = [err16] : vErrors.push(err16), errors++;
          }
          if (typeof data2 == "number" && isFinite(data2)) {
            if (data2 > 255 || isNaN(data2)) {
              let err17 = { instancePath: instancePath + "/exit-codes/" + i0, schemaPath: "#/anyOf/1/properties/exit-codes/items/maximum", keyword: "maximum", params: { comparison: "<=", limit: 255 }, message: "must be <= 255", schema: 255, parentSchema: schema24.anyOf[1].properties["exit-codes"].items, data: data2 };
              vErrors === null ? vErrors = [err17] : vErrors.push(err17), errors++;
            }
            if (data2 < 1 || isNaN(data2)) {
              let err18 = { instancePath: instancePath + "/exit-codes/" + i0, schemaPath: "#/anyOf/1/properties/exit-codes/items/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1", schema: 1, parentSchema: schema24.anyOf[1].properties["exit-codes"].items, data: data2 };
              vErrors === null ? vErrors = [err18] : vErrors.push(err18), errors++;
            }
          }
        }
      } else {
        let err19 = { instancePath: instancePath + "/exit-codes", schemaPath: "#/anyOf/1/properties/exit-codes/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema24.anyOf[1].properties["exit-codes"].type, parentSchema: schema24.anyOf[1].properties["exit-codes"], data: data1 };
        vErrors === null ? vErrors = [err19] : vErrors.push(err19), errors++;
      }
    }
    data.backoff !== void 0 && (validate62(data.backoff, { instancePath: instancePath + "/backoff", parentData: data, parentDataProperty: "backoff", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate62.errors : vErrors.concat(validate62.errors), errors = vErrors.length)), data["backoff-max"] !== void 0 && (validate62(data["backoff-max"], { instancePath: instancePath + "/backoff-max", parentData: data, parentDataProperty: "backoff-max", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate62.errors : vErrors.concat(validate62.errors), errors = vErrors.length));
  } else {
    let err20 = { instancePath, schemaPath: "#/anyOf/1/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema24.anyOf[1].type, parentSchema: schema24.anyOf[1], data };
    vErrors === null ? vErrors = [err20] : vErrors.push(err20), errors++;
  }
  var _valid0 = _errs7 === errors;
  if (valid0 = valid0 || _valid0, _valid0)
    var props0 = !0;
  if (valid0)
    errors = _errs0, vErrors !== null && (_errs0 ? vErrors.length = _errs0 : vErrors = null);
  else {
    let err21 = { instancePath, schemaPath: "#/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema24.anyOf, parentSchema: schema24, data };
    vErrors === null ? vErrors = [err21] : vErrors.push(err21), errors++;
  }
  return validate66.errors = vErrors, evaluated0.props = props0, errors === 0;
}
validate66.evaluated = { dynamicProps: !0, dynamicItems: !1 };
var schema25 = { anyOf: [{ type: "boolean" }, { minItems: 1, maxItems: 100, type: "array", items: { type: "string", minLength: 1 } }, { type: "object", properties: { include: { description: "Glob patterns. Left out: everything that is not ignored.", "x-expected": "a pattern or a list of them", $ref: "#/$defs/texts" }, exclude: { description: "Glob patterns of what stays behind.", "x-expected": "a pattern or a list of them", $ref: "#/$defs/texts" } }, additionalProperties: !1 }], "x-expected": "true or false, a list of patterns, or the fields include, exclude" }, schema26 = { anyOf: [{ type: "string", minLength: 1 }, { minItems: 1, maxItems: 1e3, type: "array", items: { type: "string", minLength: 1 } }] };
function validate72(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null, errors = 0, evaluated0 = validate72.evaluated;
  evaluated0.dynamicProps && (evaluated0.props = void 0), evaluated0.dynamicItems && (evaluated0.items = void 0);
  let _errs0 = errors, valid0 = !1, _errs1 = errors;
  if (typeof data == "string") {
    if (func2(data) < 1) {
      let err0 = { instancePath, schemaPath: "#/anyOf/0/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema26.anyOf[0], data };
      vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
    }
  } else {
    let err1 = { instancePath, schemaPath: "#/anyOf/0/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema26.anyOf[0].type, parentSchema: schema26.anyOf[0], data };
    vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
  }
  var _valid0 = _errs1 === errors;
  valid0 = valid0 || _valid0;
  let _errs3 = errors;
  if (Array.isArray(data)) {
    if (data.length > 1e3) {
      let err2 = { instancePath, schemaPath: "#/anyOf/1/maxItems", keyword: "maxItems", params: { limit: 1e3 }, message: "must NOT have more than 1000 items", schema: 1e3, parentSchema: schema26.anyOf[1], data };
      vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
    }
    if (data.length < 1) {
      let err3 = { instancePath, schemaPath: "#/anyOf/1/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items", schema: 1, parentSchema: schema26.anyOf[1], data };
      vErrors === null ? vErrors = [err3] : vErrors.push(err3), errors++;
    }
    let len0 = data.length;
    for (let i0 = 0; i0 < len0; i0++) {
      let data0 = data[i0];
      if (typeof data0 == "string") {
        if (func2(data0) < 1) {
          let err4 = { instancePath: instancePath + "/" + i0, schemaPath: "#/anyOf/1/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema26.anyOf[1].items, data: data0 };
          vErrors === null ? vErrors = [err4] : vErrors.push(err4), errors++;
        }
      } else {
        let err5 = { instancePath: instancePath + "/" + i0, schemaPath: "#/anyOf/1/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema26.anyOf[1].items.type, parentSchema: schema26.anyOf[1].items, data: data0 };
        vErrors === null ? vErrors = [err5] : vErrors.push(err5), errors++;
      }
    }
  } else {
    let err6 = { instancePath, schemaPath: "#/anyOf/1/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema26.anyOf[1].type, parentSchema: schema26.anyOf[1], data };
    vErrors === null ? vErrors = [err6] : vErrors.push(err6), errors++;
  }
  var _valid0 = _errs3 === errors;
  if (valid0 = valid0 || _valid0, _valid0)
    var items0 = !0;
  if (valid0)
    errors = _errs0, vErrors !== null && (_errs0 ? vErrors.length = _errs0 : vErrors = null);
  else {
    let err7 = { instancePath, schemaPath: "#/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema26.anyOf, parentSchema: schema26, data };
    vErrors === null ? vErrors = [err7] : vErrors.push(err7), errors++;
  }
  return validate72.errors = vErrors, evaluated0.items = items0, errors === 0;
}
validate72.evaluated = { dynamicProps: !1, dynamicItems: !0 };
function validate71(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null, errors = 0, evaluated0 = validate71.evaluated;
  evaluated0.dynamicProps && (evaluated0.props = void 0), evaluated0.dynamicItems && (evaluated0.items = void 0);
  let _errs0 = errors, valid0 = !1, _errs1 = errors;
  if (typeof data != "boolean") {
    let err0 = { instancePath, schemaPath: "#/anyOf/0/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean", schema: schema25.anyOf[0].type, parentSchema: schema25.anyOf[0], data };
    vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
  }
  var _valid0 = _errs1 === errors;
  valid0 = valid0 || _valid0;
  let _errs3 = errors;
  if (Array.isArray(data)) {
    if (data.length > 100) {
      let err1 = { instancePath, schemaPath: "#/anyOf/1/maxItems", keyword: "maxItems", params: { limit: 100 }, message: "must NOT have more than 100 items", schema: 100, parentSchema: schema25.anyOf[1], data };
      vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
    }
    if (data.length < 1) {
      let err2 = { instancePath, schemaPath: "#/anyOf/1/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items", schema: 1, parentSchema: schema25.anyOf[1], data };
      vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
    }
    let len0 = data.length;
    for (let i0 = 0; i0 < len0; i0++) {
      let data0 = data[i0];
      if (typeof data0 == "string") {
        if (func2(data0) < 1) {
          let err3 = { instancePath: instancePath + "/" + i0, schemaPath: "#/anyOf/1/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema25.anyOf[1].items, data: data0 };
          vErrors === null ? vErrors = [err3] : vErrors.push(err3), errors++;
        }
      } else {
        let err4 = { instancePath: instancePath + "/" + i0, schemaPath: "#/anyOf/1/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema25.anyOf[1].items.type, parentSchema: schema25.anyOf[1].items, data: data0 };
        vErrors === null ? vErrors = [err4] : vErrors.push(err4), errors++;
      }
    }
  } else {
    let err5 = { instancePath, schemaPath: "#/anyOf/1/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema25.anyOf[1].type, parentSchema: schema25.anyOf[1], data };
    vErrors === null ? vErrors = [err5] : vErrors.push(err5), errors++;
  }
  var _valid0 = _errs3 === errors;
  if (valid0 = valid0 || _valid0, _valid0)
    var items0 = !0;
  let _errs7 = errors;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (let key0 in data)
      if (!(key0 === "include" || key0 === "exclude")) {
        let err6 = { instancePath, schemaPath: "#/anyOf/2/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties", schema: !1, parentSchema: schema25.anyOf[2], data };
        vErrors === null ? vErrors = [err6] : vErrors.push(err6), errors++;
      }
    data.include !== void 0 && (validate72(data.include, { instancePath: instancePath + "/include", parentData: data, parentDataProperty: "include", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate72.errors : vErrors.concat(validate72.errors), errors = vErrors.length)), data.exclude !== void 0 && (validate72(data.exclude, { instancePath: instancePath + "/exclude", parentData: data, parentDataProperty: "exclude", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate72.errors : vErrors.concat(validate72.errors), errors = vErrors.length));
  } else {
    let err7 = { instancePath, schemaPath: "#/anyOf/2/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema25.anyOf[2].type, parentSchema: schema25.anyOf[2], data };
    vErrors === null ? vErrors = [err7] : vErrors.push(err7), errors++;
  }
  var _valid0 = _errs7 === errors;
  if (valid0 = valid0 || _valid0, _valid0)
    var props0 = !0;
  if (valid0)
    errors = _errs0, vErrors !== null && (_errs0 ? vErrors.length = _errs0 : vErrors = null);
  else {
    let err8 = { instancePath, schemaPath: "#/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema25.anyOf, parentSchema: schema25, data };
    vErrors === null ? vErrors = [err8] : vErrors.push(err8), errors++;
  }
  return validate71.errors = vErrors, evaluated0.props = props0, evaluated0.items = items0, errors === 0;
}
validate71.evaluated = { dynamicProps: !0, dynamicItems: !0 };
var schema27 = { type: "object", properties: { name: { description: "For people. Left out: its key.", type: "string", minLength: 1, "x-place": "step" }, description: { description: "For people.", type: "string" }, needs: { description: "Steps that must have ended before this one; it runs if they succeeded, unless `if` says otherwise.", examples: ["prepare", ["prepare", "fetch"]], "x-expected": "a step\u2019s name or a list of them", anyOf: [{ type: "string", minLength: 1 }, { maxItems: 1e3, type: "array", items: { type: "string", minLength: 1 } }] }, if: { description: "Runs only where this is true; the braces may be left out. Without success(), failure(), always() or cancelled() it is joined with success().", examples: ["inputs.deploy", "failure()"], "x-place": "condition", "x-expected": "an expression such as inputs.deploy or failure()", anyOf: [{ type: "string", minLength: 1 }, { type: "boolean" }] }, matrix: { description: "The step runs once for each combination of the axes\u2019 values.", examples: [{ size: ["small", "large"], seed: [1, 2, 3] }], anyOf: [{ type: "string", pattern: "\\$\\{\\{", "x-place": "matrix" }, { type: "object", properties: { include: { description: "Adds values to the cells that fit, or a cell of its own.", anyOf: [{ maxItems: 256, type: "array", items: { type: "object", propertyNames: { type: "string", minLength: 1 }, additionalProperties: {} } }, { type: "string", pattern: "\\$\\{\\{", "x-place": "matrix" }], "x-place": "matrix", "x-expected": "a list of maps such as - { os: linux }, or an expression that gives one" }, exclude: { description: "Takes away the cells that have all these values.", anyOf: [{ maxItems: 256, type: "array", items: { type: "object", propertyNames: { type: "string", minLength: 1 }, additionalProperties: {} } }, { type: "string", pattern: "\\$\\{\\{", "x-place": "matrix" }], "x-place": "matrix", "x-expected": "a list of maps such as - { os: linux }, or an expression that gives one" }, "fail-fast": { description: "A cell that fails cancels the others.", default: !0, anyOf: [{ type: "boolean" }, { type: "string", pattern: "\\$\\{\\{" }], "x-place": "matrix", "x-expected": "true or false, or an expression in ${{ }}" }, "max-parallel": { description: "So many cells at once. Left out: as many as there are.", anyOf: [{ type: "integer", minimum: 1, maximum: 256 }, { type: "string", pattern: "\\$\\{\\{" }], "x-place": "matrix", "x-expected": "a whole number from 1 to 256, or an expression in ${{ }}" } }, additionalProperties: { anyOf: [{ maxItems: 256, type: "array", items: {} }, { type: "string", pattern: "\\$\\{\\{", "x-place": "matrix" }], "x-place": "matrix", "x-expected": "a list of values, or an expression that gives one" } }], "x-place": "matrix", "x-expected": "axes with lists of values such as size: [small, large], or an expression that gives them" }, run: { description: "Shell lines, run by `sh -e` of the node, or of the image. Values of expressions belong into `env`.", examples: ['python train.py --epochs "$EPOCHS"'], "x-place": "job", "x-expected": 'shell lines; a list of arguments goes into "command"', type: "string", minLength: 1 }, command: { description: "The program and its arguments, passed on as they are, without a shell.", examples: [["python", "train.py", "--epochs", "3"]], "x-expected": 'a list such as [python, train.py]; a shell line goes into "run"', minItems: 1, maxItems: 4096, type: "array", items: { type: "string", "x-place": "job" } }, image: { description: "The container image that the step runs in. Without `run` and `command`, what the image runs by itself.", examples: ["python:3.12", { name: "alpine:3", network: "none" }], "x-place": "job", "x-expected": "an image such as python:3.12, or the fields name, pull, user, network", anyOf: [{ type: "string", minLength: 1, "x-place": "job" }, { type: "object", properties: { name: { type: "string", minLength: 1, "x-place": "job", description: "The image.", examples: ["python:3.12", "ghcr.io/owner/name@sha256:\u2026"] }, pull: { description: "Fetch the image where the node does not have it (`missing`), each time, or not at all.", default: "missing", type: "string", enum: ["missing", "always", "never"] }, user: { description: "A name, a number or user:group inside the container. Left out: the agent\u2019s own user where that is not root, else the image\u2019s.", examples: ["root", "1000:1000"], type: "string", minLength: 1, "x-place": "job" }, network: { description: "What it reaches: a network of its own that reaches out (`bridge`), the node\u2019s, or nothing.", default: "bridge", type: "string", enum: ["bridge", "host", "none"] } }, required: ["name"], additionalProperties: !1 }] }, uses: { description: "Another pipeline, run as a run of its own: a path that begins with ./ or ../.", examples: ["./prepare.orchion.yaml"], type: "string", minLength: 1 }, inputs: { description: "For the pipeline that it uses.", "x-place": "step", "x-expected": "names and values, such as epochs: 3", type: "object", propertyNames: { type: "string", minLength: 1 }, additionalProperties: {} }, prompt: { description: "Reserved: a step in which a language model acts.", type: "string", minLength: 1 }, model: { description: "Reserved: the model of `prompt`.", type: "string", minLength: 1 }, outputs: { description: "What the step writes to the file $ORCHION_OUTPUT, one NAME=VALUE a line.", examples: [["version"], { score: "number" }], "x-expected": "names such as [version], or names and types such as score: number", anyOf: [{ maxItems: 100, type: "array", items: { type: "string", minLength: 1 } }, { type: "object", propertyNames: { type: "string", pattern: "^[A-Za-z_][A-Za-z0-9_-]{0,99}$" }, additionalProperties: { anyOf: [{ type: "string", enum: ["string", "number", "boolean", "json"] }, { type: "object", properties: { type: { description: "What kind of value it is.", default: "string", type: "string", enum: ["string", "number", "boolean", "json"] }, description: { description: "For people.", type: "string" } }, additionalProperties: !1 }], "x-expected": "string, number, boolean, json, or the fields type, description" } }] }, "continue-on-error": { description: "Its failure neither fails the run nor skips what needs it.", default: !1, anyOf: [{ type: "boolean" }, { type: "string", pattern: "\\$\\{\\{" }], "x-place": "step", "x-expected": "true or false, or an expression in ${{ }}" }, artifacts: { description: "Files that travel between steps.", "x-expected": "the fields leave and fetch", type: "object", properties: { leave: { description: "Files and folders that are kept under a name after the step.", examples: [{ model: "out/model/", log: { paths: "*.log", when: "always" } }], "x-expected": "names and paths, such as model: out/model/", type: "object", propertyNames: { type: "string", pattern: "^[A-Za-z_][A-Za-z0-9_-]{0,99}$" }, additionalProperties: { anyOf: [{ type: "string", minLength: 1 }, { minItems: 1, maxItems: 1e3, type: "array", items: { type: "string", minLength: 1 } }, { type: "object", properties: { paths: { description: "Glob patterns in the working directory; a folder means everything in it.", examples: ["out/", ["*.csv", "report.txt"]], "x-expected": "a path or a list of them", $ref: "#/$defs/texts" }, when: { description: "After which end of the step it is kept.", default: "success", type: "string", enum: ["success", "failure", "always"] }, required: { description: "The step fails where nothing matches.", default: !0, type: "boolean" } }, required: ["paths"], additionalProperties: !1 }], "x-expected": "a path, a list of them, or the fields paths, when, required" } }, fetch: { description: "Artifacts of earlier steps that are put into the step\u2019s private folder.", examples: [["prepare", { from: "prepare", name: "data", into: "input" }]], "x-expected": "a list such as - { from: prepare, name: data }", maxItems: 100, type: "array", items: { anyOf: [{ type: "string", minLength: 1 }, { type: "object", properties: { from: { type: "string", minLength: 1, description: "A step that has ended before this one." }, name: { description: "One artifact. Left out: all, each in a folder of its name.", type: "string", minLength: 1 }, into: { description: "A folder below the step\u2019s private one. Left out: that folder itself.", examples: ["data"], type: "string", minLength: 1 } }, required: ["from"], additionalProperties: !1 }], "x-expected": "a step\u2019s name, or the fields from, name, into" } } }, additionalProperties: !1 }, cache: { description: "Whether its result is kept and used again.", default: !1, anyOf: [{ type: "boolean" }, { type: "object", properties: { key: { description: "Left out: made from the command, its environment and its files.", type: "string", minLength: 1, maxLength: 512, "x-place": "step" }, "restore-keys": { description: "Beginnings of keys; the newest match gives the folders where the key itself is not there.", "x-expected": "a beginning of keys or a list of them", anyOf: [{ type: "string", minLength: 1, "x-place": "step" }, { minItems: 1, maxItems: 100, type: "array", items: { type: "string", minLength: 1, "x-place": "step" } }] }, paths: { description: "Folders that are there before the step and kept after it; the step runs. Left out: its result is kept.", "x-expected": "a folder or a list of them", $ref: "#/$defs/texts" } }, additionalProperties: !1 }], "x-expected": "true or false, or the fields key, restore-keys, paths" }, env: { description: "Environment variables; a value may use `env.NAME` of an outer layer.", examples: [{ SEED: "7", EPOCHS: "${{ inputs.epochs }}" }], "x-expected": "names and values, such as SEED: 7", $ref: "#/$defs/scalars" }, "working-directory": { description: "An absolute directory on the node, or in the container; or one relative to the private folder. Left out: that folder.", examples: ["/data/project", "src"], type: "string", minLength: 1, "x-place": "job" }, resources: { description: "What the step needs of its node.", "x-expected": "amounts, such as memory: 2GiB", $ref: "#/$defs/resources" }, labels: { description: "Labels that the node must have, with these values.", examples: [{ zone: "lab" }], "x-expected": "names and values, such as zone: lab", $ref: "#/$defs/scalars" }, node: { description: "The name of the one node that may run it.", examples: ["tower"], type: "string", minLength: 1, "x-place": "job" }, priority: { description: "Higher goes first.", default: 0, anyOf: [{ type: "integer", minimum: -1e3, maximum: 1e3 }, { type: "string", pattern: "\\$\\{\\{" }], "x-place": "job", "x-expected": "a whole number from -1000 to 1000, or an expression in ${{ }}" }, timeout: { description: "How long one attempt may run. Left out: as long as it likes.", examples: ["90s", "10m", "1h30m"], $ref: "#/$defs/duration" }, "queue-timeout": { description: "How long the step may wait for a node. Left out: as long as it takes.", examples: ["1h"], $ref: "#/$defs/duration" }, grace: { description: "From the polite ask to end to the kill.", default: "10s", $ref: "#/$defs/duration" }, retries: { description: "Further attempts after a failure of the program (lost nodes are not counted).", examples: [2, { count: 3, "exit-codes": [75], backoff: "10s" }], default: 0, $ref: "#/$defs/retries" }, idempotent: { description: "Running it twice does no harm: it may be started anew elsewhere.", default: !1, type: "boolean" }, "on-lost": { description: "When the node is given up while the command may still run: wait for it (`hold`), start anew (`retry`), or fail. Left out: `retry` for idempotent steps, else `hold`.", type: "string", enum: ["hold", "retry", "fail"] }, "on-disconnect": { description: "What the node does while it cannot reach the orchestrator. Left out: `stop` for exclusive steps, else `continue`.", type: "string", enum: ["continue", "stop"] }, exclusive: { description: "Never two at once, even when a node is cut off.", default: !1, type: "boolean" }, "log-bytes-max": { description: "Kept of each output stream of an attempt; what comes after is dropped, with a note.", default: "4GiB", $ref: "#/$defs/bytes" }, workspace: { description: "Send these files of the pipeline\u2019s folder along; ignore files are respected.", examples: [!0, ["src/**", "data/*.csv"]], default: !1, $ref: "#/$defs/workspace" } }, additionalProperties: !1, description: "One step: what to run, when, and what it needs.", "x-expected": "the fields of a step, such as run: echo hello", oneOf: [{ required: ["run"] }, { required: ["command"] }, { required: ["uses"] }, { required: ["prompt"] }, { required: ["image"], not: { anyOf: [{ required: ["run"] }, { required: ["command"] }] } }] };
function validate76(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null, errors = 0, evaluated0 = validate76.evaluated;
  evaluated0.dynamicProps && (evaluated0.props = void 0), evaluated0.dynamicItems && (evaluated0.items = void 0);
  let _errs1 = errors, valid0 = !1, passing0 = null, _errs2 = errors;
  if (data && typeof data == "object" && !Array.isArray(data) && data.run === void 0) {
    let err0 = { instancePath, schemaPath: "#/oneOf/0/required", keyword: "required", params: { missingProperty: "run" }, message: "must have required property 'run'", schema: schema27.oneOf[0].required, parentSchema: schema27.oneOf[0], data };
    vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
  }
  var _valid0 = _errs2 === errors;
  _valid0 && (valid0 = !0, passing0 = 0);
  let _errs3 = errors;
  if (data && typeof data == "object" && !Array.isArray(data) && data.command === void 0) {
    let err1 = { instancePath, schemaPath: "#/oneOf/1/required", keyword: "required", params: { missingProperty: "command" }, message: "must have required property 'command'", schema: schema27.oneOf[1].required, parentSchema: schema27.oneOf[1], data };
    vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
  }
  var _valid0 = _errs3 === errors;
  if (_valid0 && valid0)
    valid0 = !1, passing0 = [passing0, 1];
  else {
    _valid0 && (valid0 = !0, passing0 = 1);
    let _errs4 = errors;
    if (data && typeof data == "object" && !Array.isArray(data) && data.uses === void 0) {
      let err2 = { instancePath, schemaPath: "#/oneOf/2/required", keyword: "required", params: { missingProperty: "uses" }, message: "must have required property 'uses'", schema: schema27.oneOf[2].required, parentSchema: schema27.oneOf[2], data };
      vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
    }
    var _valid0 = _errs4 === errors;
    if (_valid0 && valid0)
      valid0 = !1, passing0 = [passing0, 2];
    else {
      _valid0 && (valid0 = !0, passing0 = 2);
      let _errs5 = errors;
      if (data && typeof data == "object" && !Array.isArray(data) && data.prompt === void 0) {
        let err3 = { instancePath, schemaPath: "#/oneOf/3/required", keyword: "required", params: { missingProperty: "prompt" }, message: "must have required property 'prompt'", schema: schema27.oneOf[3].required, parentSchema: schema27.oneOf[3], data };
        vErrors === null ? vErrors = [err3] : vErrors.push(err3), errors++;
      }
      var _valid0 = _errs5 === errors;
      if (_valid0 && valid0)
        valid0 = !1, passing0 = [passing0, 3];
      else {
        _valid0 && (valid0 = !0, passing0 = 3);
        let _errs6 = errors, _errs7 = errors, _errs8 = errors, _errs9 = errors, valid2 = !1, _errs10 = errors;
        if (data && typeof data == "object" && !Array.isArray(data)) {
          let missing0;
          if (data.run === void 0 && (missing0 = "run")) {
            let err4 = {};
            vErrors === null ? vErrors = [err4] : vErrors.push(err4), errors++;
          }
        }
        var _valid1 = _errs10 === errors;
        valid2 = valid2 || _valid1;
        let _errs11 = errors;
        if (data && typeof data == "object" && !Array.isArray(data)) {
          let missing1;
          if (data.command === void 0 && (missing1 = "command")) {
            let err5 = {};
            vErrors === null ? vErrors = [err5] : vErrors.push(err5), errors++;
          }
        }
        var _valid1 = _errs11 === errors;
        if (valid2 = valid2 || _valid1, valid2)
          errors = _errs9, vErrors !== null && (_errs9 ? vErrors.length = _errs9 : vErrors = null);
        else {
          let err6 = {};
          vErrors === null ? vErrors = [err6] : vErrors.push(err6), errors++;
        }
        var valid1 = _errs8 === errors;
        if (valid1) {
          let err7 = { instancePath, schemaPath: "#/oneOf/4/not", keyword: "not", params: {}, message: "must NOT be valid", schema: schema27.oneOf[4].not, parentSchema: schema27.oneOf[4], data };
          vErrors === null ? vErrors = [err7] : vErrors.push(err7), errors++;
        } else
          errors = _errs7, vErrors !== null && (_errs7 ? vErrors.length = _errs7 : vErrors = null);
        if (data && typeof data == "object" && !Array.isArray(data) && data.image === void 0) {
          let err8 = { instancePath, schemaPath: "#/oneOf/4/required", keyword: "required", params: { missingProperty: "image" }, message: "must have required property 'image'", schema: schema27.oneOf[4].required, parentSchema: schema27.oneOf[4], data };
          vErrors === null ? vErrors = [err8] : vErrors.push(err8), errors++;
        }
        var _valid0 = _errs6 === errors;
        _valid0 && valid0 ? (valid0 = !1, passing0 = [passing0, 4]) : _valid0 && (valid0 = !0, passing0 = 4);
      }
    }
  }
  if (valid0)
    errors = _errs1, vErrors !== null && (_errs1 ? vErrors.length = _errs1 : vErrors = null);
  else {
    let err9 = { instancePath, schemaPath: "#/oneOf", keyword: "oneOf", params: { passingSchemas: passing0 }, message: "must match exactly one schema in oneOf", schema: schema27.oneOf, parentSchema: schema27, data };
    vErrors === null ? vErrors = [err9] : vErrors.push(err9), errors++;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (let key0 in data)
      if (!func1.call(schema27.properties, key0)) {
        let err10 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties", schema: !1, parentSchema: schema27, data };
        vErrors === null ? vErrors = [err10] : vErrors.push(err10), errors++;
      }
    if (data.name !== void 0) {
      let data0 = data.name;
      if (typeof data0 == "string") {
        if (func2(data0) < 1) {
          let err11 = { instancePath: instancePath + "/name", schemaPath: "#/properties/name/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema27.properties.name, data: data0 };
          vErrors === null ? vErrors = [err11] : vErrors.push(err11), errors++;
        }
      } else {
        let err12 = { instancePath: instancePath + "/name", schemaPath: "#/properties/name/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema27.properties.name.type, parentSchema: schema27.properties.name, data: data0 };
        vErrors === null ? vErrors = [err12] : vErrors.push(err12), errors++;
      }
    }
    if (data.description !== void 0) {
      let data1 = data.description;
      if (typeof data1 != "string") {
        let err13 = { instancePath: instancePath + "/description", schemaPath: "#/properties/description/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema27.properties.description.type, parentSchema: schema27.properties.description, data: data1 };
        vErrors === null ? vErrors = [err13] : vErrors.push(err13), errors++;
      }
    }
    if (data.needs !== void 0) {
      let data2 = data.needs, _errs18 = errors, valid4 = !1, _errs19 = errors;
      if (typeof data2 == "string") {
        if (func2(data2) < 1) {
          let err14 = { instancePath: instancePath + "/needs", schemaPath: "#/properties/needs/anyOf/0/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema27.properties.needs.anyOf[0], data: data2 };
          vErrors === null ? vErrors = [err14] : vErrors.push(err14), errors++;
        }
      } else {
        let err15 = { instancePath: instancePath + "/needs", schemaPath: "#/properties/needs/anyOf/0/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema27.properties.needs.anyOf[0].type, parentSchema: schema27.properties.needs.anyOf[0], data: data2 };
        vErrors === null ? vErrors = [err15] : vErrors.push(err15), errors++;
      }
      var _valid2 = _errs19 === errors;
      valid4 = valid4 || _valid2;
      let _errs21 = errors;
      if (Array.isArray(data2)) {
        if (data2.length > 1e3) {
          let err16 = { instancePath: instancePath + "/needs", schemaPath: "#/properties/needs/anyOf/1/maxItems", keyword: "maxItems", params: { limit: 1e3 }, message: "must NOT have more than 1000 items", schema: 1e3, parentSchema: schema27.properties.needs.anyOf[1], data: data2 };
          vErrors === null ? vErrors = [err16] : vErrors.push(err16), errors++;
        }
        let len0 = data2.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data3 = data2[i0];
          if (typeof data3 == "string") {
            if (func2(data3) < 1) {
              let err17 = { instancePath: instancePath + "/needs/" + i0, schemaPath: "#/properties/needs/anyOf/1/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema27.properties.needs.anyOf[1].items, data: data3 };
              vErrors === null ? vErrors = [err17] : vErrors.push(err17), errors++;
            }
          } else {
            let err18 = { instancePath: instancePath + "/needs/" + i0, schemaPath: "#/properties/needs/anyOf/1/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema27.properties.needs.anyOf[1].items.type, parentSchema: schema27.properties.needs.anyOf[1].items, data: data3 };
            vErrors === null ? vErrors = [err18] : vErrors.push(err18), errors++;
          }
        }
      } else {
        let err19 = { instancePath: instancePath + "/needs", schemaPath: "#/properties/needs/anyOf/1/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema27.properties.needs.anyOf[1].type, parentSchema: schema27.properties.needs.anyOf[1], data: data2 };
        vErrors === null ? vErrors = [err19] : vErrors.push(err19), errors++;
      }
      var _valid2 = _errs21 === errors;
      if (valid4 = valid4 || _valid2, valid4)
        errors = _errs18, vErrors !== null && (_errs18 ? vErrors.length = _errs18 : vErrors = null);
      else {
        let err20 = { instancePath: instancePath + "/needs", schemaPath: "#/properties/needs/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema27.properties.needs.anyOf, parentSchema: schema27.properties.needs, data: data2 };
        vErrors === null ? vErrors = [err20] : vErrors.push(err20), errors++;
      }
    }
    if (data.if !== void 0) {
      let data4 = data.if, _errs26 = errors, valid7 = !1, _errs27 = errors;
      if (typeof data4 == "string") {
        if (func2(data4) < 1) {
          let err21 = { instancePath: instancePath + "/if", schemaPath: "#/properties/if/anyOf/0/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema27.properties.if.anyOf[0], data: data4 };
          vErrors === null ? vErrors = [err21] : vErrors.push(err21), errors++;
        }
      } else {
        let err22 = { instancePath: instancePath + "/if", schemaPath: "#/properties/if/anyOf/0/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema27.properties.if.anyOf[0].type, parentSchema: schema27.properties.if.anyOf[0], data: data4 };
        vErrors === null ? vErrors = [err22] : vErrors.push(err22), errors++;
      }
      var _valid3 = _errs27 === errors;
      valid7 = valid7 || _valid3;
      let _errs29 = errors;
      if (typeof data4 != "boolean") {
        let err23 = { instancePath: instancePath + "/if", schemaPath: "#/properties/if/anyOf/1/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean", schema: schema27.properties.if.anyOf[1].type, parentSchema: schema27.properties.if.anyOf[1], data: data4 };
        vErrors === null ? vErrors = [err23] : vErrors.push(err23), errors++;
      }
      var _valid3 = _errs29 === errors;
      if (valid7 = valid7 || _valid3, valid7)
        errors = _errs26, vErrors !== null && (_errs26 ? vErrors.length = _errs26 : vErrors = null);
      else {
        let err24 = { instancePath: instancePath + "/if", schemaPath: "#/properties/if/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema27.properties.if.anyOf, parentSchema: schema27.properties.if, data: data4 };
        vErrors === null ? vErrors = [err24] : vErrors.push(err24), errors++;
      }
    }
    if (data.matrix !== void 0) {
      let data5 = data.matrix, _errs32 = errors, valid8 = !1, _errs33 = errors;
      if (typeof data5 == "string") {
        if (!pattern8.test(data5)) {
          let err25 = { instancePath: instancePath + "/matrix", schemaPath: "#/properties/matrix/anyOf/0/pattern", keyword: "pattern", params: { pattern: "\\$\\{\\{" }, message: 'must match pattern "\\$\\{\\{"', schema: "\\$\\{\\{", parentSchema: schema27.properties.matrix.anyOf[0], data: data5 };
          vErrors === null ? vErrors = [err25] : vErrors.push(err25), errors++;
        }
      } else {
        let err26 = { instancePath: instancePath + "/matrix", schemaPath: "#/properties/matrix/anyOf/0/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema27.properties.matrix.anyOf[0].type, parentSchema: schema27.properties.matrix.anyOf[0], data: data5 };
        vErrors === null ? vErrors = [err26] : vErrors.push(err26), errors++;
      }
      var _valid4 = _errs33 === errors;
      valid8 = valid8 || _valid4;
      let _errs35 = errors;
      if (data5 && typeof data5 == "object" && !Array.isArray(data5)) {
        for (let key1 in data5)
          if (!(key1 === "include" || key1 === "exclude" || key1 === "fail-fast" || key1 === "max-parallel")) {
            let data6 = data5[key1], _errs39 = errors, valid10 = !1, _errs40 = errors;
            if (Array.isArray(data6)) {
              if (data6.length > 256) {
                let err27 = { instancePath: instancePath + "/matrix/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/matrix/anyOf/1/additionalProperties/anyOf/0/maxItems", keyword: "maxItems", params: { limit: 256 }, message: "must NOT have more than 256 items", schema: 256, parentSchema: schema27.properties.matrix.anyOf[1].additionalProperties.anyOf[0], data: data6 };
                vErrors === null ? vErrors = [err27] : vErrors.push(err27), errors++;
              }
            } else {
              let err28 = { instancePath: instancePath + "/matrix/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/matrix/anyOf/1/additionalProperties/anyOf/0/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema27.properties.matrix.anyOf[1].additionalProperties.anyOf[0].type, parentSchema: schema27.properties.matrix.anyOf[1].additionalProperties.anyOf[0], data: data6 };
              vErrors === null ? vErrors = [err28] : vErrors.push(err28), errors++;
            }
            var _valid5 = _errs40 === errors;
            valid10 = valid10 || _valid5;
            let _errs42 = errors;
            if (typeof data6 == "string") {
              if (!pattern8.test(data6)) {
                let err29 = { instancePath: instancePath + "/matrix/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/matrix/anyOf/1/additionalProperties/anyOf/1/pattern", keyword: "pattern", params: { pattern: "\\$\\{\\{" }, message: 'must match pattern "\\$\\{\\{"', schema: "\\$\\{\\{", parentSchema: schema27.properties.matrix.anyOf[1].additionalProperties.anyOf[1], data: data6 };
                vErrors === null ? vErrors = [err29] : vErrors.push(err29), errors++;
              }
            } else {
              let err30 = { instancePath: instancePath + "/matrix/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/matrix/anyOf/1/additionalProperties/anyOf/1/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema27.properties.matrix.anyOf[1].additionalProperties.anyOf[1].type, parentSchema: schema27.properties.matrix.anyOf[1].additionalProperties.anyOf[1], data: data6 };
              vErrors === null ? vErrors = [err30] : vErrors.push(err30), errors++;
            }
            var _valid5 = _errs42 === errors;
            if (valid10 = valid10 || _valid5, valid10)
              errors = _errs39, vErrors !== null && (_errs39 ? vErrors.length = _errs39 : vErrors = null);
            else {
              let err31 = { instancePath: instancePath + "/matrix/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/matrix/anyOf/1/additionalProperties/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema27.properties.matrix.anyOf[1].additionalProperties.anyOf, parentSchema: schema27.properties.matrix.anyOf[1].additionalProperties, data: data6 };
              vErrors === null ? vErrors = [err31] : vErrors.push(err31), errors++;
            }
          }
        if (data5.include !== void 0) {
          let data7 = data5.include, _errs45 = errors, valid12 = !1, _errs46 = errors;
          if (Array.isArray(data7)) {
            if (data7.length > 256) {
              let err32 = { instancePath: instancePath + "/matrix/include", schemaPath: "#/properties/matrix/anyOf/1/properties/include/anyOf/0/maxItems", keyword: "maxItems", params: { limit: 256 }, message: "must NOT have more than 256 items", schema: 256, parentSchema: schema27.properties.matrix.anyOf[1].properties.include.anyOf[0], data: data7 };
              vErrors === null ? vErrors = [err32] : vErrors.push(err32), errors++;
            }
            let len1 = data7.length;
            for (let i1 = 0; i1 < len1; i1++) {
              let data8 = data7[i1];
              if (data8 && typeof data8 == "object" && !Array.isArray(data8))
                for (let key2 in data8) {
                  let _errs50 = errors;
                  if (typeof key2 == "string") {
                    if (func2(key2) < 1) {
                      let err33 = { instancePath: instancePath + "/matrix/include/" + i1, schemaPath: "#/properties/matrix/anyOf/1/properties/include/anyOf/0/items/propertyNames/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema27.properties.matrix.anyOf[1].properties.include.anyOf[0].items.propertyNames, data: key2, propertyName: key2 };
                      vErrors === null ? vErrors = [err33] : vErrors.push(err33), errors++;
                    }
                  } else {
                    let err34 = { instancePath: instancePath + "/matrix/include/" + i1, schemaPath: "#/properties/matrix/anyOf/1/properties/include/anyOf/0/items/propertyNames/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema27.properties.matrix.anyOf[1].properties.include.anyOf[0].items.propertyNames.type, parentSchema: schema27.properties.matrix.anyOf[1].properties.include.anyOf[0].items.propertyNames, data: key2, propertyName: key2 };
                    vErrors === null ? vErrors = [err34] : vErrors.push(err34), errors++;
                  }
                  var valid15 = _errs50 === errors;
                  if (!valid15) {
                    let err35 = { instancePath: instancePath + "/matrix/include/" + i1, schemaPath: "#/properties/matrix/anyOf/1/properties/include/anyOf/0/items/propertyNames", keyword: "propertyNames", params: { propertyName: key2 }, message: "property name must be valid", schema: schema27.properties.matrix.anyOf[1].properties.include.anyOf[0].items.propertyNames, parentSchema: schema27.properties.matrix.anyOf[1].properties.include.anyOf[0].items, data: data8 };
                    vErrors === null ? vErrors = [err35] : vErrors.push(err35), errors++;
                  }
                }
              else {
                let err36 = { instancePath: instancePath + "/matrix/include/" + i1, schemaPath: "#/properties/matrix/anyOf/1/properties/include/anyOf/0/items/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema27.properties.matrix.anyOf[1].properties.include.anyOf[0].items.type, parentSchema: schema27.properties.matrix.anyOf[1].properties.include.anyOf[0].items, data: data8 };
                vErrors === null ? vErrors = [err36] : vErrors.push(err36), errors++;
              }
            }
          } else {
            let err37 = { instancePath: instancePath + "/matrix/include", schemaPath: "#/properties/matrix/anyOf/1/properties/include/anyOf/0/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema27.properties.matrix.anyOf[1].properties.include.anyOf[0].type, parentSchema: schema27.properties.matrix.anyOf[1].properties.include.anyOf[0], data: data7 };
            vErrors === null ? vErrors = [err37] : vErrors.push(err37), errors++;
          }
          var _valid6 = _errs46 === errors;
          valid12 = valid12 || _valid6;
          let _errs53 = errors;
          if (typeof data7 == "string") {
            if (!pattern8.test(data7)) {
              let err38 = { instancePath: instancePath + "/matrix/include", schemaPath: "#/properties/matrix/anyOf/1/properties/include/anyOf/1/pattern", keyword: "pattern", params: { pattern: "\\$\\{\\{" }, message: 'must match pattern "\\$\\{\\{"', schema: "\\$\\{\\{", parentSchema: schema27.properties.matrix.anyOf[1].properties.include.anyOf[1], data: data7 };
              vErrors === null ? vErrors = [err38] : vErrors.push(err38), errors++;
            }
          } else {
            let err39 = { instancePath: instancePath + "/matrix/include", schemaPath: "#/properties/matrix/anyOf/1/properties/include/anyOf/1/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema27.properties.matrix.anyOf[1].properties.include.anyOf[1].type, parentSchema: schema27.properties.matrix.anyOf[1].properties.include.anyOf[1], data: data7 };
            vErrors === null ? vErrors = [err39] : vErrors.push(err39), errors++;
          }
          var _valid6 = _errs53 === errors;
          if (valid12 = valid12 || _valid6, valid12)
            errors = _errs45, vErrors !== null && (_errs45 ? vErrors.length = _errs45 : vErrors = null);
          else {
            let err40 = { instancePath: instancePath + "/matrix/include", schemaPath: "#/properties/matrix/anyOf/1/properties/include/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema27.properties.matrix.anyOf[1].properties.include.anyOf, parentSchema: schema27.properties.matrix.anyOf[1].properties.include, data: data7 };
            vErrors === null ? vErrors = [err40] : vErrors.push(err40), errors++;
          }
        }
        if (data5.exclude !== void 0) {
          let data9 = data5.exclude, _errs56 = errors, valid16 = !1, _errs57 = errors;
          if (Array.isArray(data9)) {
            if (data9.length > 256) {
              let err41 = { instancePath: instancePath + "/matrix/exclude", schemaPath: "#/properties/matrix/anyOf/1/properties/exclude/anyOf/0/maxItems", keyword: "maxItems", params: { limit: 256 }, message: "must NOT have more than 256 items", schema: 256, parentSchema: schema27.properties.matrix.anyOf[1].properties.exclude.anyOf[0], data: data9 };
              vErrors === null ? vErrors = [err41] : vErrors.push(err41), errors++;
            }
            let len2 = data9.length;
            for (let i2 = 0; i2 < len2; i2++) {
              let data10 = data9[i2];
              if (data10 && typeof data10 == "object" && !Array.isArray(data10))
                for (let key3 in data10) {
                  let _errs61 = errors;
                  if (typeof key3 == "string") {
                    if (func2(key3) < 1) {
                      let err42 = { instancePath: instancePath + "/matrix/exclude/" + i2, schemaPath: "#/properties/matrix/anyOf/1/properties/exclude/anyOf/0/items/propertyNames/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema27.properties.matrix.anyOf[1].properties.exclude.anyOf[0].items.propertyNames, data: key3, propertyName: key3 };
                      vErrors === null ? vErrors = [err42] : vErrors.push(err42), errors++;
                    }
                  } else {
                    let err43 = { instancePath: instancePath + "/matrix/exclude/" + i2, schemaPath: "#/properties/matrix/anyOf/1/properties/exclude/anyOf/0/items/propertyNames/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema27.properties.matrix.anyOf[1].properties.exclude.anyOf[0].items.propertyNames.type, parentSchema: schema27.properties.matrix.anyOf[1].properties.exclude.anyOf[0].items.propertyNames, data: key3, propertyName: key3 };
                    vErrors === null ? vErrors = [err43] : vErrors.push(err43), errors++;
                  }
                  var valid19 = _errs61 === errors;
                  if (!valid19) {
                    let err44 = { instancePath: instancePath + "/matrix/exclude/" + i2, schemaPath: "#/properties/matrix/anyOf/1/properties/exclude/anyOf/0/items/propertyNames", keyword: "propertyNames", params: { propertyName: key3 }, message: "property name must be valid", schema: schema27.properties.matrix.anyOf[1].properties.exclude.anyOf[0].items.propertyNames, parentSchema: schema27.properties.matrix.anyOf[1].properties.exclude.anyOf[0].items, data: data10 };
                    vErrors === null ? vErrors = [err44] : vErrors.push(err44), errors++;
                  }
                }
              else {
                let err45 = { instancePath: instancePath + "/matrix/exclude/" + i2, schemaPath: "#/properties/matrix/anyOf/1/properties/exclude/anyOf/0/items/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema27.properties.matrix.anyOf[1].properties.exclude.anyOf[0].items.type, parentSchema: schema27.properties.matrix.anyOf[1].properties.exclude.anyOf[0].items, data: data10 };
                vErrors === null ? vErrors = [err45] : vErrors.push(err45), errors++;
              }
            }
          } else {
            let err46 = { instancePath: instancePath + "/matrix/exclude", schemaPath: "#/properties/matrix/anyOf/1/properties/exclude/anyOf/0/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema27.properties.matrix.anyOf[1].properties.exclude.anyOf[0].type, parentSchema: schema27.properties.matrix.anyOf[1].properties.exclude.anyOf[0], data: data9 };
            vErrors === null ? vErrors = [err46] : vErrors.push(err46), errors++;
          }
          var _valid7 = _errs57 === errors;
          valid16 = valid16 || _valid7;
          let _errs64 = errors;
          if (typeof data9 == "string") {
            if (!pattern8.test(data9)) {
              let err47 = { instancePath: instancePath + "/matrix/exclude", schemaPath: "#/properties/matrix/anyOf/1/properties/exclude/anyOf/1/pattern", keyword: "pattern", params: { pattern: "\\$\\{\\{" }, message: 'must match pattern "\\$\\{\\{"', schema: "\\$\\{\\{", parentSchema: schema27.properties.matrix.anyOf[1].properties.exclude.anyOf[1], data: data9 };
              vErrors === null ? vErrors = [err47] : vErrors.push(err47), errors++;
            }
          } else {
            let err48 = { instancePath: instancePath + "/matrix/exclude", schemaPath: "#/properties/matrix/anyOf/1/properties/exclude/anyOf/1/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema27.properties.matrix.anyOf[1].properties.exclude.anyOf[1].type, parentSchema: schema27.properties.matrix.anyOf[1].properties.exclude.anyOf[1], data: data9 };
            vErrors === null ? vErrors = [err48] : vErrors.push(err48), errors++;
          }
          var _valid7 = _errs64 === errors;
          if (valid16 = valid16 || _valid7, valid16)
            errors = _errs56, vErrors !== null && (_errs56 ? vErrors.length = _errs56 : vErrors = null);
          else {
            let err49 = { instancePath: instancePath + "/matrix/exclude", schemaPath: "#/properties/matrix/anyOf/1/properties/exclude/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema27.properties.matrix.anyOf[1].properties.exclude.anyOf, parentSchema: schema27.properties.matrix.anyOf[1].properties.exclude, data: data9 };
            vErrors === null ? vErrors = [err49] : vErrors.push(err49), errors++;
          }
        }
        if (data5["fail-fast"] !== void 0) {
          let data11 = data5["fail-fast"], _errs67 = errors, valid20 = !1, _errs68 = errors;
          if (typeof data11 != "boolean") {
            let err50 = { instancePath: instancePath + "/matrix/fail-fast", schemaPath: "#/properties/matrix/anyOf/1/properties/fail-fast/anyOf/0/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean", schema: schema27.properties.matrix.anyOf[1].properties["fail-fast"].anyOf[0].type, parentSchema: schema27.properties.matrix.anyOf[1].properties["fail-fast"].anyOf[0], data: data11 };
            vErrors === null ? vErrors = [err50] : vErrors.push(err50), errors++;
          }
          var _valid8 = _errs68 === errors;
          valid20 = valid20 || _valid8;
          let _errs70 = errors;
          if (typeof data11 == "string") {
            if (!pattern8.test(data11)) {
              let err51 = { instancePath: instancePath + "/matrix/fail-fast", schemaPath: "#/properties/matrix/anyOf/1/properties/fail-fast/anyOf/1/pattern", keyword: "pattern", params: { pattern: "\\$\\{\\{" }, message: 'must match pattern "\\$\\{\\{"', schema: "\\$\\{\\{", parentSchema: schema27.properties.matrix.anyOf[1].properties["fail-fast"].anyOf[1], data: data11 };
              vErrors === null ? vErrors = [err51] : vErrors.push(err51), errors++;
            }
          } else {
            let err52 = { instancePath: instancePath + "/matrix/fail-fast", schemaPath: "#/properties/matrix/anyOf/1/properties/fail-fast/anyOf/1/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema27.properties.matrix.anyOf[1].properties["fail-fast"].anyOf[1].type, parentSchema: schema27.properties.matrix.anyOf[1].properties["fail-fast"].anyOf[1], data: data11 };
            vErrors === null ? vErrors = [err52] : vErrors.push(err52), errors++;
          }
          var _valid8 = _errs70 === errors;
          if (valid20 = valid20 || _valid8, valid20)
            errors = _errs67, vErrors !== null && (_errs67 ? vErrors.length = _errs67 : vErrors = null);
          else {
            let err53 = { instancePath: instancePath + "/matrix/fail-fast", schemaPath: "#/properties/matrix/anyOf/1/properties/fail-fast/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema27.properties.matrix.anyOf[1].properties["fail-fast"].anyOf, parentSchema: schema27.properties.matrix.anyOf[1].properties["fail-fast"], data: data11 };
            vErrors === null ? vErrors = [err53] : vErrors.push(err53), errors++;
          }
        }
        if (data5["max-parallel"] !== void 0) {
          let data12 = data5["max-parallel"], _errs73 = errors, valid21 = !1, _errs74 = errors;
          if (!(typeof data12 == "number" && !(data12 % 1) && !isNaN(data12) && isFinite(data12))) {
            let err54 = { instancePath: instancePath + "/matrix/max-parallel", schemaPath: "#/properties/matrix/anyOf/1/properties/max-parallel/anyOf/0/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema27.properties.matrix.anyOf[1].properties["max-parallel"].anyOf[0].type, parentSchema: schema27.properties.matrix.anyOf[1].properties["max-parallel"].anyOf[0], data: data12 };
            vErrors === null ? vErrors = [err54] : vErrors.push(err54), errors++;
          }
          if (typeof data12 == "number" && isFinite(data12)) {
            if (data12 > 256 || isNaN(data12)) {
              let err55 = { instancePath: instancePath + "/matrix/max-parallel", schemaPath: "#/properties/matrix/anyOf/1/properties/max-parallel/anyOf/0/maximum", keyword: "maximum", params: { comparison: "<=", limit: 256 }, message: "must be <= 256", schema: 256, parentSchema: schema27.properties.matrix.anyOf[1].properties["max-parallel"].anyOf[0], data: data12 };
              vErrors === null ? vErrors = [err55] : vErrors.push(err55), errors++;
            }
            if (data12 < 1 || isNaN(data12)) {
              let err56 = { instancePath: instancePath + "/matrix/max-parallel", schemaPath: "#/properties/matrix/anyOf/1/properties/max-parallel/anyOf/0/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1", schema: 1, parentSchema: schema27.properties.matrix.anyOf[1].properties["max-parallel"].anyOf[0], data: data12 };
              vErrors === null ? vErrors = [err56] : vErrors.push(err56), errors++;
            }
          }
          var _valid9 = _errs74 === errors;
          valid21 = valid21 || _valid9;
          let _errs76 = errors;
          if (typeof data12 == "string") {
            if (!pattern8.test(data12)) {
              let err57 = { instancePath: instancePath + "/matrix/max-parallel", schemaPath: "#/properties/matrix/anyOf/1/properties/max-parallel/anyOf/1/pattern", keyword: "pattern", params: { pattern: "\\$\\{\\{" }, message: 'must match pattern "\\$\\{\\{"', schema: "\\$\\{\\{", parentSchema: schema27.properties.matrix.anyOf[1].properties["max-parallel"].anyOf[1], data: data12 };
              vErrors === null ? vErrors = [err57] : vErrors.push(err57), errors++;
            }
          } else {
            let err58 = { instancePath: instancePath + "/matrix/max-parallel", schemaPath: "#/properties/matrix/anyOf/1/properties/max-parallel/anyOf/1/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema27.properties.matrix.anyOf[1].properties["max-parallel"].anyOf[1].type, parentSchema: schema27.properties.matrix.anyOf[1].properties["max-parallel"].anyOf[1], data: data12 };
            vErrors === null ? vErrors = [err58] : vErrors.push(err58), errors++;
          }
          var _valid9 = _errs76 === errors;
          if (valid21 = valid21 || _valid9, valid21)
            errors = _errs73, vErrors !== null && (_errs73 ? vErrors.length = _errs73 : vErrors = null);
          else {
            let err59 = { instancePath: instancePath + "/matrix/max-parallel", schemaPath: "#/properties/matrix/anyOf/1/properties/max-parallel/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema27.properties.matrix.anyOf[1].properties["max-parallel"].anyOf, parentSchema: schema27.properties.matrix.anyOf[1].properties["max-parallel"], data: data12 };
            vErrors === null ? vErrors = [err59] : vErrors.push(err59), errors++;
          }
        }
      } else {
        let err60 = { instancePath: instancePath + "/matrix", schemaPath: "#/properties/matrix/anyOf/1/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema27.properties.matrix.anyOf[1].type, parentSchema: schema27.properties.matrix.anyOf[1], data: data5 };
        vErrors === null ? vErrors = [err60] : vErrors.push(err60), errors++;
      }
      var _valid4 = _errs35 === errors;
      if (valid8 = valid8 || _valid4, valid8)
        errors = _errs32, vErrors !== null && (_errs32 ? vErrors.length = _errs32 : vErrors = null);
      else {
        let err61 = { instancePath: instancePath + "/matrix", schemaPath: "#/properties/matrix/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema27.properties.matrix.anyOf, parentSchema: schema27.properties.matrix, data: data5 };
        vErrors === null ? vErrors = [err61] : vErrors.push(err61), errors++;
      }
    }
    if (data.run !== void 0) {
      let data13 = data.run;
      if (typeof data13 == "string") {
        if (func2(data13) < 1) {
          let err62 = { instancePath: instancePath + "/run", schemaPath: "#/properties/run/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema27.properties.run, data: data13 };
          vErrors === null ? vErrors = [err62] : vErrors.push(err62), errors++;
        }
      } else {
        let err63 = { instancePath: instancePath + "/run", schemaPath: "#/properties/run/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema27.properties.run.type, parentSchema: schema27.properties.run, data: data13 };
        vErrors === null ? vErrors = [err63] : vErrors.push(err63), errors++;
      }
    }
    if (data.command !== void 0) {
      let data14 = data.command;
      if (Array.isArray(data14)) {
        if (data14.length > 4096) {
          let err64 = { instancePath: instancePath + "/command", schemaPath: "#/properties/command/maxItems", keyword: "maxItems", params: { limit: 4096 }, message: "must NOT have more than 4096 items", schema: 4096, parentSchema: schema27.properties.command, data: data14 };
          vErrors === null ? vErrors = [err64] : vErrors.push(err64), errors++;
        }
        if (data14.length < 1) {
          let err65 = { instancePath: instancePath + "/command", schemaPath: "#/properties/command/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items", schema: 1, parentSchema: schema27.properties.command, data: data14 };
          vErrors === null ? vErrors = [err65] : vErrors.push(err65), errors++;
        }
        let len3 = data14.length;
        for (let i3 = 0; i3 < len3; i3++) {
          let data15 = data14[i3];
          if (typeof data15 != "string") {
            let err66 = { instancePath: instancePath + "/command/" + i3, schemaPath: "#/properties/command/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema27.properties.command.items.type, parentSchema: schema27.properties.command.items, data: data15 };
            vErrors === null ? vErrors = [err66] : vErrors.push(err66), errors++;
          }
        }
      } else {
        let err67 = { instancePath: instancePath + "/command", schemaPath: "#/properties/command/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema27.properties.command.type, parentSchema: schema27.properties.command, data: data14 };
        vErrors === null ? vErrors = [err67] : vErrors.push(err67), errors++;
      }
    }
    if (data.image !== void 0) {
      let data16 = data.image, _errs85 = errors, valid24 = !1, _errs86 = errors;
      if (typeof data16 == "string") {
        if (func2(data16) < 1) {
          let err68 = { instancePath: instancePath + "/image", schemaPath: "#/properties/image/anyOf/0/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema27.properties.image.anyOf[0], data: data16 };
          vErrors === null ? vErrors = [err68] : vErrors.push(err68), errors++;
        }
      } else {
        let err69 = { instancePath: instancePath + "/image", schemaPath: "#/properties/image/anyOf/0/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema27.properties.image.anyOf[0].type, parentSchema: schema27.properties.image.anyOf[0], data: data16 };
        vErrors === null ? vErrors = [err69] : vErrors.push(err69), errors++;
      }
      var _valid10 = _errs86 === errors;
      valid24 = valid24 || _valid10;
      let _errs88 = errors;
      if (data16 && typeof data16 == "object" && !Array.isArray(data16)) {
        if (data16.name === void 0) {
          let err70 = { instancePath: instancePath + "/image", schemaPath: "#/properties/image/anyOf/1/required", keyword: "required", params: { missingProperty: "name" }, message: "must have required property 'name'", schema: schema27.properties.image.anyOf[1].required, parentSchema: schema27.properties.image.anyOf[1], data: data16 };
          vErrors === null ? vErrors = [err70] : vErrors.push(err70), errors++;
        }
        for (let key4 in data16)
          if (!(key4 === "name" || key4 === "pull" || key4 === "user" || key4 === "network")) {
            let err71 = { instancePath: instancePath + "/image", schemaPath: "#/properties/image/anyOf/1/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key4 }, message: "must NOT have additional properties", schema: !1, parentSchema: schema27.properties.image.anyOf[1], data: data16 };
            vErrors === null ? vErrors = [err71] : vErrors.push(err71), errors++;
          }
        if (data16.name !== void 0) {
          let data17 = data16.name;
          if (typeof data17 == "string") {
            if (func2(data17) < 1) {
              let err72 = { instancePath: instancePath + "/image/name", schemaPath: "#/properties/image/anyOf/1/properties/name/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema27.properties.image.anyOf[1].properties.name, data: data17 };
              vErrors === null ? vErrors = [err72] : vErrors.push(err72), errors++;
            }
          } else {
            let err73 = { instancePath: instancePath + "/image/name", schemaPath: "#/properties/image/anyOf/1/properties/name/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema27.properties.image.anyOf[1].properties.name.type, parentSchema: schema27.properties.image.anyOf[1].properties.name, data: data17 };
            vErrors === null ? vErrors = [err73] : vErrors.push(err73), errors++;
          }
        }
        if (data16.pull !== void 0) {
          let data18 = data16.pull;
          if (typeof data18 != "string") {
            let err74 = { instancePath: instancePath + "/image/pull", schemaPath: "#/properties/image/anyOf/1/properties/pull/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema27.properties.image.anyOf[1].properties.pull.type, parentSchema: schema27.properties.image.anyOf[1].properties.pull, data: data18 };
            vErrors === null ? vErrors = [err74] : vErrors.push(err74), errors++;
          }
          if (!(data18 === "missing" || data18 === "always" || data18 === "never")) {
            let err75 = { instancePath: instancePath + "/image/pull", schemaPath: "#/properties/image/anyOf/1/properties/pull/enum", keyword: "enum", params: { allowedValues: schema27.properties.image.anyOf[1].properties.pull.enum }, message: "must be equal to one of the allowed values", schema: schema27.properties.image.anyOf[1].properties.pull.enum, parentSchema: schema27.properties.image.anyOf[1].properties.pull, data: data18 };
            vErrors === null ? vErrors = [err75] : vErrors.push(err75), errors++;
          }
        }
        if (data16.user !== void 0) {
          let data19 = data16.user;
          if (typeof data19 == "string") {
            if (func2(data19) < 1) {
              let err76 = { instancePath: instancePath + "/image/user", schemaPath: "#/properties/image/anyOf/1/properties/user/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema27.properties.image.anyOf[1].properties.user, data: data19 };
              vErrors === null ? vErrors = [err76] : vErrors.push(err76), errors++;
            }
          } else {
            let err77 = { instancePath: instancePath + "/image/user", schemaPath: "#/properties/image/anyOf/1/properties/user/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema27.properties.image.anyOf[1].properties.user.type, parentSchema: schema27.properties.image.anyOf[1].properties.user, data: data19 };
            vErrors === null ? vErrors = [err77] : vErrors.push(err77), errors++;
          }
        }
        if (data16.network !== void 0) {
          let data20 = data16.network;
          if (typeof data20 != "string") {
            let err78 = { instancePath: instancePath + "/image/network", schemaPath: "#/properties/image/anyOf/1/properties/network/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema27.properties.image.anyOf[1].properties.network.type, parentSchema: schema27.properties.image.anyOf[1].properties.network, data: data20 };
            vErrors === null ? vErrors = [err78] : vErrors.push(err78), errors++;
          }
          if (!(data20 === "bridge" || data20 === "host" || data20 === "none")) {
            let err79 = { instancePath: instancePath + "/image/network", schemaPath: "#/properties/image/anyOf/1/properties/network/enum", keyword: "enum", params: { allowedValues: schema27.properties.image.anyOf[1].properties.network.enum }, message: "must be equal to one of the allowed values", schema: schema27.properties.image.anyOf[1].properties.network.enum, parentSchema: schema27.properties.image.anyOf[1].properties.network, data: data20 };
            vErrors === null ? vErrors = [err79] : vErrors.push(err79), errors++;
          }
        }
      } else {
        let err80 = { instancePath: instancePath + "/image", schemaPath: "#/properties/image/anyOf/1/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema27.properties.image.anyOf[1].type, parentSchema: schema27.properties.image.anyOf[1], data: data16 };
        vErrors === null ? vErrors = [err80] : vErrors.push(err80), errors++;
      }
      var _valid10 = _errs88 === errors;
      if (valid24 = valid24 || _valid10, valid24)
        errors = _errs85, vErrors !== null && (_errs85 ? vErrors.length = _errs85 : vErrors = null);
      else {
        let err81 = { instancePath: instancePath + "/image", schemaPath: "#/properties/image/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema27.properties.image.anyOf, parentSchema: schema27.properties.image, data: data16 };
        vErrors === null ? vErrors = [err81] : vErrors.push(err81), errors++;
      }
    }
    if (data.uses !== void 0) {
      let data21 = data.uses;
      if (typeof data21 == "string") {
        if (func2(data21) < 1) {
          let err82 = { instancePath: instancePath + "/uses", schemaPath: "#/properties/uses/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema27.properties.uses, data: data21 };
          vErrors === null ? vErrors = [err82] : vErrors.push(err82), errors++;
        }
      } else {
        let err83 = { instancePath: instancePath + "/uses", schemaPath: "#/properties/uses/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema27.properties.uses.type, parentSchema: schema27.properties.uses, data: data21 };
        vErrors === null ? vErrors = [err83] : vErrors.push(err83), errors++;
      }
    }
    if (data.inputs !== void 0) {
      let data22 = data.inputs;
      if (data22 && typeof data22 == "object" && !Array.isArray(data22))
        for (let key5 in data22) {
          let _errs103 = errors;
          if (typeof key5 == "string") {
            if (func2(key5) < 1) {
              let err84 = { instancePath: instancePath + "/inputs", schemaPath: "#/properties/inputs/propertyNames/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema27.properties.inputs.propertyNames, data: key5, propertyName: key5 };
              vErrors === null ? vErrors = [err84] : vErrors.push(err84), errors++;
            }
          } else {
            let err85 = { instancePath: instancePath + "/inputs", schemaPath: "#/properties/inputs/propertyNames/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema27.properties.inputs.propertyNames.type, parentSchema: schema27.properties.inputs.propertyNames, data: key5, propertyName: key5 };
            vErrors === null ? vErrors = [err85] : vErrors.push(err85), errors++;
          }
          var valid26 = _errs103 === errors;
          if (!valid26) {
            let err86 = { instancePath: instancePath + "/inputs", schemaPath: "#/properties/inputs/propertyNames", keyword: "propertyNames", params: { propertyName: key5 }, message: "property name must be valid", schema: schema27.properties.inputs.propertyNames, parentSchema: schema27.properties.inputs, data: data22 };
            vErrors === null ? vErrors = [err86] : vErrors.push(err86), errors++;
          }
        }
      else {
        let err87 = { instancePath: instancePath + "/inputs", schemaPath: "#/properties/inputs/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema27.properties.inputs.type, parentSchema: schema27.properties.inputs, data: data22 };
        vErrors === null ? vErrors = [err87] : vErrors.push(err87), errors++;
      }
    }
    if (data.prompt !== void 0) {
      let data23 = data.prompt;
      if (typeof data23 == "string") {
        if (func2(data23) < 1) {
          let err88 = { instancePath: instancePath + "/prompt", schemaPath: "#/properties/prompt/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema27.properties.prompt, data: data23 };
          vErrors === null ? vErrors = [err88] : vErrors.push(err88), errors++;
        }
      } else {
        let err89 = { instancePath: instancePath + "/prompt", schemaPath: "#/properties/prompt/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema27.properties.prompt.type, parentSchema: schema27.properties.prompt, data: data23 };
        vErrors === null ? vErrors = [err89] : vErrors.push(err89), errors++;
      }
    }
    if (data.model !== void 0) {
      let data24 = data.model;
      if (typeof data24 == "string") {
        if (func2(data24) < 1) {
          let err90 = { instancePath: instancePath + "/model", schemaPath: "#/properties/model/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema27.properties.model, data: data24 };
          vErrors === null ? vErrors = [err90] : vErrors.push(err90), errors++;
        }
      } else {
        let err91 = { instancePath: instancePath + "/model", schemaPath: "#/properties/model/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema27.properties.model.type, parentSchema: schema27.properties.model, data: data24 };
        vErrors === null ? vErrors = [err91] : vErrors.push(err91), errors++;
      }
    }
    if (data.outputs !== void 0) {
      let data25 = data.outputs, _errs111 = errors, valid27 = !1, _errs112 = errors;
      if (Array.isArray(data25)) {
        if (data25.length > 100) {
          let err92 = { instancePath: instancePath + "/outputs", schemaPath: "#/properties/outputs/anyOf/0/maxItems", keyword: "maxItems", params: { limit: 100 }, message: "must NOT have more than 100 items", schema: 100, parentSchema: schema27.properties.outputs.anyOf[0], data: data25 };
          vErrors === null ? vErrors = [err92] : vErrors.push(err92), errors++;
        }
        let len4 = data25.length;
        for (let i4 = 0; i4 < len4; i4++) {
          let data26 = data25[i4];
          if (typeof data26 == "string") {
            if (func2(data26) < 1) {
              let err93 = { instancePath: instancePath + "/outputs/" + i4, schemaPath: "#/properties/outputs/anyOf/0/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema27.properties.outputs.anyOf[0].items, data: data26 };
              vErrors === null ? vErrors = [err93] : vErrors.push(err93), errors++;
            }
          } else {
            let err94 = { instancePath: instancePath + "/outputs/" + i4, schemaPath: "#/properties/outputs/anyOf/0/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema27.properties.outputs.anyOf[0].items.type, parentSchema: schema27.properties.outputs.anyOf[0].items, data: data26 };
            vErrors === null ? vErrors = [err94] : vErrors.push(err94), errors++;
          }
        }
      } else {
        let err95 = { instancePath: instancePath + "/outputs", schemaPath: "#/properties/outputs/anyOf/0/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema27.properties.outputs.anyOf[0].type, parentSchema: schema27.properties.outputs.anyOf[0], data: data25 };
        vErrors === null ? vErrors = [err95] : vErrors.push(err95), errors++;
      }
      var _valid11 = _errs112 === errors;
      valid27 = valid27 || _valid11;
      let _errs116 = errors;
      if (data25 && typeof data25 == "object" && !Array.isArray(data25)) {
        for (let key6 in data25) {
          let _errs118 = errors;
          if (typeof key6 == "string") {
            if (!pattern3.test(key6)) {
              let err96 = { instancePath: instancePath + "/outputs", schemaPath: "#/properties/outputs/anyOf/1/propertyNames/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z_][A-Za-z0-9_-]{0,99}$" }, message: 'must match pattern "^[A-Za-z_][A-Za-z0-9_-]{0,99}$"', schema: "^[A-Za-z_][A-Za-z0-9_-]{0,99}$", parentSchema: schema27.properties.outputs.anyOf[1].propertyNames, data: key6, propertyName: key6 };
              vErrors === null ? vErrors = [err96] : vErrors.push(err96), errors++;
            }
          } else {
            let err97 = { instancePath: instancePath + "/outputs", schemaPath: "#/properties/outputs/anyOf/1/propertyNames/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema27.properties.outputs.anyOf[1].propertyNames.type, parentSchema: schema27.properties.outputs.anyOf[1].propertyNames, data: key6, propertyName: key6 };
            vErrors === null ? vErrors = [err97] : vErrors.push(err97), errors++;
          }
          var valid30 = _errs118 === errors;
          if (!valid30) {
            let err98 = { instancePath: instancePath + "/outputs", schemaPath: "#/properties/outputs/anyOf/1/propertyNames", keyword: "propertyNames", params: { propertyName: key6 }, message: "property name must be valid", schema: schema27.properties.outputs.anyOf[1].propertyNames, parentSchema: schema27.properties.outputs.anyOf[1], data: data25 };
            vErrors === null ? vErrors = [err98] : vErrors.push(err98), errors++;
          }
        }
        for (let key7 in data25) {
          let data27 = data25[key7], _errs122 = errors, valid32 = !1, _errs123 = errors;
          if (typeof data27 != "string") {
            let err99 = { instancePath: instancePath + "/outputs/" + key7.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/outputs/anyOf/1/additionalProperties/anyOf/0/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema27.properties.outputs.anyOf[1].additionalProperties.anyOf[0].type, parentSchema: schema27.properties.outputs.anyOf[1].additionalProperties.anyOf[0], data: data27 };
            vErrors === null ? vErrors = [err99] : vErrors.push(err99), errors++;
          }
          if (!(data27 === "string" || data27 === "number" || data27 === "boolean" || data27 === "json")) {
            let err100 = { instancePath: instancePath + "/outputs/" + key7.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/outputs/anyOf/1/additionalProperties/anyOf/0/enum", keyword: "enum", params: { allowedValues: schema27.properties.outputs.anyOf[1].additionalProperties.anyOf[0].enum }, message: "must be equal to one of the allowed values", schema: schema27.properties.outputs.anyOf[1].additionalProperties.anyOf[0].enum, parentSchema: schema27.properties.outputs.anyOf[1].additionalProperties.anyOf[0], data: data27 };
            vErrors === null ? vErrors = [err100] : vErrors.push(err100), errors++;
          }
          var _valid12 = _errs123 === errors;
          valid32 = valid32 || _valid12;
          let _errs125 = errors;
          if (data27 && typeof data27 == "object" && !Array.isArray(data27)) {
            for (let key8 in data27)
              if (!(key8 === "type" || key8 === "description")) {
                let err101 = { instancePath: instancePath + "/outputs/" + key7.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/outputs/anyOf/1/additionalProperties/anyOf/1/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key8 }, message: "must NOT have additional properties", schema: !1, parentSchema: schema27.properties.outputs.anyOf[1].additionalProperties.anyOf[1], data: data27 };
                vErrors === null ? vErrors = [err101] : vErrors.push(err101), errors++;
              }
            if (data27.type !== void 0) {
              let data28 = data27.type;
              if (typeof data28 != "string") {
                let err102 = { instancePath: instancePath + "/outputs/" + key7.replace(/~/g, "~0").replace(/\//g, "~1") + "/type", schemaPath: "#/properties/outputs/anyOf/1/additionalProperties/anyOf/1/properties/type/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema27.properties.outputs.anyOf[1].additionalProperties.anyOf[1].properties.type.type, parentSchema: schema27.properties.outputs.anyOf[1].additionalProperties.anyOf[1].properties.type, data: data28 };
                vErrors === null ? vErrors = [err102] : vErrors.push(err102), errors++;
              }
              if (!(data28 === "string" || data28 === "number" || data28 === "boolean" || data28 === "json")) {
                let err103 = { instancePath: instancePath + "/outputs/" + key7.replace(/~/g, "~0").replace(/\//g, "~1") + "/type", schemaPath: "#/properties/outputs/anyOf/1/additionalProperties/anyOf/1/properties/type/enum", keyword: "enum", params: { allowedValues: schema27.properties.outputs.anyOf[1].additionalProperties.anyOf[1].properties.type.enum }, message: "must be equal to one of the allowed values", schema: schema27.properties.outputs.anyOf[1].additionalProperties.anyOf[1].properties.type.enum, parentSchema: schema27.properties.outputs.anyOf[1].additionalProperties.anyOf[1].properties.type, data: data28 };
                vErrors === null ? vErrors = [err103] : vErrors.push(err103), errors++;
              }
            }
            if (data27.description !== void 0) {
              let data29 = data27.description;
              if (typeof data29 != "string") {
                let err104 = { instancePath: instancePath + "/outputs/" + key7.replace(/~/g, "~0").replace(/\//g, "~1") + "/description", schemaPath: "#/properties/outputs/anyOf/1/additionalProperties/anyOf/1/properties/description/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema27.properties.outputs.anyOf[1].additionalProperties.anyOf[1].properties.description.type, parentSchema: schema27.properties.outputs.anyOf[1].additionalProperties.anyOf[1].properties.description, data: data29 };
                vErrors === null ? vErrors = [err104] : vErrors.push(err104), errors++;
              }
            }
          } else {
            let err105 = { instancePath: instancePath + "/outputs/" + key7.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/outputs/anyOf/1/additionalProperties/anyOf/1/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema27.properties.outputs.anyOf[1].additionalProperties.anyOf[1].type, parentSchema: schema27.properties.outputs.anyOf[1].additionalProperties.anyOf[1], data: data27 };
            vErrors === null ? vErrors = [err105] : vErrors.push(err105), errors++;
          }
          var _valid12 = _errs125 === errors;
          if (valid32 = valid32 || _valid12, valid32)
            errors = _errs122, vErrors !== null && (_errs122 ? vErrors.length = _errs122 : vErrors = null);
          else {
            let err106 = { instancePath: instancePath + "/outputs/" + key7.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/outputs/anyOf/1/additionalProperties/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema27.properties.outputs.anyOf[1].additionalProperties.anyOf, parentSchema: schema27.properties.outputs.anyOf[1].additionalProperties, data: data27 };
            vErrors === null ? vErrors = [err106] : vErrors.push(err106), errors++;
          }
        }
      } else {
        let err107 = { instancePath: instancePath + "/outputs", schemaPath: "#/properties/outputs/anyOf/1/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema27.properties.outputs.anyOf[1].type, parentSchema: schema27.properties.outputs.anyOf[1], data: data25 };
        vErrors === null ? vErrors = [err107] : vErrors.push(err107), errors++;
      }
      var _valid11 = _errs116 === errors;
      if (valid27 = valid27 || _valid11, valid27)
        errors = _errs111, vErrors !== null && (_errs111 ? vErrors.length = _errs111 : vErrors = null);
      else {
        let err108 = { instancePath: instancePath + "/outputs", schemaPath: "#/properties/outputs/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema27.properties.outputs.anyOf, parentSchema: schema27.properties.outputs, data: data25 };
        vErrors === null ? vErrors = [err108] : vErrors.push(err108), errors++;
      }
    }
    if (data["continue-on-error"] !== void 0) {
      let data30 = data["continue-on-error"], _errs133 = errors, valid34 = !1, _errs134 = errors;
      if (typeof data30 != "boolean") {
        let err109 = { instancePath: instancePath + "/continue-on-error", schemaPath: "#/properties/continue-on-error/anyOf/0/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean", schema: schema27.properties["continue-on-error"].anyOf[0].type, parentSchema: schema27.properties["continue-on-error"].anyOf[0], data: data30 };
        vErrors === null ? vErrors = [err109] : vErrors.push(err109), errors++;
      }
      var _valid13 = _errs134 === errors;
      valid34 = valid34 || _valid13;
      let _errs136 = errors;
      if (typeof data30 == "string") {
        if (!pattern8.test(data30)) {
          let err110 = { instancePath: instancePath + "/continue-on-error", schemaPath: "#/properties/continue-on-error/anyOf/1/pattern", keyword: "pattern", params: { pattern: "\\$\\{\\{" }, message: 'must match pattern "\\$\\{\\{"', schema: "\\$\\{\\{", parentSchema: schema27.properties["continue-on-error"].anyOf[1], data: data30 };
          vErrors === null ? vErrors = [err110] : vErrors.push(err110), errors++;
        }
      } else {
        let err111 = { instancePath: instancePath + "/continue-on-error", schemaPath: "#/properties/continue-on-error/anyOf/1/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema27.properties["continue-on-error"].anyOf[1].type, parentSchema: schema27.properties["continue-on-error"].anyOf[1], data: data30 };
        vErrors === null ? vErrors = [err111] : vErrors.push(err111), errors++;
      }
      var _valid13 = _errs136 === errors;
      if (valid34 = valid34 || _valid13, valid34)
        errors = _errs133, vErrors !== null && (_errs133 ? vErrors.length = _errs133 : vErrors = null);
      else {
        let err112 = { instancePath: instancePath + "/continue-on-error", schemaPath: "#/properties/continue-on-error/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema27.properties["continue-on-error"].anyOf, parentSchema: schema27.properties["continue-on-error"], data: data30 };
        vErrors === null ? vErrors = [err112] : vErrors.push(err112), errors++;
      }
    }
    if (data.artifacts !== void 0) {
      let data31 = data.artifacts;
      if (data31 && typeof data31 == "object" && !Array.isArray(data31)) {
        for (let key9 in data31)
          if (!(key9 === "leave" || key9 === "fetch")) {
            let err113 = { instancePath: instancePath + "/artifacts", schemaPath: "#/properties/artifacts/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key9 }, message: "must NOT have additional properties", schema: !1, parentSchema: schema27.properties.artifacts, data: data31 };
            vErrors === null ? vErrors = [err113] : vErrors.push(err113), errors++;
          }
        if (data31.leave !== void 0) {
          let data32 = data31.leave;
          if (data32 && typeof data32 == "object" && !Array.isArray(data32)) {
            for (let key10 in data32) {
              let _errs143 = errors;
              if (typeof key10 == "string") {
                if (!pattern3.test(key10)) {
                  let err114 = { instancePath: instancePath + "/artifacts/leave", schemaPath: "#/properties/artifacts/properties/leave/propertyNames/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z_][A-Za-z0-9_-]{0,99}$" }, message: 'must match pattern "^[A-Za-z_][A-Za-z0-9_-]{0,99}$"', schema: "^[A-Za-z_][A-Za-z0-9_-]{0,99}$", parentSchema: schema27.properties.artifacts.properties.leave.propertyNames, data: key10, propertyName: key10 };
                  vErrors === null ? vErrors = [err114] : vErrors.push(err114), errors++;
                }
              } else {
                let err115 = { instancePath: instancePath + "/artifacts/leave", schemaPath: "#/properties/artifacts/properties/leave/propertyNames/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema27.properties.artifacts.properties.leave.propertyNames.type, parentSchema: schema27.properties.artifacts.properties.leave.propertyNames, data: key10, propertyName: key10 };
                vErrors === null ? vErrors = [err115] : vErrors.push(err115), errors++;
              }
              var valid36 = _errs143 === errors;
              if (!valid36) {
                let err116 = { instancePath: instancePath + "/artifacts/leave", schemaPath: "#/properties/artifacts/properties/leave/propertyNames", keyword: "propertyNames", params: { propertyName: key10 }, message: "property name must be valid", schema: schema27.properties.artifacts.properties.leave.propertyNames, parentSchema: schema27.properties.artifacts.properties.leave, data: data32 };
                vErrors === null ? vErrors = [err116] : vErrors.push(err116), errors++;
              }
            }
            for (let key11 in data32) {
              let data33 = data32[key11], _errs147 = errors, valid38 = !1, _errs148 = errors;
              if (typeof data33 == "string") {
                if (func2(data33) < 1) {
                  let err117 = { instancePath: instancePath + "/artifacts/leave/" + key11.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/artifacts/properties/leave/additionalProperties/anyOf/0/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema27.properties.artifacts.properties.leave.additionalProperties.anyOf[0], data: data33 };
                  vErrors === null ? vErrors = [err117] : vErrors.push(err117), errors++;
                }
              } else {
                let err118 = { instancePath: instancePath + "/artifacts/leave/" + key11.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/artifacts/properties/leave/additionalProperties/anyOf/0/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema27.properties.artifacts.properties.leave.additionalProperties.anyOf[0].type, parentSchema: schema27.properties.artifacts.properties.leave.additionalProperties.anyOf[0], data: data33 };
                vErrors === null ? vErrors = [err118] : vErrors.push(err118), errors++;
              }
              var _valid14 = _errs148 === errors;
              valid38 = valid38 || _valid14;
              let _errs150 = errors;
              if (Array.isArray(data33)) {
                if (data33.length > 1e3) {
                  let err119 = { instancePath: instancePath + "/artifacts/leave/" + key11.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/artifacts/properties/leave/additionalProperties/anyOf/1/maxItems", keyword: "maxItems", params: { limit: 1e3 }, message: "must NOT have more than 1000 items", schema: 1e3, parentSchema: schema27.properties.artifacts.properties.leave.additionalProperties.anyOf[1], data: data33 };
                  vErrors === null ? vErrors = [err119] : vErrors.push(err119), errors++;
                }
                if (data33.length < 1) {
                  let err120 = { instancePath: instancePath + "/artifacts/leave/" + key11.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/artifacts/properties/leave/additionalProperties/anyOf/1/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items", schema: 1, parentSchema: schema27.properties.artifacts.properties.leave.additionalProperties.anyOf[1], data: data33 };
                  vErrors === null ? vErrors = [err120] : vErrors.push(err120), errors++;
                }
                let len5 = data33.length;
                for (let i5 = 0; i5 < len5; i5++) {
                  let data34 = data33[i5];
                  if (typeof data34 == "string") {
                    if (func2(data34) < 1) {
                      let err121 = { instancePath: instancePath + "/artifacts/leave/" + key11.replace(/~/g, "~0").replace(/\//g, "~1") + "/" + i5, schemaPath: "#/properties/artifacts/properties/leave/additionalProperties/anyOf/1/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema27.properties.artifacts.properties.leave.additionalProperties.anyOf[1].items, data: data34 };
                      vErrors === null ? vErrors = [err121] : vErrors.push(err121), errors++;
                    }
                  } else {
                    let err122 = { instancePath: instancePath + "/artifacts/leave/" + key11.replace(/~/g, "~0").replace(/\//g, "~1") + "/" + i5, schemaPath: "#/properties/artifacts/properties/leave/additionalProperties/anyOf/1/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema27.properties.artifacts.properties.leave.additionalProperties.anyOf[1].items.type, parentSchema: schema27.properties.artifacts.properties.leave.additionalProperties.anyOf[1].items, data: data34 };
                    vErrors === null ? vErrors = [err122] : vErrors.push(err122), errors++;
                  }
                }
              } else {
                let err123 = { instancePath: instancePath + "/artifacts/leave/" + key11.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/artifacts/properties/leave/additionalProperties/anyOf/1/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema27.properties.artifacts.properties.leave.additionalProperties.anyOf[1].type, parentSchema: schema27.properties.artifacts.properties.leave.additionalProperties.anyOf[1], data: data33 };
                vErrors === null ? vErrors = [err123] : vErrors.push(err123), errors++;
              }
              var _valid14 = _errs150 === errors;
              valid38 = valid38 || _valid14;
              let _errs154 = errors;
              if (data33 && typeof data33 == "object" && !Array.isArray(data33)) {
                if (data33.paths === void 0) {
                  let err124 = { instancePath: instancePath + "/artifacts/leave/" + key11.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/artifacts/properties/leave/additionalProperties/anyOf/2/required", keyword: "required", params: { missingProperty: "paths" }, message: "must have required property 'paths'", schema: schema27.properties.artifacts.properties.leave.additionalProperties.anyOf[2].required, parentSchema: schema27.properties.artifacts.properties.leave.additionalProperties.anyOf[2], data: data33 };
                  vErrors === null ? vErrors = [err124] : vErrors.push(err124), errors++;
                }
                for (let key12 in data33)
                  if (!(key12 === "paths" || key12 === "when" || key12 === "required")) {
                    let err125 = { instancePath: instancePath + "/artifacts/leave/" + key11.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/artifacts/properties/leave/additionalProperties/anyOf/2/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key12 }, message: "must NOT have additional properties", schema: !1, parentSchema: schema27.properties.artifacts.properties.leave.additionalProperties.anyOf[2], data: data33 };
                    vErrors === null ? vErrors = [err125] : vErrors.push(err125), errors++;
                  }
                if (data33.paths !== void 0 && (validate72(data33.paths, { instancePath: instancePath + "/artifacts/leave/" + key11.replace(/~/g, "~0").replace(/\//g, "~1") + "/paths", parentData: data33, parentDataProperty: "paths", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate72.errors : vErrors.concat(validate72.errors), errors = vErrors.length)), data33.when !== void 0) {
                  let data36 = data33.when;
                  if (typeof data36 != "string") {
                    let err126 = { instancePath: instancePath + "/artifacts/leave/" + key11.replace(/~/g, "~0").replace(/\//g, "~1") + "/when", schemaPath: "#/properties/artifacts/properties/leave/additionalProperties/anyOf/2/properties/when/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema27.properties.artifacts.properties.leave.additionalProperties.anyOf[2].properties.when.type, parentSchema: schema27.properties.artifacts.properties.leave.additionalProperties.anyOf[2].properties.when, data: data36 };
                    vErrors === null ? vErrors = [err126] : vErrors.push(err126), errors++;
                  }
                  if (!(data36 === "success" || data36 === "failure" || data36 === "always")) {
                    let err127 = { instancePath: instancePath + "/artifacts/leave/" + key11.replace(/~/g, "~0").replace(/\//g, "~1") + "/when", schemaPath: "#/properties/artifacts/properties/leave/additionalProperties/anyOf/2/properties/when/enum", keyword: "enum", params: { allowedValues: schema27.properties.artifacts.properties.leave.additionalProperties.anyOf[2].properties.when.enum }, message: "must be equal to one of the allowed values", schema: schema27.properties.artifacts.properties.leave.additionalProperties.anyOf[2].properties.when.enum, parentSchema: schema27.properties.artifacts.properties.leave.additionalProperties.anyOf[2].properties.when, data: data36 };
                    vErrors === null ? vErrors = [err127] : vErrors.push(err127), errors++;
                  }
                }
                if (data33.required !== void 0) {
                  let data37 = data33.required;
                  if (typeof data37 != "boolean") {
                    let err128 = { instancePath: instancePath + "/artifacts/leave/" + key11.replace(/~/g, "~0").replace(/\//g, "~1") + "/required", schemaPath: "#/properties/artifacts/properties/leave/additionalProperties/anyOf/2/properties/required/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean", schema: schema27.properties.artifacts.properties.leave.additionalProperties.anyOf[2].properties.required.type, parentSchema: schema27.properties.artifacts.properties.leave.additionalProperties.anyOf[2].properties.required, data: data37 };
                    vErrors === null ? vErrors = [err128] : vErrors.push(err128), errors++;
                  }
                }
              } else {
                let err129 = { instancePath: instancePath + "/artifacts/leave/" + key11.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/artifacts/properties/leave/additionalProperties/anyOf/2/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema27.properties.artifacts.properties.leave.additionalProperties.anyOf[2].type, parentSchema: schema27.properties.artifacts.properties.leave.additionalProperties.anyOf[2], data: data33 };
                vErrors === null ? vErrors = [err129] : vErrors.push(err129), errors++;
              }
              var _valid14 = _errs154 === errors;
              if (valid38 = valid38 || _valid14, valid38)
                errors = _errs147, vErrors !== null && (_errs147 ? vErrors.length = _errs147 : vErrors = null);
              else {
                let err130 = { instancePath: instancePath + "/artifacts/leave/" + key11.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/artifacts/properties/leave/additionalProperties/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema27.properties.artifacts.properties.leave.additionalProperties.anyOf, parentSchema: schema27.properties.artifacts.properties.leave.additionalProperties, data: data33 };
                vErrors === null ? vErrors = [err130] : vErrors.push(err130), errors++;
              }
            }
          } else {
            let err131 = { instancePath: instancePath + "/artifacts/leave", schemaPath: "#/properties/artifacts/properties/leave/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema27.properties.artifacts.properties.leave.type, parentSchema: schema27.properties.artifacts.properties.leave, data: data32 };
            vErrors === null ? vErrors = [err131] : vErrors.push(err131), errors++;
          }
        }
        if (data31.fetch !== void 0) {
          let data38 = data31.fetch;
          if (Array.isArray(data38)) {
            if (data38.length > 100) {
              let err132 = { instancePath: instancePath + "/artifacts/fetch", schemaPath: "#/properties/artifacts/properties/fetch/maxItems", keyword: "maxItems", params: { limit: 100 }, message: "must NOT have more than 100 items", schema: 100, parentSchema: schema27.properties.artifacts.properties.fetch, data: data38 };
              vErrors === null ? vErrors = [err132] : vErrors.push(err132), errors++;
            }
            let len6 = data38.length;
            for (let i6 = 0; i6 < len6; i6++) {
              let data39 = data38[i6], _errs165 = errors, valid44 = !1, _errs166 = errors;
              if (typeof data39 == "string") {
                if (func2(data39) < 1) {
                  let err133 = { instancePath: instancePath + "/artifacts/fetch/" + i6, schemaPath: "#/properties/artifacts/properties/fetch/items/anyOf/0/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema27.properties.artifacts.properties.fetch.items.anyOf[0], data: data39 };
                  vErrors === null ? vErrors = [err133] : vErrors.push(err133), errors++;
                }
              } else {
                let err134 = { instancePath: instancePath + "/artifacts/fetch/" + i6, schemaPath: "#/properties/artifacts/properties/fetch/items/anyOf/0/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema27.properties.artifacts.properties.fetch.items.anyOf[0].type, parentSchema: schema27.properties.artifacts.properties.fetch.items.anyOf[0], data: data39 };
                vErrors === null ? vErrors = [err134] : vErrors.push(err134), errors++;
              }
              var _valid15 = _errs166 === errors;
              valid44 = valid44 || _valid15;
              let _errs168 = errors;
              if (data39 && typeof data39 == "object" && !Array.isArray(data39)) {
                if (data39.from === void 0) {
                  let err135 = { instancePath: instancePath + "/artifacts/fetch/" + i6, schemaPath: "#/properties/artifacts/properties/fetch/items/anyOf/1/required", keyword: "required", params: { missingProperty: "from" }, message: "must have required property 'from'", schema: schema27.properties.artifacts.properties.fetch.items.anyOf[1].required, parentSchema: schema27.properties.artifacts.properties.fetch.items.anyOf[1], data: data39 };
                  vErrors === null ? vErrors = [err135] : vErrors.push(err135), errors++;
                }
                for (let key13 in data39)
                  if (!(key13 === "from" || key13 === "name" || key13 === "into")) {
                    let err136 = { instancePath: instancePath + "/artifacts/fetch/" + i6, schemaPath: "#/properties/artifacts/properties/fetch/items/anyOf/1/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key13 }, message: "must NOT have additional properties", schema: !1, parentSchema: schema27.properties.artifacts.properties.fetch.items.anyOf[1], data: data39 };
                    vErrors === null ? vErrors = [err136] : vErrors.push(err136), errors++;
                  }
                if (data39.from !== void 0) {
                  let data40 = data39.from;
                  if (typeof data40 == "string") {
                    if (func2(data40) < 1) {
                      let err137 = { instancePath: instancePath + "/artifacts/fetch/" + i6 + "/from", schemaPath: "#/properties/artifacts/properties/fetch/items/anyOf/1/properties/from/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema27.properties.artifacts.properties.fetch.items.anyOf[1].properties.from, data: data40 };
                      vErrors === null ? vErrors = [err137] : vErrors.push(err137), errors++;
                    }
                  } else {
                    let err138 = { instancePath: instancePath + "/artifacts/fetch/" + i6 + "/from", schemaPath: "#/properties/artifacts/properties/fetch/items/anyOf/1/properties/from/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema27.properties.artifacts.properties.fetch.items.anyOf[1].properties.from.type, parentSchema: schema27.properties.artifacts.properties.fetch.items.anyOf[1].properties.from, data: data40 };
                    vErrors === null ? vErrors = [err138] : vErrors.push(err138), errors++;
                  }
                }
                if (data39.name !== void 0) {
                  let data41 = data39.name;
                  if (typeof data41 == "string") {
                    if (func2(data41) < 1) {
                      let err139 = { instancePath: instancePath + "/artifacts/fetch/" + i6 + "/name", schemaPath: "#/properties/artifacts/properties/fetch/items/anyOf/1/properties/name/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema27.properties.artifacts.properties.fetch.items.anyOf[1].properties.name, data: data41 };
                      vErrors === null ? vErrors = [err139] : vErrors.push(err139), errors++;
                    }
                  } else {
                    let err140 = { instancePath: instancePath + "/artifacts/fetch/" + i6 + "/name", schemaPath: "#/properties/artifacts/properties/fetch/items/anyOf/1/properties/name/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema27.properties.artifacts.properties.fetch.items.anyOf[1].properties.name.type, parentSchema: schema27.properties.artifacts.properties.fetch.items.anyOf[1].properties.name, data: data41 };
                    vErrors === null ? vErrors = [err140] : vErrors.push(err140), errors++;
                  }
                }
                if (data39.into !== void 0) {
                  let data42 = data39.into;
                  if (typeof data42 == "string") {
                    if (func2(data42) < 1) {
                      let err141 = { instancePath: instancePath + "/artifacts/fetch/" + i6 + "/into", schemaPath: "#/properties/artifacts/properties/fetch/items/anyOf/1/properties/into/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema27.properties.artifacts.properties.fetch.items.anyOf[1].properties.into, data: data42 };
                      vErrors === null ? vErrors = [err141] : vErrors.push(err141), errors++;
                    }
                  } else {
                    let err142 = { instancePath: instancePath + "/artifacts/fetch/" + i6 + "/into", schemaPath: "#/properties/artifacts/properties/fetch/items/anyOf/1/properties/into/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema27.properties.artifacts.properties.fetch.items.anyOf[1].properties.into.type, parentSchema: schema27.properties.artifacts.properties.fetch.items.anyOf[1].properties.into, data: data42 };
                    vErrors === null ? vErrors = [err142] : vErrors.push(err142), errors++;
                  }
                }
              } else {
                let err143 = { instancePath: instancePath + "/artifacts/fetch/" + i6, schemaPath: "#/properties/artifacts/properties/fetch/items/anyOf/1/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema27.properties.artifacts.properties.fetch.items.anyOf[1].type, parentSchema: schema27.properties.artifacts.properties.fetch.items.anyOf[1], data: data39 };
                vErrors === null ? vErrors = [err143] : vErrors.push(err143), errors++;
              }
              var _valid15 = _errs168 === errors;
              if (valid44 = valid44 || _valid15, valid44)
                errors = _errs165, vErrors !== null && (_errs165 ? vErrors.length = _errs165 : vErrors = null);
              else {
                let err144 = { instancePath: instancePath + "/artifacts/fetch/" + i6, schemaPath: "#/properties/artifacts/properties/fetch/items/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema27.properties.artifacts.properties.fetch.items.anyOf, parentSchema: schema27.properties.artifacts.properties.fetch.items, data: data39 };
                vErrors === null ? vErrors = [err144] : vErrors.push(err144), errors++;
              }
            }
          } else {
            let err145 = { instancePath: instancePath + "/artifacts/fetch", schemaPath: "#/properties/artifacts/properties/fetch/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema27.properties.artifacts.properties.fetch.type, parentSchema: schema27.properties.artifacts.properties.fetch, data: data38 };
            vErrors === null ? vErrors = [err145] : vErrors.push(err145), errors++;
          }
        }
      } else {
        let err146 = { instancePath: instancePath + "/artifacts", schemaPath: "#/properties/artifacts/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema27.properties.artifacts.type, parentSchema: schema27.properties.artifacts, data: data31 };
        vErrors === null ? vErrors = [err146] : vErrors.push(err146), errors++;
      }
    }
    if (data.cache !== void 0) {
      let data43 = data.cache, _errs178 = errors, valid46 = !1, _errs179 = errors;
      if (typeof data43 != "boolean") {
        let err147 = { instancePath: instancePath + "/cache", schemaPath: "#/properties/cache/anyOf/0/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean", schema: schema27.properties.cache.anyOf[0].type, parentSchema: schema27.properties.cache.anyOf[0], data: data43 };
        vErrors === null ? vErrors = [err147] : vErrors.push(err147), errors++;
      }
      var _valid16 = _errs179 === errors;
      valid46 = valid46 || _valid16;
      let _errs181 = errors;
      if (data43 && typeof data43 == "object" && !Array.isArray(data43)) {
        for (let key14 in data43)
          if (!(key14 === "key" || key14 === "restore-keys" || key14 === "paths")) {
            let err148 = { instancePath: instancePath + "/cache", schemaPath: "#/properties/cache/anyOf/1/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key14 }, message: "must NOT have additional properties", schema: !1, parentSchema: schema27.properties.cache.anyOf[1], data: data43 };
            vErrors === null ? vErrors = [err148] : vErrors.push(err148), errors++;
          }
        if (data43.key !== void 0) {
          let data44 = data43.key;
          if (typeof data44 == "string") {
            if (func2(data44) > 512) {
              let err149 = { instancePath: instancePath + "/cache/key", schemaPath: "#/properties/cache/anyOf/1/properties/key/maxLength", keyword: "maxLength", params: { limit: 512 }, message: "must NOT have more than 512 characters", schema: 512, parentSchema: schema27.properties.cache.anyOf[1].properties.key, data: data44 };
              vErrors === null ? vErrors = [err149] : vErrors.push(err149), errors++;
            }
            if (func2(data44) < 1) {
              let err150 = { instancePath: instancePath + "/cache/key", schemaPath: "#/properties/cache/anyOf/1/properties/key/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema27.properties.cache.anyOf[1].properties.key, data: data44 };
              vErrors === null ? vErrors = [err150] : vErrors.push(err150), errors++;
            }
          } else {
            let err151 = { instancePath: instancePath + "/cache/key", schemaPath: "#/properties/cache/anyOf/1/properties/key/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema27.properties.cache.anyOf[1].properties.key.type, parentSchema: schema27.properties.cache.anyOf[1].properties.key, data: data44 };
            vErrors === null ? vErrors = [err151] : vErrors.push(err151), errors++;
          }
        }
        if (data43["restore-keys"] !== void 0) {
          let data45 = data43["restore-keys"], _errs187 = errors, valid48 = !1, _errs188 = errors;
          if (typeof data45 == "string") {
            if (func2(data45) < 1) {
              let err152 = { instancePath: instancePath + "/cache/restore-keys", schemaPath: "#/properties/cache/anyOf/1/properties/restore-keys/anyOf/0/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema27.properties.cache.anyOf[1].properties["restore-keys"].anyOf[0], data: data45 };
              vErrors === null ? vErrors = [err152] : vErrors.push(err152), errors++;
            }
          } else {
            let err153 = { instancePath: instancePath + "/cache/restore-keys", schemaPath: "#/properties/cache/anyOf/1/properties/restore-keys/anyOf/0/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema27.properties.cache.anyOf[1].properties["restore-keys"].anyOf[0].type, parentSchema: schema27.properties.cache.anyOf[1].properties["restore-keys"].anyOf[0], data: data45 };
            vErrors === null ? vErrors = [err153] : vErrors.push(err153), errors++;
          }
          var _valid17 = _errs188 === errors;
          valid48 = valid48 || _valid17;
          let _errs190 = errors;
          if (Array.isArray(data45)) {
            if (data45.length > 100) {
              let err154 = { instancePath: instancePath + "/cache/restore-keys", schemaPath: "#/properties/cache/anyOf/1/properties/restore-keys/anyOf/1/maxItems", keyword: "maxItems", params: { limit: 100 }, message: "must NOT have more than 100 items", schema: 100, parentSchema: schema27.properties.cache.anyOf[1].properties["restore-keys"].anyOf[1], data: data45 };
              vErrors === null ? vErrors = [err154] : vErrors.push(err154), errors++;
            }
            if (data45.length < 1) {
              let err155 = { instancePath: instancePath + "/cache/restore-keys", schemaPath: "#/properties/cache/anyOf/1/properties/restore-keys/anyOf/1/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items", schema: 1, parentSchema: schema27.properties.cache.anyOf[1].properties["restore-keys"].anyOf[1], data: data45 };
              vErrors === null ? vErrors = [err155] : vErrors.push(err155), errors++;
            }
            let len7 = data45.length;
            for (let i7 = 0; i7 < len7; i7++) {
              let data46 = data45[i7];
              if (typeof data46 == "string") {
                if (func2(data46) < 1) {
                  let err156 = { instancePath: instancePath + "/cache/restore-keys/" + i7, schemaPath: "#/properties/cache/anyOf/1/properties/restore-keys/anyOf/1/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema27.properties.cache.anyOf[1].properties["restore-keys"].anyOf[1].items, data: data46 };
                  vErrors === null ? vErrors = [err156] : vErrors.push(err156), errors++;
                }
              } else {
                let err157 = { instancePath: instancePath + "/cache/restore-keys/" + i7, schemaPath: "#/properties/cache/anyOf/1/properties/restore-keys/anyOf/1/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema27.properties.cache.anyOf[1].properties["restore-keys"].anyOf[1].items.type, parentSchema: schema27.properties.cache.anyOf[1].properties["restore-keys"].anyOf[1].items, data: data46 };
                vErrors === null ? vErrors = [err157] : vErrors.push(err157), errors++;
              }
            }
          } else {
            let err158 = { instancePath: instancePath + "/cache/restore-keys", schemaPath: "#/properties/cache/anyOf/1/properties/restore-keys/anyOf/1/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema27.properties.cache.anyOf[1].properties["restore-keys"].anyOf[1].type, parentSchema: schema27.properties.cache.anyOf[1].properties["restore-keys"].anyOf[1], data: data45 };
            vErrors === null ? vErrors = [err158] : vErrors.push(err158), errors++;
          }
          var _valid17 = _errs190 === errors;
          if (valid48 = valid48 || _valid17, valid48)
            errors = _errs187, vErrors !== null && (_errs187 ? vErrors.length = _errs187 : vErrors = null);
          else {
            let err159 = { instancePath: instancePath + "/cache/restore-keys", schemaPath: "#/properties/cache/anyOf/1/properties/restore-keys/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema27.properties.cache.anyOf[1].properties["restore-keys"].anyOf, parentSchema: schema27.properties.cache.anyOf[1].properties["restore-keys"], data: data45 };
            vErrors === null ? vErrors = [err159] : vErrors.push(err159), errors++;
          }
        }
        data43.paths !== void 0 && (validate72(data43.paths, { instancePath: instancePath + "/cache/paths", parentData: data43, parentDataProperty: "paths", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate72.errors : vErrors.concat(validate72.errors), errors = vErrors.length));
      } else {
        let err160 = { instancePath: instancePath + "/cache", schemaPath: "#/properties/cache/anyOf/1/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema27.properties.cache.anyOf[1].type, parentSchema: schema27.properties.cache.anyOf[1], data: data43 };
        vErrors === null ? vErrors = [err160] : vErrors.push(err160), errors++;
      }
      var _valid16 = _errs181 === errors;
      if (valid46 = valid46 || _valid16, valid46)
        errors = _errs178, vErrors !== null && (_errs178 ? vErrors.length = _errs178 : vErrors = null);
      else {
        let err161 = { instancePath: instancePath + "/cache", schemaPath: "#/properties/cache/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema27.properties.cache.anyOf, parentSchema: schema27.properties.cache, data: data43 };
        vErrors === null ? vErrors = [err161] : vErrors.push(err161), errors++;
      }
    }
    if (data.env !== void 0 && (validate53(data.env, { instancePath: instancePath + "/env", parentData: data, parentDataProperty: "env", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors), errors = vErrors.length)), data["working-directory"] !== void 0) {
      let data49 = data["working-directory"];
      if (typeof data49 == "string") {
        if (func2(data49) < 1) {
          let err162 = { instancePath: instancePath + "/working-directory", schemaPath: "#/properties/working-directory/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema27.properties["working-directory"], data: data49 };
          vErrors === null ? vErrors = [err162] : vErrors.push(err162), errors++;
        }
      } else {
        let err163 = { instancePath: instancePath + "/working-directory", schemaPath: "#/properties/working-directory/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema27.properties["working-directory"].type, parentSchema: schema27.properties["working-directory"], data: data49 };
        vErrors === null ? vErrors = [err163] : vErrors.push(err163), errors++;
      }
    }
    if (data.resources !== void 0 && (validate55(data.resources, { instancePath: instancePath + "/resources", parentData: data, parentDataProperty: "resources", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate55.errors : vErrors.concat(validate55.errors), errors = vErrors.length)), data.labels !== void 0 && (validate53(data.labels, { instancePath: instancePath + "/labels", parentData: data, parentDataProperty: "labels", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors), errors = vErrors.length)), data.node !== void 0) {
      let data52 = data.node;
      if (typeof data52 == "string") {
        if (func2(data52) < 1) {
          let err164 = { instancePath: instancePath + "/node", schemaPath: "#/properties/node/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema27.properties.node, data: data52 };
          vErrors === null ? vErrors = [err164] : vErrors.push(err164), errors++;
        }
      } else {
        let err165 = { instancePath: instancePath + "/node", schemaPath: "#/properties/node/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema27.properties.node.type, parentSchema: schema27.properties.node, data: data52 };
        vErrors === null ? vErrors = [err165] : vErrors.push(err165), errors++;
      }
    }
    if (data.priority !== void 0) {
      let data53 = data.priority, _errs203 = errors, valid51 = !1, _errs204 = errors;
      if (!(typeof data53 == "number" && !(data53 % 1) && !isNaN(data53) && isFinite(data53))) {
        let err166 = { instancePath: instancePath + "/priority", schemaPath: "#/properties/priority/anyOf/0/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema27.properties.priority.anyOf[0].type, parentSchema: schema27.properties.priority.anyOf[0], data: data53 };
        vErrors === null ? vErrors = [err166] : vErrors.push(err166), errors++;
      }
      if (typeof data53 == "number" && isFinite(data53)) {
        if (data53 > 1e3 || isNaN(data53)) {
          let err167 = { instancePath: instancePath + "/priority", schemaPath: "#/properties/priority/anyOf/0/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e3 }, message: "must be <= 1000", schema: 1e3, parentSchema: schema27.properties.priority.anyOf[0], data: data53 };
          vErrors === null ? vErrors = [err167] : vErrors.push(err167), errors++;
        }
        if (data53 < -1e3 || isNaN(data53)) {
          let err168 = { instancePath: instancePath + "/priority", schemaPath: "#/properties/priority/anyOf/0/minimum", keyword: "minimum", params: { comparison: ">=", limit: -1e3 }, message: "must be >= -1000", schema: -1e3, parentSchema: schema27.properties.priority.anyOf[0], data: data53 };
          vErrors === null ? vErrors = [err168] : vErrors.push(err168), errors++;
        }
      }
      var _valid18 = _errs204 === errors;
      valid51 = valid51 || _valid18;
      let _errs206 = errors;
      if (typeof data53 == "string") {
        if (!pattern8.test(data53)) {
          let err169 = { instancePath: instancePath + "/priority", schemaPath: "#/properties/priority/anyOf/1/pattern", keyword: "pattern", params: { pattern: "\\$\\{\\{" }, message: 'must match pattern "\\$\\{\\{"', schema: "\\$\\{\\{", parentSchema: schema27.properties.priority.anyOf[1], data: data53 };
          vErrors === null ? vErrors = [err169] : vErrors.push(err169), errors++;
        }
      } else {
        let err170 = { instancePath: instancePath + "/priority", schemaPath: "#/properties/priority/anyOf/1/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema27.properties.priority.anyOf[1].type, parentSchema: schema27.properties.priority.anyOf[1], data: data53 };
        vErrors === null ? vErrors = [err170] : vErrors.push(err170), errors++;
      }
      var _valid18 = _errs206 === errors;
      if (valid51 = valid51 || _valid18, valid51)
        errors = _errs203, vErrors !== null && (_errs203 ? vErrors.length = _errs203 : vErrors = null);
      else {
        let err171 = { instancePath: instancePath + "/priority", schemaPath: "#/properties/priority/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema27.properties.priority.anyOf, parentSchema: schema27.properties.priority, data: data53 };
        vErrors === null ? vErrors = [err171] : vErrors.push(err171), errors++;
      }
    }
    if (data.timeout !== void 0 && (validate62(data.timeout, { instancePath: instancePath + "/timeout", parentData: data, parentDataProperty: "timeout", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate62.errors : vErrors.concat(validate62.errors), errors = vErrors.length)), data["queue-timeout"] !== void 0 && (validate62(data["queue-timeout"], { instancePath: instancePath + "/queue-timeout", parentData: data, parentDataProperty: "queue-timeout", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate62.errors : vErrors.concat(validate62.errors), errors = vErrors.length)), data.grace !== void 0 && (validate62(data.grace, { instancePath: instancePath + "/grace", parentData: data, parentDataProperty: "grace", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate62.errors : vErrors.concat(validate62.errors), errors = vErrors.length)), data.retries !== void 0 && (validate66(data.retries, { instancePath: instancePath + "/retries", parentData: data, parentDataProperty: "retries", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate66.errors : vErrors.concat(validate66.errors), errors = vErrors.length)), data.idempotent !== void 0) {
      let data58 = data.idempotent;
      if (typeof data58 != "boolean") {
        let err172 = { instancePath: instancePath + "/idempotent", schemaPath: "#/properties/idempotent/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean", schema: schema27.properties.idempotent.type, parentSchema: schema27.properties.idempotent, data: data58 };
        vErrors === null ? vErrors = [err172] : vErrors.push(err172), errors++;
      }
    }
    if (data["on-lost"] !== void 0) {
      let data59 = data["on-lost"];
      if (typeof data59 != "string") {
        let err173 = { instancePath: instancePath + "/on-lost", schemaPath: "#/properties/on-lost/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema27.properties["on-lost"].type, parentSchema: schema27.properties["on-lost"], data: data59 };
        vErrors === null ? vErrors = [err173] : vErrors.push(err173), errors++;
      }
      if (!(data59 === "hold" || data59 === "retry" || data59 === "fail")) {
        let err174 = { instancePath: instancePath + "/on-lost", schemaPath: "#/properties/on-lost/enum", keyword: "enum", params: { allowedValues: schema27.properties["on-lost"].enum }, message: "must be equal to one of the allowed values", schema: schema27.properties["on-lost"].enum, parentSchema: schema27.properties["on-lost"], data: data59 };
        vErrors === null ? vErrors = [err174] : vErrors.push(err174), errors++;
      }
    }
    if (data["on-disconnect"] !== void 0) {
      let data60 = data["on-disconnect"];
      if (typeof data60 != "string") {
        let err175 = { instancePath: instancePath + "/on-disconnect", schemaPath: "#/properties/on-disconnect/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema27.properties["on-disconnect"].type, parentSchema: schema27.properties["on-disconnect"], data: data60 };
        vErrors === null ? vErrors = [err175] : vErrors.push(err175), errors++;
      }
      if (!(data60 === "continue" || data60 === "stop")) {
        let err176 = { instancePath: instancePath + "/on-disconnect", schemaPath: "#/properties/on-disconnect/enum", keyword: "enum", params: { allowedValues: schema27.properties["on-disconnect"].enum }, message: "must be equal to one of the allowed values", schema: schema27.properties["on-disconnect"].enum, parentSchema: schema27.properties["on-disconnect"], data: data60 };
        vErrors === null ? vErrors = [err176] : vErrors.push(err176), errors++;
      }
    }
    if (data.exclusive !== void 0) {
      let data61 = data.exclusive;
      if (typeof data61 != "boolean") {
        let err177 = { instancePath: instancePath + "/exclusive", schemaPath: "#/properties/exclusive/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean", schema: schema27.properties.exclusive.type, parentSchema: schema27.properties.exclusive, data: data61 };
        vErrors === null ? vErrors = [err177] : vErrors.push(err177), errors++;
      }
    }
    data["log-bytes-max"] !== void 0 && (validate56(data["log-bytes-max"], { instancePath: instancePath + "/log-bytes-max", parentData: data, parentDataProperty: "log-bytes-max", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate56.errors : vErrors.concat(validate56.errors), errors = vErrors.length)), data.workspace !== void 0 && (validate71(data.workspace, { instancePath: instancePath + "/workspace", parentData: data, parentDataProperty: "workspace", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate71.errors : vErrors.concat(validate71.errors), errors = vErrors.length));
  } else {
    let err178 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema27.type, parentSchema: schema27, data };
    vErrors === null ? vErrors = [err178] : vErrors.push(err178), errors++;
  }
  return validate76.errors = vErrors, errors === 0;
}
validate76.evaluated = { props: !0, dynamicProps: !1, dynamicItems: !1 };
function validate52(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null, errors = 0, evaluated0 = validate52.evaluated;
  if (evaluated0.dynamicProps && (evaluated0.props = void 0), evaluated0.dynamicItems && (evaluated0.items = void 0), data && typeof data == "object" && !Array.isArray(data)) {
    if (data.apiVersion === void 0) {
      let err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "apiVersion" }, message: "must have required property 'apiVersion'", schema: schema19.required, parentSchema: schema19, data };
      vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
    }
    if (data.steps === void 0) {
      let err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "steps" }, message: "must have required property 'steps'", schema: schema19.required, parentSchema: schema19, data };
      vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
    }
    for (let key0 in data)
      if (!func1.call(schema19.properties, key0)) {
        let err2 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties", schema: !1, parentSchema: schema19, data };
        vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
      }
    if (data.apiVersion !== void 0) {
      let data0 = data.apiVersion;
      if (typeof data0 != "string") {
        let err3 = { instancePath: instancePath + "/apiVersion", schemaPath: "#/properties/apiVersion/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.apiVersion.type, parentSchema: schema19.properties.apiVersion, data: data0 };
        vErrors === null ? vErrors = [err3] : vErrors.push(err3), errors++;
      }
      if (data0 !== "orchion/v1") {
        let err4 = { instancePath: instancePath + "/apiVersion", schemaPath: "#/properties/apiVersion/const", keyword: "const", params: { allowedValue: "orchion/v1" }, message: "must be equal to constant", schema: "orchion/v1", parentSchema: schema19.properties.apiVersion, data: data0 };
        vErrors === null ? vErrors = [err4] : vErrors.push(err4), errors++;
      }
    }
    if (data.kind !== void 0) {
      let data1 = data.kind;
      if (typeof data1 != "string") {
        let err5 = { instancePath: instancePath + "/kind", schemaPath: "#/properties/kind/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.kind.type, parentSchema: schema19.properties.kind, data: data1 };
        vErrors === null ? vErrors = [err5] : vErrors.push(err5), errors++;
      }
      if (data1 !== "Pipeline") {
        let err6 = { instancePath: instancePath + "/kind", schemaPath: "#/properties/kind/const", keyword: "const", params: { allowedValue: "Pipeline" }, message: "must be equal to constant", schema: "Pipeline", parentSchema: schema19.properties.kind, data: data1 };
        vErrors === null ? vErrors = [err6] : vErrors.push(err6), errors++;
      }
    }
    if (data.name !== void 0) {
      let data2 = data.name;
      if (typeof data2 == "string") {
        if (func2(data2) < 1) {
          let err7 = { instancePath: instancePath + "/name", schemaPath: "#/properties/name/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema19.properties.name, data: data2 };
          vErrors === null ? vErrors = [err7] : vErrors.push(err7), errors++;
        }
      } else {
        let err8 = { instancePath: instancePath + "/name", schemaPath: "#/properties/name/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.name.type, parentSchema: schema19.properties.name, data: data2 };
        vErrors === null ? vErrors = [err8] : vErrors.push(err8), errors++;
      }
    }
    if (data.description !== void 0) {
      let data3 = data.description;
      if (typeof data3 != "string") {
        let err9 = { instancePath: instancePath + "/description", schemaPath: "#/properties/description/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.description.type, parentSchema: schema19.properties.description, data: data3 };
        vErrors === null ? vErrors = [err9] : vErrors.push(err9), errors++;
      }
    }
    if (data.on !== void 0) {
      let data4 = data.on, _errs11 = errors, valid1 = !1, _errs12 = errors;
      if (typeof data4 != "string") {
        let err10 = { instancePath: instancePath + "/on", schemaPath: "#/properties/on/anyOf/0/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.on.anyOf[0].type, parentSchema: schema19.properties.on.anyOf[0], data: data4 };
        vErrors === null ? vErrors = [err10] : vErrors.push(err10), errors++;
      }
      if (!(data4 === "manual" || data4 === "schedule" || data4 === "webhook")) {
        let err11 = { instancePath: instancePath + "/on", schemaPath: "#/properties/on/anyOf/0/enum", keyword: "enum", params: { allowedValues: schema19.properties.on.anyOf[0].enum }, message: "must be equal to one of the allowed values", schema: schema19.properties.on.anyOf[0].enum, parentSchema: schema19.properties.on.anyOf[0], data: data4 };
        vErrors === null ? vErrors = [err11] : vErrors.push(err11), errors++;
      }
      var _valid0 = _errs12 === errors;
      valid1 = valid1 || _valid0;
      let _errs14 = errors;
      if (Array.isArray(data4)) {
        if (data4.length < 1) {
          let err12 = { instancePath: instancePath + "/on", schemaPath: "#/properties/on/anyOf/1/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items", schema: 1, parentSchema: schema19.properties.on.anyOf[1], data: data4 };
          vErrors === null ? vErrors = [err12] : vErrors.push(err12), errors++;
        }
        let len0 = data4.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data5 = data4[i0];
          if (typeof data5 != "string") {
            let err13 = { instancePath: instancePath + "/on/" + i0, schemaPath: "#/properties/on/anyOf/1/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.on.anyOf[1].items.type, parentSchema: schema19.properties.on.anyOf[1].items, data: data5 };
            vErrors === null ? vErrors = [err13] : vErrors.push(err13), errors++;
          }
          if (!(data5 === "manual" || data5 === "schedule" || data5 === "webhook")) {
            let err14 = { instancePath: instancePath + "/on/" + i0, schemaPath: "#/properties/on/anyOf/1/items/enum", keyword: "enum", params: { allowedValues: schema19.properties.on.anyOf[1].items.enum }, message: "must be equal to one of the allowed values", schema: schema19.properties.on.anyOf[1].items.enum, parentSchema: schema19.properties.on.anyOf[1].items, data: data5 };
            vErrors === null ? vErrors = [err14] : vErrors.push(err14), errors++;
          }
        }
      } else {
        let err15 = { instancePath: instancePath + "/on", schemaPath: "#/properties/on/anyOf/1/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema19.properties.on.anyOf[1].type, parentSchema: schema19.properties.on.anyOf[1], data: data4 };
        vErrors === null ? vErrors = [err15] : vErrors.push(err15), errors++;
      }
      var _valid0 = _errs14 === errors;
      valid1 = valid1 || _valid0;
      let _errs18 = errors;
      if (data4 && typeof data4 == "object" && !Array.isArray(data4)) {
        for (let key1 in data4)
          if (!(key1 === "manual" || key1 === "schedule" || key1 === "webhook")) {
            let err16 = { instancePath: instancePath + "/on", schemaPath: "#/properties/on/anyOf/2/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key1 }, message: "must NOT have additional properties", schema: !1, parentSchema: schema19.properties.on.anyOf[2], data: data4 };
            vErrors === null ? vErrors = [err16] : vErrors.push(err16), errors++;
          }
      } else {
        let err17 = { instancePath: instancePath + "/on", schemaPath: "#/properties/on/anyOf/2/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema19.properties.on.anyOf[2].type, parentSchema: schema19.properties.on.anyOf[2], data: data4 };
        vErrors === null ? vErrors = [err17] : vErrors.push(err17), errors++;
      }
      var _valid0 = _errs18 === errors;
      if (valid1 = valid1 || _valid0, valid1)
        errors = _errs11, vErrors !== null && (_errs11 ? vErrors.length = _errs11 : vErrors = null);
      else {
        let err18 = { instancePath: instancePath + "/on", schemaPath: "#/properties/on/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema19.properties.on.anyOf, parentSchema: schema19.properties.on, data: data4 };
        vErrors === null ? vErrors = [err18] : vErrors.push(err18), errors++;
      }
    }
    if (data.inputs !== void 0) {
      let data6 = data.inputs;
      if (data6 && typeof data6 == "object" && !Array.isArray(data6)) {
        for (let key2 in data6) {
          let _errs23 = errors;
          if (typeof key2 == "string") {
            if (!pattern3.test(key2)) {
              let err19 = { instancePath: instancePath + "/inputs", schemaPath: "#/properties/inputs/propertyNames/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z_][A-Za-z0-9_-]{0,99}$" }, message: 'must match pattern "^[A-Za-z_][A-Za-z0-9_-]{0,99}$"', schema: "^[A-Za-z_][A-Za-z0-9_-]{0,99}$", parentSchema: schema19.properties.inputs.propertyNames, data: key2, propertyName: key2 };
              vErrors === null ? vErrors = [err19] : vErrors.push(err19), errors++;
            }
          } else {
            let err20 = { instancePath: instancePath + "/inputs", schemaPath: "#/properties/inputs/propertyNames/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.inputs.propertyNames.type, parentSchema: schema19.properties.inputs.propertyNames, data: key2, propertyName: key2 };
            vErrors === null ? vErrors = [err20] : vErrors.push(err20), errors++;
          }
          var valid4 = _errs23 === errors;
          if (!valid4) {
            let err21 = { instancePath: instancePath + "/inputs", schemaPath: "#/properties/inputs/propertyNames", keyword: "propertyNames", params: { propertyName: key2 }, message: "property name must be valid", schema: schema19.properties.inputs.propertyNames, parentSchema: schema19.properties.inputs, data: data6 };
            vErrors === null ? vErrors = [err21] : vErrors.push(err21), errors++;
          }
        }
        for (let key3 in data6) {
          let data7 = data6[key3];
          if (data7 && typeof data7 == "object" && !Array.isArray(data7)) {
            for (let key4 in data7)
              if (!(key4 === "type" || key4 === "description" || key4 === "required" || key4 === "default" || key4 === "options")) {
                let err22 = { instancePath: instancePath + "/inputs/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/inputs/additionalProperties/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key4 }, message: "must NOT have additional properties", schema: !1, parentSchema: schema19.properties.inputs.additionalProperties, data: data7 };
                vErrors === null ? vErrors = [err22] : vErrors.push(err22), errors++;
              }
            if (data7.type !== void 0) {
              let data8 = data7.type;
              if (typeof data8 != "string") {
                let err23 = { instancePath: instancePath + "/inputs/" + key3.replace(/~/g, "~0").replace(/\//g, "~1") + "/type", schemaPath: "#/properties/inputs/additionalProperties/properties/type/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.inputs.additionalProperties.properties.type.type, parentSchema: schema19.properties.inputs.additionalProperties.properties.type, data: data8 };
                vErrors === null ? vErrors = [err23] : vErrors.push(err23), errors++;
              }
              if (!(data8 === "string" || data8 === "number" || data8 === "boolean" || data8 === "choice" || data8 === "json")) {
                let err24 = { instancePath: instancePath + "/inputs/" + key3.replace(/~/g, "~0").replace(/\//g, "~1") + "/type", schemaPath: "#/properties/inputs/additionalProperties/properties/type/enum", keyword: "enum", params: { allowedValues: schema19.properties.inputs.additionalProperties.properties.type.enum }, message: "must be equal to one of the allowed values", schema: schema19.properties.inputs.additionalProperties.properties.type.enum, parentSchema: schema19.properties.inputs.additionalProperties.properties.type, data: data8 };
                vErrors === null ? vErrors = [err24] : vErrors.push(err24), errors++;
              }
            }
            if (data7.description !== void 0) {
              let data9 = data7.description;
              if (typeof data9 != "string") {
                let err25 = { instancePath: instancePath + "/inputs/" + key3.replace(/~/g, "~0").replace(/\//g, "~1") + "/description", schemaPath: "#/properties/inputs/additionalProperties/properties/description/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.inputs.additionalProperties.properties.description.type, parentSchema: schema19.properties.inputs.additionalProperties.properties.description, data: data9 };
                vErrors === null ? vErrors = [err25] : vErrors.push(err25), errors++;
              }
            }
            if (data7.required !== void 0) {
              let data10 = data7.required;
              if (typeof data10 != "boolean") {
                let err26 = { instancePath: instancePath + "/inputs/" + key3.replace(/~/g, "~0").replace(/\//g, "~1") + "/required", schemaPath: "#/properties/inputs/additionalProperties/properties/required/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean", schema: schema19.properties.inputs.additionalProperties.properties.required.type, parentSchema: schema19.properties.inputs.additionalProperties.properties.required, data: data10 };
                vErrors === null ? vErrors = [err26] : vErrors.push(err26), errors++;
              }
            }
            if (data7.options !== void 0) {
              let data11 = data7.options;
              if (Array.isArray(data11)) {
                if (data11.length > 256) {
                  let err27 = { instancePath: instancePath + "/inputs/" + key3.replace(/~/g, "~0").replace(/\//g, "~1") + "/options", schemaPath: "#/properties/inputs/additionalProperties/properties/options/maxItems", keyword: "maxItems", params: { limit: 256 }, message: "must NOT have more than 256 items", schema: 256, parentSchema: schema19.properties.inputs.additionalProperties.properties.options, data: data11 };
                  vErrors === null ? vErrors = [err27] : vErrors.push(err27), errors++;
                }
                if (data11.length < 1) {
                  let err28 = { instancePath: instancePath + "/inputs/" + key3.replace(/~/g, "~0").replace(/\//g, "~1") + "/options", schemaPath: "#/properties/inputs/additionalProperties/properties/options/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items", schema: 1, parentSchema: schema19.properties.inputs.additionalProperties.properties.options, data: data11 };
                  vErrors === null ? vErrors = [err28] : vErrors.push(err28), errors++;
                }
                let len1 = data11.length;
                for (let i1 = 0; i1 < len1; i1++) {
                  let data12 = data11[i1];
                  if (typeof data12 == "string") {
                    if (func2(data12) < 1) {
                      let err29 = { instancePath: instancePath + "/inputs/" + key3.replace(/~/g, "~0").replace(/\//g, "~1") + "/options/" + i1, schemaPath: "#/properties/inputs/additionalProperties/properties/options/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema19.properties.inputs.additionalProperties.properties.options.items, data: data12 };
                      vErrors === null ? vErrors = [err29] : vErrors.push(err29), errors++;
                    }
                  } else {
                    let err30 = { instancePath: instancePath + "/inputs/" + key3.replace(/~/g, "~0").replace(/\//g, "~1") + "/options/" + i1, schemaPath: "#/properties/inputs/additionalProperties/properties/options/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.inputs.additionalProperties.properties.options.items.type, parentSchema: schema19.properties.inputs.additionalProperties.properties.options.items, data: data12 };
                    vErrors === null ? vErrors = [err30] : vErrors.push(err30), errors++;
                  }
                }
              } else {
                let err31 = { instancePath: instancePath + "/inputs/" + key3.replace(/~/g, "~0").replace(/\//g, "~1") + "/options", schemaPath: "#/properties/inputs/additionalProperties/properties/options/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema19.properties.inputs.additionalProperties.properties.options.type, parentSchema: schema19.properties.inputs.additionalProperties.properties.options, data: data11 };
                vErrors === null ? vErrors = [err31] : vErrors.push(err31), errors++;
              }
            }
          } else {
            let err32 = { instancePath: instancePath + "/inputs/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/inputs/additionalProperties/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema19.properties.inputs.additionalProperties.type, parentSchema: schema19.properties.inputs.additionalProperties, data: data7 };
            vErrors === null ? vErrors = [err32] : vErrors.push(err32), errors++;
          }
        }
      } else {
        let err33 = { instancePath: instancePath + "/inputs", schemaPath: "#/properties/inputs/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema19.properties.inputs.type, parentSchema: schema19.properties.inputs, data: data6 };
        vErrors === null ? vErrors = [err33] : vErrors.push(err33), errors++;
      }
    }
    if (data.outputs !== void 0) {
      let data13 = data.outputs;
      if (data13 && typeof data13 == "object" && !Array.isArray(data13)) {
        for (let key5 in data13) {
          let _errs41 = errors;
          if (typeof key5 == "string") {
            if (!pattern3.test(key5)) {
              let err34 = { instancePath: instancePath + "/outputs", schemaPath: "#/properties/outputs/propertyNames/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z_][A-Za-z0-9_-]{0,99}$" }, message: 'must match pattern "^[A-Za-z_][A-Za-z0-9_-]{0,99}$"', schema: "^[A-Za-z_][A-Za-z0-9_-]{0,99}$", parentSchema: schema19.properties.outputs.propertyNames, data: key5, propertyName: key5 };
              vErrors === null ? vErrors = [err34] : vErrors.push(err34), errors++;
            }
          } else {
            let err35 = { instancePath: instancePath + "/outputs", schemaPath: "#/properties/outputs/propertyNames/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.outputs.propertyNames.type, parentSchema: schema19.properties.outputs.propertyNames, data: key5, propertyName: key5 };
            vErrors === null ? vErrors = [err35] : vErrors.push(err35), errors++;
          }
          var valid9 = _errs41 === errors;
          if (!valid9) {
            let err36 = { instancePath: instancePath + "/outputs", schemaPath: "#/properties/outputs/propertyNames", keyword: "propertyNames", params: { propertyName: key5 }, message: "property name must be valid", schema: schema19.properties.outputs.propertyNames, parentSchema: schema19.properties.outputs, data: data13 };
            vErrors === null ? vErrors = [err36] : vErrors.push(err36), errors++;
          }
        }
        for (let key6 in data13) {
          let data14 = data13[key6], _errs45 = errors, valid11 = !1, _errs46 = errors;
          if (typeof data14 == "string") {
            if (func2(data14) < 1) {
              let err37 = { instancePath: instancePath + "/outputs/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/outputs/additionalProperties/anyOf/0/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema19.properties.outputs.additionalProperties.anyOf[0], data: data14 };
              vErrors === null ? vErrors = [err37] : vErrors.push(err37), errors++;
            }
          } else {
            let err38 = { instancePath: instancePath + "/outputs/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/outputs/additionalProperties/anyOf/0/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.outputs.additionalProperties.anyOf[0].type, parentSchema: schema19.properties.outputs.additionalProperties.anyOf[0], data: data14 };
            vErrors === null ? vErrors = [err38] : vErrors.push(err38), errors++;
          }
          var _valid1 = _errs46 === errors;
          valid11 = valid11 || _valid1;
          let _errs48 = errors;
          if (data14 && typeof data14 == "object" && !Array.isArray(data14)) {
            if (data14.value === void 0) {
              let err39 = { instancePath: instancePath + "/outputs/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/outputs/additionalProperties/anyOf/1/required", keyword: "required", params: { missingProperty: "value" }, message: "must have required property 'value'", schema: schema19.properties.outputs.additionalProperties.anyOf[1].required, parentSchema: schema19.properties.outputs.additionalProperties.anyOf[1], data: data14 };
              vErrors === null ? vErrors = [err39] : vErrors.push(err39), errors++;
            }
            for (let key7 in data14)
              if (!(key7 === "description" || key7 === "value")) {
                let err40 = { instancePath: instancePath + "/outputs/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/outputs/additionalProperties/anyOf/1/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key7 }, message: "must NOT have additional properties", schema: !1, parentSchema: schema19.properties.outputs.additionalProperties.anyOf[1], data: data14 };
                vErrors === null ? vErrors = [err40] : vErrors.push(err40), errors++;
              }
            if (data14.description !== void 0) {
              let data15 = data14.description;
              if (typeof data15 != "string") {
                let err41 = { instancePath: instancePath + "/outputs/" + key6.replace(/~/g, "~0").replace(/\//g, "~1") + "/description", schemaPath: "#/properties/outputs/additionalProperties/anyOf/1/properties/description/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.outputs.additionalProperties.anyOf[1].properties.description.type, parentSchema: schema19.properties.outputs.additionalProperties.anyOf[1].properties.description, data: data15 };
                vErrors === null ? vErrors = [err41] : vErrors.push(err41), errors++;
              }
            }
            if (data14.value !== void 0) {
              let data16 = data14.value;
              if (typeof data16 == "string") {
                if (func2(data16) < 1) {
                  let err42 = { instancePath: instancePath + "/outputs/" + key6.replace(/~/g, "~0").replace(/\//g, "~1") + "/value", schemaPath: "#/properties/outputs/additionalProperties/anyOf/1/properties/value/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema19.properties.outputs.additionalProperties.anyOf[1].properties.value, data: data16 };
                  vErrors === null ? vErrors = [err42] : vErrors.push(err42), errors++;
                }
              } else {
                let err43 = { instancePath: instancePath + "/outputs/" + key6.replace(/~/g, "~0").replace(/\//g, "~1") + "/value", schemaPath: "#/properties/outputs/additionalProperties/anyOf/1/properties/value/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.outputs.additionalProperties.anyOf[1].properties.value.type, parentSchema: schema19.properties.outputs.additionalProperties.anyOf[1].properties.value, data: data16 };
                vErrors === null ? vErrors = [err43] : vErrors.push(err43), errors++;
              }
            }
          } else {
            let err44 = { instancePath: instancePath + "/outputs/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/outputs/additionalProperties/anyOf/1/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema19.properties.outputs.additionalProperties.anyOf[1].type, parentSchema: schema19.properties.outputs.additionalProperties.anyOf[1], data: data14 };
            vErrors === null ? vErrors = [err44] : vErrors.push(err44), errors++;
          }
          var _valid1 = _errs48 === errors;
          if (valid11 = valid11 || _valid1, valid11)
            errors = _errs45, vErrors !== null && (_errs45 ? vErrors.length = _errs45 : vErrors = null);
          else {
            let err45 = { instancePath: instancePath + "/outputs/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/outputs/additionalProperties/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema19.properties.outputs.additionalProperties.anyOf, parentSchema: schema19.properties.outputs.additionalProperties, data: data14 };
            vErrors === null ? vErrors = [err45] : vErrors.push(err45), errors++;
          }
        }
      } else {
        let err46 = { instancePath: instancePath + "/outputs", schemaPath: "#/properties/outputs/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema19.properties.outputs.type, parentSchema: schema19.properties.outputs, data: data13 };
        vErrors === null ? vErrors = [err46] : vErrors.push(err46), errors++;
      }
    }
    if (data.env !== void 0) {
      let data17 = data.env;
      if (data17 && typeof data17 == "object" && !Array.isArray(data17)) {
        for (let key8 in data17) {
          let _errs57 = errors;
          if (typeof key8 != "string") {
            let err47 = { instancePath: instancePath + "/env", schemaPath: "#/properties/env/propertyNames/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.env.propertyNames.type, parentSchema: schema19.properties.env.propertyNames, data: key8, propertyName: key8 };
            vErrors === null ? vErrors = [err47] : vErrors.push(err47), errors++;
          }
          var valid13 = _errs57 === errors;
          if (!valid13) {
            let err48 = { instancePath: instancePath + "/env", schemaPath: "#/properties/env/propertyNames", keyword: "propertyNames", params: { propertyName: key8 }, message: "property name must be valid", schema: schema19.properties.env.propertyNames, parentSchema: schema19.properties.env, data: data17 };
            vErrors === null ? vErrors = [err48] : vErrors.push(err48), errors++;
          }
        }
        for (let key9 in data17) {
          let data18 = data17[key9];
          if (typeof data18 != "string" && !(typeof data18 == "number" && isFinite(data18)) && typeof data18 != "boolean") {
            let err49 = { instancePath: instancePath + "/env/" + key9.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/env/additionalProperties/type", keyword: "type", params: { type: schema19.properties.env.additionalProperties.type }, message: "must be string,number,boolean", schema: schema19.properties.env.additionalProperties.type, parentSchema: schema19.properties.env.additionalProperties, data: data18 };
            vErrors === null ? vErrors = [err49] : vErrors.push(err49), errors++;
          }
        }
      } else {
        let err50 = { instancePath: instancePath + "/env", schemaPath: "#/properties/env/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema19.properties.env.type, parentSchema: schema19.properties.env, data: data17 };
        vErrors === null ? vErrors = [err50] : vErrors.push(err50), errors++;
      }
    }
    if (data.defaults !== void 0) {
      let data19 = data.defaults;
      if (data19 && typeof data19 == "object" && !Array.isArray(data19)) {
        for (let key10 in data19)
          if (!func1.call(schema19.properties.defaults.properties, key10)) {
            let err51 = { instancePath: instancePath + "/defaults", schemaPath: "#/properties/defaults/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key10 }, message: "must NOT have additional properties", schema: !1, parentSchema: schema19.properties.defaults, data: data19 };
            vErrors === null ? vErrors = [err51] : vErrors.push(err51), errors++;
          }
        if (data19.env !== void 0 && (validate53(data19.env, { instancePath: instancePath + "/defaults/env", parentData: data19, parentDataProperty: "env", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors), errors = vErrors.length)), data19["working-directory"] !== void 0) {
          let data21 = data19["working-directory"];
          if (typeof data21 == "string") {
            if (func2(data21) < 1) {
              let err52 = { instancePath: instancePath + "/defaults/working-directory", schemaPath: "#/properties/defaults/properties/working-directory/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema19.properties.defaults.properties["working-directory"], data: data21 };
              vErrors === null ? vErrors = [err52] : vErrors.push(err52), errors++;
            }
          } else {
            let err53 = { instancePath: instancePath + "/defaults/working-directory", schemaPath: "#/properties/defaults/properties/working-directory/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.defaults.properties["working-directory"].type, parentSchema: schema19.properties.defaults.properties["working-directory"], data: data21 };
            vErrors === null ? vErrors = [err53] : vErrors.push(err53), errors++;
          }
        }
        if (data19.resources !== void 0 && (validate55(data19.resources, { instancePath: instancePath + "/defaults/resources", parentData: data19, parentDataProperty: "resources", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate55.errors : vErrors.concat(validate55.errors), errors = vErrors.length)), data19.labels !== void 0 && (validate53(data19.labels, { instancePath: instancePath + "/defaults/labels", parentData: data19, parentDataProperty: "labels", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors), errors = vErrors.length)), data19.node !== void 0) {
          let data24 = data19.node;
          if (typeof data24 == "string") {
            if (func2(data24) < 1) {
              let err54 = { instancePath: instancePath + "/defaults/node", schemaPath: "#/properties/defaults/properties/node/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema19.properties.defaults.properties.node, data: data24 };
              vErrors === null ? vErrors = [err54] : vErrors.push(err54), errors++;
            }
          } else {
            let err55 = { instancePath: instancePath + "/defaults/node", schemaPath: "#/properties/defaults/properties/node/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.defaults.properties.node.type, parentSchema: schema19.properties.defaults.properties.node, data: data24 };
            vErrors === null ? vErrors = [err55] : vErrors.push(err55), errors++;
          }
        }
        if (data19.priority !== void 0) {
          let data25 = data19.priority, _errs73 = errors, valid16 = !1, _errs74 = errors;
          if (!(typeof data25 == "number" && !(data25 % 1) && !isNaN(data25) && isFinite(data25))) {
            let err56 = { instancePath: instancePath + "/defaults/priority", schemaPath: "#/properties/defaults/properties/priority/anyOf/0/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema19.properties.defaults.properties.priority.anyOf[0].type, parentSchema: schema19.properties.defaults.properties.priority.anyOf[0], data: data25 };
            vErrors === null ? vErrors = [err56] : vErrors.push(err56), errors++;
          }
          if (typeof data25 == "number" && isFinite(data25)) {
            if (data25 > 1e3 || isNaN(data25)) {
              let err57 = { instancePath: instancePath + "/defaults/priority", schemaPath: "#/properties/defaults/properties/priority/anyOf/0/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e3 }, message: "must be <= 1000", schema: 1e3, parentSchema: schema19.properties.defaults.properties.priority.anyOf[0], data: data25 };
              vErrors === null ? vErrors = [err57] : vErrors.push(err57), errors++;
            }
            if (data25 < -1e3 || isNaN(data25)) {
              let err58 = { instancePath: instancePath + "/defaults/priority", schemaPath: "#/properties/defaults/properties/priority/anyOf/0/minimum", keyword: "minimum", params: { comparison: ">=", limit: -1e3 }, message: "must be >= -1000", schema: -1e3, parentSchema: schema19.properties.defaults.properties.priority.anyOf[0], data: data25 };
              vErrors === null ? vErrors = [err58] : vErrors.push(err58), errors++;
            }
          }
          var _valid2 = _errs74 === errors;
          valid16 = valid16 || _valid2;
          let _errs76 = errors;
          if (typeof data25 == "string") {
            if (!pattern8.test(data25)) {
              let err59 = { instancePath: instancePath + "/defaults/priority", schemaPath: "#/properties/defaults/properties/priority/anyOf/1/pattern", keyword: "pattern", params: { pattern: "\\$\\{\\{" }, message: 'must match pattern "\\$\\{\\{"', schema: "\\$\\{\\{", parentSchema: schema19.properties.defaults.properties.priority.anyOf[1], data: data25 };
              vErrors === null ? vErrors = [err59] : vErrors.push(err59), errors++;
            }
          } else {
            let err60 = { instancePath: instancePath + "/defaults/priority", schemaPath: "#/properties/defaults/properties/priority/anyOf/1/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.defaults.properties.priority.anyOf[1].type, parentSchema: schema19.properties.defaults.properties.priority.anyOf[1], data: data25 };
            vErrors === null ? vErrors = [err60] : vErrors.push(err60), errors++;
          }
          var _valid2 = _errs76 === errors;
          if (valid16 = valid16 || _valid2, valid16)
            errors = _errs73, vErrors !== null && (_errs73 ? vErrors.length = _errs73 : vErrors = null);
          else {
            let err61 = { instancePath: instancePath + "/defaults/priority", schemaPath: "#/properties/defaults/properties/priority/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema19.properties.defaults.properties.priority.anyOf, parentSchema: schema19.properties.defaults.properties.priority, data: data25 };
            vErrors === null ? vErrors = [err61] : vErrors.push(err61), errors++;
          }
        }
        if (data19.timeout !== void 0 && (validate62(data19.timeout, { instancePath: instancePath + "/defaults/timeout", parentData: data19, parentDataProperty: "timeout", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate62.errors : vErrors.concat(validate62.errors), errors = vErrors.length)), data19["queue-timeout"] !== void 0 && (validate62(data19["queue-timeout"], { instancePath: instancePath + "/defaults/queue-timeout", parentData: data19, parentDataProperty: "queue-timeout", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate62.errors : vErrors.concat(validate62.errors), errors = vErrors.length)), data19.grace !== void 0 && (validate62(data19.grace, { instancePath: instancePath + "/defaults/grace", parentData: data19, parentDataProperty: "grace", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate62.errors : vErrors.concat(validate62.errors), errors = vErrors.length)), data19.retries !== void 0 && (validate66(data19.retries, { instancePath: instancePath + "/defaults/retries", parentData: data19, parentDataProperty: "retries", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate66.errors : vErrors.concat(validate66.errors), errors = vErrors.length)), data19.idempotent !== void 0) {
          let data30 = data19.idempotent;
          if (typeof data30 != "boolean") {
            let err62 = { instancePath: instancePath + "/defaults/idempotent", schemaPath: "#/properties/defaults/properties/idempotent/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean", schema: schema19.properties.defaults.properties.idempotent.type, parentSchema: schema19.properties.defaults.properties.idempotent, data: data30 };
            vErrors === null ? vErrors = [err62] : vErrors.push(err62), errors++;
          }
        }
        if (data19["on-lost"] !== void 0) {
          let data31 = data19["on-lost"];
          if (typeof data31 != "string") {
            let err63 = { instancePath: instancePath + "/defaults/on-lost", schemaPath: "#/properties/defaults/properties/on-lost/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.defaults.properties["on-lost"].type, parentSchema: schema19.properties.defaults.properties["on-lost"], data: data31 };
            vErrors === null ? vErrors = [err63] : vErrors.push(err63), errors++;
          }
          if (!(data31 === "hold" || data31 === "retry" || data31 === "fail")) {
            let err64 = { instancePath: instancePath + "/defaults/on-lost", schemaPath: "#/properties/defaults/properties/on-lost/enum", keyword: "enum", params: { allowedValues: schema19.properties.defaults.properties["on-lost"].enum }, message: "must be equal to one of the allowed values", schema: schema19.properties.defaults.properties["on-lost"].enum, parentSchema: schema19.properties.defaults.properties["on-lost"], data: data31 };
            vErrors === null ? vErrors = [err64] : vErrors.push(err64), errors++;
          }
        }
        if (data19["on-disconnect"] !== void 0) {
          let data32 = data19["on-disconnect"];
          if (typeof data32 != "string") {
            let err65 = { instancePath: instancePath + "/defaults/on-disconnect", schemaPath: "#/properties/defaults/properties/on-disconnect/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.defaults.properties["on-disconnect"].type, parentSchema: schema19.properties.defaults.properties["on-disconnect"], data: data32 };
            vErrors === null ? vErrors = [err65] : vErrors.push(err65), errors++;
          }
          if (!(data32 === "continue" || data32 === "stop")) {
            let err66 = { instancePath: instancePath + "/defaults/on-disconnect", schemaPath: "#/properties/defaults/properties/on-disconnect/enum", keyword: "enum", params: { allowedValues: schema19.properties.defaults.properties["on-disconnect"].enum }, message: "must be equal to one of the allowed values", schema: schema19.properties.defaults.properties["on-disconnect"].enum, parentSchema: schema19.properties.defaults.properties["on-disconnect"], data: data32 };
            vErrors === null ? vErrors = [err66] : vErrors.push(err66), errors++;
          }
        }
        if (data19.exclusive !== void 0) {
          let data33 = data19.exclusive;
          if (typeof data33 != "boolean") {
            let err67 = { instancePath: instancePath + "/defaults/exclusive", schemaPath: "#/properties/defaults/properties/exclusive/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean", schema: schema19.properties.defaults.properties.exclusive.type, parentSchema: schema19.properties.defaults.properties.exclusive, data: data33 };
            vErrors === null ? vErrors = [err67] : vErrors.push(err67), errors++;
          }
        }
        data19["log-bytes-max"] !== void 0 && (validate56(data19["log-bytes-max"], { instancePath: instancePath + "/defaults/log-bytes-max", parentData: data19, parentDataProperty: "log-bytes-max", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate56.errors : vErrors.concat(validate56.errors), errors = vErrors.length)), data19.workspace !== void 0 && (validate71(data19.workspace, { instancePath: instancePath + "/defaults/workspace", parentData: data19, parentDataProperty: "workspace", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate71.errors : vErrors.concat(validate71.errors), errors = vErrors.length));
      } else {
        let err68 = { instancePath: instancePath + "/defaults", schemaPath: "#/properties/defaults/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema19.properties.defaults.type, parentSchema: schema19.properties.defaults, data: data19 };
        vErrors === null ? vErrors = [err68] : vErrors.push(err68), errors++;
      }
    }
    if (data.concurrency !== void 0) {
      let data36 = data.concurrency, _errs93 = errors, valid17 = !1, _errs94 = errors;
      if (typeof data36 == "string") {
        if (func2(data36) < 1) {
          let err69 = { instancePath: instancePath + "/concurrency", schemaPath: "#/properties/concurrency/anyOf/0/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema19.properties.concurrency.anyOf[0], data: data36 };
          vErrors === null ? vErrors = [err69] : vErrors.push(err69), errors++;
        }
      } else {
        let err70 = { instancePath: instancePath + "/concurrency", schemaPath: "#/properties/concurrency/anyOf/0/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.concurrency.anyOf[0].type, parentSchema: schema19.properties.concurrency.anyOf[0], data: data36 };
        vErrors === null ? vErrors = [err70] : vErrors.push(err70), errors++;
      }
      var _valid3 = _errs94 === errors;
      valid17 = valid17 || _valid3;
      let _errs96 = errors;
      if (data36 && typeof data36 == "object" && !Array.isArray(data36)) {
        if (data36.group === void 0) {
          let err71 = { instancePath: instancePath + "/concurrency", schemaPath: "#/properties/concurrency/anyOf/1/required", keyword: "required", params: { missingProperty: "group" }, message: "must have required property 'group'", schema: schema19.properties.concurrency.anyOf[1].required, parentSchema: schema19.properties.concurrency.anyOf[1], data: data36 };
          vErrors === null ? vErrors = [err71] : vErrors.push(err71), errors++;
        }
        for (let key11 in data36)
          if (!(key11 === "group" || key11 === "cancel-in-progress" || key11 === "queue")) {
            let err72 = { instancePath: instancePath + "/concurrency", schemaPath: "#/properties/concurrency/anyOf/1/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key11 }, message: "must NOT have additional properties", schema: !1, parentSchema: schema19.properties.concurrency.anyOf[1], data: data36 };
            vErrors === null ? vErrors = [err72] : vErrors.push(err72), errors++;
          }
        if (data36.group !== void 0) {
          let data37 = data36.group;
          if (typeof data37 == "string") {
            if (func2(data37) < 1) {
              let err73 = { instancePath: instancePath + "/concurrency/group", schemaPath: "#/properties/concurrency/anyOf/1/properties/group/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema19.properties.concurrency.anyOf[1].properties.group, data: data37 };
              vErrors === null ? vErrors = [err73] : vErrors.push(err73), errors++;
            }
          } else {
            let err74 = { instancePath: instancePath + "/concurrency/group", schemaPath: "#/properties/concurrency/anyOf/1/properties/group/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.concurrency.anyOf[1].properties.group.type, parentSchema: schema19.properties.concurrency.anyOf[1].properties.group, data: data37 };
            vErrors === null ? vErrors = [err74] : vErrors.push(err74), errors++;
          }
        }
        if (data36["cancel-in-progress"] !== void 0) {
          let data38 = data36["cancel-in-progress"], _errs102 = errors, valid19 = !1, _errs103 = errors;
          if (typeof data38 != "boolean") {
            let err75 = { instancePath: instancePath + "/concurrency/cancel-in-progress", schemaPath: "#/properties/concurrency/anyOf/1/properties/cancel-in-progress/anyOf/0/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean", schema: schema19.properties.concurrency.anyOf[1].properties["cancel-in-progress"].anyOf[0].type, parentSchema: schema19.properties.concurrency.anyOf[1].properties["cancel-in-progress"].anyOf[0], data: data38 };
            vErrors === null ? vErrors = [err75] : vErrors.push(err75), errors++;
          }
          var _valid4 = _errs103 === errors;
          valid19 = valid19 || _valid4;
          let _errs105 = errors;
          if (typeof data38 == "string") {
            if (!pattern8.test(data38)) {
              let err76 = { instancePath: instancePath + "/concurrency/cancel-in-progress", schemaPath: "#/properties/concurrency/anyOf/1/properties/cancel-in-progress/anyOf/1/pattern", keyword: "pattern", params: { pattern: "\\$\\{\\{" }, message: 'must match pattern "\\$\\{\\{"', schema: "\\$\\{\\{", parentSchema: schema19.properties.concurrency.anyOf[1].properties["cancel-in-progress"].anyOf[1], data: data38 };
              vErrors === null ? vErrors = [err76] : vErrors.push(err76), errors++;
            }
          } else {
            let err77 = { instancePath: instancePath + "/concurrency/cancel-in-progress", schemaPath: "#/properties/concurrency/anyOf/1/properties/cancel-in-progress/anyOf/1/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.concurrency.anyOf[1].properties["cancel-in-progress"].anyOf[1].type, parentSchema: schema19.properties.concurrency.anyOf[1].properties["cancel-in-progress"].anyOf[1], data: data38 };
            vErrors === null ? vErrors = [err77] : vErrors.push(err77), errors++;
          }
          var _valid4 = _errs105 === errors;
          if (valid19 = valid19 || _valid4, valid19)
            errors = _errs102, vErrors !== null && (_errs102 ? vErrors.length = _errs102 : vErrors = null);
          else {
            let err78 = { instancePath: instancePath + "/concurrency/cancel-in-progress", schemaPath: "#/properties/concurrency/anyOf/1/properties/cancel-in-progress/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema19.properties.concurrency.anyOf[1].properties["cancel-in-progress"].anyOf, parentSchema: schema19.properties.concurrency.anyOf[1].properties["cancel-in-progress"], data: data38 };
            vErrors === null ? vErrors = [err78] : vErrors.push(err78), errors++;
          }
        }
        if (data36.queue !== void 0) {
          let data39 = data36.queue;
          if (typeof data39 != "string") {
            let err79 = { instancePath: instancePath + "/concurrency/queue", schemaPath: "#/properties/concurrency/anyOf/1/properties/queue/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.concurrency.anyOf[1].properties.queue.type, parentSchema: schema19.properties.concurrency.anyOf[1].properties.queue, data: data39 };
            vErrors === null ? vErrors = [err79] : vErrors.push(err79), errors++;
          }
          if (!(data39 === "latest" || data39 === "all")) {
            let err80 = { instancePath: instancePath + "/concurrency/queue", schemaPath: "#/properties/concurrency/anyOf/1/properties/queue/enum", keyword: "enum", params: { allowedValues: schema19.properties.concurrency.anyOf[1].properties.queue.enum }, message: "must be equal to one of the allowed values", schema: schema19.properties.concurrency.anyOf[1].properties.queue.enum, parentSchema: schema19.properties.concurrency.anyOf[1].properties.queue, data: data39 };
            vErrors === null ? vErrors = [err80] : vErrors.push(err80), errors++;
          }
        }
      } else {
        let err81 = { instancePath: instancePath + "/concurrency", schemaPath: "#/properties/concurrency/anyOf/1/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema19.properties.concurrency.anyOf[1].type, parentSchema: schema19.properties.concurrency.anyOf[1], data: data36 };
        vErrors === null ? vErrors = [err81] : vErrors.push(err81), errors++;
      }
      var _valid3 = _errs96 === errors;
      if (valid17 = valid17 || _valid3, valid17)
        errors = _errs93, vErrors !== null && (_errs93 ? vErrors.length = _errs93 : vErrors = null);
      else {
        let err82 = { instancePath: instancePath + "/concurrency", schemaPath: "#/properties/concurrency/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema19.properties.concurrency.anyOf, parentSchema: schema19.properties.concurrency, data: data36 };
        vErrors === null ? vErrors = [err82] : vErrors.push(err82), errors++;
      }
    }
    if (data.steps !== void 0) {
      let data40 = data.steps;
      if (data40 && typeof data40 == "object" && !Array.isArray(data40)) {
        if (Object.keys(data40).length < 1) {
          let err83 = { instancePath: instancePath + "/steps", schemaPath: "#/properties/steps/minProperties", keyword: "minProperties", params: { limit: 1 }, message: "must NOT have fewer than 1 properties", schema: 1, parentSchema: schema19.properties.steps, data: data40 };
          vErrors === null ? vErrors = [err83] : vErrors.push(err83), errors++;
        }
        for (let key12 in data40) {
          let _errs111 = errors;
          if (typeof key12 == "string") {
            if (!pattern3.test(key12)) {
              let err84 = { instancePath: instancePath + "/steps", schemaPath: "#/properties/steps/propertyNames/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z_][A-Za-z0-9_-]{0,99}$" }, message: 'must match pattern "^[A-Za-z_][A-Za-z0-9_-]{0,99}$"', schema: "^[A-Za-z_][A-Za-z0-9_-]{0,99}$", parentSchema: schema19.properties.steps.propertyNames, data: key12, propertyName: key12 };
              vErrors === null ? vErrors = [err84] : vErrors.push(err84), errors++;
            }
          } else {
            let err85 = { instancePath: instancePath + "/steps", schemaPath: "#/properties/steps/propertyNames/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.steps.propertyNames.type, parentSchema: schema19.properties.steps.propertyNames, data: key12, propertyName: key12 };
            vErrors === null ? vErrors = [err85] : vErrors.push(err85), errors++;
          }
          var valid20 = _errs111 === errors;
          if (!valid20) {
            let err86 = { instancePath: instancePath + "/steps", schemaPath: "#/properties/steps/propertyNames", keyword: "propertyNames", params: { propertyName: key12 }, message: "property name must be valid", schema: schema19.properties.steps.propertyNames, parentSchema: schema19.properties.steps, data: data40 };
            vErrors === null ? vErrors = [err86] : vErrors.push(err86), errors++;
          }
        }
        for (let key13 in data40)
          validate76(data40[key13], { instancePath: instancePath + "/steps/" + key13.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data40, parentDataProperty: key13, rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate76.errors : vErrors.concat(validate76.errors), errors = vErrors.length);
      } else {
        let err87 = { instancePath: instancePath + "/steps", schemaPath: "#/properties/steps/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema19.properties.steps.type, parentSchema: schema19.properties.steps, data: data40 };
        vErrors === null ? vErrors = [err87] : vErrors.push(err87), errors++;
      }
    }
    if (data.finally !== void 0) {
      let data42 = data.finally;
      if (data42 && typeof data42 == "object" && !Array.isArray(data42)) {
        for (let key14 in data42) {
          let _errs117 = errors;
          if (typeof key14 == "string") {
            if (!pattern3.test(key14)) {
              let err88 = { instancePath: instancePath + "/finally", schemaPath: "#/properties/finally/propertyNames/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z_][A-Za-z0-9_-]{0,99}$" }, message: 'must match pattern "^[A-Za-z_][A-Za-z0-9_-]{0,99}$"', schema: "^[A-Za-z_][A-Za-z0-9_-]{0,99}$", parentSchema: schema19.properties.finally.propertyNames, data: key14, propertyName: key14 };
              vErrors === null ? vErrors = [err88] : vErrors.push(err88), errors++;
            }
          } else {
            let err89 = { instancePath: instancePath + "/finally", schemaPath: "#/properties/finally/propertyNames/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.finally.propertyNames.type, parentSchema: schema19.properties.finally.propertyNames, data: key14, propertyName: key14 };
            vErrors === null ? vErrors = [err89] : vErrors.push(err89), errors++;
          }
          var valid22 = _errs117 === errors;
          if (!valid22) {
            let err90 = { instancePath: instancePath + "/finally", schemaPath: "#/properties/finally/propertyNames", keyword: "propertyNames", params: { propertyName: key14 }, message: "property name must be valid", schema: schema19.properties.finally.propertyNames, parentSchema: schema19.properties.finally, data: data42 };
            vErrors === null ? vErrors = [err90] : vErrors.push(err90), errors++;
          }
        }
        for (let key15 in data42)
          validate76(data42[key15], { instancePath: instancePath + "/finally/" + key15.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data42, parentDataProperty: key15, rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate76.errors : vErrors.concat(validate76.errors), errors = vErrors.length);
      } else {
        let err91 = { instancePath: instancePath + "/finally", schemaPath: "#/properties/finally/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema19.properties.finally.type, parentSchema: schema19.properties.finally, data: data42 };
        vErrors === null ? vErrors = [err91] : vErrors.push(err91), errors++;
      }
    }
  } else {
    let err92 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema19.type, parentSchema: schema19, data };
    vErrors === null ? vErrors = [err92] : vErrors.push(err92), errors++;
  }
  return validate52.errors = vErrors, errors === 0;
}
validate52.evaluated = { props: !0, dynamicProps: !1, dynamicItems: !1 };
export {
  stdin_default as default,
  validate
};
