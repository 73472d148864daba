using NetMl.Gnn.Scores;

namespace NetMl.Gnn.Tests.Scores;

public sealed class CalibrationTests
{
    private const double Tolerance = 1e-6;

    // Worked by hand. Certainties .9 (right), .9 (wrong), .7 (right), .55 (right): bins of width 1/15 hold {.9, .9}, {.7}, {.55};
    // error = (|1 − 1.8| + |1 − .7| + |1 − .55|) / 4 = 1.55 / 4.
    [Fact]
    public void Error_FourAnswers_EqualsHandWork()
    {
        float[] probabilities = [0.9f, 0.1f, 0.1f, 0.9f, 0.7f, 0.3f, 0.45f, 0.55f];

        Assert.Equal(1.55 / 4, Calibration.Error(probabilities, [0, 0, 0, 1], 2), Tolerance);
    }

    [Fact]
    public void Error_UnknownClass_IsNeverRight()
    {
        Assert.Equal(0.9, Calibration.Error([0.9f, 0.1f], [2], 2), Tolerance);
    }

    [Fact]
    public void Confusion_FourItems_CountsEachPair()
    {
        Assert.Equal([[1L, 1L], [0L, 2L]], ClassificationReport.Confusion([0, 0, 1, 1], [0, 1, 1, 1], 2));
    }
}
