using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using NetMl.Contracts.Datasets;

namespace NetMl.AppHost.Tests;

/// <summary>netml follows a growing log into the running system, and is killed again and again.</summary>
[Collection(OneSystem.Name)]
public sealed class FollowTests(RunningSystem system)
{
    private const int Kills = 4;
    private const int Lines = 300;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Follow_KilledAgainAndAgain_StoresEachFlowOnce()
    {
        using var gateway = await system.WithKeyAsync();
        var folder = Directory.CreateTempSubdirectory("netml-follow-");
        try
        {
            var log = Path.Combine(folder.FullName, "conn.log");
            await File.WriteAllTextAsync(log, "#separator \\x09\n#path\tconn\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\n");
            var written = 0;
            for (var kill = 0; kill < Kills; kill++)
            {
                using var netml = Follow(log, folder.FullName);
                // Killed in the middle of its work: while lines come, as soon as the first new ones are stored.
                var before = await RowsAsync(gateway);
                var writing = AppendAsync(log, written, written += Lines);
                await UntilAsync(gateway, before + 1);
                netml.Kill();
                await writing;
                await netml.WaitForExitAsync();
            }
            using var last = Follow(log, folder.FullName);
            await UntilAsync(gateway, written);
            await AppendAsync(log, written, written += 1);
            await UntilAsync(gateway, written);
            using (var interrupt = Process.Start("kill", ["-INT", last.Id.ToString(CultureInfo.InvariantCulture)]))
                await interrupt.WaitForExitAsync();
            await last.WaitForExitAsync().WaitAsync(Patience);

            Assert.Equal(0, last.ExitCode);
            Assert.Contains("Stopped at byte", await last.StandardOutput.ReadToEndAsync());
            Assert.Equal(Kills * Lines + 1, await RowsAsync(gateway));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private Process Follow(string log, string home) => NetmlProcess.Start(system, home, "ingest", "followed", log, "--follow", "--every", "0");

    /// <summary>Line by line, as a sensor writes.</summary>
    private static async Task AppendAsync(string log, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            await File.AppendAllTextAsync(log, FormattableString.Invariant($"{1_700_000_000 + i}.5\tC{i}\t10.0.0.{i % 200}\t{1024 + i}\t10.0.1.1\t443\ttcp\n"));
            await Task.Yield();
        }
    }

    private static async Task UntilAsync(HttpClient gateway, long rows)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (await RowsAsync(gateway) < rows)
            await Task.Delay(20, patience.Token);
    }

    private static async Task<long> RowsAsync(HttpClient gateway)
    {
        var datasets = await gateway.GetFromJsonAsync<DatasetSummary[]>("/v1/datasets");
        return datasets!.SingleOrDefault(dataset => dataset.Dataset == "followed")?.Rows ?? 0;
    }
}
