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
var validate = validate52, stdin_default = validate52, schema19 = { $schema: "https://json-schema.org/draft/2020-12/schema", $id: "urn:orchion:schema:v1:job", type: "object", properties: { apiVersion: { type: "string", const: "orchion/v1", description: "The version of this language." }, kind: { type: "string", const: "Job", description: "What the file describes." }, name: { description: "For people; need not be unique. Left out: the file\u2019s name.", examples: ["train"], type: "string", minLength: 1 }, run: { description: "A shell line, run by `sh -c` on the node. Instead of `command`.", "x-expected": 'a shell line; a list of arguments goes into "command"', examples: ["python train.py --epochs 3 | tee out.txt"], type: "string", minLength: 1 }, command: { description: "The program and its arguments, passed on as they are, without a shell. Instead of `run`.", "x-expected": 'a list such as [python, train.py]; a shell line goes into "run"', examples: [["python", "train.py", "--epochs", "3"]], minItems: 1, maxItems: 4096, type: "array", items: { type: "string" } }, image: { description: "The container image to run in. Without `run` and `command`, what the image runs by itself.", examples: ["python:3.12", { name: "alpine:3", network: "none" }], "x-expected": "an image such as python:3.12, or the fields name, pull, user, network", anyOf: [{ type: "string", minLength: 1 }, { type: "object", properties: { name: { type: "string", minLength: 1, description: "The image.", examples: ["python:3.12", "ghcr.io/owner/name@sha256:\u2026"] }, pull: { description: "Fetch the image where the node does not have it (`missing`), each time, or not at all.", default: "missing", type: "string", enum: ["missing", "always", "never"] }, user: { description: "A name, a number or user:group inside the container. Left out: the agent\u2019s own user where that is not root, else the image\u2019s.", examples: ["root", "1000:1000"], type: "string", minLength: 1 }, network: { description: "What it reaches: a network of its own that reaches out (`bridge`), the node\u2019s, or nothing.", default: "bridge", type: "string", enum: ["bridge", "host", "none"] } }, required: ["name"], additionalProperties: !1 }] }, "working-directory": { description: "An absolute directory on the node, or in the container. Left out: a private, empty one.", examples: ["/data/project"], type: "string", minLength: 1 }, env: { description: "Environment variables, passed on exactly as written.", examples: [{ SEED: "7" }], "x-expected": "names and values, such as SEED: 7", type: "object", propertyNames: { type: "string" }, additionalProperties: { "x-expected": 'text, a number, or true or false; "" for an empty value', type: ["string", "number", "boolean"] } }, resources: { description: "What the job needs of its node.", "x-expected": "amounts, such as memory: 2GiB", type: "object", properties: { cpu: { description: "Cores; fractions are fine.", examples: [2, 0.5, "500m"], default: 1, "x-expected": 'cores such as 2 or 0.5, or thousandths of a core such as "500m"', anyOf: [{ type: "number", minimum: 0 }, { type: "string", pattern: "^([0-9]{1,6}(\\.[0-9]{1,9})?|[0-9]{1,9}m)$" }] }, memory: { description: "Memory that is kept for the job. Left out: none is reserved.", examples: ["2GiB", "512MB"], "x-expected": 'an amount such as "2GiB", "512MiB" or "1.5GB", or a number of bytes', anyOf: [{ type: "number", minimum: 0 }, { type: "string", pattern: "^[0-9]{1,15}(\\.[0-9]{1,9})? ?([kKmMgGtTpP]([iI]?[bB]?)|[bB])?$" }] }, disk: { description: "Disk space that must be free where the job works.", examples: ["50GB"], "x-expected": 'an amount such as "2GiB", "512MiB" or "1.5GB", or a number of bytes', anyOf: [{ type: "number", minimum: 0 }, { type: "string", pattern: "^[0-9]{1,15}(\\.[0-9]{1,9})? ?([kKmMgGtTpP]([iI]?[bB]?)|[bB])?$" }] }, gpus: { description: "GPUs: a number, a part of one device such as 0.5, or the details.", examples: [1, 0.5, { count: 2, vendor: "nvidia", vram: "24GB" }], "x-expected": "whole GPUs such as 1 or 2, or a part of one such as 0.5, or the fields count or share, vendor, model, vram", anyOf: [{ type: "number", minimum: 0 }, { type: "string", pattern: "^[0-9]{1,4}(\\.[0-9]{1,6})?$" }, { type: "object", properties: { count: { description: "Whole devices, all for this job.", examples: [1, 4], default: 1, type: "integer", minimum: 1, maximum: 64 }, share: { description: "A part of one device, in thousandths, instead of `count`.", examples: [0.5], type: "number", exclusiveMinimum: 0, exclusiveMaximum: 1 }, vendor: { description: "Only devices of this vendor.", type: "string", enum: ["nvidia", "amd", "apple", "intel", "other"] }, model: { description: "Only devices with this in their model name; case does not matter.", examples: ["4090", "H100", "M3 Max"], type: "string", minLength: 1 }, vram: { description: "VRAM that must be free on each device.", examples: ["24GB"], "x-expected": 'an amount such as "2GiB", "512MiB" or "1.5GB", or a number of bytes', anyOf: [{ type: "number", minimum: 0 }, { type: "string", pattern: "^[0-9]{1,15}(\\.[0-9]{1,9})? ?([kKmMgGtTpP]([iI]?[bB]?)|[bB])?$" }] } }, additionalProperties: !1, not: { required: ["count", "share"] } }] }, custom: { description: "Counters that you gave your nodes, by name, such as licences.", examples: [{ matlab: 1 }], type: "object", propertyNames: { type: "string" }, additionalProperties: { type: "integer", minimum: 0, maximum: 9007199254740991 } } }, additionalProperties: !1 }, labels: { description: "Labels that the node must have, with these values.", examples: [{ zone: "lab" }], "x-expected": "names and values, such as zone: lab", type: "object", propertyNames: { type: "string" }, additionalProperties: { "x-expected": 'text, a number, or true or false; "" for an empty value', type: ["string", "number", "boolean"] } }, node: { description: "Only this node, by name or id.", examples: ["tower"], type: "string", minLength: 1 }, priority: { description: "Higher goes first.", default: 0, type: "integer", minimum: -1e3, maximum: 1e3 }, timeout: { description: "How long one attempt may run. Left out: as long as it likes.", examples: ["10m", "1h30m"], "x-expected": 'a duration such as "90s", "10m" or "1h30m", or a number of seconds', anyOf: [{ type: "number", minimum: 0 }, { type: "string", pattern: "^([0-9]{1,12}(\\.[0-9]{1,6})?(ms|[smhdw]))+$|^[0-9]{1,12}(\\.[0-9]{1,6})?$" }] }, "queue-timeout": { description: "How long the job may wait for a node. Left out: as long as it takes.", examples: ["1h"], "x-expected": 'a duration such as "90s", "10m" or "1h30m", or a number of seconds', anyOf: [{ type: "number", minimum: 0 }, { type: "string", pattern: "^([0-9]{1,12}(\\.[0-9]{1,6})?(ms|[smhdw]))+$|^[0-9]{1,12}(\\.[0-9]{1,6})?$" }] }, grace: { description: "From the polite ask to end to the kill.", default: "10s", "x-expected": 'a duration such as "90s", "10m" or "1h30m", or a number of seconds', anyOf: [{ type: "number", minimum: 0 }, { type: "string", pattern: "^([0-9]{1,12}(\\.[0-9]{1,6})?(ms|[smhdw]))+$|^[0-9]{1,12}(\\.[0-9]{1,6})?$" }] }, retries: { description: "Further attempts after a failure of the program (lost nodes are not counted).", examples: [2, { count: 3, "exit-codes": [75], backoff: "10s" }], default: 0, "x-expected": "a whole number from 0 to 100, or the fields count, exit-codes, backoff, backoff-max", anyOf: [{ type: "integer", minimum: 0, maximum: 100 }, { type: "object", properties: { count: { type: "integer", minimum: 0, maximum: 100, description: "Further attempts after the first one." }, "exit-codes": { description: "Retry only after these exit codes. Left out: after every failure of the program.", "x-expected": "a list of exit codes such as [75]", minItems: 1, maxItems: 255, type: "array", items: { type: "integer", minimum: 1, maximum: 255 } }, backoff: { description: "Wait before the first retry; doubled each time.", default: "1s", "x-expected": 'a duration such as "90s", "10m" or "1h30m", or a number of seconds', anyOf: [{ type: "number", minimum: 0 }, { type: "string", pattern: "^([0-9]{1,12}(\\.[0-9]{1,6})?(ms|[smhdw]))+$|^[0-9]{1,12}(\\.[0-9]{1,6})?$" }] }, "backoff-max": { description: "The longest wait before a retry.", default: "5m", "x-expected": 'a duration such as "90s", "10m" or "1h30m", or a number of seconds', anyOf: [{ type: "number", minimum: 0 }, { type: "string", pattern: "^([0-9]{1,12}(\\.[0-9]{1,6})?(ms|[smhdw]))+$|^[0-9]{1,12}(\\.[0-9]{1,6})?$" }] } }, required: ["count"], additionalProperties: !1 }] }, idempotent: { description: "Running it twice does no harm: it may be started anew elsewhere.", default: !1, type: "boolean" }, "on-lost": { description: "When the node is given up while the command may still run: wait for it (`hold`), start anew (`retry`), or fail. Left out: `retry` for idempotent jobs, else `hold`.", type: "string", enum: ["hold", "retry", "fail"] }, "on-disconnect": { description: "What the node does while it cannot reach the orchestrator. Left out: `stop` for exclusive jobs, else `continue`.", type: "string", enum: ["continue", "stop"] }, exclusive: { description: "Never two at once, even when a node is cut off.", default: !1, type: "boolean" }, "log-bytes-max": { description: "Kept of each output stream of an attempt; what comes after is dropped, with a note.", default: "4GiB", "x-expected": 'an amount such as "2GiB", "512MiB" or "1.5GB", or a number of bytes', anyOf: [{ type: "number", minimum: 0 }, { type: "string", pattern: "^[0-9]{1,15}(\\.[0-9]{1,9})? ?([kKmMgGtTpP]([iI]?[bB]?)|[bB])?$" }] } }, required: ["apiVersion", "kind"], additionalProperties: !1, title: "Orchion job", description: "One job: what to run, what it needs, what happens when it fails.", "x-expected": "the fields of a job: apiVersion, kind, and run or command", oneOf: [{ required: ["run"] }, { required: ["command"] }, { required: ["image"], not: { anyOf: [{ required: ["run"] }, { required: ["command"] }] } }] }, func1 = Object.prototype.hasOwnProperty, func2 = require_ucs2length().default, pattern3 = new RegExp("^([0-9]{1,6}(\\.[0-9]{1,9})?|[0-9]{1,9}m)$", "u"), pattern4 = new RegExp("^[0-9]{1,15}(\\.[0-9]{1,9})? ?([kKmMgGtTpP]([iI]?[bB]?)|[bB])?$", "u"), pattern6 = new RegExp("^[0-9]{1,4}(\\.[0-9]{1,6})?$", "u"), pattern8 = new RegExp("^([0-9]{1,12}(\\.[0-9]{1,6})?(ms|[smhdw]))+$|^[0-9]{1,12}(\\.[0-9]{1,6})?$", "u");
function validate52(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null, errors = 0, evaluated0 = validate52.evaluated;
  evaluated0.dynamicProps && (evaluated0.props = void 0), evaluated0.dynamicItems && (evaluated0.items = void 0);
  let _errs1 = errors, valid0 = !1, passing0 = null, _errs2 = errors;
  if (data && typeof data == "object" && !Array.isArray(data) && data.run === void 0) {
    let err0 = { instancePath, schemaPath: "#/oneOf/0/required", keyword: "required", params: { missingProperty: "run" }, message: "must have required property 'run'", schema: schema19.oneOf[0].required, parentSchema: schema19.oneOf[0], data };
    vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
  }
  var _valid0 = _errs2 === errors;
  _valid0 && (valid0 = !0, passing0 = 0);
  let _errs3 = errors;
  if (data && typeof data == "object" && !Array.isArray(data) && data.command === void 0) {
    let err1 = { instancePath, schemaPath: "#/oneOf/1/required", keyword: "required", params: { missingProperty: "command" }, message: "must have required property 'command'", schema: schema19.oneOf[1].required, parentSchema: schema19.oneOf[1], data };
    vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
  }
  var _valid0 = _errs3 === errors;
  if (_valid0 && valid0)
    valid0 = !1, passing0 = [passing0, 1];
  else {
    _valid0 && (valid0 = !0, passing0 = 1);
    let _errs4 = errors, _errs5 = errors, _errs6 = errors, _errs7 = errors, valid2 = !1, _errs8 = errors;
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.run === void 0 && (missing0 = "run")) {
        let err2 = {};
        vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
      }
    }
    var _valid1 = _errs8 === errors;
    valid2 = valid2 || _valid1;
    let _errs9 = errors;
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing1;
      if (data.command === void 0 && (missing1 = "command")) {
        let err3 = {};
        vErrors === null ? vErrors = [err3] : vErrors.push(err3), errors++;
      }
    }
    var _valid1 = _errs9 === errors;
    if (valid2 = valid2 || _valid1, valid2)
      errors = _errs7, vErrors !== null && (_errs7 ? vErrors.length = _errs7 : vErrors = null);
    else {
      let err4 = {};
      vErrors === null ? vErrors = [err4] : vErrors.push(err4), errors++;
    }
    var valid1 = _errs6 === errors;
    if (valid1) {
      let err5 = { instancePath, schemaPath: "#/oneOf/2/not", keyword: "not", params: {}, message: "must NOT be valid", schema: schema19.oneOf[2].not, parentSchema: schema19.oneOf[2], data };
      vErrors === null ? vErrors = [err5] : vErrors.push(err5), errors++;
    } else
      errors = _errs5, vErrors !== null && (_errs5 ? vErrors.length = _errs5 : vErrors = null);
    if (data && typeof data == "object" && !Array.isArray(data) && data.image === void 0) {
      let err6 = { instancePath, schemaPath: "#/oneOf/2/required", keyword: "required", params: { missingProperty: "image" }, message: "must have required property 'image'", schema: schema19.oneOf[2].required, parentSchema: schema19.oneOf[2], data };
      vErrors === null ? vErrors = [err6] : vErrors.push(err6), errors++;
    }
    var _valid0 = _errs4 === errors;
    _valid0 && valid0 ? (valid0 = !1, passing0 = [passing0, 2]) : _valid0 && (valid0 = !0, passing0 = 2);
  }
  if (valid0)
    errors = _errs1, vErrors !== null && (_errs1 ? vErrors.length = _errs1 : vErrors = null);
  else {
    let err7 = { instancePath, schemaPath: "#/oneOf", keyword: "oneOf", params: { passingSchemas: passing0 }, message: "must match exactly one schema in oneOf", schema: schema19.oneOf, parentSchema: schema19, data };
    vErrors === null ? vErrors = [err7] : vErrors.push(err7), errors++;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.apiVersion === void 0) {
      let err8 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "apiVersion" }, message: "must have required property 'apiVersion'", schema: schema19.required, parentSchema: schema19, data };
      vErrors === null ? vErrors = [err8] : vErrors.push(err8), errors++;
    }
    if (data.kind === void 0) {
      let err9 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "kind" }, message: "must have required property 'kind'", schema: schema19.required, parentSchema: schema19, data };
      vErrors === null ? vErrors = [err9] : vErrors.push(err9), errors++;
    }
    for (let key0 in data)
      if (!func1.call(schema19.properties, key0)) {
        let err10 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties", schema: !1, parentSchema: schema19, data };
        vErrors === null ? vErrors = [err10] : vErrors.push(err10), errors++;
      }
    if (data.apiVersion !== void 0) {
      let data0 = data.apiVersion;
      if (typeof data0 != "string") {
        let err11 = { instancePath: instancePath + "/apiVersion", schemaPath: "#/properties/apiVersion/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.apiVersion.type, parentSchema: schema19.properties.apiVersion, data: data0 };
        vErrors === null ? vErrors = [err11] : vErrors.push(err11), errors++;
      }
      if (data0 !== "orchion/v1") {
        let err12 = { instancePath: instancePath + "/apiVersion", schemaPath: "#/properties/apiVersion/const", keyword: "const", params: { allowedValue: "orchion/v1" }, message: "must be equal to constant", schema: "orchion/v1", parentSchema: schema19.properties.apiVersion, data: data0 };
        vErrors === null ? vErrors = [err12] : vErrors.push(err12), errors++;
      }
    }
    if (data.kind !== void 0) {
      let data1 = data.kind;
      if (typeof data1 != "string") {
        let err13 = { instancePath: instancePath + "/kind", schemaPath: "#/properties/kind/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.kind.type, parentSchema: schema19.properties.kind, data: data1 };
        vErrors === null ? vErrors = [err13] : vErrors.push(err13), errors++;
      }
      if (data1 !== "Job") {
        let err14 = { instancePath: instancePath + "/kind", schemaPath: "#/properties/kind/const", keyword: "const", params: { allowedValue: "Job" }, message: "must be equal to constant", schema: "Job", parentSchema: schema19.properties.kind, data: data1 };
        vErrors === null ? vErrors = [err14] : vErrors.push(err14), errors++;
      }
    }
    if (data.name !== void 0) {
      let data2 = data.name;
      if (typeof data2 == "string") {
        if (func2(data2) < 1) {
          let err15 = { instancePath: instancePath + "/name", schemaPath: "#/properties/name/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema19.properties.name, data: data2 };
          vErrors === null ? vErrors = [err15] : vErrors.push(err15), errors++;
        }
      } else {
        let err16 = { instancePath: instancePath + "/name", schemaPath: "#/properties/name/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.name.type, parentSchema: schema19.properties.name, data: data2 };
        vErrors === null ? vErrors = [err16] : vErrors.push(err16), errors++;
      }
    }
    if (data.run !== void 0) {
      let data3 = data.run;
      if (typeof data3 == "string") {
        if (func2(data3) < 1) {
          let err17 = { instancePath: instancePath + "/run", schemaPath: "#/properties/run/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema19.properties.run, data: data3 };
          vErrors === null ? vErrors = [err17] : vErrors.push(err17), errors++;
        }
      } else {
        let err18 = { instancePath: instancePath + "/run", schemaPath: "#/properties/run/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.run.type, parentSchema: schema19.properties.run, data: data3 };
        vErrors === null ? vErrors = [err18] : vErrors.push(err18), errors++;
      }
    }
    if (data.command !== void 0) {
      let data4 = data.command;
      if (Array.isArray(data4)) {
        if (data4.length > 4096) {
          let err19 = { instancePath: instancePath + "/command", schemaPath: "#/properties/command/maxItems", keyword: "maxItems", params: { limit: 4096 }, message: "must NOT have more than 4096 items", schema: 4096, parentSchema: schema19.properties.command, data: data4 };
          vErrors === null ? vErrors = [err19] : vErrors.push(err19), errors++;
        }
        if (data4.length < 1) {
          let err20 = { instancePath: instancePath + "/command", schemaPath: "#/properties/command/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items", schema: 1, parentSchema: schema19.properties.command, data: data4 };
          vErrors === null ? vErrors = [err20] : vErrors.push(err20), errors++;
        }
        let len0 = data4.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data5 = data4[i0];
          if (typeof data5 != "string") {
            let err21 = { instancePath: instancePath + "/command/" + i0, schemaPath: "#/properties/command/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.command.items.type, parentSchema: schema19.properties.command.items, data: data5 };
            vErrors === null ? vErrors = [err21] : vErrors.push(err21), errors++;
          }
        }
      } else {
        let err22 = { instancePath: instancePath + "/command", schemaPath: "#/properties/command/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema19.properties.command.type, parentSchema: schema19.properties.command, data: data4 };
        vErrors === null ? vErrors = [err22] : vErrors.push(err22), errors++;
      }
    }
    if (data.image !== void 0) {
      let data6 = data.image, _errs24 = errors, valid6 = !1, _errs25 = errors;
      if (typeof data6 == "string") {
        if (func2(data6) < 1) {
          let err23 = { instancePath: instancePath + "/image", schemaPath: "#/properties/image/anyOf/0/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema19.properties.image.anyOf[0], data: data6 };
          vErrors === null ? vErrors = [err23] : vErrors.push(err23), errors++;
        }
      } else {
        let err24 = { instancePath: instancePath + "/image", schemaPath: "#/properties/image/anyOf/0/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.image.anyOf[0].type, parentSchema: schema19.properties.image.anyOf[0], data: data6 };
        vErrors === null ? vErrors = [err24] : vErrors.push(err24), errors++;
      }
      var _valid2 = _errs25 === errors;
      valid6 = valid6 || _valid2;
      let _errs27 = errors;
      if (data6 && typeof data6 == "object" && !Array.isArray(data6)) {
        if (data6.name === void 0) {
          let err25 = { instancePath: instancePath + "/image", schemaPath: "#/properties/image/anyOf/1/required", keyword: "required", params: { missingProperty: "name" }, message: "must have required property 'name'", schema: schema19.properties.image.anyOf[1].required, parentSchema: schema19.properties.image.anyOf[1], data: data6 };
          vErrors === null ? vErrors = [err25] : vErrors.push(err25), errors++;
        }
        for (let key1 in data6)
          if (!(key1 === "name" || key1 === "pull" || key1 === "user" || key1 === "network")) {
            let err26 = { instancePath: instancePath + "/image", schemaPath: "#/properties/image/anyOf/1/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key1 }, message: "must NOT have additional properties", schema: !1, parentSchema: schema19.properties.image.anyOf[1], data: data6 };
            vErrors === null ? vErrors = [err26] : vErrors.push(err26), errors++;
          }
        if (data6.name !== void 0) {
          let data7 = data6.name;
          if (typeof data7 == "string") {
            if (func2(data7) < 1) {
              let err27 = { instancePath: instancePath + "/image/name", schemaPath: "#/properties/image/anyOf/1/properties/name/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema19.properties.image.anyOf[1].properties.name, data: data7 };
              vErrors === null ? vErrors = [err27] : vErrors.push(err27), errors++;
            }
          } else {
            let err28 = { instancePath: instancePath + "/image/name", schemaPath: "#/properties/image/anyOf/1/properties/name/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.image.anyOf[1].properties.name.type, parentSchema: schema19.properties.image.anyOf[1].properties.name, data: data7 };
            vErrors === null ? vErrors = [err28] : vErrors.push(err28), errors++;
          }
        }
        if (data6.pull !== void 0) {
          let data8 = data6.pull;
          if (typeof data8 != "string") {
            let err29 = { instancePath: instancePath + "/image/pull", schemaPath: "#/properties/image/anyOf/1/properties/pull/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.image.anyOf[1].properties.pull.type, parentSchema: schema19.properties.image.anyOf[1].properties.pull, data: data8 };
            vErrors === null ? vErrors = [err29] : vErrors.push(err29), errors++;
          }
          if (!(data8 === "missing" || data8 === "always" || data8 === "never")) {
            let err30 = { instancePath: instancePath + "/image/pull", schemaPath: "#/properties/image/anyOf/1/properties/pull/enum", keyword: "enum", params: { allowedValues: schema19.properties.image.anyOf[1].properties.pull.enum }, message: "must be equal to one of the allowed values", schema: schema19.properties.image.anyOf[1].properties.pull.enum, parentSchema: schema19.properties.image.anyOf[1].properties.pull, data: data8 };
            vErrors === null ? vErrors = [err30] : vErrors.push(err30), errors++;
          }
        }
        if (data6.user !== void 0) {
          let data9 = data6.user;
          if (typeof data9 == "string") {
            if (func2(data9) < 1) {
              let err31 = { instancePath: instancePath + "/image/user", schemaPath: "#/properties/image/anyOf/1/properties/user/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema19.properties.image.anyOf[1].properties.user, data: data9 };
              vErrors === null ? vErrors = [err31] : vErrors.push(err31), errors++;
            }
          } else {
            let err32 = { instancePath: instancePath + "/image/user", schemaPath: "#/properties/image/anyOf/1/properties/user/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.image.anyOf[1].properties.user.type, parentSchema: schema19.properties.image.anyOf[1].properties.user, data: data9 };
            vErrors === null ? vErrors = [err32] : vErrors.push(err32), errors++;
          }
        }
        if (data6.network !== void 0) {
          let data10 = data6.network;
          if (typeof data10 != "string") {
            let err33 = { instancePath: instancePath + "/image/network", schemaPath: "#/properties/image/anyOf/1/properties/network/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.image.anyOf[1].properties.network.type, parentSchema: schema19.properties.image.anyOf[1].properties.network, data: data10 };
            vErrors === null ? vErrors = [err33] : vErrors.push(err33), errors++;
          }
          if (!(data10 === "bridge" || data10 === "host" || data10 === "none")) {
            let err34 = { instancePath: instancePath + "/image/network", schemaPath: "#/properties/image/anyOf/1/properties/network/enum", keyword: "enum", params: { allowedValues: schema19.properties.image.anyOf[1].properties.network.enum }, message: "must be equal to one of the allowed values", schema: schema19.properties.image.anyOf[1].properties.network.enum, parentSchema: schema19.properties.image.anyOf[1].properties.network, data: data10 };
            vErrors === null ? vErrors = [err34] : vErrors.push(err34), errors++;
          }
        }
      } else {
        let err35 = { instancePath: instancePath + "/image", schemaPath: "#/properties/image/anyOf/1/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema19.properties.image.anyOf[1].type, parentSchema: schema19.properties.image.anyOf[1], data: data6 };
        vErrors === null ? vErrors = [err35] : vErrors.push(err35), errors++;
      }
      var _valid2 = _errs27 === errors;
      if (valid6 = valid6 || _valid2, valid6)
        errors = _errs24, vErrors !== null && (_errs24 ? vErrors.length = _errs24 : vErrors = null);
      else {
        let err36 = { instancePath: instancePath + "/image", schemaPath: "#/properties/image/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema19.properties.image.anyOf, parentSchema: schema19.properties.image, data: data6 };
        vErrors === null ? vErrors = [err36] : vErrors.push(err36), errors++;
      }
    }
    if (data["working-directory"] !== void 0) {
      let data11 = data["working-directory"];
      if (typeof data11 == "string") {
        if (func2(data11) < 1) {
          let err37 = { instancePath: instancePath + "/working-directory", schemaPath: "#/properties/working-directory/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema19.properties["working-directory"], data: data11 };
          vErrors === null ? vErrors = [err37] : vErrors.push(err37), errors++;
        }
      } else {
        let err38 = { instancePath: instancePath + "/working-directory", schemaPath: "#/properties/working-directory/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties["working-directory"].type, parentSchema: schema19.properties["working-directory"], data: data11 };
        vErrors === null ? vErrors = [err38] : vErrors.push(err38), errors++;
      }
    }
    if (data.env !== void 0) {
      let data12 = data.env;
      if (data12 && typeof data12 == "object" && !Array.isArray(data12)) {
        for (let key2 in data12) {
          let _errs42 = errors;
          if (typeof key2 != "string") {
            let err39 = { instancePath: instancePath + "/env", schemaPath: "#/properties/env/propertyNames/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.env.propertyNames.type, parentSchema: schema19.properties.env.propertyNames, data: key2, propertyName: key2 };
            vErrors === null ? vErrors = [err39] : vErrors.push(err39), errors++;
          }
          var valid8 = _errs42 === errors;
          if (!valid8) {
            let err40 = { instancePath: instancePath + "/env", schemaPath: "#/properties/env/propertyNames", keyword: "propertyNames", params: { propertyName: key2 }, message: "property name must be valid", schema: schema19.properties.env.propertyNames, parentSchema: schema19.properties.env, data: data12 };
            vErrors === null ? vErrors = [err40] : vErrors.push(err40), errors++;
          }
        }
        for (let key3 in data12) {
          let data13 = data12[key3];
          if (typeof data13 != "string" && !(typeof data13 == "number" && isFinite(data13)) && typeof data13 != "boolean") {
            let err41 = { instancePath: instancePath + "/env/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/env/additionalProperties/type", keyword: "type", params: { type: schema19.properties.env.additionalProperties.type }, message: "must be string,number,boolean", schema: schema19.properties.env.additionalProperties.type, parentSchema: schema19.properties.env.additionalProperties, data: data13 };
            vErrors === null ? vErrors = [err41] : vErrors.push(err41), errors++;
          }
        }
      } else {
        let err42 = { instancePath: instancePath + "/env", schemaPath: "#/properties/env/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema19.properties.env.type, parentSchema: schema19.properties.env, data: data12 };
        vErrors === null ? vErrors = [err42] : vErrors.push(err42), errors++;
      }
    }
    if (data.resources !== void 0) {
      let data14 = data.resources;
      if (data14 && typeof data14 == "object" && !Array.isArray(data14)) {
        for (let key4 in data14)
          if (!(key4 === "cpu" || key4 === "memory" || key4 === "disk" || key4 === "gpus" || key4 === "custom")) {
            let err43 = { instancePath: instancePath + "/resources", schemaPath: "#/properties/resources/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key4 }, message: "must NOT have additional properties", schema: !1, parentSchema: schema19.properties.resources, data: data14 };
            vErrors === null ? vErrors = [err43] : vErrors.push(err43), errors++;
          }
        if (data14.cpu !== void 0) {
          let data15 = data14.cpu, _errs51 = errors, valid11 = !1, _errs52 = errors;
          if (typeof data15 == "number" && isFinite(data15)) {
            if (data15 < 0 || isNaN(data15)) {
              let err44 = { instancePath: instancePath + "/resources/cpu", schemaPath: "#/properties/resources/properties/cpu/anyOf/0/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema19.properties.resources.properties.cpu.anyOf[0], data: data15 };
              vErrors === null ? vErrors = [err44] : vErrors.push(err44), errors++;
            }
          } else {
            let err45 = { instancePath: instancePath + "/resources/cpu", schemaPath: "#/properties/resources/properties/cpu/anyOf/0/type", keyword: "type", params: { type: "number" }, message: "must be number", schema: schema19.properties.resources.properties.cpu.anyOf[0].type, parentSchema: schema19.properties.resources.properties.cpu.anyOf[0], data: data15 };
            vErrors === null ? vErrors = [err45] : vErrors.push(err45), errors++;
          }
          var _valid3 = _errs52 === errors;
          valid11 = valid11 || _valid3;
          let _errs54 = errors;
          if (typeof data15 == "string") {
            if (!pattern3.test(data15)) {
              let err46 = { instancePath: instancePath + "/resources/cpu", schemaPath: "#/properties/resources/properties/cpu/anyOf/1/pattern", keyword: "pattern", params: { pattern: "^([0-9]{1,6}(\\.[0-9]{1,9})?|[0-9]{1,9}m)$" }, message: 'must match pattern "^([0-9]{1,6}(\\.[0-9]{1,9})?|[0-9]{1,9}m)$"', schema: "^([0-9]{1,6}(\\.[0-9]{1,9})?|[0-9]{1,9}m)$", parentSchema: schema19.properties.resources.properties.cpu.anyOf[1], data: data15 };
              vErrors === null ? vErrors = [err46] : vErrors.push(err46), errors++;
            }
          } else {
            let err47 = { instancePath: instancePath + "/resources/cpu", schemaPath: "#/properties/resources/properties/cpu/anyOf/1/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.resources.properties.cpu.anyOf[1].type, parentSchema: schema19.properties.resources.properties.cpu.anyOf[1], data: data15 };
            vErrors === null ? vErrors = [err47] : vErrors.push(err47), errors++;
          }
          var _valid3 = _errs54 === errors;
          if (valid11 = valid11 || _valid3, valid11)
            errors = _errs51, vErrors !== null && (_errs51 ? vErrors.length = _errs51 : vErrors = null);
          else {
            let err48 = { instancePath: instancePath + "/resources/cpu", schemaPath: "#/properties/resources/properties/cpu/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema19.properties.resources.properties.cpu.anyOf, parentSchema: schema19.properties.resources.properties.cpu, data: data15 };
            vErrors === null ? vErrors = [err48] : vErrors.push(err48), errors++;
          }
        }
        if (data14.memory !== void 0) {
          let data16 = data14.memory, _errs57 = errors, valid12 = !1, _errs58 = errors;
          if (typeof data16 == "number" && isFinite(data16)) {
            if (data16 < 0 || isNaN(data16)) {
              let err49 = { instancePath: instancePath + "/resources/memory", schemaPath: "#/properties/resources/properties/memory/anyOf/0/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema19.properties.resources.properties.memory.anyOf[0], data: data16 };
              vErrors === null ? vErrors = [err49] : vErrors.push(err49), errors++;
            }
          } else {
            let err50 = { instancePath: instancePath + "/resources/memory", schemaPath: "#/properties/resources/properties/memory/anyOf/0/type", keyword: "type", params: { type: "number" }, message: "must be number", schema: schema19.properties.resources.properties.memory.anyOf[0].type, parentSchema: schema19.properties.resources.properties.memory.anyOf[0], data: data16 };
            vErrors === null ? vErrors = [err50] : vErrors.push(err50), errors++;
          }
          var _valid4 = _errs58 === errors;
          valid12 = valid12 || _valid4;
          let _errs60 = errors;
          if (typeof data16 == "string") {
            if (!pattern4.test(data16)) {
              let err51 = { instancePath: instancePath + "/resources/memory", schemaPath: "#/properties/resources/properties/memory/anyOf/1/pattern", keyword: "pattern", params: { pattern: "^[0-9]{1,15}(\\.[0-9]{1,9})? ?([kKmMgGtTpP]([iI]?[bB]?)|[bB])?$" }, message: 'must match pattern "^[0-9]{1,15}(\\.[0-9]{1,9})? ?([kKmMgGtTpP]([iI]?[bB]?)|[bB])?$"', schema: "^[0-9]{1,15}(\\.[0-9]{1,9})? ?([kKmMgGtTpP]([iI]?[bB]?)|[bB])?$", parentSchema: schema19.properties.resources.properties.memory.anyOf[1], data: data16 };
              vErrors === null ? vErrors = [err51] : vErrors.push(err51), errors++;
            }
          } else {
            let err52 = { instancePath: instancePath + "/resources/memory", schemaPath: "#/properties/resources/properties/memory/anyOf/1/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.resources.properties.memory.anyOf[1].type, parentSchema: schema19.properties.resources.properties.memory.anyOf[1], data: data16 };
            vErrors === null ? vErrors = [err52] : vErrors.push(err52), errors++;
          }
          var _valid4 = _errs60 === errors;
          if (valid12 = valid12 || _valid4, valid12)
            errors = _errs57, vErrors !== null && (_errs57 ? vErrors.length = _errs57 : vErrors = null);
          else {
            let err53 = { instancePath: instancePath + "/resources/memory", schemaPath: "#/properties/resources/properties/memory/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema19.properties.resources.properties.memory.anyOf, parentSchema: schema19.properties.resources.properties.memory, data: data16 };
            vErrors === null ? vErrors = [err53] : vErrors.push(err53), errors++;
          }
        }
        if (data14.disk !== void 0) {
          let data17 = data14.disk, _errs63 = errors, valid13 = !1, _errs64 = errors;
          if (typeof data17 == "number" && isFinite(data17)) {
            if (data17 < 0 || isNaN(data17)) {
              let err54 = { instancePath: instancePath + "/resources/disk", schemaPath: "#/properties/resources/properties/disk/anyOf/0/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema19.properties.resources.properties.disk.anyOf[0], data: data17 };
              vErrors === null ? vErrors = [err54] : vErrors.push(err54), errors++;
            }
          } else {
            let err55 = { instancePath: instancePath + "/resources/disk", schemaPath: "#/properties/resources/properties/disk/anyOf/0/type", keyword: "type", params: { type: "number" }, message: "must be number", schema: schema19.properties.resources.properties.disk.anyOf[0].type, parentSchema: schema19.properties.resources.properties.disk.anyOf[0], data: data17 };
            vErrors === null ? vErrors = [err55] : vErrors.push(err55), errors++;
          }
          var _valid5 = _errs64 === errors;
          valid13 = valid13 || _valid5;
          let _errs66 = errors;
          if (typeof data17 == "string") {
            if (!pattern4.test(data17)) {
              let err56 = { instancePath: instancePath + "/resources/disk", schemaPath: "#/properties/resources/properties/disk/anyOf/1/pattern", keyword: "pattern", params: { pattern: "^[0-9]{1,15}(\\.[0-9]{1,9})? ?([kKmMgGtTpP]([iI]?[bB]?)|[bB])?$" }, message: 'must match pattern "^[0-9]{1,15}(\\.[0-9]{1,9})? ?([kKmMgGtTpP]([iI]?[bB]?)|[bB])?$"', schema: "^[0-9]{1,15}(\\.[0-9]{1,9})? ?([kKmMgGtTpP]([iI]?[bB]?)|[bB])?$", parentSchema: schema19.properties.resources.properties.disk.anyOf[1], data: data17 };
              vErrors === null ? vErrors = [err56] : vErrors.push(err56), errors++;
            }
          } else {
            let err57 = { instancePath: instancePath + "/resources/disk", schemaPath: "#/properties/resources/properties/disk/anyOf/1/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.resources.properties.disk.anyOf[1].type, parentSchema: schema19.properties.resources.properties.disk.anyOf[1], data: data17 };
            vErrors === null ? vErrors = [err57] : vErrors.push(err57), errors++;
          }
          var _valid5 = _errs66 === errors;
          if (valid13 = valid13 || _valid5, valid13)
            errors = _errs63, vErrors !== null && (_errs63 ? vErrors.length = _errs63 : vErrors = null);
          else {
            let err58 = { instancePath: instancePath + "/resources/disk", schemaPath: "#/properties/resources/properties/disk/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema19.properties.resources.properties.disk.anyOf, parentSchema: schema19.properties.resources.properties.disk, data: data17 };
            vErrors === null ? vErrors = [err58] : vErrors.push(err58), errors++;
          }
        }
        if (data14.gpus !== void 0) {
          let data18 = data14.gpus, _errs69 = errors, valid14 = !1, _errs70 = errors;
          if (typeof data18 == "number" && isFinite(data18)) {
            if (data18 < 0 || isNaN(data18)) {
              let err59 = { instancePath: instancePath + "/resources/gpus", schemaPath: "#/properties/resources/properties/gpus/anyOf/0/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema19.properties.resources.properties.gpus.anyOf[0], data: data18 };
              vErrors === null ? vErrors = [err59] : vErrors.push(err59), errors++;
            }
          } else {
            let err60 = { instancePath: instancePath + "/resources/gpus", schemaPath: "#/properties/resources/properties/gpus/anyOf/0/type", keyword: "type", params: { type: "number" }, message: "must be number", schema: schema19.properties.resources.properties.gpus.anyOf[0].type, parentSchema: schema19.properties.resources.properties.gpus.anyOf[0], data: data18 };
            vErrors === null ? vErrors = [err60] : vErrors.push(err60), errors++;
          }
          var _valid6 = _errs70 === errors;
          valid14 = valid14 || _valid6;
          let _errs72 = errors;
          if (typeof data18 == "string") {
            if (!pattern6.test(data18)) {
              let err61 = { instancePath: instancePath + "/resources/gpus", schemaPath: "#/properties/resources/properties/gpus/anyOf/1/pattern", keyword: "pattern", params: { pattern: "^[0-9]{1,4}(\\.[0-9]{1,6})?$" }, message: 'must match pattern "^[0-9]{1,4}(\\.[0-9]{1,6})?$"', schema: "^[0-9]{1,4}(\\.[0-9]{1,6})?$", parentSchema: schema19.properties.resources.properties.gpus.anyOf[1], data: data18 };
              vErrors === null ? vErrors = [err61] : vErrors.push(err61), errors++;
            }
          } else {
            let err62 = { instancePath: instancePath + "/resources/gpus", schemaPath: "#/properties/resources/properties/gpus/anyOf/1/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.resources.properties.gpus.anyOf[1].type, parentSchema: schema19.properties.resources.properties.gpus.anyOf[1], data: data18 };
            vErrors === null ? vErrors = [err62] : vErrors.push(err62), errors++;
          }
          var _valid6 = _errs72 === errors;
          valid14 = valid14 || _valid6;
          let _errs74 = errors, _errs76 = errors, _errs77 = errors;
          if (data18 && typeof data18 == "object" && !Array.isArray(data18)) {
            let missing2;
            if (data18.count === void 0 && (missing2 = "count") || data18.share === void 0 && (missing2 = "share")) {
              let err63 = {};
              vErrors === null ? vErrors = [err63] : vErrors.push(err63), errors++;
            }
          }
          var valid15 = _errs77 === errors;
          if (valid15) {
            let err64 = { instancePath: instancePath + "/resources/gpus", schemaPath: "#/properties/resources/properties/gpus/anyOf/2/not", keyword: "not", params: {}, message: "must NOT be valid", schema: schema19.properties.resources.properties.gpus.anyOf[2].not, parentSchema: schema19.properties.resources.properties.gpus.anyOf[2], data: data18 };
            vErrors === null ? vErrors = [err64] : vErrors.push(err64), errors++;
          } else
            errors = _errs76, vErrors !== null && (_errs76 ? vErrors.length = _errs76 : vErrors = null);
          if (data18 && typeof data18 == "object" && !Array.isArray(data18)) {
            for (let key5 in data18)
              if (!(key5 === "count" || key5 === "share" || key5 === "vendor" || key5 === "model" || key5 === "vram")) {
                let err65 = { instancePath: instancePath + "/resources/gpus", schemaPath: "#/properties/resources/properties/gpus/anyOf/2/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key5 }, message: "must NOT have additional properties", schema: !1, parentSchema: schema19.properties.resources.properties.gpus.anyOf[2], data: data18 };
                vErrors === null ? vErrors = [err65] : vErrors.push(err65), errors++;
              }
            if (data18.count !== void 0) {
              let data19 = data18.count;
              if (!(typeof data19 == "number" && !(data19 % 1) && !isNaN(data19) && isFinite(data19))) {
                let err66 = { instancePath: instancePath + "/resources/gpus/count", schemaPath: "#/properties/resources/properties/gpus/anyOf/2/properties/count/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema19.properties.resources.properties.gpus.anyOf[2].properties.count.type, parentSchema: schema19.properties.resources.properties.gpus.anyOf[2].properties.count, data: data19 };
                vErrors === null ? vErrors = [err66] : vErrors.push(err66), errors++;
              }
              if (typeof data19 == "number" && isFinite(data19)) {
                if (data19 > 64 || isNaN(data19)) {
                  let err67 = { instancePath: instancePath + "/resources/gpus/count", schemaPath: "#/properties/resources/properties/gpus/anyOf/2/properties/count/maximum", keyword: "maximum", params: { comparison: "<=", limit: 64 }, message: "must be <= 64", schema: 64, parentSchema: schema19.properties.resources.properties.gpus.anyOf[2].properties.count, data: data19 };
                  vErrors === null ? vErrors = [err67] : vErrors.push(err67), errors++;
                }
                if (data19 < 1 || isNaN(data19)) {
                  let err68 = { instancePath: instancePath + "/resources/gpus/count", schemaPath: "#/properties/resources/properties/gpus/anyOf/2/properties/count/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1", schema: 1, parentSchema: schema19.properties.resources.properties.gpus.anyOf[2].properties.count, data: data19 };
                  vErrors === null ? vErrors = [err68] : vErrors.push(err68), errors++;
                }
              }
            }
            if (data18.share !== void 0) {
              let data20 = data18.share;
              if (typeof data20 == "number" && isFinite(data20)) {
                if (data20 >= 1 || isNaN(data20)) {
                  let err69 = { instancePath: instancePath + "/resources/gpus/share", schemaPath: "#/properties/resources/properties/gpus/anyOf/2/properties/share/exclusiveMaximum", keyword: "exclusiveMaximum", params: { comparison: "<", limit: 1 }, message: "must be < 1", schema: 1, parentSchema: schema19.properties.resources.properties.gpus.anyOf[2].properties.share, data: data20 };
                  vErrors === null ? vErrors = [err69] : vErrors.push(err69), errors++;
                }
                if (data20 <= 0 || isNaN(data20)) {
                  let err70 = { instancePath: instancePath + "/resources/gpus/share", schemaPath: "#/properties/resources/properties/gpus/anyOf/2/properties/share/exclusiveMinimum", keyword: "exclusiveMinimum", params: { comparison: ">", limit: 0 }, message: "must be > 0", schema: 0, parentSchema: schema19.properties.resources.properties.gpus.anyOf[2].properties.share, data: data20 };
                  vErrors === null ? vErrors = [err70] : vErrors.push(err70), errors++;
                }
              } else {
                let err71 = { instancePath: instancePath + "/resources/gpus/share", schemaPath: "#/properties/resources/properties/gpus/anyOf/2/properties/share/type", keyword: "type", params: { type: "number" }, message: "must be number", schema: schema19.properties.resources.properties.gpus.anyOf[2].properties.share.type, parentSchema: schema19.properties.resources.properties.gpus.anyOf[2].properties.share, data: data20 };
                vErrors === null ? vErrors = [err71] : vErrors.push(err71), errors++;
              }
            }
            if (data18.vendor !== void 0) {
              let data21 = data18.vendor;
              if (typeof data21 != "string") {
                let err72 = { instancePath: instancePath + "/resources/gpus/vendor", schemaPath: "#/properties/resources/properties/gpus/anyOf/2/properties/vendor/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.resources.properties.gpus.anyOf[2].properties.vendor.type, parentSchema: schema19.properties.resources.properties.gpus.anyOf[2].properties.vendor, data: data21 };
                vErrors === null ? vErrors = [err72] : vErrors.push(err72), errors++;
              }
              if (!(data21 === "nvidia" || data21 === "amd" || data21 === "apple" || data21 === "intel" || data21 === "other")) {
                let err73 = { instancePath: instancePath + "/resources/gpus/vendor", schemaPath: "#/properties/resources/properties/gpus/anyOf/2/properties/vendor/enum", keyword: "enum", params: { allowedValues: schema19.properties.resources.properties.gpus.anyOf[2].properties.vendor.enum }, message: "must be equal to one of the allowed values", schema: schema19.properties.resources.properties.gpus.anyOf[2].properties.vendor.enum, parentSchema: schema19.properties.resources.properties.gpus.anyOf[2].properties.vendor, data: data21 };
                vErrors === null ? vErrors = [err73] : vErrors.push(err73), errors++;
              }
            }
            if (data18.model !== void 0) {
              let data22 = data18.model;
              if (typeof data22 == "string") {
                if (func2(data22) < 1) {
                  let err74 = { instancePath: instancePath + "/resources/gpus/model", schemaPath: "#/properties/resources/properties/gpus/anyOf/2/properties/model/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema19.properties.resources.properties.gpus.anyOf[2].properties.model, data: data22 };
                  vErrors === null ? vErrors = [err74] : vErrors.push(err74), errors++;
                }
              } else {
                let err75 = { instancePath: instancePath + "/resources/gpus/model", schemaPath: "#/properties/resources/properties/gpus/anyOf/2/properties/model/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.resources.properties.gpus.anyOf[2].properties.model.type, parentSchema: schema19.properties.resources.properties.gpus.anyOf[2].properties.model, data: data22 };
                vErrors === null ? vErrors = [err75] : vErrors.push(err75), errors++;
              }
            }
            if (data18.vram !== void 0) {
              let data23 = data18.vram, _errs88 = errors, valid17 = !1, _errs89 = errors;
              if (typeof data23 == "number" && isFinite(data23)) {
                if (data23 < 0 || isNaN(data23)) {
                  let err76 = { instancePath: instancePath + "/resources/gpus/vram", schemaPath: "#/properties/resources/properties/gpus/anyOf/2/properties/vram/anyOf/0/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema19.properties.resources.properties.gpus.anyOf[2].properties.vram.anyOf[0], data: data23 };
                  vErrors === null ? vErrors = [err76] : vErrors.push(err76), errors++;
                }
              } else {
                let err77 = { instancePath: instancePath + "/resources/gpus/vram", schemaPath: "#/properties/resources/properties/gpus/anyOf/2/properties/vram/anyOf/0/type", keyword: "type", params: { type: "number" }, message: "must be number", schema: schema19.properties.resources.properties.gpus.anyOf[2].properties.vram.anyOf[0].type, parentSchema: schema19.properties.resources.properties.gpus.anyOf[2].properties.vram.anyOf[0], data: data23 };
                vErrors === null ? vErrors = [err77] : vErrors.push(err77), errors++;
              }
              var _valid7 = _errs89 === errors;
              valid17 = valid17 || _valid7;
              let _errs91 = errors;
              if (typeof data23 == "string") {
                if (!pattern4.test(data23)) {
                  let err78 = { instancePath: instancePath + "/resources/gpus/vram", schemaPath: "#/properties/resources/properties/gpus/anyOf/2/properties/vram/anyOf/1/pattern", keyword: "pattern", params: { pattern: "^[0-9]{1,15}(\\.[0-9]{1,9})? ?([kKmMgGtTpP]([iI]?[bB]?)|[bB])?$" }, message: 'must match pattern "^[0-9]{1,15}(\\.[0-9]{1,9})? ?([kKmMgGtTpP]([iI]?[bB]?)|[bB])?$"', schema: "^[0-9]{1,15}(\\.[0-9]{1,9})? ?([kKmMgGtTpP]([iI]?[bB]?)|[bB])?$", parentSchema: schema19.properties.resources.properties.gpus.anyOf[2].properties.vram.anyOf[1], data: data23 };
                  vErrors === null ? vErrors = [err78] : vErrors.push(err78), errors++;
                }
              } else {
                let err79 = { instancePath: instancePath + "/resources/gpus/vram", schemaPath: "#/properties/resources/properties/gpus/anyOf/2/properties/vram/anyOf/1/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.resources.properties.gpus.anyOf[2].properties.vram.anyOf[1].type, parentSchema: schema19.properties.resources.properties.gpus.anyOf[2].properties.vram.anyOf[1], data: data23 };
                vErrors === null ? vErrors = [err79] : vErrors.push(err79), errors++;
              }
              var _valid7 = _errs91 === errors;
              if (valid17 = valid17 || _valid7, valid17)
                errors = _errs88, vErrors !== null && (_errs88 ? vErrors.length = _errs88 : vErrors = null);
              else {
                let err80 = { instancePath: instancePath + "/resources/gpus/vram", schemaPath: "#/properties/resources/properties/gpus/anyOf/2/properties/vram/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema19.properties.resources.properties.gpus.anyOf[2].properties.vram.anyOf, parentSchema: schema19.properties.resources.properties.gpus.anyOf[2].properties.vram, data: data23 };
                vErrors === null ? vErrors = [err80] : vErrors.push(err80), errors++;
              }
            }
          } else {
            let err81 = { instancePath: instancePath + "/resources/gpus", schemaPath: "#/properties/resources/properties/gpus/anyOf/2/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema19.properties.resources.properties.gpus.anyOf[2].type, parentSchema: schema19.properties.resources.properties.gpus.anyOf[2], data: data18 };
            vErrors === null ? vErrors = [err81] : vErrors.push(err81), errors++;
          }
          var _valid6 = _errs74 === errors;
          if (valid14 = valid14 || _valid6, valid14)
            errors = _errs69, vErrors !== null && (_errs69 ? vErrors.length = _errs69 : vErrors = null);
          else {
            let err82 = { instancePath: instancePath + "/resources/gpus", schemaPath: "#/properties/resources/properties/gpus/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema19.properties.resources.properties.gpus.anyOf, parentSchema: schema19.properties.resources.properties.gpus, data: data18 };
            vErrors === null ? vErrors = [err82] : vErrors.push(err82), errors++;
          }
        }
        if (data14.custom !== void 0) {
          let data24 = data14.custom;
          if (data24 && typeof data24 == "object" && !Array.isArray(data24)) {
            for (let key6 in data24) {
              let _errs95 = errors;
              if (typeof key6 != "string") {
                let err83 = { instancePath: instancePath + "/resources/custom", schemaPath: "#/properties/resources/properties/custom/propertyNames/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.resources.properties.custom.propertyNames.type, parentSchema: schema19.properties.resources.properties.custom.propertyNames, data: key6, propertyName: key6 };
                vErrors === null ? vErrors = [err83] : vErrors.push(err83), errors++;
              }
              var valid18 = _errs95 === errors;
              if (!valid18) {
                let err84 = { instancePath: instancePath + "/resources/custom", schemaPath: "#/properties/resources/properties/custom/propertyNames", keyword: "propertyNames", params: { propertyName: key6 }, message: "property name must be valid", schema: schema19.properties.resources.properties.custom.propertyNames, parentSchema: schema19.properties.resources.properties.custom, data: data24 };
                vErrors === null ? vErrors = [err84] : vErrors.push(err84), errors++;
              }
            }
            for (let key7 in data24) {
              let data25 = data24[key7];
              if (!(typeof data25 == "number" && !(data25 % 1) && !isNaN(data25) && isFinite(data25))) {
                let err85 = { instancePath: instancePath + "/resources/custom/" + key7.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/resources/properties/custom/additionalProperties/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema19.properties.resources.properties.custom.additionalProperties.type, parentSchema: schema19.properties.resources.properties.custom.additionalProperties, data: data25 };
                vErrors === null ? vErrors = [err85] : vErrors.push(err85), errors++;
              }
              if (typeof data25 == "number" && isFinite(data25)) {
                if (data25 > 9007199254740991 || isNaN(data25)) {
                  let err86 = { instancePath: instancePath + "/resources/custom/" + key7.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/resources/properties/custom/additionalProperties/maximum", keyword: "maximum", params: { comparison: "<=", limit: 9007199254740991 }, message: "must be <= 9007199254740991", schema: 9007199254740991, parentSchema: schema19.properties.resources.properties.custom.additionalProperties, data: data25 };
                  vErrors === null ? vErrors = [err86] : vErrors.push(err86), errors++;
                }
                if (data25 < 0 || isNaN(data25)) {
                  let err87 = { instancePath: instancePath + "/resources/custom/" + key7.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/resources/properties/custom/additionalProperties/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema19.properties.resources.properties.custom.additionalProperties, data: data25 };
                  vErrors === null ? vErrors = [err87] : vErrors.push(err87), errors++;
                }
              }
            }
          } else {
            let err88 = { instancePath: instancePath + "/resources/custom", schemaPath: "#/properties/resources/properties/custom/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema19.properties.resources.properties.custom.type, parentSchema: schema19.properties.resources.properties.custom, data: data24 };
            vErrors === null ? vErrors = [err88] : vErrors.push(err88), errors++;
          }
        }
      } else {
        let err89 = { instancePath: instancePath + "/resources", schemaPath: "#/properties/resources/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema19.properties.resources.type, parentSchema: schema19.properties.resources, data: data14 };
        vErrors === null ? vErrors = [err89] : vErrors.push(err89), errors++;
      }
    }
    if (data.labels !== void 0) {
      let data26 = data.labels;
      if (data26 && typeof data26 == "object" && !Array.isArray(data26)) {
        for (let key8 in data26) {
          let _errs102 = errors;
          if (typeof key8 != "string") {
            let err90 = { instancePath: instancePath + "/labels", schemaPath: "#/properties/labels/propertyNames/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.labels.propertyNames.type, parentSchema: schema19.properties.labels.propertyNames, data: key8, propertyName: key8 };
            vErrors === null ? vErrors = [err90] : vErrors.push(err90), errors++;
          }
          var valid20 = _errs102 === errors;
          if (!valid20) {
            let err91 = { instancePath: instancePath + "/labels", schemaPath: "#/properties/labels/propertyNames", keyword: "propertyNames", params: { propertyName: key8 }, message: "property name must be valid", schema: schema19.properties.labels.propertyNames, parentSchema: schema19.properties.labels, data: data26 };
            vErrors === null ? vErrors = [err91] : vErrors.push(err91), errors++;
          }
        }
        for (let key9 in data26) {
          let data27 = data26[key9];
          if (typeof data27 != "string" && !(typeof data27 == "number" && isFinite(data27)) && typeof data27 != "boolean") {
            let err92 = { instancePath: instancePath + "/labels/" + key9.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/labels/additionalProperties/type", keyword: "type", params: { type: schema19.properties.labels.additionalProperties.type }, message: "must be string,number,boolean", schema: schema19.properties.labels.additionalProperties.type, parentSchema: schema19.properties.labels.additionalProperties, data: data27 };
            vErrors === null ? vErrors = [err92] : vErrors.push(err92), errors++;
          }
        }
      } else {
        let err93 = { instancePath: instancePath + "/labels", schemaPath: "#/properties/labels/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema19.properties.labels.type, parentSchema: schema19.properties.labels, data: data26 };
        vErrors === null ? vErrors = [err93] : vErrors.push(err93), errors++;
      }
    }
    if (data.node !== void 0) {
      let data28 = data.node;
      if (typeof data28 == "string") {
        if (func2(data28) < 1) {
          let err94 = { instancePath: instancePath + "/node", schemaPath: "#/properties/node/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema19.properties.node, data: data28 };
          vErrors === null ? vErrors = [err94] : vErrors.push(err94), errors++;
        }
      } else {
        let err95 = { instancePath: instancePath + "/node", schemaPath: "#/properties/node/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.node.type, parentSchema: schema19.properties.node, data: data28 };
        vErrors === null ? vErrors = [err95] : vErrors.push(err95), errors++;
      }
    }
    if (data.priority !== void 0) {
      let data29 = data.priority;
      if (!(typeof data29 == "number" && !(data29 % 1) && !isNaN(data29) && isFinite(data29))) {
        let err96 = { instancePath: instancePath + "/priority", schemaPath: "#/properties/priority/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema19.properties.priority.type, parentSchema: schema19.properties.priority, data: data29 };
        vErrors === null ? vErrors = [err96] : vErrors.push(err96), errors++;
      }
      if (typeof data29 == "number" && isFinite(data29)) {
        if (data29 > 1e3 || isNaN(data29)) {
          let err97 = { instancePath: instancePath + "/priority", schemaPath: "#/properties/priority/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e3 }, message: "must be <= 1000", schema: 1e3, parentSchema: schema19.properties.priority, data: data29 };
          vErrors === null ? vErrors = [err97] : vErrors.push(err97), errors++;
        }
        if (data29 < -1e3 || isNaN(data29)) {
          let err98 = { instancePath: instancePath + "/priority", schemaPath: "#/properties/priority/minimum", keyword: "minimum", params: { comparison: ">=", limit: -1e3 }, message: "must be >= -1000", schema: -1e3, parentSchema: schema19.properties.priority, data: data29 };
          vErrors === null ? vErrors = [err98] : vErrors.push(err98), errors++;
        }
      }
    }
    if (data.timeout !== void 0) {
      let data30 = data.timeout, _errs112 = errors, valid22 = !1, _errs113 = errors;
      if (typeof data30 == "number" && isFinite(data30)) {
        if (data30 < 0 || isNaN(data30)) {
          let err99 = { instancePath: instancePath + "/timeout", schemaPath: "#/properties/timeout/anyOf/0/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema19.properties.timeout.anyOf[0], data: data30 };
          vErrors === null ? vErrors = [err99] : vErrors.push(err99), errors++;
        }
      } else {
        let err100 = { instancePath: instancePath + "/timeout", schemaPath: "#/properties/timeout/anyOf/0/type", keyword: "type", params: { type: "number" }, message: "must be number", schema: schema19.properties.timeout.anyOf[0].type, parentSchema: schema19.properties.timeout.anyOf[0], data: data30 };
        vErrors === null ? vErrors = [err100] : vErrors.push(err100), errors++;
      }
      var _valid8 = _errs113 === errors;
      valid22 = valid22 || _valid8;
      let _errs115 = errors;
      if (typeof data30 == "string") {
        if (!pattern8.test(data30)) {
          let err101 = { instancePath: instancePath + "/timeout", schemaPath: "#/properties/timeout/anyOf/1/pattern", keyword: "pattern", params: { pattern: "^([0-9]{1,12}(\\.[0-9]{1,6})?(ms|[smhdw]))+$|^[0-9]{1,12}(\\.[0-9]{1,6})?$" }, message: 'must match pattern "^([0-9]{1,12}(\\.[0-9]{1,6})?(ms|[smhdw]))+$|^[0-9]{1,12}(\\.[0-9]{1,6})?$"', schema: "^([0-9]{1,12}(\\.[0-9]{1,6})?(ms|[smhdw]))+$|^[0-9]{1,12}(\\.[0-9]{1,6})?$", parentSchema: schema19.properties.timeout.anyOf[1], data: data30 };
          vErrors === null ? vErrors = [err101] : vErrors.push(err101), errors++;
        }
      } else {
        let err102 = { instancePath: instancePath + "/timeout", schemaPath: "#/properties/timeout/anyOf/1/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.timeout.anyOf[1].type, parentSchema: schema19.properties.timeout.anyOf[1], data: data30 };
        vErrors === null ? vErrors = [err102] : vErrors.push(err102), errors++;
      }
      var _valid8 = _errs115 === errors;
      if (valid22 = valid22 || _valid8, valid22)
        errors = _errs112, vErrors !== null && (_errs112 ? vErrors.length = _errs112 : vErrors = null);
      else {
        let err103 = { instancePath: instancePath + "/timeout", schemaPath: "#/properties/timeout/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema19.properties.timeout.anyOf, parentSchema: schema19.properties.timeout, data: data30 };
        vErrors === null ? vErrors = [err103] : vErrors.push(err103), errors++;
      }
    }
    if (data["queue-timeout"] !== void 0) {
      let data31 = data["queue-timeout"], _errs118 = errors, valid23 = !1, _errs119 = errors;
      if (typeof data31 == "number" && isFinite(data31)) {
        if (data31 < 0 || isNaN(data31)) {
          let err104 = { instancePath: instancePath + "/queue-timeout", schemaPath: "#/properties/queue-timeout/anyOf/0/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema19.properties["queue-timeout"].anyOf[0], data: data31 };
          vErrors === null ? vErrors = [err104] : vErrors.push(err104), errors++;
        }
      } else {
        let err105 = { instancePath: instancePath + "/queue-timeout", schemaPath: "#/properties/queue-timeout/anyOf/0/type", keyword: "type", params: { type: "number" }, message: "must be number", schema: schema19.properties["queue-timeout"].anyOf[0].type, parentSchema: schema19.properties["queue-timeout"].anyOf[0], data: data31 };
        vErrors === null ? vErrors = [err105] : vErrors.push(err105), errors++;
      }
      var _valid9 = _errs119 === errors;
      valid23 = valid23 || _valid9;
      let _errs121 = errors;
      if (typeof data31 == "string") {
        if (!pattern8.test(data31)) {
          let err106 = { instancePath: instancePath + "/queue-timeout", schemaPath: "#/properties/queue-timeout/anyOf/1/pattern", keyword: "pattern", params: { pattern: "^([0-9]{1,12}(\\.[0-9]{1,6})?(ms|[smhdw]))+$|^[0-9]{1,12}(\\.[0-9]{1,6})?$" }, message: 'must match pattern "^([0-9]{1,12}(\\.[0-9]{1,6})?(ms|[smhdw]))+$|^[0-9]{1,12}(\\.[0-9]{1,6})?$"', schema: "^([0-9]{1,12}(\\.[0-9]{1,6})?(ms|[smhdw]))+$|^[0-9]{1,12}(\\.[0-9]{1,6})?$", parentSchema: schema19.properties["queue-timeout"].anyOf[1], data: data31 };
          vErrors === null ? vErrors = [err106] : vErrors.push(err106), errors++;
        }
      } else {
        let err107 = { instancePath: instancePath + "/queue-timeout", schemaPath: "#/properties/queue-timeout/anyOf/1/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties["queue-timeout"].anyOf[1].type, parentSchema: schema19.properties["queue-timeout"].anyOf[1], data: data31 };
        vErrors === null ? vErrors = [err107] : vErrors.push(err107), errors++;
      }
      var _valid9 = _errs121 === errors;
      if (valid23 = valid23 || _valid9, valid23)
        errors = _errs118, vErrors !== null && (_errs118 ? vErrors.length = _errs118 : vErrors = null);
      else {
        let err108 = { instancePath: instancePath + "/queue-timeout", schemaPath: "#/properties/queue-timeout/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema19.properties["queue-timeout"].anyOf, parentSchema: schema19.properties["queue-timeout"], data: data31 };
        vErrors === null ? vErrors = [err108] : vErrors.push(err108), errors++;
      }
    }
    if (data.grace !== void 0) {
      let data32 = data.grace, _errs124 = errors, valid24 = !1, _errs125 = errors;
      if (typeof data32 == "number" && isFinite(data32)) {
        if (data32 < 0 || isNaN(data32)) {
          let err109 = { instancePath: instancePath + "/grace", schemaPath: "#/properties/grace/anyOf/0/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema19.properties.grace.anyOf[0], data: data32 };
          vErrors === null ? vErrors = [err109] : vErrors.push(err109), errors++;
        }
      } else {
        let err110 = { instancePath: instancePath + "/grace", schemaPath: "#/properties/grace/anyOf/0/type", keyword: "type", params: { type: "number" }, message: "must be number", schema: schema19.properties.grace.anyOf[0].type, parentSchema: schema19.properties.grace.anyOf[0], data: data32 };
        vErrors === null ? vErrors = [err110] : vErrors.push(err110), errors++;
      }
      var _valid10 = _errs125 === errors;
      valid24 = valid24 || _valid10;
      let _errs127 = errors;
      if (typeof data32 == "string") {
        if (!pattern8.test(data32)) {
          let err111 = { instancePath: instancePath + "/grace", schemaPath: "#/properties/grace/anyOf/1/pattern", keyword: "pattern", params: { pattern: "^([0-9]{1,12}(\\.[0-9]{1,6})?(ms|[smhdw]))+$|^[0-9]{1,12}(\\.[0-9]{1,6})?$" }, message: 'must match pattern "^([0-9]{1,12}(\\.[0-9]{1,6})?(ms|[smhdw]))+$|^[0-9]{1,12}(\\.[0-9]{1,6})?$"', schema: "^([0-9]{1,12}(\\.[0-9]{1,6})?(ms|[smhdw]))+$|^[0-9]{1,12}(\\.[0-9]{1,6})?$", parentSchema: schema19.properties.grace.anyOf[1], data: data32 };
          vErrors === null ? vErrors = [err111] : vErrors.push(err111), errors++;
        }
      } else {
        let err112 = { instancePath: instancePath + "/grace", schemaPath: "#/properties/grace/anyOf/1/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.grace.anyOf[1].type, parentSchema: schema19.properties.grace.anyOf[1], data: data32 };
        vErrors === null ? vErrors = [err112] : vErrors.push(err112), errors++;
      }
      var _valid10 = _errs127 === errors;
      if (valid24 = valid24 || _valid10, valid24)
        errors = _errs124, vErrors !== null && (_errs124 ? vErrors.length = _errs124 : vErrors = null);
      else {
        let err113 = { instancePath: instancePath + "/grace", schemaPath: "#/properties/grace/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema19.properties.grace.anyOf, parentSchema: schema19.properties.grace, data: data32 };
        vErrors === null ? vErrors = [err113] : vErrors.push(err113), errors++;
      }
    }
    if (data.retries !== void 0) {
      let data33 = data.retries, _errs130 = errors, valid25 = !1, _errs131 = errors;
      if (!(typeof data33 == "number" && !(data33 % 1) && !isNaN(data33) && isFinite(data33))) {
        let err114 = { instancePath: instancePath + "/retries", schemaPath: "#/properties/retries/anyOf/0/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema19.properties.retries.anyOf[0].type, parentSchema: schema19.properties.retries.anyOf[0], data: data33 };
        vErrors === null ? vErrors = [err114] : vErrors.push(err114), errors++;
      }
      if (typeof data33 == "number" && isFinite(data33)) {
        if (data33 > 100 || isNaN(data33)) {
          let err115 = { instancePath: instancePath + "/retries", schemaPath: "#/properties/retries/anyOf/0/maximum", keyword: "maximum", params: { comparison: "<=", limit: 100 }, message: "must be <= 100", schema: 100, parentSchema: schema19.properties.retries.anyOf[0], data: data33 };
          vErrors === null ? vErrors = [err115] : vErrors.push(err115), errors++;
        }
        if (data33 < 0 || isNaN(data33)) {
          let err116 = { instancePath: instancePath + "/retries", schemaPath: "#/properties/retries/anyOf/0/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema19.properties.retries.anyOf[0], data: data33 };
          vErrors === null ? vErrors = [err116] : vErrors.push(err116), errors++;
        }
      }
      var _valid11 = _errs131 === errors;
      valid25 = valid25 || _valid11;
      let _errs133 = errors;
      if (data33 && typeof data33 == "object" && !Array.isArray(data33)) {
        if (data33.count === void 0) {
          let err117 = { instancePath: instancePath + "/retries", schemaPath: "#/properties/retries/anyOf/1/required", keyword: "required", params: { missingProperty: "count" }, message: "must have required property 'count'", schema: schema19.properties.retries.anyOf[1].required, parentSchema: schema19.properties.retries.anyOf[1], data: data33 };
          vErrors === null ? vErrors = [err117] : vErrors.push(err117), errors++;
        }
        for (let key10 in data33)
          if (!(key10 === "count" || key10 === "exit-codes" || key10 === "backoff" || key10 === "backoff-max")) {
            let err118 = { instancePath: instancePath + "/retries", schemaPath: "#/properties/retries/anyOf/1/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key10 }, message: "must NOT have additional properties", schema: !1, parentSchema: schema19.properties.retries.anyOf[1], data: data33 };
            vErrors === null ? vErrors = [err118] : vErrors.push(err118), errors++;
          }
        if (data33.count !== void 0) {
          let data34 = data33.count;
          if (!(typeof data34 == "number" && !(data34 % 1) && !isNaN(data34) && isFinite(data34))) {
            let err119 = { instancePath: instancePath + "/retries/count", schemaPath: "#/properties/retries/anyOf/1/properties/count/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema19.properties.retries.anyOf[1].properties.count.type, parentSchema: schema19.properties.retries.anyOf[1].properties.count, data: data34 };
            vErrors === null ? vErrors = [err119] : vErrors.push(err119), errors++;
          }
          if (typeof data34 == "number" && isFinite(data34)) {
            if (data34 > 100 || isNaN(data34)) {
              let err120 = { instancePath: instancePath + "/retries/count", schemaPath: "#/properties/retries/anyOf/1/properties/count/maximum", keyword: "maximum", params: { comparison: "<=", limit: 100 }, message: "must be <= 100", schema: 100, parentSchema: schema19.properties.retries.anyOf[1].properties.count, data: data34 };
              vErrors === null ? vErrors = [err120] : vErrors.push(err120), errors++;
            }
            if (data34 < 0 || isNaN(data34)) {
              let err121 = { instancePath: instancePath + "/retries/count", schemaPath: "#/properties/retries/anyOf/1/properties/count/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema19.properties.retries.anyOf[1].properties.count, data: data34 };
              vErrors === null ? vErrors = [err121] : vErrors.push(err121), errors++;
            }
          }
        }
        if (data33["exit-codes"] !== void 0) {
          let data35 = data33["exit-codes"];
          if (Array.isArray(data35)) {
            if (data35.length > 255) {
              let err122 = { instancePath: instancePath + "/retries/exit-codes", schemaPath: "#/properties/retries/anyOf/1/properties/exit-codes/maxItems", keyword: "maxItems", params: { limit: 255 }, message: "must NOT have more than 255 items", schema: 255, parentSchema: schema19.properties.retries.anyOf[1].properties["exit-codes"], data: data35 };
              vErrors === null ? vErrors = [err122] : vErrors.push(err122), errors++;
            }
            if (data35.length < 1) {
              let err123 = { instancePath: instancePath + "/retries/exit-codes", schemaPath: "#/properties/retries/anyOf/1/properties/exit-codes/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items", schema: 1, parentSchema: schema19.properties.retries.anyOf[1].properties["exit-codes"], data: data35 };
              vErrors === null ? vErrors = [err123] : vErrors.push(err123), errors++;
            }
            let len1 = data35.length;
            for (let i1 = 0; i1 < len1; i1++) {
              let data36 = data35[i1];
              if (!(typeof data36 == "number" && !(data36 % 1) && !isNaN(data36) && isFinite(data36))) {
                let err124 = { instancePath: instancePath + "/retries/exit-codes/" + i1, schemaPath: "#/properties/retries/anyOf/1/properties/exit-codes/items/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema19.properties.retries.anyOf[1].properties["exit-codes"].items.type, parentSchema: schema19.properties.retries.anyOf[1].properties["exit-codes"].items, data: data36 };
                vErrors === null ? vErrors = [err124] : vErrors.push(err124), errors++;
              }
              if (typeof data36 == "number" && isFinite(data36)) {
                if (data36 > 255 || isNaN(data36)) {
                  let err125 = { instancePath: instancePath + "/retries/exit-codes/" + i1, schemaPath: "#/properties/retries/anyOf/1/properties/exit-codes/items/maximum", keyword: "maximum", params: { comparison: "<=", limit: 255 }, message: "must be <= 255", schema: 255, parentSchema: schema19.properties.retries.anyOf[1].properties["exit-codes"].items, data: data36 };
                  vErrors === null ? vErrors = [err125] : vErrors.push(err125), errors++;
                }
                if (data36 < 1 || isNaN(data36)) {
                  let err126 = { instancePath: instancePath + "/retries/exit-codes/" + i1, schemaPath: "#/properties/retries/anyOf/1/properties/exit-codes/items/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1", schema: 1, parentSchema: schema19.properties.retries.anyOf[1].properties["exit-codes"].items, data: data36 };
                  vErrors === null ? vErrors = [err126] : vErrors.push(err126), errors++;
                }
              }
            }
          } else {
            let err127 = { instancePath: instancePath + "/retries/exit-codes", schemaPath: "#/properties/retries/anyOf/1/properties/exit-codes/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema19.properties.retries.anyOf[1].properties["exit-codes"].type, parentSchema: schema19.properties.retries.anyOf[1].properties["exit-codes"], data: data35 };
            vErrors === null ? vErrors = [err127] : vErrors.push(err127), errors++;
          }
        }
        if (data33.backoff !== void 0) {
          let data37 = data33.backoff, _errs143 = errors, valid29 = !1, _errs144 = errors;
          if (typeof data37 == "number" && isFinite(data37)) {
            if (data37 < 0 || isNaN(data37)) {
              let err128 = { instancePath: instancePath + "/retries/backoff", schemaPath: "#/properties/retries/anyOf/1/properties/backoff/anyOf/0/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema19.properties.retries.anyOf[1].properties.backoff.anyOf[0], data: data37 };
              vErrors === null ? vErrors = [err128] : vErrors.push(err128), errors++;
            }
          } else {
            let err129 = { instancePath: instancePath + "/retries/backoff", schemaPath: "#/properties/retries/anyOf/1/properties/backoff/anyOf/0/type", keyword: "type", params: { type: "number" }, message: "must be number", schema: schema19.properties.retries.anyOf[1].properties.backoff.anyOf[0].type, parentSchema: schema19.properties.retries.anyOf[1].properties.backoff.anyOf[0], data: data37 };
            vErrors === null ? vErrors = [err129] : vErrors.push(err129), errors++;
          }
          var _valid12 = _errs144 === errors;
          valid29 = valid29 || _valid12;
          let _errs146 = errors;
          if (typeof data37 == "string") {
            if (!pattern8.test(data37)) {
              let err130 = { instancePath: instancePath + "/retries/backoff", schemaPath: "#/properties/retries/anyOf/1/properties/backoff/anyOf/1/pattern", keyword: "pattern", params: { pattern: "^([0-9]{1,12}(\\.[0-9]{1,6})?(ms|[smhdw]))+$|^[0-9]{1,12}(\\.[0-9]{1,6})?$" }, message: 'must match pattern "^([0-9]{1,12}(\\.[0-9]{1,6})?(ms|[smhdw]))+$|^[0-9]{1,12}(\\.[0-9]{1,6})?$"', schema: "^([0-9]{1,12}(\\.[0-9]{1,6})?(ms|[smhdw]))+$|^[0-9]{1,12}(\\.[0-9]{1,6})?$", parentSchema: schema19.properties.retries.anyOf[1].properties.backoff.anyOf[1], data: data37 };
              vErrors === null ? vErrors = [err130] : vErrors.push(err130), errors++;
            }
          } else {
            let err131 = { instancePath: instancePath + "/retries/backoff", schemaPath: "#/properties/retries/anyOf/1/properties/backoff/anyOf/1/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.retries.anyOf[1].properties.backoff.anyOf[1].type, parentSchema: schema19.properties.retries.anyOf[1].properties.backoff.anyOf[1], data: data37 };
            vErrors === null ? vErrors = [err131] : vErrors.push(err131), errors++;
          }
          var _valid12 = _errs146 === errors;
          if (valid29 = valid29 || _valid12, valid29)
            errors = _errs143, vErrors !== null && (_errs143 ? vErrors.length = _errs143 : vErrors = null);
          else {
            let err132 = { instancePath: instancePath + "/retries/backoff", schemaPath: "#/properties/retries/anyOf/1/properties/backoff/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema19.properties.retries.anyOf[1].properties.backoff.anyOf, parentSchema: schema19.properties.retries.anyOf[1].properties.backoff, data: data37 };
            vErrors === null ? vErrors = [err132] : vErrors.push(err132), errors++;
          }
        }
        if (data33["backoff-max"] !== void 0) {
          let data38 = data33["backoff-max"], _errs149 = errors, valid30 = !1, _errs150 = errors;
          if (typeof data38 == "number" && isFinite(data38)) {
            if (data38 < 0 || isNaN(data38)) {
              let err133 = { instancePath: instancePath + "/retries/backoff-max", schemaPath: "#/properties/retries/anyOf/1/properties/backoff-max/anyOf/0/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema19.properties.retries.anyOf[1].properties["backoff-max"].anyOf[0], data: data38 };
              vErrors === null ? vErrors = [err133] : vErrors.push(err133), errors++;
            }
          } else {
            let err134 = { instancePath: instancePath + "/retries/backoff-max", schemaPath: "#/properties/retries/anyOf/1/properties/backoff-max/anyOf/0/type", keyword: "type", params: { type: "number" }, message: "must be number", schema: schema19.properties.retries.anyOf[1].properties["backoff-max"].anyOf[0].type, parentSchema: schema19.properties.retries.anyOf[1].properties["backoff-max"].anyOf[0], data: data38 };
            vErrors === null ? vErrors = [err134] : vErrors.push(err134), errors++;
          }
          var _valid13 = _errs150 === errors;
          valid30 = valid30 || _valid13;
          let _errs152 = errors;
          if (typeof data38 == "string") {
            if (!pattern8.test(data38)) {
              let err135 = { instancePath: instancePath + "/retries/backoff-max", schemaPath: "#/properties/retries/anyOf/1/properties/backoff-max/anyOf/1/pattern", keyword: "pattern", params: { pattern: "^([0-9]{1,12}(\\.[0-9]{1,6})?(ms|[smhdw]))+$|^[0-9]{1,12}(\\.[0-9]{1,6})?$" }, message: 'must match pattern "^([0-9]{1,12}(\\.[0-9]{1,6})?(ms|[smhdw]))+$|^[0-9]{1,12}(\\.[0-9]{1,6})?$"', schema: "^([0-9]{1,12}(\\.[0-9]{1,6})?(ms|[smhdw]))+$|^[0-9]{1,12}(\\.[0-9]{1,6})?$", parentSchema: schema19.properties.retries.anyOf[1].properties["backoff-max"].anyOf[1], data: data38 };
              vErrors === null ? vErrors = [err135] : vErrors.push(err135), errors++;
            }
          } else {
            let err136 = { instancePath: instancePath + "/retries/backoff-max", schemaPath: "#/properties/retries/anyOf/1/properties/backoff-max/anyOf/1/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.retries.anyOf[1].properties["backoff-max"].anyOf[1].type, parentSchema: schema19.properties.retries.anyOf[1].properties["backoff-max"].anyOf[1], data: data38 };
            vErrors === null ? vErrors = [err136] : vErrors.push(err136), errors++;
          }
          var _valid13 = _errs152 === errors;
          if (valid30 = valid30 || _valid13, valid30)
            errors = _errs149, vErrors !== null && (_errs149 ? vErrors.length = _errs149 : vErrors = null);
          else {
            let err137 = { instancePath: instancePath + "/retries/backoff-max", schemaPath: "#/properties/retries/anyOf/1/properties/backoff-max/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema19.properties.retries.anyOf[1].properties["backoff-max"].anyOf, parentSchema: schema19.properties.retries.anyOf[1].properties["backoff-max"], data: data38 };
            vErrors === null ? vErrors = [err137] : vErrors.push(err137), errors++;
          }
        }
      } else {
        let err138 = { instancePath: instancePath + "/retries", schemaPath: "#/properties/retries/anyOf/1/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema19.properties.retries.anyOf[1].type, parentSchema: schema19.properties.retries.anyOf[1], data: data33 };
        vErrors === null ? vErrors = [err138] : vErrors.push(err138), errors++;
      }
      var _valid11 = _errs133 === errors;
      if (valid25 = valid25 || _valid11, valid25)
        errors = _errs130, vErrors !== null && (_errs130 ? vErrors.length = _errs130 : vErrors = null);
      else {
        let err139 = { instancePath: instancePath + "/retries", schemaPath: "#/properties/retries/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema19.properties.retries.anyOf, parentSchema: schema19.properties.retries, data: data33 };
        vErrors === null ? vErrors = [err139] : vErrors.push(err139), errors++;
      }
    }
    if (data.idempotent !== void 0) {
      let data39 = data.idempotent;
      if (typeof data39 != "boolean") {
        let err140 = { instancePath: instancePath + "/idempotent", schemaPath: "#/properties/idempotent/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean", schema: schema19.properties.idempotent.type, parentSchema: schema19.properties.idempotent, data: data39 };
        vErrors === null ? vErrors = [err140] : vErrors.push(err140), errors++;
      }
    }
    if (data["on-lost"] !== void 0) {
      let data40 = data["on-lost"];
      if (typeof data40 != "string") {
        let err141 = { instancePath: instancePath + "/on-lost", schemaPath: "#/properties/on-lost/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties["on-lost"].type, parentSchema: schema19.properties["on-lost"], data: data40 };
        vErrors === null ? vErrors = [err141] : vErrors.push(err141), errors++;
      }
      if (!(data40 === "hold" || data40 === "retry" || data40 === "fail")) {
        let err142 = { instancePath: instancePath + "/on-lost", schemaPath: "#/properties/on-lost/enum", keyword: "enum", params: { allowedValues: schema19.properties["on-lost"].enum }, message: "must be equal to one of the allowed values", schema: schema19.properties["on-lost"].enum, parentSchema: schema19.properties["on-lost"], data: data40 };
        vErrors === null ? vErrors = [err142] : vErrors.push(err142), errors++;
      }
    }
    if (data["on-disconnect"] !== void 0) {
      let data41 = data["on-disconnect"];
      if (typeof data41 != "string") {
        let err143 = { instancePath: instancePath + "/on-disconnect", schemaPath: "#/properties/on-disconnect/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties["on-disconnect"].type, parentSchema: schema19.properties["on-disconnect"], data: data41 };
        vErrors === null ? vErrors = [err143] : vErrors.push(err143), errors++;
      }
      if (!(data41 === "continue" || data41 === "stop")) {
        let err144 = { instancePath: instancePath + "/on-disconnect", schemaPath: "#/properties/on-disconnect/enum", keyword: "enum", params: { allowedValues: schema19.properties["on-disconnect"].enum }, message: "must be equal to one of the allowed values", schema: schema19.properties["on-disconnect"].enum, parentSchema: schema19.properties["on-disconnect"], data: data41 };
        vErrors === null ? vErrors = [err144] : vErrors.push(err144), errors++;
      }
    }
    if (data.exclusive !== void 0) {
      let data42 = data.exclusive;
      if (typeof data42 != "boolean") {
        let err145 = { instancePath: instancePath + "/exclusive", schemaPath: "#/properties/exclusive/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean", schema: schema19.properties.exclusive.type, parentSchema: schema19.properties.exclusive, data: data42 };
        vErrors === null ? vErrors = [err145] : vErrors.push(err145), errors++;
      }
    }
    if (data["log-bytes-max"] !== void 0) {
      let data43 = data["log-bytes-max"], _errs163 = errors, valid31 = !1, _errs164 = errors;
      if (typeof data43 == "number" && isFinite(data43)) {
        if (data43 < 0 || isNaN(data43)) {
          let err146 = { instancePath: instancePath + "/log-bytes-max", schemaPath: "#/properties/log-bytes-max/anyOf/0/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema19.properties["log-bytes-max"].anyOf[0], data: data43 };
          vErrors === null ? vErrors = [err146] : vErrors.push(err146), errors++;
        }
      } else {
        let err147 = { instancePath: instancePath + "/log-bytes-max", schemaPath: "#/properties/log-bytes-max/anyOf/0/type", keyword: "type", params: { type: "number" }, message: "must be number", schema: schema19.properties["log-bytes-max"].anyOf[0].type, parentSchema: schema19.properties["log-bytes-max"].anyOf[0], data: data43 };
        vErrors === null ? vErrors = [err147] : vErrors.push(err147), errors++;
      }
      var _valid14 = _errs164 === errors;
      valid31 = valid31 || _valid14;
      let _errs166 = errors;
      if (typeof data43 == "string") {
        if (!pattern4.test(data43)) {
          let err148 = { instancePath: instancePath + "/log-bytes-max", schemaPath: "#/properties/log-bytes-max/anyOf/1/pattern", keyword: "pattern", params: { pattern: "^[0-9]{1,15}(\\.[0-9]{1,9})? ?([kKmMgGtTpP]([iI]?[bB]?)|[bB])?$" }, message: 'must match pattern "^[0-9]{1,15}(\\.[0-9]{1,9})? ?([kKmMgGtTpP]([iI]?[bB]?)|[bB])?$"', schema: "^[0-9]{1,15}(\\.[0-9]{1,9})? ?([kKmMgGtTpP]([iI]?[bB]?)|[bB])?$", parentSchema: schema19.properties["log-bytes-max"].anyOf[1], data: data43 };
          vErrors === null ? vErrors = [err148] : vErrors.push(err148), errors++;
        }
      } else {
        let err149 = { instancePath: instancePath + "/log-bytes-max", schemaPath: "#/properties/log-bytes-max/anyOf/1/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties["log-bytes-max"].anyOf[1].type, parentSchema: schema19.properties["log-bytes-max"].anyOf[1], data: data43 };
        vErrors === null ? vErrors = [err149] : vErrors.push(err149), errors++;
      }
      var _valid14 = _errs166 === errors;
      if (valid31 = valid31 || _valid14, valid31)
        errors = _errs163, vErrors !== null && (_errs163 ? vErrors.length = _errs163 : vErrors = null);
      else {
        let err150 = { instancePath: instancePath + "/log-bytes-max", schemaPath: "#/properties/log-bytes-max/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema19.properties["log-bytes-max"].anyOf, parentSchema: schema19.properties["log-bytes-max"], data: data43 };
        vErrors === null ? vErrors = [err150] : vErrors.push(err150), errors++;
      }
    }
  } else {
    let err151 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema19.type, parentSchema: schema19, data };
    vErrors === null ? vErrors = [err151] : vErrors.push(err151), errors++;
  }
  return validate52.errors = vErrors, errors === 0;
}
validate52.evaluated = { props: !0, dynamicProps: !1, dynamicItems: !1 };
export {
  stdin_default as default,
  validate
};
