// Runs ONNX files for the tests: one JSON request per line in, one JSON answer per line out.
// Request: { model: path, inputs: { name: { type, dims, data } } }. Answer: { name: { dims, data } }, or { error }.
const ort = require('onnxruntime-node');
const lines = require('readline').createInterface({ input: process.stdin });

const arrays = { float32: Float32Array.from.bind(Float32Array), int32: Int32Array.from.bind(Int32Array), int64: (data) => BigInt64Array.from(data, BigInt) };
const sessions = new Map();

async function answer(request) {
  if (!sessions.has(request.model)) {
    sessions.set(request.model, await ort.InferenceSession.create(request.model, { intraOpNumThreads: 1, logSeverityLevel: 3 }));
  }
  const feeds = {};
  for (const [name, { type, dims, data }] of Object.entries(request.inputs)) {
    feeds[name] = new ort.Tensor(type, arrays[type](data), dims);
  }
  const results = await sessions.get(request.model).run(feeds);
  return Object.fromEntries(Object.entries(results).map(([name, { dims, data }]) => [name, { dims, data: Array.from(data) }]));
}

(async () => {
  for await (const line of lines) {
    let result;
    try {
      result = await answer(JSON.parse(line));
    } catch (failure) {
      result = { error: String(failure) };
    }
    console.log(JSON.stringify(result));
  }
})();
