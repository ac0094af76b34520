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
var validate = validate52, stdin_default = validate52, schema19 = { $schema: "https://json-schema.org/draft/2020-12/schema", $id: "urn:orchion:schema:v1:job", type: "object", properties: { apiVersion: { type: "string", const: "orchion/v1", description: "The version of this language." }, kind: { type: "string", const: "Job", description: "What the file describes." }, name: { description: "For people; need not be unique. Left out: the file\u2019s name.", examples: ["train"], type: "string", minLength: 1 }, run: { description: "A shell line, run by `sh -c` on the node. Instead of `command`.", "x-expected": 'a shell line; a list of arguments goes into "command"', examples: ["python train.py --epochs 3 | tee out.txt"], type: "string", minLength: 1 }, command: { description: "The program and its arguments, passed on as they are, without a shell. Instead of `run`.", "x-expected": 'a list such as [python, train.py]; a shell line goes into "run"', examples: [["python", "train.py", "--epochs", "3"]], minItems: 1, maxItems: 4096, type: "array", items: { type: "string" } }, "working-directory": { description: "An absolute directory on the node. Left out: a private, empty one.", examples: ["/data/project"], type: "string", minLength: 1 }, env: { description: "Environment variables, passed on exactly as written.", examples: [{ SEED: "7" }], "x-expected": "names and values, such as SEED: 7", type: "object", propertyNames: { type: "string" }, additionalProperties: { "x-expected": 'text, a number, or true or false; "" for an empty value', type: ["string", "number", "boolean"] } }, resources: { description: "What the job needs of its node.", "x-expected": "amounts, such as memory: 2GiB", type: "object", properties: { cpu: { description: "Cores; fractions are fine.", examples: [2, 0.5, "500m"], default: 1, "x-expected": 'cores such as 2 or 0.5, or thousandths of a core such as "500m"', anyOf: [{ type: "number", minimum: 0 }, { type: "string", pattern: "^([0-9]{1,6}(\\.[0-9]{1,9})?|[0-9]{1,9}m)$" }] }, memory: { description: "Memory that is kept for the job. Left out: none is reserved.", examples: ["2GiB", "512MB"], "x-expected": 'an amount such as "2GiB", "512MiB" or "1.5GB", or a number of bytes', anyOf: [{ type: "number", minimum: 0 }, { type: "string", pattern: "^[0-9]{1,15}(\\.[0-9]{1,9})? ?([kKmMgGtTpP]([iI]?[bB]?)|[bB])?$" }] }, disk: { description: "Disk space that must be free where the job works.", examples: ["50GB"], "x-expected": 'an amount such as "2GiB", "512MiB" or "1.5GB", or a number of bytes', anyOf: [{ type: "number", minimum: 0 }, { type: "string", pattern: "^[0-9]{1,15}(\\.[0-9]{1,9})? ?([kKmMgGtTpP]([iI]?[bB]?)|[bB])?$" }] }, gpus: { description: "GPUs: a number, a part of one device such as 0.5, or the details.", examples: [1, 0.5, { count: 2, vendor: "nvidia", vram: "24GB" }], "x-expected": "whole GPUs such as 1 or 2, or a part of one such as 0.5, or the fields count or share, vendor, model, vram", anyOf: [{ type: "number", minimum: 0 }, { type: "string", pattern: "^[0-9]{1,4}(\\.[0-9]{1,6})?$" }, { type: "object", properties: { count: { description: "Whole devices, all for this job.", examples: [1, 4], default: 1, type: "integer", minimum: 1, maximum: 64 }, share: { description: "A part of one device, in thousandths, instead of `count`.", examples: [0.5], type: "number", exclusiveMinimum: 0, exclusiveMaximum: 1 }, vendor: { description: "Only devices of this vendor.", type: "string", enum: ["nvidia", "amd", "apple", "intel", "other"] }, model: { description: "Only devices with this in their model name; case does not matter.", examples: ["4090", "H100", "M3 Max"], type: "string", minLength: 1 }, vram: { description: "VRAM that must be free on each device.", examples: ["24GB"], "x-expected": 'an amount such as "2GiB", "512MiB" or "1.5GB", or a number of bytes', anyOf: [{ type: "number", minimum: 0 }, { type: "string", pattern: "^[0-9]{1,15}(\\.[0-9]{1,9})? ?([kKmMgGtTpP]([iI]?[bB]?)|[bB])?$" }] } }, additionalProperties: !1, not: { required: ["count", "share"] } }] }, custom: { description: "Counters that you gave your nodes, by name, such as licences.", examples: [{ matlab: 1 }], type: "object", propertyNames: { type: "string" }, additionalProperties: { type: "integer", minimum: 0, maximum: 9007199254740991 } } }, additionalProperties: !1 }, labels: { description: "Labels that the node must have, with these values.", examples: [{ zone: "lab" }], "x-expected": "names and values, such as zone: lab", type: "object", propertyNames: { type: "string" }, additionalProperties: { "x-expected": 'text, a number, or true or false; "" for an empty value', type: ["string", "number", "boolean"] } }, node: { description: "Only this node, by name or id.", examples: ["tower"], type: "string", minLength: 1 }, priority: { description: "Higher goes first.", default: 0, type: "integer", minimum: -1e3, maximum: 1e3 }, timeout: { description: "How long one attempt may run. Left out: as long as it likes.", examples: ["10m", "1h30m"], "x-expected": 'a duration such as "90s", "10m" or "1h30m", or a number of seconds', anyOf: [{ type: "number", minimum: 0 }, { type: "string", pattern: "^([0-9]{1,12}(\\.[0-9]{1,6})?(ms|[smhdw]))+$|^[0-9]{1,12}(\\.[0-9]{1,6})?$" }] }, "queue-timeout": { description: "How long the job may wait for a node. Left out: as long as it takes.", examples: ["1h"], "x-expected": 'a duration such as "90s", "10m" or "1h30m", or a number of seconds', anyOf: [{ type: "number", minimum: 0 }, { type: "string", pattern: "^([0-9]{1,12}(\\.[0-9]{1,6})?(ms|[smhdw]))+$|^[0-9]{1,12}(\\.[0-9]{1,6})?$" }] }, grace: { description: "From the polite ask to end to the kill.", default: "10s", "x-expected": 'a duration such as "90s", "10m" or "1h30m", or a number of seconds', anyOf: [{ type: "number", minimum: 0 }, { type: "string", pattern: "^([0-9]{1,12}(\\.[0-9]{1,6})?(ms|[smhdw]))+$|^[0-9]{1,12}(\\.[0-9]{1,6})?$" }] }, retries: { description: "Further attempts after a failure of the program (lost nodes are not counted).", examples: [2, { count: 3, "exit-codes": [75], backoff: "10s" }], default: 0, "x-expected": "a whole number from 0 to 100, or the fields count, exit-codes, backoff, backoff-max", anyOf: [{ type: "integer", minimum: 0, maximum: 100 }, { type: "object", properties: { count: { type: "integer", minimum: 0, maximum: 100, description: "Further attempts after the first one." }, "exit-codes": { description: "Retry only after these exit codes. Left out: after every failure of the program.", "x-expected": "a list of exit codes such as [75]", minItems: 1, maxItems: 255, type: "array", items: { type: "integer", minimum: 1, maximum: 255 } }, backoff: { description: "Wait before the first retry; doubled each time.", default: "1s", "x-expected": 'a duration such as "90s", "10m" or "1h30m", or a number of seconds', anyOf: [{ type: "number", minimum: 0 }, { type: "string", pattern: "^([0-9]{1,12}(\\.[0-9]{1,6})?(ms|[smhdw]))+$|^[0-9]{1,12}(\\.[0-9]{1,6})?$" }] }, "backoff-max": { description: "The longest wait before a retry.", default: "5m", "x-expected": 'a duration such as "90s", "10m" or "1h30m", or a number of seconds', anyOf: [{ type: "number", minimum: 0 }, { type: "string", pattern: "^([0-9]{1,12}(\\.[0-9]{1,6})?(ms|[smhdw]))+$|^[0-9]{1,12}(\\.[0-9]{1,6})?$" }] } }, required: ["count"], additionalProperties: !1 }] }, idempotent: { description: "Running it twice does no harm: it may be started anew elsewhere.", default: !1, type: "boolean" }, "on-lost": { description: "When the node is given up while the command may still run: wait for it (`hold`), start anew (`retry`), or fail. Left out: `retry` for idempotent jobs, else `hold`.", type: "string", enum: ["hold", "retry", "fail"] }, "on-disconnect": { description: "What the node does while it cannot reach the orchestrator. Left out: `stop` for exclusive jobs, else `continue`.", type: "string", enum: ["continue", "stop"] }, exclusive: { description: "Never two at once, even when a node is cut off.", default: !1, type: "boolean" }, "log-bytes-max": { description: "Kept of each output stream of an attempt; what comes after is dropped, with a note.", default: "4GiB", "x-expected": 'an amount such as "2GiB", "512MiB" or "1.5GB", or a number of bytes', anyOf: [{ type: "number", minimum: 0 }, { type: "string", pattern: "^[0-9]{1,15}(\\.[0-9]{1,9})? ?([kKmMgGtTpP]([iI]?[bB]?)|[bB])?$" }] } }, required: ["apiVersion", "kind"], additionalProperties: !1, title: "Orchion job", description: "One job: what to run, what it needs, what happens when it fails.", "x-expected": "the fields of a job: apiVersion, kind, and run or command", oneOf: [{ required: ["run"] }, { required: ["command"] }] }, func1 = Object.prototype.hasOwnProperty, func2 = require_ucs2length().default, pattern3 = new RegExp("^([0-9]{1,6}(\\.[0-9]{1,9})?|[0-9]{1,9}m)$", "u"), pattern4 = new RegExp("^[0-9]{1,15}(\\.[0-9]{1,9})? ?([kKmMgGtTpP]([iI]?[bB]?)|[bB])?$", "u"), pattern6 = new RegExp("^[0-9]{1,4}(\\.[0-9]{1,6})?$", "u"), pattern8 = new RegExp("^([0-9]{1,12}(\\.[0-9]{1,6})?(ms|[smhdw]))+$|^[0-9]{1,12}(\\.[0-9]{1,6})?$", "u");
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
  if (_valid0 && valid0 ? (valid0 = !1, passing0 = [passing0, 1]) : _valid0 && (valid0 = !0, passing0 = 1), valid0)
    errors = _errs1, vErrors !== null && (_errs1 ? vErrors.length = _errs1 : vErrors = null);
  else {
    let err2 = { instancePath, schemaPath: "#/oneOf", keyword: "oneOf", params: { passingSchemas: passing0 }, message: "must match exactly one schema in oneOf", schema: schema19.oneOf, parentSchema: schema19, data };
    vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.apiVersion === void 0) {
      let err3 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "apiVersion" }, message: "must have required property 'apiVersion'", schema: schema19.required, parentSchema: schema19, data };
      vErrors === null ? vErrors = [err3] : vErrors.push(err3), errors++;
    }
    if (data.kind === void 0) {
      let err4 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "kind" }, message: "must have required property 'kind'", schema: schema19.required, parentSchema: schema19, data };
      vErrors === null ? vErrors = [err4] : vErrors.push(err4), errors++;
    }
    for (let key0 in data)
      if (!func1.call(schema19.properties, key0)) {
        let err5 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties", schema: !1, parentSchema: schema19, data };
        vErrors === null ? vErrors = [err5] : vErrors.push(err5), errors++;
      }
    if (data.apiVersion !== void 0) {
      let data0 = data.apiVersion;
      if (typeof data0 != "string") {
        let err6 = { instancePath: instancePath + "/apiVersion", schemaPath: "#/properties/apiVersion/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.apiVersion.type, parentSchema: schema19.properties.apiVersion, data: data0 };
        vErrors === null ? vErrors = [err6] : vErrors.push(err6), errors++;
      }
      if (data0 !== "orchion/v1") {
        let err7 = { instancePath: instancePath + "/apiVersion", schemaPath: "#/properties/apiVersion/const", keyword: "const", params: { allowedValue: "orchion/v1" }, message: "must be equal to constant", schema: "orchion/v1", parentSchema: schema19.properties.apiVersion, data: data0 };
        vErrors === null ? vErrors = [err7] : vErrors.push(err7), errors++;
      }
    }
    if (data.kind !== void 0) {
      let data1 = data.kind;
      if (typeof data1 != "string") {
        let err8 = { instancePath: instancePath + "/kind", schemaPath: "#/properties/kind/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.kind.type, parentSchema: schema19.properties.kind, data: data1 };
        vErrors === null ? vErrors = [err8] : vErrors.push(err8), errors++;
      }
      if (data1 !== "Job") {
        let err9 = { instancePath: instancePath + "/kind", schemaPath: "#/properties/kind/const", keyword: "const", params: { allowedValue: "Job" }, message: "must be equal to constant", schema: "Job", parentSchema: schema19.properties.kind, data: data1 };
        vErrors === null ? vErrors = [err9] : vErrors.push(err9), errors++;
      }
    }
    if (data.name !== void 0) {
      let data2 = data.name;
      if (typeof data2 == "string") {
        if (func2(data2) < 1) {
          let err10 = { instancePath: instancePath + "/name", schemaPath: "#/properties/name/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema19.properties.name, data: data2 };
          vErrors === null ? vErrors = [err10] : vErrors.push(err10), errors++;
        }
      } else {
        let err11 = { instancePath: instancePath + "/name", schemaPath: "#/properties/name/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.name.type, parentSchema: schema19.properties.name, data: data2 };
        vErrors === null ? vErrors = [err11] : vErrors.push(err11), errors++;
      }
    }
    if (data.run !== void 0) {
      let data3 = data.run;
      if (typeof data3 == "string") {
        if (func2(data3) < 1) {
          let err12 = { instancePath: instancePath + "/run", schemaPath: "#/properties/run/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema19.properties.run, data: data3 };
          vErrors === null ? vErrors = [err12] : vErrors.push(err12), errors++;
        }
      } else {
        let err13 = { instancePath: instancePath + "/run", schemaPath: "#/properties/run/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.run.type, parentSchema: schema19.properties.run, data: data3 };
        vErrors === null ? vErrors = [err13] : vErrors.push(err13), errors++;
      }
    }
    if (data.command !== void 0) {
      let data4 = data.command;
      if (Array.isArray(data4)) {
        if (data4.length > 4096) {
          let err14 = { instancePath: instancePath + "/command", schemaPath: "#/properties/command/maxItems", keyword: "maxItems", params: { limit: 4096 }, message: "must NOT have more than 4096 items", schema: 4096, parentSchema: schema19.properties.command, data: data4 };
          vErrors === null ? vErrors = [err14] : vErrors.push(err14), errors++;
        }
        if (data4.length < 1) {
          let err15 = { instancePath: instancePath + "/command", schemaPath: "#/properties/command/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items", schema: 1, parentSchema: schema19.properties.command, data: data4 };
          vErrors === null ? vErrors = [err15] : vErrors.push(err15), errors++;
        }
        let len0 = data4.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data5 = data4[i0];
          if (typeof data5 != "string") {
            let err16 = { instancePath: instancePath + "/command/" + i0, schemaPath: "#/properties/command/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.command.items.type, parentSchema: schema19.properties.command.items, data: data5 };
            vErrors === null ? vErrors = [err16] : vErrors.push(err16), errors++;
          }
        }
      } else {
        let err17 = { instancePath: instancePath + "/command", schemaPath: "#/properties/command/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema19.properties.command.type, parentSchema: schema19.properties.command, data: data4 };
        vErrors === null ? vErrors = [err17] : vErrors.push(err17), errors++;
      }
    }
    if (data["working-directory"] !== void 0) {
      let data6 = data["working-directory"];
      if (typeof data6 == "string") {
        if (func2(data6) < 1) {
          let err18 = { instancePath: instancePath + "/working-directory", schemaPath: "#/properties/working-directory/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema19.properties["working-directory"], data: data6 };
          vErrors === null ? vErrors = [err18] : vErrors.push(err18), errors++;
        }
      } else {
        let err19 = { instancePath: instancePath + "/working-directory", schemaPath: "#/properties/working-directory/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties["working-directory"].type, parentSchema: schema19.properties["working-directory"], data: data6 };
        vErrors === null ? vErrors = [err19] : vErrors.push(err19), errors++;
      }
    }
    if (data.env !== void 0) {
      let data7 = data.env;
      if (data7 && typeof data7 == "object" && !Array.isArray(data7)) {
        for (let key1 in data7) {
          let _errs21 = errors;
          if (typeof key1 != "string") {
            let err20 = { instancePath: instancePath + "/env", schemaPath: "#/properties/env/propertyNames/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.env.propertyNames.type, parentSchema: schema19.properties.env.propertyNames, data: key1, propertyName: key1 };
            vErrors === null ? vErrors = [err20] : vErrors.push(err20), errors++;
          }
          var valid4 = _errs21 === errors;
          if (!valid4) {
            let err21 = { instancePath: instancePath + "/env", schemaPath: "#/properties/env/propertyNames", keyword: "propertyNames", params: { propertyName: key1 }, message: "property name must be valid", schema: schema19.properties.env.propertyNames, parentSchema: schema19.properties.env, data: data7 };
            vErrors === null ? vErrors = [err21] : vErrors.push(err21), errors++;
          }
        }
        for (let key2 in data7) {
          let data8 = data7[key2];
          if (typeof data8 != "string" && !(typeof data8 == "number" && isFinite(data8)) && typeof data8 != "boolean") {
            let err22 = { instancePath: instancePath + "/env/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/env/additionalProperties/type", keyword: "type", params: { type: schema19.properties.env.additionalProperties.type }, message: "must be string,number,boolean", schema: schema19.properties.env.additionalProperties.type, parentSchema: schema19.properties.env.additionalProperties, data: data8 };
            vErrors === null ? vErrors = [err22] : vErrors.push(err22), errors++;
          }
        }
      } else {
        let err23 = { instancePath: instancePath + "/env", schemaPath: "#/properties/env/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema19.properties.env.type, parentSchema: schema19.properties.env, data: data7 };
        vErrors === null ? vErrors = [err23] : vErrors.push(err23), errors++;
      }
    }
    if (data.resources !== void 0) {
      let data9 = data.resources;
      if (data9 && typeof data9 == "object" && !Array.isArray(data9)) {
        for (let key3 in data9)
          if (!(key3 === "cpu" || key3 === "memory" || key3 === "disk" || key3 === "gpus" || key3 === "custom")) {
            let err24 = { instancePath: instancePath + "/resources", schemaPath: "#/properties/resources/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key3 }, message: "must NOT have additional properties", schema: !1, parentSchema: schema19.properties.resources, data: data9 };
            vErrors === null ? vErrors = [err24] : vErrors.push(err24), errors++;
          }
        if (data9.cpu !== void 0) {
          let data10 = data9.cpu, _errs30 = errors, valid7 = !1, _errs31 = errors;
          if (typeof data10 == "number" && isFinite(data10)) {
            if (data10 < 0 || isNaN(data10)) {
              let err25 = { instancePath: instancePath + "/resources/cpu", schemaPath: "#/properties/resources/properties/cpu/anyOf/0/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema19.properties.resources.properties.cpu.anyOf[0], data: data10 };
              vErrors === null ? vErrors = [err25] : vErrors.push(err25), errors++;
            }
          } else {
            let err26 = { instancePath: instancePath + "/resources/cpu", schemaPath: "#/properties/resources/properties/cpu/anyOf/0/type", keyword: "type", params: { type: "number" }, message: "must be number", schema: schema19.properties.resources.properties.cpu.anyOf[0].type, parentSchema: schema19.properties.resources.properties.cpu.anyOf[0], data: data10 };
            vErrors === null ? vErrors = [err26] : vErrors.push(err26), errors++;
          }
          var _valid1 = _errs31 === errors;
          valid7 = valid7 || _valid1;
          let _errs33 = errors;
          if (typeof data10 == "string") {
            if (!pattern3.test(data10)) {
              let err27 = { instancePath: instancePath + "/resources/cpu", schemaPath: "#/properties/resources/properties/cpu/anyOf/1/pattern", keyword: "pattern", params: { pattern: "^([0-9]{1,6}(\\.[0-9]{1,9})?|[0-9]{1,9}m)$" }, message: 'must match pattern "^([0-9]{1,6}(\\.[0-9]{1,9})?|[0-9]{1,9}m)$"', schema: "^([0-9]{1,6}(\\.[0-9]{1,9})?|[0-9]{1,9}m)$", parentSchema: schema19.properties.resources.properties.cpu.anyOf[1], data: data10 };
              vErrors === null ? vErrors = [err27] : vErrors.push(err27), errors++;
            }
          } else {
            let err28 = { instancePath: instancePath + "/resources/cpu", schemaPath: "#/properties/resources/properties/cpu/anyOf/1/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.resources.properties.cpu.anyOf[1].type, parentSchema: schema19.properties.resources.properties.cpu.anyOf[1], data: data10 };
            vErrors === null ? vErrors = [err28] : vErrors.push(err28), errors++;
          }
          var _valid1 = _errs33 === errors;
          if (valid7 = valid7 || _valid1, valid7)
            errors = _errs30, vErrors !== null && (_errs30 ? vErrors.length = _errs30 : vErrors = null);
          else {
            let err29 = { instancePath: instancePath + "/resources/cpu", schemaPath: "#/properties/resources/properties/cpu/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema19.properties.resources.properties.cpu.anyOf, parentSchema: schema19.properties.resources.properties.cpu, data: data10 };
            vErrors === null ? vErrors = [err29] : vErrors.push(err29), errors++;
          }
        }
        if (data9.memory !== void 0) {
          let data11 = data9.memory, _errs36 = errors, valid8 = !1, _errs37 = errors;
          if (typeof data11 == "number" && isFinite(data11)) {
            if (data11 < 0 || isNaN(data11)) {
              let err30 = { instancePath: instancePath + "/resources/memory", schemaPath: "#/properties/resources/properties/memory/anyOf/0/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema19.properties.resources.properties.memory.anyOf[0], data: data11 };
              vErrors === null ? vErrors = [err30] : vErrors.push(err30), errors++;
            }
          } else {
            let err31 = { instancePath: instancePath + "/resources/memory", schemaPath: "#/properties/resources/properties/memory/anyOf/0/type", keyword: "type", params: { type: "number" }, message: "must be number", schema: schema19.properties.resources.properties.memory.anyOf[0].type, parentSchema: schema19.properties.resources.properties.memory.anyOf[0], data: data11 };
            vErrors === null ? vErrors = [err31] : vErrors.push(err31), errors++;
          }
          var _valid2 = _errs37 === errors;
          valid8 = valid8 || _valid2;
          let _errs39 = errors;
          if (typeof data11 == "string") {
            if (!pattern4.test(data11)) {
              let err32 = { instancePath: instancePath + "/resources/memory", schemaPath: "#/properties/resources/properties/memory/anyOf/1/pattern", keyword: "pattern", params: { pattern: "^[0-9]{1,15}(\\.[0-9]{1,9})? ?([kKmMgGtTpP]([iI]?[bB]?)|[bB])?$" }, message: 'must match pattern "^[0-9]{1,15}(\\.[0-9]{1,9})? ?([kKmMgGtTpP]([iI]?[bB]?)|[bB])?$"', schema: "^[0-9]{1,15}(\\.[0-9]{1,9})? ?([kKmMgGtTpP]([iI]?[bB]?)|[bB])?$", parentSchema: schema19.properties.resources.properties.memory.anyOf[1], data: data11 };
              vErrors === null ? vErrors = [err32] : vErrors.push(err32), errors++;
            }
          } else {
            let err33 = { instancePath: instancePath + "/resources/memory", schemaPath: "#/properties/resources/properties/memory/anyOf/1/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.resources.properties.memory.anyOf[1].type, parentSchema: schema19.properties.resources.properties.memory.anyOf[1], data: data11 };
            vErrors === null ? vErrors = [err33] : vErrors.push(err33), errors++;
          }
          var _valid2 = _errs39 === errors;
          if (valid8 = valid8 || _valid2, valid8)
            errors = _errs36, vErrors !== null && (_errs36 ? vErrors.length = _errs36 : vErrors = null);
          else {
            let err34 = { instancePath: instancePath + "/resources/memory", schemaPath: "#/properties/resources/properties/memory/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema19.properties.resources.properties.memory.anyOf, parentSchema: schema19.properties.resources.properties.memory, data: data11 };
            vErrors === null ? vErrors = [err34] : vErrors.push(err34), errors++;
          }
        }
        if (data9.disk !== void 0) {
          let data12 = data9.disk, _errs42 = errors, valid9 = !1, _errs43 = errors;
          if (typeof data12 == "number" && isFinite(data12)) {
            if (data12 < 0 || isNaN(data12)) {
              let err35 = { instancePath: instancePath + "/resources/disk", schemaPath: "#/properties/resources/properties/disk/anyOf/0/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema19.properties.resources.properties.disk.anyOf[0], data: data12 };
              vErrors === null ? vErrors = [err35] : vErrors.push(err35), errors++;
            }
          } else {
            let err36 = { instancePath: instancePath + "/resources/disk", schemaPath: "#/properties/resources/properties/disk/anyOf/0/type", keyword: "type", params: { type: "number" }, message: "must be number", schema: schema19.properties.resources.properties.disk.anyOf[0].type, parentSchema: schema19.properties.resources.properties.disk.anyOf[0], data: data12 };
            vErrors === null ? vErrors = [err36] : vErrors.push(err36), errors++;
          }
          var _valid3 = _errs43 === errors;
          valid9 = valid9 || _valid3;
          let _errs45 = errors;
          if (typeof data12 == "string") {
            if (!pattern4.test(data12)) {
              let err37 = { instancePath: instancePath + "/resources/disk", schemaPath: "#/properties/resources/properties/disk/anyOf/1/pattern", keyword: "pattern", params: { pattern: "^[0-9]{1,15}(\\.[0-9]{1,9})? ?([kKmMgGtTpP]([iI]?[bB]?)|[bB])?$" }, message: 'must match pattern "^[0-9]{1,15}(\\.[0-9]{1,9})? ?([kKmMgGtTpP]([iI]?[bB]?)|[bB])?$"', schema: "^[0-9]{1,15}(\\.[0-9]{1,9})? ?([kKmMgGtTpP]([iI]?[bB]?)|[bB])?$", parentSchema: schema19.properties.resources.properties.disk.anyOf[1], data: data12 };
              vErrors === null ? vErrors = [err37] : vErrors.push(err37), errors++;
            }
          } else {
            let err38 = { instancePath: instancePath + "/resources/disk", schemaPath: "#/properties/resources/properties/disk/anyOf/1/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.resources.properties.disk.anyOf[1].type, parentSchema: schema19.properties.resources.properties.disk.anyOf[1], data: data12 };
            vErrors === null ? vErrors = [err38] : vErrors.push(err38), errors++;
          }
          var _valid3 = _errs45 === errors;
          if (valid9 = valid9 || _valid3, valid9)
            errors = _errs42, vErrors !== null && (_errs42 ? vErrors.length = _errs42 : vErrors = null);
          else {
            let err39 = { instancePath: instancePath + "/resources/disk", schemaPath: "#/properties/resources/properties/disk/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema19.properties.resources.properties.disk.anyOf, parentSchema: schema19.properties.resources.properties.disk, data: data12 };
            vErrors === null ? vErrors = [err39] : vErrors.push(err39), errors++;
          }
        }
        if (data9.gpus !== void 0) {
          let data13 = data9.gpus, _errs48 = errors, valid10 = !1, _errs49 = errors;
          if (typeof data13 == "number" && isFinite(data13)) {
            if (data13 < 0 || isNaN(data13)) {
              let err40 = { instancePath: instancePath + "/resources/gpus", schemaPath: "#/properties/resources/properties/gpus/anyOf/0/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema19.properties.resources.properties.gpus.anyOf[0], data: data13 };
              vErrors === null ? vErrors = [err40] : vErrors.push(err40), errors++;
            }
          } else {
            let err41 = { instancePath: instancePath + "/resources/gpus", schemaPath: "#/properties/resources/properties/gpus/anyOf/0/type", keyword: "type", params: { type: "number" }, message: "must be number", schema: schema19.properties.resources.properties.gpus.anyOf[0].type, parentSchema: schema19.properties.resources.properties.gpus.anyOf[0], data: data13 };
            vErrors === null ? vErrors = [err41] : vErrors.push(err41), errors++;
          }
          var _valid4 = _errs49 === errors;
          valid10 = valid10 || _valid4;
          let _errs51 = errors;
          if (typeof data13 == "string") {
            if (!pattern6.test(data13)) {
              let err42 = { instancePath: instancePath + "/resources/gpus", schemaPath: "#/properties/resources/properties/gpus/anyOf/1/pattern", keyword: "pattern", params: { pattern: "^[0-9]{1,4}(\\.[0-9]{1,6})?$" }, message: 'must match pattern "^[0-9]{1,4}(\\.[0-9]{1,6})?$"', schema: "^[0-9]{1,4}(\\.[0-9]{1,6})?$", parentSchema: schema19.properties.resources.properties.gpus.anyOf[1], data: data13 };
              vErrors === null ? vErrors = [err42] : vErrors.push(err42), errors++;
            }
          } else {
            let err43 = { instancePath: instancePath + "/resources/gpus", schemaPath: "#/properties/resources/properties/gpus/anyOf/1/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.resources.properties.gpus.anyOf[1].type, parentSchema: schema19.properties.resources.properties.gpus.anyOf[1], data: data13 };
            vErrors === null ? vErrors = [err43] : vErrors.push(err43), errors++;
          }
          var _valid4 = _errs51 === errors;
          valid10 = valid10 || _valid4;
          let _errs53 = errors, _errs55 = errors, _errs56 = errors;
          if (data13 && typeof data13 == "object" && !Array.isArray(data13)) {
            let missing0;
            if (data13.count === void 0 && (missing0 = "count") || data13.share === void 0 && (missing0 = "share")) {
              let err44 = {};
              vErrors === null ? vErrors = [err44] : vErrors.push(err44), errors++;
            }
          }
          var valid11 = _errs56 === errors;
          if (valid11) {
            let err45 = { instancePath: instancePath + "/resources/gpus", schemaPath: "#/properties/resources/properties/gpus/anyOf/2/not", keyword: "not", params: {}, message: "must NOT be valid", schema: schema19.properties.resources.properties.gpus.anyOf[2].not, parentSchema: schema19.properties.resources.properties.gpus.anyOf[2], data: data13 };
            vErrors === null ? vErrors = [err45] : vErrors.push(err45), errors++;
          } else
            errors = _errs55, vErrors !== null && (_errs55 ? vErrors.length = _errs55 : vErrors = null);
          if (data13 && typeof data13 == "object" && !Array.isArray(data13)) {
            for (let key4 in data13)
              if (!(key4 === "count" || key4 === "share" || key4 === "vendor" || key4 === "model" || key4 === "vram")) {
                let err46 = { instancePath: instancePath + "/resources/gpus", schemaPath: "#/properties/resources/properties/gpus/anyOf/2/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key4 }, message: "must NOT have additional properties", schema: !1, parentSchema: schema19.properties.resources.properties.gpus.anyOf[2], data: data13 };
                vErrors === null ? vErrors = [err46] : vErrors.push(err46), errors++;
              }
            if (data13.count !== void 0) {
              let data14 = data13.count;
              if (!(typeof data14 == "number" && !(data14 % 1) && !isNaN(data14) && isFinite(data14))) {
                let err47 = { instancePath: instancePath + "/resources/gpus/count", schemaPath: "#/properties/resources/properties/gpus/anyOf/2/properties/count/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema19.properties.resources.properties.gpus.anyOf[2].properties.count.type, parentSchema: schema19.properties.resources.properties.gpus.anyOf[2].properties.count, data: data14 };
                vErrors === null ? vErrors = [err47] : vErrors.push(err47), errors++;
              }
              if (typeof data14 == "number" && isFinite(data14)) {
                if (data14 > 64 || isNaN(data14)) {
                  let err48 = { instancePath: instancePath + "/resources/gpus/count", schemaPath: "#/properties/resources/properties/gpus/anyOf/2/properties/count/maximum", keyword: "maximum", params: { comparison: "<=", limit: 64 }, message: "must be <= 64", schema: 64, parentSchema: schema19.properties.resources.properties.gpus.anyOf[2].properties.count, data: data14 };
                  vErrors === null ? vErrors = [err48] : vErrors.push(err48), errors++;
                }
                if (data14 < 1 || isNaN(data14)) {
                  let err49 = { instancePath: instancePath + "/resources/gpus/count", schemaPath: "#/properties/resources/properties/gpus/anyOf/2/properties/count/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1", schema: 1, parentSchema: schema19.properties.resources.properties.gpus.anyOf[2].properties.count, data: data14 };
                  vErrors === null ? vErrors = [err49] : vErrors.push(err49), errors++;
                }
              }
            }
            if (data13.share !== void 0) {
              let data15 = data13.share;
              if (typeof data15 == "number" && isFinite(data15)) {
                if (data15 >= 1 || isNaN(data15)) {
                  let err50 = { instancePath: instancePath + "/resources/gpus/share", schemaPath: "#/properties/resources/properties/gpus/anyOf/2/properties/share/exclusiveMaximum", keyword: "exclusiveMaximum", params: { comparison: "<", limit: 1 }, message: "must be < 1", schema: 1, parentSchema: schema19.properties.resources.properties.gpus.anyOf[2].properties.share, data: data15 };
                  vErrors === null ? vErrors = [err50] : vErrors.push(err50), errors++;
                }
                if (data15 <= 0 || isNaN(data15)) {
                  let err51 = { instancePath: instancePath + "/resources/gpus/share", schemaPath: "#/properties/resources/properties/gpus/anyOf/2/properties/share/exclusiveMinimum", keyword: "exclusiveMinimum", params: { comparison: ">", limit: 0 }, message: "must be > 0", schema: 0, parentSchema: schema19.properties.resources.properties.gpus.anyOf[2].properties.share, data: data15 };
                  vErrors === null ? vErrors = [err51] : vErrors.push(err51), errors++;
                }
              } else {
                let err52 = { instancePath: instancePath + "/resources/gpus/share", schemaPath: "#/properties/resources/properties/gpus/anyOf/2/properties/share/type", keyword: "type", params: { type: "number" }, message: "must be number", schema: schema19.properties.resources.properties.gpus.anyOf[2].properties.share.type, parentSchema: schema19.properties.resources.properties.gpus.anyOf[2].properties.share, data: data15 };
                vErrors === null ? vErrors = [err52] : vErrors.push(err52), errors++;
              }
            }
            if (data13.vendor !== void 0) {
              let data16 = data13.vendor;
              if (typeof data16 != "string") {
                let err53 = { instancePath: instancePath + "/resources/gpus/vendor", schemaPath: "#/properties/resources/properties/gpus/anyOf/2/properties/vendor/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.resources.properties.gpus.anyOf[2].properties.vendor.type, parentSchema: schema19.properties.resources.properties.gpus.anyOf[2].properties.vendor, data: data16 };
                vErrors === null ? vErrors = [err53] : vErrors.push(err53), errors++;
              }
              if (!(data16 === "nvidia" || data16 === "amd" || data16 === "apple" || data16 === "intel" || data16 === "other")) {
                let err54 = { instancePath: instancePath + "/resources/gpus/vendor", schemaPath: "#/properties/resources/properties/gpus/anyOf/2/properties/vendor/enum", keyword: "enum", params: { allowedValues: schema19.properties.resources.properties.gpus.anyOf[2].properties.vendor.enum }, message: "must be equal to one of the allowed values", schema: schema19.properties.resources.properties.gpus.anyOf[2].properties.vendor.enum, parentSchema: schema19.properties.resources.properties.gpus.anyOf[2].properties.vendor, data: data16 };
                vErrors === null ? vErrors = [err54] : vErrors.push(err54), errors++;
              }
            }
            if (data13.model !== void 0) {
              let data17 = data13.model;
              if (typeof data17 == "string") {
                if (func2(data17) < 1) {
                  let err55 = { instancePath: instancePath + "/resources/gpus/model", schemaPath: "#/properties/resources/properties/gpus/anyOf/2/properties/model/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema19.properties.resources.properties.gpus.anyOf[2].properties.model, data: data17 };
                  vErrors === null ? vErrors = [err55] : vErrors.push(err55), errors++;
                }
              } else {
                let err56 = { instancePath: instancePath + "/resources/gpus/model", schemaPath: "#/properties/resources/properties/gpus/anyOf/2/properties/model/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.resources.properties.gpus.anyOf[2].properties.model.type, parentSchema: schema19.properties.resources.properties.gpus.anyOf[2].properties.model, data: data17 };
                vErrors === null ? vErrors = [err56] : vErrors.push(err56), errors++;
              }
            }
            if (data13.vram !== void 0) {
              let data18 = data13.vram, _errs67 = errors, valid13 = !1, _errs68 = errors;
              if (typeof data18 == "number" && isFinite(data18)) {
                if (data18 < 0 || isNaN(data18)) {
                  let err57 = { instancePath: instancePath + "/resources/gpus/vram", schemaPath: "#/properties/resources/properties/gpus/anyOf/2/properties/vram/anyOf/0/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema19.properties.resources.properties.gpus.anyOf[2].properties.vram.anyOf[0], data: data18 };
                  vErrors === null ? vErrors = [err57] : vErrors.push(err57), errors++;
                }
              } else {
                let err58 = { instancePath: instancePath + "/resources/gpus/vram", schemaPath: "#/properties/resources/properties/gpus/anyOf/2/properties/vram/anyOf/0/type", keyword: "type", params: { type: "number" }, message: "must be number", schema: schema19.properties.resources.properties.gpus.anyOf[2].properties.vram.anyOf[0].type, parentSchema: schema19.properties.resources.properties.gpus.anyOf[2].properties.vram.anyOf[0], data: data18 };
                vErrors === null ? vErrors = [err58] : vErrors.push(err58), errors++;
              }
              var _valid5 = _errs68 === errors;
              valid13 = valid13 || _valid5;
              let _errs70 = errors;
              if (typeof data18 == "string") {
                if (!pattern4.test(data18)) {
                  let err59 = { instancePath: instancePath + "/resources/gpus/vram", schemaPath: "#/properties/resources/properties/gpus/anyOf/2/properties/vram/anyOf/1/pattern", keyword: "pattern", params: { pattern: "^[0-9]{1,15}(\\.[0-9]{1,9})? ?([kKmMgGtTpP]([iI]?[bB]?)|[bB])?$" }, message: 'must match pattern "^[0-9]{1,15}(\\.[0-9]{1,9})? ?([kKmMgGtTpP]([iI]?[bB]?)|[bB])?$"', schema: "^[0-9]{1,15}(\\.[0-9]{1,9})? ?([kKmMgGtTpP]([iI]?[bB]?)|[bB])?$", parentSchema: schema19.properties.resources.properties.gpus.anyOf[2].properties.vram.anyOf[1], data: data18 };
                  vErrors === null ? vErrors = [err59] : vErrors.push(err59), errors++;
                }
              } else {
                let err60 = { instancePath: instancePath + "/resources/gpus/vram", schemaPath: "#/properties/resources/properties/gpus/anyOf/2/properties/vram/anyOf/1/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.resources.properties.gpus.anyOf[2].properties.vram.anyOf[1].type, parentSchema: schema19.properties.resources.properties.gpus.anyOf[2].properties.vram.anyOf[1], data: data18 };
                vErrors === null ? vErrors = [err60] : vErrors.push(err60), errors++;
              }
              var _valid5 = _errs70 === errors;
              if (valid13 = valid13 || _valid5, valid13)
                errors = _errs67, vErrors !== null && (_errs67 ? vErrors.length = _errs67 : vErrors = null);
              else {
                let err61 = { instancePath: instancePath + "/resources/gpus/vram", schemaPath: "#/properties/resources/properties/gpus/anyOf/2/properties/vram/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema19.properties.resources.properties.gpus.anyOf[2].properties.vram.anyOf, parentSchema: schema19.properties.resources.properties.gpus.anyOf[2].properties.vram, data: data18 };
                vErrors === null ? vErrors = [err61] : vErrors.push(err61), errors++;
              }
            }
          } else {
            let err62 = { instancePath: instancePath + "/resources/gpus", schemaPath: "#/properties/resources/properties/gpus/anyOf/2/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema19.properties.resources.properties.gpus.anyOf[2].type, parentSchema: schema19.properties.resources.properties.gpus.anyOf[2], data: data13 };
            vErrors === null ? vErrors = [err62] : vErrors.push(err62), errors++;
          }
          var _valid4 = _errs53 === errors;
          if (valid10 = valid10 || _valid4, valid10)
            errors = _errs48, vErrors !== null && (_errs48 ? vErrors.length = _errs48 : vErrors = null);
          else {
            let err63 = { instancePath: instancePath + "/resources/gpus", schemaPath: "#/properties/resources/properties/gpus/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema19.properties.resources.properties.gpus.anyOf, parentSchema: schema19.properties.resources.properties.gpus, data: data13 };
            vErrors === null ? vErrors = [err63] : vErrors.push(err63), errors++;
          }
        }
        if (data9.custom !== void 0) {
          let data19 = data9.custom;
          if (data19 && typeof data19 == "object" && !Array.isArray(data19)) {
            for (let key5 in data19) {
              let _errs74 = errors;
              if (typeof key5 != "string") {
                let err64 = { instancePath: instancePath + "/resources/custom", schemaPath: "#/properties/resources/properties/custom/propertyNames/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.resources.properties.custom.propertyNames.type, parentSchema: schema19.properties.resources.properties.custom.propertyNames, data: key5, propertyName: key5 };
                vErrors === null ? vErrors = [err64] : vErrors.push(err64), errors++;
              }
              var valid14 = _errs74 === errors;
              if (!valid14) {
                let err65 = { instancePath: instancePath + "/resources/custom", schemaPath: "#/properties/resources/properties/custom/propertyNames", keyword: "propertyNames", params: { propertyName: key5 }, message: "property name must be valid", schema: schema19.properties.resources.properties.custom.propertyNames, parentSchema: schema19.properties.resources.properties.custom, data: data19 };
                vErrors === null ? vErrors = [err65] : vErrors.push(err65), errors++;
              }
            }
            for (let key6 in data19) {
              let data20 = data19[key6];
              if (!(typeof data20 == "number" && !(data20 % 1) && !isNaN(data20) && isFinite(data20))) {
                let err66 = { instancePath: instancePath + "/resources/custom/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/resources/properties/custom/additionalProperties/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema19.properties.resources.properties.custom.additionalProperties.type, parentSchema: schema19.properties.resources.properties.custom.additionalProperties, data: data20 };
                vErrors === null ? vErrors = [err66] : vErrors.push(err66), errors++;
              }
              if (typeof data20 == "number" && isFinite(data20)) {
                if (data20 > 9007199254740991 || isNaN(data20)) {
                  let err67 = { instancePath: instancePath + "/resources/custom/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/resources/properties/custom/additionalProperties/maximum", keyword: "maximum", params: { comparison: "<=", limit: 9007199254740991 }, message: "must be <= 9007199254740991", schema: 9007199254740991, parentSchema: schema19.properties.resources.properties.custom.additionalProperties, data: data20 };
                  vErrors === null ? vErrors = [err67] : vErrors.push(err67), errors++;
                }
                if (data20 < 0 || isNaN(data20)) {
                  let err68 = { instancePath: instancePath + "/resources/custom/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/resources/properties/custom/additionalProperties/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema19.properties.resources.properties.custom.additionalProperties, data: data20 };
                  vErrors === null ? vErrors = [err68] : vErrors.push(err68), errors++;
                }
              }
            }
          } else {
            let err69 = { instancePath: instancePath + "/resources/custom", schemaPath: "#/properties/resources/properties/custom/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema19.properties.resources.properties.custom.type, parentSchema: schema19.properties.resources.properties.custom, data: data19 };
            vErrors === null ? vErrors = [err69] : vErrors.push(err69), errors++;
          }
        }
      } else {
        let err70 = { instancePath: instancePath + "/resources", schemaPath: "#/properties/resources/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema19.properties.resources.type, parentSchema: schema19.properties.resources, data: data9 };
        vErrors === null ? vErrors = [err70] : vErrors.push(err70), errors++;
      }
    }
    if (data.labels !== void 0) {
      let data21 = data.labels;
      if (data21 && typeof data21 == "object" && !Array.isArray(data21)) {
        for (let key7 in data21) {
          let _errs81 = errors;
          if (typeof key7 != "string") {
            let err71 = { instancePath: instancePath + "/labels", schemaPath: "#/properties/labels/propertyNames/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.labels.propertyNames.type, parentSchema: schema19.properties.labels.propertyNames, data: key7, propertyName: key7 };
            vErrors === null ? vErrors = [err71] : vErrors.push(err71), errors++;
          }
          var valid16 = _errs81 === errors;
          if (!valid16) {
            let err72 = { instancePath: instancePath + "/labels", schemaPath: "#/properties/labels/propertyNames", keyword: "propertyNames", params: { propertyName: key7 }, message: "property name must be valid", schema: schema19.properties.labels.propertyNames, parentSchema: schema19.properties.labels, data: data21 };
            vErrors === null ? vErrors = [err72] : vErrors.push(err72), errors++;
          }
        }
        for (let key8 in data21) {
          let data22 = data21[key8];
          if (typeof data22 != "string" && !(typeof data22 == "number" && isFinite(data22)) && typeof data22 != "boolean") {
            let err73 = { instancePath: instancePath + "/labels/" + key8.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/labels/additionalProperties/type", keyword: "type", params: { type: schema19.properties.labels.additionalProperties.type }, message: "must be string,number,boolean", schema: schema19.properties.labels.additionalProperties.type, parentSchema: schema19.properties.labels.additionalProperties, data: data22 };
            vErrors === null ? vErrors = [err73] : vErrors.push(err73), errors++;
          }
        }
      } else {
        let err74 = { instancePath: instancePath + "/labels", schemaPath: "#/properties/labels/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema19.properties.labels.type, parentSchema: schema19.properties.labels, data: data21 };
        vErrors === null ? vErrors = [err74] : vErrors.push(err74), errors++;
      }
    }
    if (data.node !== void 0) {
      let data23 = data.node;
      if (typeof data23 == "string") {
        if (func2(data23) < 1) {
          let err75 = { instancePath: instancePath + "/node", schemaPath: "#/properties/node/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema19.properties.node, data: data23 };
          vErrors === null ? vErrors = [err75] : vErrors.push(err75), errors++;
        }
      } else {
        let err76 = { instancePath: instancePath + "/node", schemaPath: "#/properties/node/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.node.type, parentSchema: schema19.properties.node, data: data23 };
        vErrors === null ? vErrors = [err76] : vErrors.push(err76), errors++;
      }
    }
    if (data.priority !== void 0) {
      let data24 = data.priority;
      if (!(typeof data24 == "number" && !(data24 % 1) && !isNaN(data24) && isFinite(data24))) {
        let err77 = { instancePath: instancePath + "/priority", schemaPath: "#/properties/priority/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema19.properties.priority.type, parentSchema: schema19.properties.priority, data: data24 };
        vErrors === null ? vErrors = [err77] : vErrors.push(err77), errors++;
      }
      if (typeof data24 == "number" && isFinite(data24)) {
        if (data24 > 1e3 || isNaN(data24)) {
          let err78 = { instancePath: instancePath + "/priority", schemaPath: "#/properties/priority/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e3 }, message: "must be <= 1000", schema: 1e3, parentSchema: schema19.properties.priority, data: data24 };
          vErrors === null ? vErrors = [err78] : vErrors.push(err78), errors++;
        }
        if (data24 < -1e3 || isNaN(data24)) {
          let err79 = { instancePath: instancePath + "/priority", schemaPath: "#/properties/priority/minimum", keyword: "minimum", params: { comparison: ">=", limit: -1e3 }, message: "must be >= -1000", schema: -1e3, parentSchema: schema19.properties.priority, data: data24 };
          vErrors === null ? vErrors = [err79] : vErrors.push(err79), errors++;
        }
      }
    }
    if (data.timeout !== void 0) {
      let data25 = data.timeout, _errs91 = errors, valid18 = !1, _errs92 = errors;
      if (typeof data25 == "number" && isFinite(data25)) {
        if (data25 < 0 || isNaN(data25)) {
          let err80 = { instancePath: instancePath + "/timeout", schemaPath: "#/properties/timeout/anyOf/0/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema19.properties.timeout.anyOf[0], data: data25 };
          vErrors === null ? vErrors = [err80] : vErrors.push(err80), errors++;
        }
      } else {
        let err81 = { instancePath: instancePath + "/timeout", schemaPath: "#/properties/timeout/anyOf/0/type", keyword: "type", params: { type: "number" }, message: "must be number", schema: schema19.properties.timeout.anyOf[0].type, parentSchema: schema19.properties.timeout.anyOf[0], data: data25 };
        vErrors === null ? vErrors = [err81] : vErrors.push(err81), errors++;
      }
      var _valid6 = _errs92 === errors;
      valid18 = valid18 || _valid6;
      let _errs94 = errors;
      if (typeof data25 == "string") {
        if (!pattern8.test(data25)) {
          let err82 = { instancePath: instancePath + "/timeout", schemaPath: "#/properties/timeout/anyOf/1/pattern", keyword: "pattern", params: { pattern: "^([0-9]{1,12}(\\.[0-9]{1,6})?(ms|[smhdw]))+$|^[0-9]{1,12}(\\.[0-9]{1,6})?$" }, message: 'must match pattern "^([0-9]{1,12}(\\.[0-9]{1,6})?(ms|[smhdw]))+$|^[0-9]{1,12}(\\.[0-9]{1,6})?$"', schema: "^([0-9]{1,12}(\\.[0-9]{1,6})?(ms|[smhdw]))+$|^[0-9]{1,12}(\\.[0-9]{1,6})?$", parentSchema: schema19.properties.timeout.anyOf[1], data: data25 };
          vErrors === null ? vErrors = [err82] : vErrors.push(err82), errors++;
        }
      } else {
        let err83 = { instancePath: instancePath + "/timeout", schemaPath: "#/properties/timeout/anyOf/1/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.timeout.anyOf[1].type, parentSchema: schema19.properties.timeout.anyOf[1], data: data25 };
        vErrors === null ? vErrors = [err83] : vErrors.push(err83), errors++;
      }
      var _valid6 = _errs94 === errors;
      if (valid18 = valid18 || _valid6, valid18)
        errors = _errs91, vErrors !== null && (_errs91 ? vErrors.length = _errs91 : vErrors = null);
      else {
        let err84 = { instancePath: instancePath + "/timeout", schemaPath: "#/properties/timeout/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema19.properties.timeout.anyOf, parentSchema: schema19.properties.timeout, data: data25 };
        vErrors === null ? vErrors = [err84] : vErrors.push(err84), errors++;
      }
    }
    if (data["queue-timeout"] !== void 0) {
      let data26 = data["queue-timeout"], _errs97 = errors, valid19 = !1, _errs98 = errors;
      if (typeof data26 == "number" && isFinite(data26)) {
        if (data26 < 0 || isNaN(data26)) {
          let err85 = { instancePath: instancePath + "/queue-timeout", schemaPath: "#/properties/queue-timeout/anyOf/0/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema19.properties["queue-timeout"].anyOf[0], data: data26 };
          vErrors === null ? vErrors = [err85] : vErrors.push(err85), errors++;
        }
      } else {
        let err86 = { instancePath: instancePath + "/queue-timeout", schemaPath: "#/properties/queue-timeout/anyOf/0/type", keyword: "type", params: { type: "number" }, message: "must be number", schema: schema19.properties["queue-timeout"].anyOf[0].type, parentSchema: schema19.properties["queue-timeout"].anyOf[0], data: data26 };
        vErrors === null ? vErrors = [err86] : vErrors.push(err86), errors++;
      }
      var _valid7 = _errs98 === errors;
      valid19 = valid19 || _valid7;
      let _errs100 = errors;
      if (typeof data26 == "string") {
        if (!pattern8.test(data26)) {
          let err87 = { instancePath: instancePath + "/queue-timeout", schemaPath: "#/properties/queue-timeout/anyOf/1/pattern", keyword: "pattern", params: { pattern: "^([0-9]{1,12}(\\.[0-9]{1,6})?(ms|[smhdw]))+$|^[0-9]{1,12}(\\.[0-9]{1,6})?$" }, message: 'must match pattern "^([0-9]{1,12}(\\.[0-9]{1,6})?(ms|[smhdw]))+$|^[0-9]{1,12}(\\.[0-9]{1,6})?$"', schema: "^([0-9]{1,12}(\\.[0-9]{1,6})?(ms|[smhdw]))+$|^[0-9]{1,12}(\\.[0-9]{1,6})?$", parentSchema: schema19.properties["queue-timeout"].anyOf[1], data: data26 };
          vErrors === null ? vErrors = [err87] : vErrors.push(err87), errors++;
        }
      } else {
        let err88 = { instancePath: instancePath + "/queue-timeout", schemaPath: "#/properties/queue-timeout/anyOf/1/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties["queue-timeout"].anyOf[1].type, parentSchema: schema19.properties["queue-timeout"].anyOf[1], data: data26 };
        vErrors === null ? vErrors = [err88] : vErrors.push(err88), errors++;
      }
      var _valid7 = _errs100 === errors;
      if (valid19 = valid19 || _valid7, valid19)
        errors = _errs97, vErrors !== null && (_errs97 ? vErrors.length = _errs97 : vErrors = null);
      else {
        let err89 = { instancePath: instancePath + "/queue-timeout", schemaPath: "#/properties/queue-timeout/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema19.properties["queue-timeout"].anyOf, parentSchema: schema19.properties["queue-timeout"], data: data26 };
        vErrors === null ? vErrors = [err89] : vErrors.push(err89), errors++;
      }
    }
    if (data.grace !== void 0) {
      let data27 = data.grace, _errs103 = errors, valid20 = !1, _errs104 = errors;
      if (typeof data27 == "number" && isFinite(data27)) {
        if (data27 < 0 || isNaN(data27)) {
          let err90 = { instancePath: instancePath + "/grace", schemaPath: "#/properties/grace/anyOf/0/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema19.properties.grace.anyOf[0], data: data27 };
          vErrors === null ? vErrors = [err90] : vErrors.push(err90), errors++;
        }
      } else {
        let err91 = { instancePath: instancePath + "/grace", schemaPath: "#/properties/grace/anyOf/0/type", keyword: "type", params: { type: "number" }, message: "must be number", schema: schema19.properties.grace.anyOf[0].type, parentSchema: schema19.properties.grace.anyOf[0], data: data27 };
        vErrors === null ? vErrors = [err91] : vErrors.push(err91), errors++;
      }
      var _valid8 = _errs104 === errors;
      valid20 = valid20 || _valid8;
      let _errs106 = errors;
      if (typeof data27 == "string") {
        if (!pattern8.test(data27)) {
          let err92 = { instancePath: instancePath + "/grace", schemaPath: "#/properties/grace/anyOf/1/pattern", keyword: "pattern", params: { pattern: "^([0-9]{1,12}(\\.[0-9]{1,6})?(ms|[smhdw]))+$|^[0-9]{1,12}(\\.[0-9]{1,6})?$" }, message: 'must match pattern "^([0-9]{1,12}(\\.[0-9]{1,6})?(ms|[smhdw]))+$|^[0-9]{1,12}(\\.[0-9]{1,6})?$"', schema: "^([0-9]{1,12}(\\.[0-9]{1,6})?(ms|[smhdw]))+$|^[0-9]{1,12}(\\.[0-9]{1,6})?$", parentSchema: schema19.properties.grace.anyOf[1], data: data27 };
          vErrors === null ? vErrors = [err92] : vErrors.push(err92), errors++;
        }
      } else {
        let err93 = { instancePath: instancePath + "/grace", schemaPath: "#/properties/grace/anyOf/1/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.grace.anyOf[1].type, parentSchema: schema19.properties.grace.anyOf[1], data: data27 };
        vErrors === null ? vErrors = [err93] : vErrors.push(err93), errors++;
      }
      var _valid8 = _errs106 === errors;
      if (valid20 = valid20 || _valid8, valid20)
        errors = _errs103, vErrors !== null && (_errs103 ? vErrors.length = _errs103 : vErrors = null);
      else {
        let err94 = { instancePath: instancePath + "/grace", schemaPath: "#/properties/grace/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema19.properties.grace.anyOf, parentSchema: schema19.properties.grace, data: data27 };
        vErrors === null ? vErrors = [err94] : vErrors.push(err94), errors++;
      }
    }
    if (data.retries !== void 0) {
      let data28 = data.retries, _errs109 = errors, valid21 = !1, _errs110 = errors;
      if (!(typeof data28 == "number" && !(data28 % 1) && !isNaN(data28) && isFinite(data28))) {
        let err95 = { instancePath: instancePath + "/retries", schemaPath: "#/properties/retries/anyOf/0/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema19.properties.retries.anyOf[0].type, parentSchema: schema19.properties.retries.anyOf[0], data: data28 };
        vErrors === null ? vErrors = [err95] : vErrors.push(err95), errors++;
      }
      if (typeof data28 == "number" && isFinite(data28)) {
        if (data28 > 100 || isNaN(data28)) {
          let err96 = { instancePath: instancePath + "/retries", schemaPath: "#/properties/retries/anyOf/0/maximum", keyword: "maximum", params: { comparison: "<=", limit: 100 }, message: "must be <= 100", schema: 100, parentSchema: schema19.properties.retries.anyOf[0], data: data28 };
          vErrors === null ? vErrors = [err96] : vErrors.push(err96), errors++;
        }
        if (data28 < 0 || isNaN(data28)) {
          let err97 = { instancePath: instancePath + "/retries", schemaPath: "#/properties/retries/anyOf/0/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema19.properties.retries.anyOf[0], data: data28 };
          vErrors === null ? vErrors = [err97] : vErrors.push(err97), errors++;
        }
      }
      var _valid9 = _errs110 === errors;
      valid21 = valid21 || _valid9;
      let _errs112 = errors;
      if (data28 && typeof data28 == "object" && !Array.isArray(data28)) {
        if (data28.count === void 0) {
          let err98 = { instancePath: instancePath + "/retries", schemaPath: "#/properties/retries/anyOf/1/required", keyword: "required", params: { missingProperty: "count" }, message: "must have required property 'count'", schema: schema19.properties.retries.anyOf[1].required, parentSchema: schema19.properties.retries.anyOf[1], data: data28 };
          vErrors === null ? vErrors = [err98] : vErrors.push(err98), errors++;
        }
        for (let key9 in data28)
          if (!(key9 === "count" || key9 === "exit-codes" || key9 === "backoff" || key9 === "backoff-max")) {
            let err99 = { instancePath: instancePath + "/retries", schemaPath: "#/properties/retries/anyOf/1/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key9 }, message: "must NOT have additional properties", schema: !1, parentSchema: schema19.properties.retries.anyOf[1], data: data28 };
            vErrors === null ? vErrors = [err99] : vErrors.push(err99), errors++;
          }
        if (data28.count !== void 0) {
          let data29 = data28.count;
          if (!(typeof data29 == "number" && !(data29 % 1) && !isNaN(data29) && isFinite(data29))) {
            let err100 = { instancePath: instancePath + "/retries/count", schemaPath: "#/properties/retries/anyOf/1/properties/count/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema19.properties.retries.anyOf[1].properties.count.type, parentSchema: schema19.properties.retries.anyOf[1].properties.count, data: data29 };
            vErrors === null ? vErrors = [err100] : vErrors.push(err100), errors++;
          }
          if (typeof data29 == "number" && isFinite(data29)) {
            if (data29 > 100 || isNaN(data29)) {
              let err101 = { instancePath: instancePath + "/retries/count", schemaPath: "#/properties/retries/anyOf/1/properties/count/maximum", keyword: "maximum", params: { comparison: "<=", limit: 100 }, message: "must be <= 100", schema: 100, parentSchema: schema19.properties.retries.anyOf[1].properties.count, data: data29 };
              vErrors === null ? vErrors = [err101] : vErrors.push(err101), errors++;
            }
            if (data29 < 0 || isNaN(data29)) {
              let err102 = { instancePath: instancePath + "/retries/count", schemaPath: "#/properties/retries/anyOf/1/properties/count/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema19.properties.retries.anyOf[1].properties.count, data: data29 };
              vErrors === null ? vErrors = [err102] : vErrors.push(err102), errors++;
            }
          }
        }
        if (data28["exit-codes"] !== void 0) {
          let data30 = data28["exit-codes"];
          if (Array.isArray(data30)) {
            if (data30.length > 255) {
              let err103 = { instancePath: instancePath + "/retries/exit-codes", schemaPath: "#/properties/retries/anyOf/1/properties/exit-codes/maxItems", keyword: "maxItems", params: { limit: 255 }, message: "must NOT have more than 255 items", schema: 255, parentSchema: schema19.properties.retries.anyOf[1].properties["exit-codes"], data: data30 };
              vErrors === null ? vErrors = [err103] : vErrors.push(err103), errors++;
            }
            if (data30.length < 1) {
              let err104 = { instancePath: instancePath + "/retries/exit-codes", schemaPath: "#/properties/retries/anyOf/1/properties/exit-codes/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items", schema: 1, parentSchema: schema19.properties.retries.anyOf[1].properties["exit-codes"], data: data30 };
              vErrors === null ? vErrors = [err104] : vErrors.push(err104), errors++;
            }
            let len1 = data30.length;
            for (let i1 = 0; i1 < len1; i1++) {
              let data31 = data30[i1];
              if (!(typeof data31 == "number" && !(data31 % 1) && !isNaN(data31) && isFinite(data31))) {
                let err105 = { instancePath: instancePath + "/retries/exit-codes/" + i1, schemaPath: "#/properties/retries/anyOf/1/properties/exit-codes/items/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema19.properties.retries.anyOf[1].properties["exit-codes"].items.type, parentSchema: schema19.properties.retries.anyOf[1].properties["exit-codes"].items, data: data31 };
                vErrors === null ? vErrors = [err105] : vErrors.push(err105), errors++;
              }
              if (typeof data31 == "number" && isFinite(data31)) {
                if (data31 > 255 || isNaN(data31)) {
                  let err106 = { instancePath: instancePath + "/retries/exit-codes/" + i1, schemaPath: "#/properties/retries/anyOf/1/properties/exit-codes/items/maximum", keyword: "maximum", params: { comparison: "<=", limit: 255 }, message: "must be <= 255", schema: 255, parentSchema: schema19.properties.retries.anyOf[1].properties["exit-codes"].items, data: data31 };
                  vErrors === null ? vErrors = [err106] : vErrors.push(err106), errors++;
                }
                if (data31 < 1 || isNaN(data31)) {
                  let err107 = { instancePath: instancePath + "/retries/exit-codes/" + i1, schemaPath: "#/properties/retries/anyOf/1/properties/exit-codes/items/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1", schema: 1, parentSchema: schema19.properties.retries.anyOf[1].properties["exit-codes"].items, data: data31 };
                  vErrors === null ? vErrors = [err107] : vErrors.push(err107), errors++;
                }
              }
            }
          } else {
            let err108 = { instancePath: instancePath + "/retries/exit-codes", schemaPath: "#/properties/retries/anyOf/1/properties/exit-codes/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema19.properties.retries.anyOf[1].properties["exit-codes"].type, parentSchema: schema19.properties.retries.anyOf[1].properties["exit-codes"], data: data30 };
            vErrors === null ? vErrors = [err108] : vErrors.push(err108), errors++;
          }
        }
        if (data28.backoff !== void 0) {
          let data32 = data28.backoff, _errs122 = errors, valid25 = !1, _errs123 = errors;
          if (typeof data32 == "number" && isFinite(data32)) {
            if (data32 < 0 || isNaN(data32)) {
              let err109 = { instancePath: instancePath + "/retries/backoff", schemaPath: "#/properties/retries/anyOf/1/properties/backoff/anyOf/0/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema19.properties.retries.anyOf[1].properties.backoff.anyOf[0], data: data32 };
              vErrors === null ? vErrors = [err109] : vErrors.push(err109), errors++;
            }
          } else {
            let err110 = { instancePath: instancePath + "/retries/backoff", schemaPath: "#/properties/retries/anyOf/1/properties/backoff/anyOf/0/type", keyword: "type", params: { type: "number" }, message: "must be number", schema: schema19.properties.retries.anyOf[1].properties.backoff.anyOf[0].type, parentSchema: schema19.properties.retries.anyOf[1].properties.backoff.anyOf[0], data: data32 };
            vErrors === null ? vErrors = [err110] : vErrors.push(err110), errors++;
          }
          var _valid10 = _errs123 === errors;
          valid25 = valid25 || _valid10;
          let _errs125 = errors;
          if (typeof data32 == "string") {
            if (!pattern8.test(data32)) {
              let err111 = { instancePath: instancePath + "/retries/backoff", schemaPath: "#/properties/retries/anyOf/1/properties/backoff/anyOf/1/pattern", keyword: "pattern", params: { pattern: "^([0-9]{1,12}(\\.[0-9]{1,6})?(ms|[smhdw]))+$|^[0-9]{1,12}(\\.[0-9]{1,6})?$" }, message: 'must match pattern "^([0-9]{1,12}(\\.[0-9]{1,6})?(ms|[smhdw]))+$|^[0-9]{1,12}(\\.[0-9]{1,6})?$"', schema: "^([0-9]{1,12}(\\.[0-9]{1,6})?(ms|[smhdw]))+$|^[0-9]{1,12}(\\.[0-9]{1,6})?$", parentSchema: schema19.properties.retries.anyOf[1].properties.backoff.anyOf[1], data: data32 };
              vErrors === null ? vErrors = [err111] : vErrors.push(err111), errors++;
            }
          } else {
            let err112 = { instancePath: instancePath + "/retries/backoff", schemaPath: "#/properties/retries/anyOf/1/properties/backoff/anyOf/1/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.retries.anyOf[1].properties.backoff.anyOf[1].type, parentSchema: schema19.properties.retries.anyOf[1].properties.backoff.anyOf[1], data: data32 };
            vErrors === null ? vErrors = [err112] : vErrors.push(err112), errors++;
          }
          var _valid10 = _errs125 === errors;
          if (valid25 = valid25 || _valid10, valid25)
            errors = _errs122, vErrors !== null && (_errs122 ? vErrors.length = _errs122 : vErrors = null);
          else {
            let err113 = { instancePath: instancePath + "/retries/backoff", schemaPath: "#/properties/retries/anyOf/1/properties/backoff/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema19.properties.retries.anyOf[1].properties.backoff.anyOf, parentSchema: schema19.properties.retries.anyOf[1].properties.backoff, data: data32 };
            vErrors === null ? vErrors = [err113] : vErrors.push(err113), errors++;
          }
        }
        if (data28["backoff-max"] !== void 0) {
          let data33 = data28["backoff-max"], _errs128 = errors, valid26 = !1, _errs129 = errors;
          if (typeof data33 == "number" && isFinite(data33)) {
            if (data33 < 0 || isNaN(data33)) {
              let err114 = { instancePath: instancePath + "/retries/backoff-max", schemaPath: "#/properties/retries/anyOf/1/properties/backoff-max/anyOf/0/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema19.properties.retries.anyOf[1].properties["backoff-max"].anyOf[0], data: data33 };
              vErrors === null ? vErrors = [err114] : vErrors.push(err114), errors++;
            }
          } else {
            let err115 = { instancePath: instancePath + "/retries/backoff-max", schemaPath: "#/properties/retries/anyOf/1/properties/backoff-max/anyOf/0/type", keyword: "type", params: { type: "number" }, message: "must be number", schema: schema19.properties.retries.anyOf[1].properties["backoff-max"].anyOf[0].type, parentSchema: schema19.properties.retries.anyOf[1].properties["backoff-max"].anyOf[0], data: data33 };
            vErrors === null ? vErrors = [err115] : vErrors.push(err115), errors++;
          }
          var _valid11 = _errs129 === errors;
          valid26 = valid26 || _valid11;
          let _errs131 = errors;
          if (typeof data33 == "string") {
            if (!pattern8.test(data33)) {
              let err116 = { instancePath: instancePath + "/retries/backoff-max", schemaPath: "#/properties/retries/anyOf/1/properties/backoff-max/anyOf/1/pattern", keyword: "pattern", params: { pattern: "^([0-9]{1,12}(\\.[0-9]{1,6})?(ms|[smhdw]))+$|^[0-9]{1,12}(\\.[0-9]{1,6})?$" }, message: 'must match pattern "^([0-9]{1,12}(\\.[0-9]{1,6})?(ms|[smhdw]))+$|^[0-9]{1,12}(\\.[0-9]{1,6})?$"', schema: "^([0-9]{1,12}(\\.[0-9]{1,6})?(ms|[smhdw]))+$|^[0-9]{1,12}(\\.[0-9]{1,6})?$", parentSchema: schema19.properties.retries.anyOf[1].properties["backoff-max"].anyOf[1], data: data33 };
              vErrors === null ? vErrors = [err116] : vErrors.push(err116), errors++;
            }
          } else {
            let err117 = { instancePath: instancePath + "/retries/backoff-max", schemaPath: "#/properties/retries/anyOf/1/properties/backoff-max/anyOf/1/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties.retries.anyOf[1].properties["backoff-max"].anyOf[1].type, parentSchema: schema19.properties.retries.anyOf[1].properties["backoff-max"].anyOf[1], data: data33 };
            vErrors === null ? vErrors = [err117] : vErrors.push(err117), errors++;
          }
          var _valid11 = _errs131 === errors;
          if (valid26 = valid26 || _valid11, valid26)
            errors = _errs128, vErrors !== null && (_errs128 ? vErrors.length = _errs128 : vErrors = null);
          else {
            let err118 = { instancePath: instancePath + "/retries/backoff-max", schemaPath: "#/properties/retries/anyOf/1/properties/backoff-max/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema19.properties.retries.anyOf[1].properties["backoff-max"].anyOf, parentSchema: schema19.properties.retries.anyOf[1].properties["backoff-max"], data: data33 };
            vErrors === null ? vErrors = [err118] : vErrors.push(err118), errors++;
          }
        }
      } else {
        let err119 = { instancePath: instancePath + "/retries", schemaPath: "#/properties/retries/anyOf/1/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema19.properties.retries.anyOf[1].type, parentSchema: schema19.properties.retries.anyOf[1], data: data28 };
        vErrors === null ? vErrors = [err119] : vErrors.push(err119), errors++;
      }
      var _valid9 = _errs112 === errors;
      if (valid21 = valid21 || _valid9, valid21)
        errors = _errs109, vErrors !== null && (_errs109 ? vErrors.length = _errs109 : vErrors = null);
      else {
        let err120 = { instancePath: instancePath + "/retries", schemaPath: "#/properties/retries/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema19.properties.retries.anyOf, parentSchema: schema19.properties.retries, data: data28 };
        vErrors === null ? vErrors = [err120] : vErrors.push(err120), errors++;
      }
    }
    if (data.idempotent !== void 0) {
      let data34 = data.idempotent;
      if (typeof data34 != "boolean") {
        let err121 = { instancePath: instancePath + "/idempotent", schemaPath: "#/properties/idempotent/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean", schema: schema19.properties.idempotent.type, parentSchema: schema19.properties.idempotent, data: data34 };
        vErrors === null ? vErrors = [err121] : vErrors.push(err121), errors++;
      }
    }
    if (data["on-lost"] !== void 0) {
      let data35 = data["on-lost"];
      if (typeof data35 != "string") {
        let err122 = { instancePath: instancePath + "/on-lost", schemaPath: "#/properties/on-lost/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties["on-lost"].type, parentSchema: schema19.properties["on-lost"], data: data35 };
        vErrors === null ? vErrors = [err122] : vErrors.push(err122), errors++;
      }
      if (!(data35 === "hold" || data35 === "retry" || data35 === "fail")) {
        let err123 = { instancePath: instancePath + "/on-lost", schemaPath: "#/properties/on-lost/enum", keyword: "enum", params: { allowedValues: schema19.properties["on-lost"].enum }, message: "must be equal to one of the allowed values", schema: schema19.properties["on-lost"].enum, parentSchema: schema19.properties["on-lost"], data: data35 };
        vErrors === null ? vErrors = [err123] : vErrors.push(err123), errors++;
      }
    }
    if (data["on-disconnect"] !== void 0) {
      let data36 = data["on-disconnect"];
      if (typeof data36 != "string") {
        let err124 = { instancePath: instancePath + "/on-disconnect", schemaPath: "#/properties/on-disconnect/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties["on-disconnect"].type, parentSchema: schema19.properties["on-disconnect"], data: data36 };
        vErrors === null ? vErrors = [err124] : vErrors.push(err124), errors++;
      }
      if (!(data36 === "continue" || data36 === "stop")) {
        let err125 = { instancePath: instancePath + "/on-disconnect", schemaPath: "#/properties/on-disconnect/enum", keyword: "enum", params: { allowedValues: schema19.properties["on-disconnect"].enum }, message: "must be equal to one of the allowed values", schema: schema19.properties["on-disconnect"].enum, parentSchema: schema19.properties["on-disconnect"], data: data36 };
        vErrors === null ? vErrors = [err125] : vErrors.push(err125), errors++;
      }
    }
    if (data.exclusive !== void 0) {
      let data37 = data.exclusive;
      if (typeof data37 != "boolean") {
        let err126 = { instancePath: instancePath + "/exclusive", schemaPath: "#/properties/exclusive/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean", schema: schema19.properties.exclusive.type, parentSchema: schema19.properties.exclusive, data: data37 };
        vErrors === null ? vErrors = [err126] : vErrors.push(err126), errors++;
      }
    }
    if (data["log-bytes-max"] !== void 0) {
      let data38 = data["log-bytes-max"], _errs142 = errors, valid27 = !1, _errs143 = errors;
      if (typeof data38 == "number" && isFinite(data38)) {
        if (data38 < 0 || isNaN(data38)) {
          let err127 = { instancePath: instancePath + "/log-bytes-max", schemaPath: "#/properties/log-bytes-max/anyOf/0/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema19.properties["log-bytes-max"].anyOf[0], data: data38 };
          vErrors === null ? vErrors = [err127] : vErrors.push(err127), errors++;
        }
      } else {
        let err128 = { instancePath: instancePath + "/log-bytes-max", schemaPath: "#/properties/log-bytes-max/anyOf/0/type", keyword: "type", params: { type: "number" }, message: "must be number", schema: schema19.properties["log-bytes-max"].anyOf[0].type, parentSchema: schema19.properties["log-bytes-max"].anyOf[0], data: data38 };
        vErrors === null ? vErrors = [err128] : vErrors.push(err128), errors++;
      }
      var _valid12 = _errs143 === errors;
      valid27 = valid27 || _valid12;
      let _errs145 = errors;
      if (typeof data38 == "string") {
        if (!pattern4.test(data38)) {
          let err129 = { instancePath: instancePath + "/log-bytes-max", schemaPath: "#/properties/log-bytes-max/anyOf/1/pattern", keyword: "pattern", params: { pattern: "^[0-9]{1,15}(\\.[0-9]{1,9})? ?([kKmMgGtTpP]([iI]?[bB]?)|[bB])?$" }, message: 'must match pattern "^[0-9]{1,15}(\\.[0-9]{1,9})? ?([kKmMgGtTpP]([iI]?[bB]?)|[bB])?$"', schema: "^[0-9]{1,15}(\\.[0-9]{1,9})? ?([kKmMgGtTpP]([iI]?[bB]?)|[bB])?$", parentSchema: schema19.properties["log-bytes-max"].anyOf[1], data: data38 };
          vErrors === null ? vErrors = [err129] : vErrors.push(err129), errors++;
        }
      } else {
        let err130 = { instancePath: instancePath + "/log-bytes-max", schemaPath: "#/properties/log-bytes-max/anyOf/1/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema19.properties["log-bytes-max"].anyOf[1].type, parentSchema: schema19.properties["log-bytes-max"].anyOf[1], data: data38 };
        vErrors === null ? vErrors = [err130] : vErrors.push(err130), errors++;
      }
      var _valid12 = _errs145 === errors;
      if (valid27 = valid27 || _valid12, valid27)
        errors = _errs142, vErrors !== null && (_errs142 ? vErrors.length = _errs142 : vErrors = null);
      else {
        let err131 = { instancePath: instancePath + "/log-bytes-max", schemaPath: "#/properties/log-bytes-max/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema19.properties["log-bytes-max"].anyOf, parentSchema: schema19.properties["log-bytes-max"], data: data38 };
        vErrors === null ? vErrors = [err131] : vErrors.push(err131), errors++;
      }
    }
  } else {
    let err132 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema19.type, parentSchema: schema19, data };
    vErrors === null ? vErrors = [err132] : vErrors.push(err132), errors++;
  }
  return validate52.errors = vErrors, errors === 0;
}
validate52.evaluated = { props: !0, dynamicProps: !1, dynamicItems: !1 };
export {
  stdin_default as default,
  validate
};
