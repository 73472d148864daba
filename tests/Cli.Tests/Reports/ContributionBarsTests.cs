using System.Globalization;
using System.Xml.Linq;
using NetMl.Cli.Reports;
using NetMl.Contracts.Serving;
using NetMl.Contracts.Training;

namespace NetMl.Cli.Tests.Reports;

public sealed class ContributionBarsTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void Of_ScoreOfTrees_IsAWayOfBarsFromTheMeanToTheItem()
    {
        // −1 + 2 − 0.5 + 1 of all others = 1.5.
        var picture = XDocument.Parse(ExplanationSvg.Of(new ExplainResponse(
            "m", 1, TrainingTasks.FlowClassification, "inference-1", "a <b>", "Scan", 0.9, [], "It looks like Scan.",
            [new FeatureReason("flow", "failed", "yes", "in vain", 2), new FeatureReason("source", "out_degree", "7", "hosts", -0.5)],
            [], [], null, "none", 0, 0, new ExplanationScore(-1, 1.5, "Benign"))));

        var bars = picture.Descendants(Svg + "rect").Skip(1).Select(bar => (Begin: Number(bar, "x"), Length: Number(bar, "width"), Colour: bar.Attribute("fill")?.Value)).ToArray();
        var texts = picture.Descendants(Svg + "text").Select(text => text.Value).ToArray();

        Assert.Equal(5, bars.Length);
        Assert.Equal((4.0, 2.0), (bars[1].Length / bars[2].Length, bars[3].Length / bars[2].Length));
        Assert.Equal(bars[0].Begin, bars[1].Begin);
        Assert.Equal(bars[1].Begin + bars[1].Length, bars[2].Begin + bars[2].Length);
        Assert.Equal(bars[2].Begin, bars[3].Begin);
        Assert.Equal(bars[3].Begin + bars[3].Length, bars[4].Begin);
        Assert.NotEqual(bars[1].Colour, bars[2].Colour);
        Assert.All(["-1.00", "+2.00", "-0.50", "+1.00", "1.50", "flow failed = yes", "all others"], text => Assert.Contains(text, texts));
    }

    private static double Number(XElement element, string name) => double.Parse(element.Attribute(name)?.Value ?? "", CultureInfo.InvariantCulture);
}
