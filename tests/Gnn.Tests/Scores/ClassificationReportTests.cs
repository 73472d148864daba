using NetMl.Gnn.FlowClassification;
using NetMl.Gnn.Scores;

namespace NetMl.Gnn.Tests.Scores;

public sealed class ClassificationReportTests
{
    // truth 0 0 0 1 1 2, predicted 0 0 1 1 1 0: class 0 has P 2/3 R 2/3, class 1 has P 2/3 R 1, class 2 nothing.
    [Fact]
    public void Of_ByHand_GivesPrecisionRecallAndF1()
    {
        var report = ClassificationReport.Of([0, 0, 0, 1, 1, 2], [0, 0, 1, 1, 1, 0], 4);

        Assert.Equal(4 / 6.0, report.Accuracy, 12);
        Assert.Equal(new ClassReport(2 / 3.0, 2 / 3.0, 4 / 6.0, 3), report.Classes[0]);
        Assert.Equal(new ClassReport(2 / 3.0, 1, 4 / 5.0, 2), report.Classes[1]);
        Assert.Equal(new ClassReport(0, 0, 0, 1), report.Classes[2]);
        Assert.Equal((4 / 6.0 + 4 / 5.0 + 0) / 3, report.MacroF1, 12);
    }

    [Fact]
    public void ArgMax_Ties_TakeTheFirst() => Assert.Equal([1, 0], ClassificationReport.ArgMax([0, 2, 1, 3, 3, 3], 3));

    [Fact]
    public void InverseSquareRoot_Counts_WeighRareClassesAndKeepTheMean()
    {
        var weights = ClassWeights.InverseSquareRoot([0, 0, 0, 0, 1, -1], 3);

        Assert.Equal(2, weights[1] / weights[0], 1e-6);
        Assert.Equal(5, 4 * weights[0] + weights[1], 1e-5);
        Assert.Equal(0, weights[2]);
    }
}
