using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NetMl.Behaviours.Beaconing;
using NetMl.GraphFeature.Behaviours;

namespace NetMl.GraphFeature.Tests;

public class SettingsTests
{
    [Theory]
    [InlineData("Behaviours:Scans:Hosts", "1")]
    [InlineData("Behaviours:Scans:SlowWindow", "00:00:00")]
    [InlineData("Behaviours:Beacons:MinimumScore", "101")]
    [InlineData("Behaviours:Floods:Connections", "1")]
    [InlineData("Behaviours:RareDestinations:LearningShare", "1.5")]
    [InlineData("Behaviours:Adjustments:CommonShare", "0")]
    [InlineData("Snapshots:MaximumFlows", "0")]
    [InlineData("FlowStore:MaximumMebibytes", "-1")]
    [InlineData("FlowStore:Path", "")]
    public async Task Start_WrongSetting_NamesItsKey(string key, string value)
    {
        using var folder = new DataFolder();

        var error = await GraphFeatureApp.StartErrorAsync(folder, (key, value));

        Assert.IsType<OptionsValidationException>(error);
        Assert.Contains(key, error?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_ThresholdsOfDetectors_AreThoseOfTheSettings()
    {
        using var folder = new DataFolder();
        await using var app = new GraphFeatureApp(
            folder, ("Behaviours:Scans:Ports", "7"), ("Behaviours:Scans:Window", "00:01:30"), ("Behaviours:Beacons:MinimumConnections", "9"),
            ("Behaviours:PasswordGuessing:SshSessions", "11"), ("Behaviours:LateralMovement:AdministrationPorts:0", "5900"));

        var detectors = app.Services.GetRequiredService<IOptions<AnalysisOptions>>().Value.Detectors;

        Assert.Equal((7, TimeSpan.FromSeconds(90), 25), (detectors.Scans.Ports, detectors.Scans.Window, detectors.Scans.Hosts));
        Assert.Equal((9, new BeaconOptions().MinimumScore), (detectors.Beacons.MinimumConnections, detectors.Beacons.MinimumScore));
        Assert.Equal((11, 20), (detectors.PasswordGuessing.SshSessions, detectors.PasswordGuessing.FtpSessions));
        Assert.Contains(5900, detectors.LateralMovement.AdministrationPorts);
        Assert.Contains(22, detectors.LateralMovement.AdministrationPorts);
    }

    [Fact]
    public async Task Start_StoreInAFile_SaysWhichSettingIsWrong()
    {
        using var folder = new DataFolder();
        await File.WriteAllTextAsync(folder.Database, "no folder");

        var error = await GraphFeatureApp.StartErrorAsync(folder, ("FlowStore:Path", Path.Combine(folder.Database, "flows.db")));

        Assert.Contains("FlowStore:Path", error?.Message, StringComparison.Ordinal);
    }
}
