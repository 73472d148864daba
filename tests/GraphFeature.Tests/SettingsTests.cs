using Microsoft.Extensions.Options;

namespace NetMl.GraphFeature.Tests;

public class SettingsTests
{
    [Theory]
    [InlineData("Behaviours:ScanHosts", "1")]
    [InlineData("Behaviours:BeaconScore", "101")]
    [InlineData("Behaviours:Floods:Connections", "1")]
    [InlineData("Behaviours:LongConnections:ShortestCounted", "00:00:00")]
    [InlineData("Snapshots:MaximumFlows", "0")]
    [InlineData("FlowStore:MaximumMebibytes", "-1")]
    [InlineData("FlowStore:Path", "")]
    public async Task Start_WrongSetting_NamesItsKey(string key, string value)
    {
        var error = await StartAsync(key, value);

        Assert.IsType<OptionsValidationException>(error);
        Assert.Contains(key, error?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_StoreInAFile_SaysWhichSettingIsWrong()
    {
        using var folder = new DataFolder();
        await File.WriteAllTextAsync(folder.Database, "no folder");
        await using var app = new GraphFeatureApp(folder, ("FlowStore:Path", Path.Combine(folder.Database, "flows.db")));

        var error = Assert.ThrowsAny<Exception>(() => app.CreateClient());

        Assert.Contains("FlowStore:Path", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Why the service does not start. When it stops quickly, WebApplicationFactory may find it gone before it learns why; then it is started again.</summary>
    private static async Task<Exception?> StartAsync(string key, string value)
    {
        Exception? error;
        do
        {
            using var folder = new DataFolder();
            await using var app = new GraphFeatureApp(folder, (key, value));
            error = Record.Exception(() => app.CreateClient());
        }
        while (error is ObjectDisposedException);
        return error;
    }
}
