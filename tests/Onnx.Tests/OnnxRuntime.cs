using System.Diagnostics;
using System.Text.Json;

namespace NetMl.Onnx.Tests;

/// <summary>What the runtime gave for one output.</summary>
public sealed record RuntimeTensor(int[] Dims, JsonElement[] Data)
{
    public float[] Floats => [.. Data.Select(number => number.GetSingle())];

    public string[] Texts => [.. Data.Select(text => text.GetString() ?? "")];
}

/// <summary>Microsoft's onnxruntime in a Node process, one for all tests of a class; absent = the tests skip with what to install.</summary>
public sealed class OnnxRuntime : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly string? _missing;
    private readonly Process? _process;
    private readonly string _folder = Directory.CreateTempSubdirectory("netml-onnx-").FullName;
    private int _models;

    public OnnxRuntime()
    {
        var runtime = Path.Combine(RepositoryRoot(), "tests", "Onnx.Tests", "runtime");
        if (!Directory.Exists(Path.Combine(runtime, "node_modules", "onnxruntime-node")))
        {
            _missing = "onnxruntime is absent: run 'npm install --ignore-scripts --no-package-lock' in tests/Onnx.Tests/runtime";
            return;
        }
        try
        {
            _process = Process.Start(new ProcessStartInfo("node", ["run.cjs"]) { WorkingDirectory = runtime, RedirectStandardInput = true, RedirectStandardOutput = true });
        }
        catch (System.ComponentModel.Win32Exception)
        {
            _missing = "node is absent: install Node.js 20 or newer";
        }
    }

    /// <summary>Writes a model where the runtime can read it.</summary>
    public string Store(byte[] model)
    {
        Skip.If(_missing is not null, _missing);
        var path = Path.Combine(_folder, $"{_models++}.onnx");
        File.WriteAllBytes(path, model);
        return path;
    }

    /// <param name="inputs">By name: element type, dimensions, numbers.</param>
    public IReadOnlyDictionary<string, RuntimeTensor> Run(string model, params (string Name, string Type, int[] Dims, double[] Data)[] inputs)
    {
        var process = _process ?? throw new InvalidOperationException(_missing);
        var request = new { model, inputs = inputs.ToDictionary(input => input.Name, input => new { type = input.Type, dims = input.Dims, data = input.Data }) };
        process.StandardInput.WriteLine(JsonSerializer.Serialize(request));
        process.StandardInput.Flush();
        using var answer = JsonDocument.Parse(ReadLine(process) ?? throw new InvalidOperationException("The runtime ended."));
        if (answer.RootElement.TryGetProperty("error", out var error))
            throw new InvalidOperationException(error.GetString());
        return answer.RootElement.EnumerateObject().ToDictionary(
            output => output.Name,
            output => new RuntimeTensor(
                [.. output.Value.GetProperty("dims").EnumerateArray().Select(length => length.GetInt32())],
                [.. output.Value.GetProperty("data").EnumerateArray().Select(value => value.Clone())]));
    }

    public void Dispose()
    {
        if (_process is not null)
        {
            if (!_process.HasExited)
                _process.StandardInput.Close();
            if (!_process.WaitForExit(TimeSpan.FromSeconds(10)))
                _process.Kill(entireProcessTree: true);
            _process.Dispose();
        }
        Directory.Delete(_folder, recursive: true);
    }

    // A runtime that hangs fails the test instead of the whole run.
    private static string? ReadLine(Process process)
    {
        var line = process.StandardOutput.ReadLineAsync();
        if (line.Wait(Patience))
            return line.Result;
        process.Kill(entireProcessTree: true);
        throw new TimeoutException($"The runtime gave no answer within {Patience.TotalSeconds} s.");
    }

    private static string RepositoryRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "NetMlAspire.sln")))
                return folder.FullName;
        throw new InvalidOperationException("The tests run outside of the repository.");
    }
}
