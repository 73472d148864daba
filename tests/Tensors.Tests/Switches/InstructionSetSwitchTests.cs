using System.Diagnostics;
using System.Xml.Linq;

namespace NetMl.Tensors.Tests.Switches;

/// <summary>Runs the kernel tests again in a process whose runtime has no such instructions.</summary>
public sealed class InstructionSetSwitchTests
{
    private const string KernelTests = "NetMl.Tensors.Tests.Kernels";

    // All that has vector code of its own.
    private const string Filter = $"FullyQualifiedName~{KernelTests}.|FullyQualifiedName~NetMl.Tensors.Tests.RandomNumbers.|FullyQualifiedName~NetMl.Tensors.Tests.Optimisation.";

    [Theory]
    [InlineData("DOTNET_EnableAVX512")]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public async Task KernelTests_WithoutInstructions_Pass(string name)
    {
        var results = Path.Combine(Path.GetTempPath(), $"{name}-{Guid.NewGuid():N}.trx");
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { "vstest", typeof(InstructionSetSwitchTests).Assembly.Location, $"--TestCaseFilter:{Filter}", $"--logger:trx;LogFileName={results}" },
            Environment = { [name] = "0" },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        using var child = Process.Start(start);
        Assert.NotNull(child);
        var (output, errors) = (child.StandardOutput.ReadToEndAsync(), child.StandardError.ReadToEndAsync());
        await child.WaitForExitAsync();

        Assert.True(child.ExitCode == 0, await output + await errors);
        var outcomes = OutcomesOf(results);
        File.Delete(results);
        Assert.Contains($"{KernelTests}.{nameof(Kernels.InstructionSetTests)}.{nameof(Kernels.InstructionSetTests.Switches_WhenSet_TookEffect)}", outcomes.Keys);
        Assert.All(outcomes, test => Assert.Equal("Passed", test.Value));
    }

    // Test name -> outcome.
    private static Dictionary<string, string> OutcomesOf(string path) =>
        XDocument.Load(path).Descendants()
            .Where(element => element.Name.LocalName == "UnitTestResult")
            .ToDictionary(result => result.Attribute("testName")?.Value ?? "", result => result.Attribute("outcome")?.Value ?? "");
}
