using NetMl.Behaviours.Adjustments;
using NetMl.Behaviours.Detection;
using NetMl.Flows;
using Xunit.Abstractions;

namespace NetMl.Behaviours.Tests;

/// <summary>The made-up office, whose labels say who did what.</summary>
public class SyntheticCaptureTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Run_MadeUpOffice_FindsWhatWasPlanted(int seed)
    {
        var batches = SyntheticCapture.Generate(seed);
        var flows = batches.SelectMany(batch => batch.Records()).ToArray();
        var analysis = new BehaviourAnalysis(Detectors.All(new DetectorOptions()));
        foreach (var batch in batches)
            analysis.Add(batch);

        var findings = analysis.Run(AllowList.Empty, CancellationToken.None);

        foreach (var finding in findings)
            output.WriteLine($"{finding.Score} {finding.Behaviour}: {finding.Sentence}");
        Assert.Equal(SourcesOf(flows, "AddressScan"), SourcesOf(findings, BehaviourNames.AddressScan));
        Assert.Equal(SourcesOf(flows, "PortScan"), SourcesOf(findings, BehaviourNames.PortScan));
        Assert.Superset(SourcesOf(flows, "Beacon"), SourcesOf(findings, BehaviourNames.Beacon));
    }

    private static HashSet<string> SourcesOf(IEnumerable<FlowRecord> flows, string label) =>
        [.. flows.Where(flow => flow.Label == label).Select(flow => flow.Source)];

    private static HashSet<string> SourcesOf(IEnumerable<Finding> findings, string behaviour) =>
        [.. findings.Where(finding => finding.Behaviour == behaviour).Select(finding => finding.Source)];
}
