using NetMl.Cli.Curves;
using NetMl.Contracts.Training;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace NetMl.Cli.Tests.Curves;

/// <summary>Curves as people see them, drawn into text of a given width.</summary>
public sealed class CurvePlotTests
{
    [Fact]
    public void Line_FromCornerToCorner_SetsTheDotsBetween()
    {
        var grid = new BrailleGrid(2, 1);

        grid.Line((0, 3), (3, 0), 0);

        // Dots 7 and 6 of the left cell, 2 and 4 of the right one: U+2800 + 0x40 + 0x20, U+2800 + 0x02 + 0x08.
        Assert.Equal(('\u2860', '\u280A'), (grid.Cell(0, 0).Letter, grid.Cell(1, 0).Letter));
    }

    [Fact]
    public void Render_FallingLoss_HasNumbersAtBothAxesAndFitsTheWidth()
    {
        var lines = Text(new CurvePlot(Panel([(1, 2), (2, 1.5), (3, 1)]), 5), 40);

        Assert.Equal(7, lines.Length);
        Assert.Equal("loss", lines[0]);
        Assert.StartsWith("2.0 ┤\u2809", lines[1]);
        Assert.StartsWith("1.5 ┤", lines[3]);
        Assert.StartsWith("1.0 ┤", lines[5]);
        Assert.Equal(0x80, (lines[5][^1] - 0x2800) & 0x80);
        Assert.Matches("^    └1─+3 epochs$", lines[6]);
        Assert.All(lines, line => Assert.True(line.Length <= 40, line));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(80)]
    [InlineData(500)]
    public void Render_AnyTerminal_NeverThrowsAndStaysWithin(int width)
    {
        var lines = Text(new CurvePlot(Panel([(1, 5), (2, double.NaN), (3, 5), (4, double.PositiveInfinity)]), 3), width);

        Assert.Equal(5, lines.Length);
        Assert.All(lines, line => Assert.True(line.Length <= Math.Max(width, 20), line));
    }

    [Fact]
    public void Render_NothingYet_SaysSo() => Assert.Contains("no epoch is done yet", Text(new CurvePlot(Panel([]), 5), 40)[1], StringComparison.Ordinal);

    [Fact]
    public void Picture_OfRepeats_DrawsALineForEachInTwoPanels()
    {
        var job = Samples.Job(JobStates.Training, 2) with
        {
            Request = new JobRequest("cora", "m", TrainingTasks.NodeClassification, Network: new NetworkRequest(Epochs: 300), Repeats: 2),
            Repeats =
            [
                new RepeatProgress(0, 2, 1, 0.5, "w", false, [new CurvePoint(1, 2, 0.25), new CurvePoint(2, 1, 0.5)]),
                new RepeatProgress(1, 2, 1.5, 0.75, "w", false, [new CurvePoint(1, 2.5, 0.5), new CurvePoint(2, 1.5, 0.75)]),
            ],
        };

        var (panels, lines) = (JobCurves.Of(job), Text(CurveWatch.Picture(job, 24), 120));

        Assert.Equal(["mean training loss", "accuracy on the validation part"], panels.Select(panel => panel.Title));
        Assert.All(panels, panel => Assert.Equal(2, panel.Lines.Count));
        Assert.Contains(lines, line => line.StartsWith("75.0 % ┤", StringComparison.Ordinal));
        Assert.Contains("epoch 2 of 300", string.Join(' ', lines), StringComparison.Ordinal);
        Assert.True(lines.Length <= 24, $"{lines.Length}");
    }

    [Fact]
    public void Picture_OfASearch_IsTheBestSoFarOverTime()
    {
        var search = new SearchResult("halving", "accuracy", 12, [new SearchTrial(3, 9, 0.8, new Dictionary<string, string>())]);
        var job = Samples.Job(JobStates.Training, 40) with
        {
            Request = new JobRequest("cora", "m", TrainingTasks.NodeClassification, Search: new SearchRequest()),
            Search = search,
            Curve = [new CurvePoint(1, Score: 0.5), new CurvePoint(12, Score: 0.8)],
        };

        var lines = Text(CurveWatch.Picture(job, 24), 60);

        Assert.Equal("best accuracy so far, on the validation part", lines[0]);
        Assert.Contains(lines, line => line.EndsWith("12 s", StringComparison.Ordinal));
        Assert.Equal("job job-1: training, 1 of 27 trials, 40 epochs, best", lines[^2].TrimEnd());
    }

    [Fact]
    public void Picture_OfASearchUnderWay_HasTheLossOfItsTrials()
    {
        var nothing = new Dictionary<string, string>();
        var search = new SearchResult("halving", "accuracy", 12, [
            new SearchTrial(3, 9, 0.8, nothing), new SearchTrial(4, 5, null, nothing, "w", Curve: [new CurvePoint(1, 2), new CurvePoint(5, 1)])]);
        var job = Samples.Job(JobStates.Training, 14) with { Request = new JobRequest("cora", "m", TrainingTasks.NodeClassification, Search: new SearchRequest()), Search = search };

        var text = string.Join('\n', Text(CurveWatch.Picture(job, 24), 160));

        Assert.Contains("mean training loss of trial 4", text, StringComparison.Ordinal);
        Assert.Contains(", trial 4 at epoch 5, loss 1.0000", text, StringComparison.Ordinal);
    }

    private static CurvePanel Panel((double X, double Y)[] points) => new("loss", "epochs", number => number.ToString("0.0", System.Globalization.CultureInfo.InvariantCulture), [new CurveLine(points)]);

    private static string[] Text(IRenderable picture, int width)
    {
        var writer = new StringWriter();
        var console = Terminal.Open(writer, plain: true);
        console.Profile.Width = width;
        console.Write(picture);
        return [.. writer.ToString().TrimEnd('\n').Split('\n').Select(line => line.TrimEnd('\r'))];
    }
}
